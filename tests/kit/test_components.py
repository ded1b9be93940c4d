"""The look as a whole: contrasts of the tokens, one meaning in both themes, a component page that holds every component."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from lantoa.kit.showcase import ICONS
from lantoa.kit.templatetags.kit import GROUPS

KIT = Path(settings.BASE_DIR) / "lantoa" / "kit"
STATIC = KIT / "static" / "kit"
TEMPLATES = KIT / "templates" / "kit"

GROUNDS = ("paper", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-quiet", "brand", "needs", "stopped", "done") for ground in GROUNDS),
    *((ink, f"{tone}-soft") for tone in ("brand", "needs", "stopped", "done") for ink in ("ink", "brand", "ink-quiet")),
    *((tone, f"{tone}-soft") for tone in ("needs", "stopped", "done")),
    ("on-brand-soft", "brand-soft"),
    *(("on-brand", fill) for fill in ("brand-fill", "brand-fill-hover", "stopped-fill", "stopped-fill-hover")),
    *((ink, ground) for ink in ("on-rail", "on-rail-quiet") for ground in ("rail", "rail-here")),
]
SHAPE_PAIRS = [
    *((mark, ground) for mark in ("line-strong", "brand-2", "focus") for ground in GROUNDS),
    *((f"{tone}-mark", ground) for tone in ("needs", "stopped", "done") for ground in ("surface", f"{tone}-soft")),
    ("brand-2", "brand-soft"),
    ("line-strong", "sunken"),
    ("focus-on-rail", "rail"),
    ("focus-on-rail", "rail-here"),
]


def tokens(selector: str) -> dict[str, str]:
    css = (STATIC / "tokens.css").read_text()
    block = css[css.index(selector) :]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[: block.index("}")]))


LIGHT = tokens(":root {")
DARK = LIGHT | tokens(':root[data-theme="dark"] {')


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground_it_stands_on(theme):
    faint = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_shapes_stand_out_from_their_ground(theme):
    faint = {pair: contrast(theme[pair[0]], theme[pair[1]]) for pair in SHAPE_PAIRS}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < 3} == {}


def test_dark_is_the_same_by_system_and_by_choice():
    assert tokens(':root:not([data-theme="light"]) {') == tokens(':root[data-theme="dark"] {')


def test_scales_have_the_steps_that_were_agreed():
    steps = Counter(key[:-2] for key in LIGHT if re.fullmatch(r"(text|space|radius|shadow)-\d", key))
    assert steps == {"text": 6, "space": 8, "radius": 2, "shadow": 2}


def test_diacritics_have_room():
    assert float(LIGHT["leading"]) >= 1.5
    assert float(LIGHT["leading-heading"]) >= 1.25


def test_colours_and_sizes_come_from_the_tokens():
    loose = {
        sheet.name: found
        for sheet in STATIC.glob("*.css")
        if sheet.name not in {"tokens.css", "print.css"}
        and (found := re.findall(r"#[0-9a-fA-F]{3,8}\b|font-size:\s*[\d.]+\w+", sheet.read_text()))
    }
    assert loose == {}


def test_every_token_in_use_exists():
    used = {name for sheet in STATIC.glob("*.css") for name in re.findall(r"var\(--([\w-]+)", sheet.read_text())}
    assert used - LIGHT.keys() == set()


def test_sheets_stay_short():
    assert {sheet.name for sheet in STATIC.glob("*.css") if len(sheet.read_text().splitlines()) > 400} == set()


def test_every_drawing_is_on_the_component_page():
    drawn = re.findall(r'<symbol id="([\w-]+)"', (STATIC / "icons.svg").read_text())
    assert sorted(name for name in drawn if not name.startswith("state-")) == sorted(ICONS)


def test_catalogue_names_every_tag():
    catalogue = (TEMPLATES / "README.md").read_text()
    inside_base = {"place_link", "hatch_defs"}
    tags = {tag for group in GROUPS for tag in group.register.tags} - inside_base
    assert {tag for tag in tags if f"`{tag}`" not in catalogue} == set()


def test_component_page_uses_every_tag():
    pages = (
        "".join(page.read_text() for page in TEMPLATES.glob("*showcase*.html")) + (TEMPLATES / "base.html").read_text()
    )
    inside_others = {"place_link"}
    tags = {tag for group in GROUPS for tag in group.register.tags} - inside_others
    assert {tag for tag in tags if f"{{% {tag} " not in pages and f"{{% {tag}\n" not in pages} == set()


@pytest.fixture
def markup(client):
    return client.get(reverse("kit")).content.decode()


@pytest.mark.django_db
def test_component_page_has_nothing_inline(markup):
    assert re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", markup) == []


@pytest.mark.django_db
def test_component_page_has_no_id_twice(markup):
    ids = re.findall(r'\sid="([^"]+)"', markup)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.django_db
def test_component_page_points_at_ids_that_exist(markup):
    ids = set(re.findall(r'\sid="([^"]+)"', markup))
    wanted = {
        name for names in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', markup) for name in names.split()
    }
    assert wanted - ids == set()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["kit_options", "kit_nodes"])
def test_fragment_is_part_of_its_page(client, name):
    fragment = client.get(reverse(name), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "".join(fragment.split()) in "".join(client.get(reverse(name)).content.decode().split())


@pytest.mark.django_db
def test_bare_page_needs_no_frame(client):
    assert "Không tìm thấy trang này" in client.get(reverse("kit_bare")).content.decode()
