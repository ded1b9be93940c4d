"""The bundles: every part once, in order, in one scope each; the finder that makes them; the fonts that they name."""

import os
import re
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from lantoa.kit import assets
from lantoa.kit.assets import SCRIPTS, STYLES, bundle_text, gather_parts, squeeze

CODE = Path(assets.__file__).parents[1]


def parts_on_disk(ending: str) -> set[str]:
    return {f"{path.parent.name}/{path.name}" for path in CODE.glob(f"*/static/*/*{ending}")}


@pytest.mark.parametrize(("bundle", "ending"), [(STYLES, ".css"), (SCRIPTS, ".js")])
def test_every_part_of_every_app_stands_in_the_bundle_once(bundle, ending):
    names = [name for name, _ in gather_parts(bundle)]
    assert sorted(names) == sorted(parts_on_disk(ending) - assets.ALONE)


def test_stylesheets_begin_with_those_that_others_build_on_and_end_with_paper():
    names = [name for name, _ in gather_parts(STYLES)]
    assert tuple(names[: len(assets.FIRST)]) == assets.FIRST
    assert names[-1] == "kit/print.css"


def test_print_styles_count_on_paper_only():
    text = bundle_text(STYLES)
    paper = text[text.rindex("@media print{") :]
    assert "@page{size: A4" in paper
    assert "@page" not in text.removesuffix(paper)


def test_addresses_in_the_bundle_lead_to_files():
    addresses = re.findall(r'url\("([^"]+)"\)', bundle_text(STYLES))
    assert addresses == [f"kit/fonts/be-vietnam-pro-{weight}.woff2" for weight in (400, 600)]
    assert all(finders.find(address) for address in addresses)


def test_fonts_are_small():
    sizes = [path.stat().st_size for path in (CODE / "kit" / "static" / "kit" / "fonts").glob("*.woff2")]
    assert len(sizes) == 2
    assert sum(sizes) <= 60_000


@pytest.mark.parametrize(
    ("written", "served"),
    [
        ("/* why */\na,\nb > c {\n  color: red;\n}\n", "a,b > c{color: red;}"),
        ('q::before { content: "/* a ;  b */"; }', 'q::before{content: "/* a ;  b */";}'),
        ("a { width: calc(1px + 2px); }", "a{width: calc(1px + 2px);}"),
        ("a :hover {\n  color: red;\n}", "a :hover{color: red;}"),
        ("/* don't */ a { content: 'it''s'; }", "a{content: 'it''s';}"),
    ],
)
def test_squeezing_takes_away_only_what_people_need(written, served):
    assert squeeze(written) == served


def test_scripts_have_a_scope_of_their_own_and_import_nothing():
    text = bundle_text(SCRIPTS)
    assert text.count("\n{\n") == len(gather_parts(SCRIPTS))
    assert re.findall(r"^\s*(?:import|export)\b", text, flags=re.MULTILINE) == []


def test_finder_writes_the_bundle_and_leaves_it_while_it_is_right(settings, tmp_path):
    settings.HOME = tmp_path
    path = Path(finders.find(STYLES))
    assert path.read_text(encoding="utf-8") == bundle_text(STYLES)
    first = path.stat().st_mtime_ns
    assert (finders.find(STYLES), path.stat().st_mtime_ns) == (str(path), first)

    path.write_text("old")
    finders.find(STYLES)
    assert path.read_text(encoding="utf-8") == bundle_text(STYLES)


def test_a_part_that_changes_changes_the_bundle(tmp_path):
    part = tmp_path / "part.js"
    part.write_text("one();\n")
    state = part.stat()
    before = assets._join(SCRIPTS, (("kit/part.js", part, state.st_mtime_ns, state.st_size),))
    part.write_text("two();\n")
    os.utime(part, ns=(time.time_ns(), state.st_mtime_ns + 1))
    after = assets._join(SCRIPTS, (("kit/part.js", part, part.stat().st_mtime_ns, state.st_size),))
    assert (before, after) == ("// kit/part.js\n{\none();\n}\n", "// kit/part.js\n{\ntwo();\n}\n")


def test_the_bundle_is_served_without_collectstatic(client):
    answer = client.get(f"/static/{STYLES}")
    assert b"".join(answer.streaming_content).decode() == bundle_text(STYLES)
