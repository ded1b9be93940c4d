"""The house rules that a program can measure. An exemption names one offence; it may only be taken away (CONTRIBUTING.md)."""

from __future__ import annotations

import re
import statistics
import subprocess

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from tests import house
from tests.house import ROOT
from tools import extensions, sizes, states

# Rule → offences that are let stand, each with its reason. The list may only become shorter.
EXEMPT: dict[str, dict[str, str]] = {
    "word of the field": {"lantoa/kit/files/containers.py: sector": "what the file format calls its blocks"},
}


def keeps(rule: str, offences: list[str]) -> None:
    """No offence but the exempted ones, and no exemption that nothing needs any more."""
    exempt = EXEMPT.get(rule, {})
    broken = [offence for offence in offences if offence not in exempt]
    assert not broken, "\n".join([f"the rule on {rule} is broken:", *broken])
    spare = [name for name in exempt if name not in offences]
    assert not spare, "\n".join(["exemptions that nothing needs any more:", *spare])


def scoped_models() -> set[str]:
    """Models whose rows belong to somebody: their querysets have the door."""
    return {model.__name__ for model in apps.get_models() if hasattr(model._default_manager.all(), "visible_to")}


def workflow_models() -> set[str]:
    def has_state(model) -> bool:
        try:
            return bool(model._meta.get_field("state"))
        except FieldDoesNotExist:
            return False

    return {
        model.__name__ for model in apps.get_models() if has_state(model) and model.__module__.startswith("lantoa.")
    }


# --- sizes ---


def test_files_are_short():
    kinds = [*house.files(".py"), *house.files(".py", under="tests"), *house.files(".py", under="tools")]
    keeps("file", house.long_files([*kinds, *house.files(".css"), *house.files(".js")], 400))


def test_functions_are_short():
    keeps("function", house.long_functions([*house.files(".py"), *house.files(".py", under="tools")], 50))


def test_views_are_short():
    views = [path for path in house.files(".py") if "views" in path.with_suffix("").parts]
    keeps("view", house.long_functions(views, 25, house.is_view))


def test_templates_are_short():
    pages = [path for path in house.templates() if not path.name.startswith("_")]
    fragments = [path for path in house.templates() if path.name.startswith("_")]
    keeps("template", house.long_files(pages, 150) + house.long_files(fragments, 60))


def test_tests_are_short():
    paths = house.files(".py", under="tests")
    keeps("test", house.long_functions(paths, 40, lambda node: node.name.startswith("test_")))
    sizes = [house.length(f) for path in paths for f in house.functions(path) if f.name.startswith("test_")]
    assert statistics.median(sizes) <= 12


def test_no_app_outgrows_the_others():
    large = [name for name, share in sizes.shares().items() if share > sizes.LARGEST_SHARE]
    keeps("app", [name for name in large if name not in sizes.NOT_DOMAIN])


# --- arrows, doors, states ---


def test_apps_import_no_circle():
    keeps("circle", house.circles(house.app_imports()))


def test_surfaces_name_no_app():
    """Beside the import contract: not even as a string, such as a template or a model by name."""
    apps_of_the_field = "|".join(house.DOMAIN_APPS)
    surfaces = [*house.files(".py"), *house.files(".html")]
    surfaces = [
        p
        for p in surfaces
        if house.name_of(p).startswith(("lantoa/desk/", "lantoa/reports/", "lantoa/config/commands/"))
    ]
    keeps(
        "surface",
        house.matches(surfaces, rf"\blantoa\.({apps_of_the_field})\b|[\"']({apps_of_the_field})/[\w/]+\.(html|txt)"),
    )


def test_kit_has_no_word_of_the_field():
    kinds = (".py", ".html", ".css", ".js", ".md")
    keeps(
        "word of the field",
        house.words_of_the_field(p for kind in kinds for p in house.files(kind, under="lantoa/kit")),
    )


def test_words_of_the_field_are_noticed():
    assert house.WORDS_OF_THE_FIELD.findall("class SittingForm: kinship-list Hội đồng") == [
        "Sitting",
        "kinship",
        "Hội đồng",
    ]


def test_rows_are_reached_through_the_door():
    scoped, doors = scoped_models(), {"visible_to", "known_to", "open_to_copy", "open_to", "published", "none"}
    assert {"Initiative", "Unit", "Declaration"} <= scoped
    surfaces = [path for path in house.files(".py") if house.is_surface(path)]
    keeps("door", [offence for path in surfaces for offence in house.around_the_door(path, scoped, doors)])


def test_states_are_assigned_by_the_workflow_only():
    held = workflow_models()
    assert "Initiative" in held
    paths = [path for path in house.files(".py") if house.name_of(path) != "lantoa/kit/workflow.py"]
    keeps("state", [offence for path in paths for offence in house.state_assignments(path, held)])


def test_no_template_lists_states():
    values = {value for workflow in states.workflows() for value in workflow.states.values}
    domain = [path for path in house.templates() if not house.name_of(path).startswith("lantoa/kit/")]
    keeps("states by hand", [offence for path in domain for offence in house.states_by_hand(path, values)])


def test_diagrams_of_states_are_fresh():
    assert states.stale() == []


def test_the_page_of_extension_points_is_fresh():
    assert not extensions.is_stale()


# --- pages ---


def test_no_inline_script_or_style():
    inline = r"<style|\sstyle\s*=|\son[a-z]+\s*=|javascript:|hx-on|<script(?![^>]*\bsrc=)|js:\s*{"
    keeps("inline", house.matches(house.templates(), inline, flags=re.IGNORECASE))


def test_pages_link_one_stylesheet_and_three_scripts():
    sheets = house.matches(house.templates(), r"rel=[\"']?(alternate )?stylesheet")
    scripts = house.matches(house.templates(), r"<script|{% htmx_script")
    keeps("stylesheet", sheets[1:])
    keeps("script", scripts[3:])


def test_no_text_is_trusted_unescaped():
    in_templates = house.matches(house.templates(), r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq")
    in_code = house.matches(house.files(".py"), r"\bmark_safe\b|\bSafeString\(|\bSafeText\b")
    keeps("safe", in_templates + in_code)


def test_nothing_is_fetched_from_elsewhere():
    foreign = r"(src|href|action|url\()\s*=?\s*[\"']?(https?:)?//"
    keeps("foreign", house.matches([*house.templates(), *house.files(".css"), *house.files(".js")], foreign))


# --- code ---


def test_migrations_are_named_for_what_they_do():
    names = [
        path.name for path in house.list_files() if path.parent.name == "migrations" and path.name != "__init__.py"
    ]
    keeps(
        "migration", [name for name in names if not re.fullmatch(r"\d{4}_(?!auto_|alter_|initial)[a-z0-9_]+\.py", name)]
    )


def test_modules_say_what_lives_in_them():
    silent = [p for p in house.files(".py") if p.read_text(encoding="utf-8").strip() and not _has_docstring(p)]
    keeps("docstring", [house.name_of(path) for path in silent if path.name != "apps.py"])


def _has_docstring(path) -> bool:
    first = house.tree_of(path).body[0]
    return hasattr(first, "value") and isinstance(getattr(first.value, "value", None), str)


def test_no_signals_and_no_drawers():
    names = [house.name_of(p) for p in house.files(".py") if p.stem in ("utils", "helpers", "misc")]
    keeps("signals", house.matches(house.files(".py"), r"django\.dispatch|db\.models\.signals|@receiver") + names)


def test_days_are_those_of_vietnam():
    paths = [path for folder in ("lantoa", "tests", "tools") for path in house.files(".py", under=folder)]
    keeps("days", [offence for path in paths for offence in house.days_of_the_machine(path)])


def test_browser_tests_wait_for_events():
    """Not for seconds: how long at most stands once, in tests/browser/conftest.py."""
    seconds = r"wait_for_timeout|\btimeout\s*=(?!PATIENCE)|\bsleep\("
    keeps("seconds", house.matches(house.files(".py", under="tests/browser"), seconds))


def test_silenced_checks_give_a_reason():
    silenced = r"#\s*(noqa(?!: [A-Z0-9, ]+ - \S)|type: ignore(?!\[[a-z-]+\]  # \S))"
    keeps("silenced", house.matches([*house.files(".py"), *house.files(".py", under="tests")], silenced))


def test_nothing_is_left_to_do():
    marks = r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b"
    keeps("marks", house.matches([*house.files(".py"), *house.files(".py", under="tests"), *house.templates()], marks))


# --- the tree ---


def test_every_model_is_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    ours = [model.__name__ for model in apps.get_models() if model.__module__.startswith("lantoa.")]
    keeps("glossary", [name for name in ours if not re.search(rf"`{name}`", glossary)])


def test_requirements_are_hashed_and_name_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.findall(r"https?:|--index-url|--find-links| @ ", text) == []
        pins = re.findall(r"^[a-z0-9][^\s=]*==\S+(?: ;[^\\]*)? \\\n    --hash=sha256:", text, flags=re.MULTILINE)
        assert len(pins) == len(re.findall(r"^[A-Za-z0-9]", text, flags=re.MULTILINE))


def test_no_package_registry_is_named():
    """By the shape of its addresses, and by the hosts that this machine's pip is told to use."""
    shapes = r"https?://[^\s\"']*(/simple/|/packages/[0-9a-f]{2}/|/-/[^\s]+\.tgz)"
    told = subprocess.run(["pip", "config", "list"], capture_output=True, text=True, check=False).stdout  # noqa: S607 - the pip of the path is the one meant
    hosts = [re.escape(host) for host in re.findall(r"https?://([^/\s'\"]+)", told)]
    texts = [path for path in house.list_files() if _is_text(path)]
    keeps("registry", house.matches(texts, "|".join([shapes, *hosts])))


def _is_text(path) -> bool:
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return False
    return True


def test_decisions_are_short():
    keeps("decision", house.long_files(house.files(".md", under="docs/decisions"), 40))
