"""Names say what a function does: a verb with its object, never a bare participle, never a word that could mean anything."""

import ast
import re
from pathlib import Path

import pytest

from tests import house

# Participles that do not end in -ed; forms that are also the infinitive (cut, put, read, run, set) are left out.
IRREGULAR = frozenset(
    [
        "begun",
        "bound",
        "bought",
        "brought",
        "built",
        "caught",
        "chosen",
        "done",
        "drawn",
        "fallen",
        "felt",
        "found",
        "given",
        "gone",
        "grown",
        "heard",
        "held",
        "hidden",
        "kept",
        "known",
        "laid",
        "led",
        "left",
        "lost",
        "made",
        "meant",
        "met",
        "said",
        "seen",
        "sent",
        "shown",
        "sold",
        "spent",
        "spoken",
        "stood",
        "struck",
        "taken",
        "told",
        "torn",
        "understood",
        "woken",
        "won",
        "worn",
        "written",
    ]
)
# Words that say nothing of what a function returns, or that once stood for something else than they say.
FILLERS = frozenset(
    [
        "between",
        "due",
        "everything",
        "fresh",
        "ground",
        "heap",
        "house",
        "morning",
        "pen",
        "plain",
        "same",
        "seat",
        "spot",
        "when",
        "whole",
    ]
)
NOUNS = frozenset(("children", "ruling", "sitting", "standing"))
VERBS = frozenset(("bring", "reopen", "shorten", "widen"))
# Classes are nouns; an exception may be named for what happened.
CLASSES = frozenset(("Refused", "Undefined"))
EXEMPT = {
    "lantoa/kit/waiting.py: asked": "property beside the fields `asked` of a kind and of a line, which it chooses between",
}


def is_bare(name: str) -> bool:
    word = name.strip("_")
    if not re.fullmatch(r"[A-Za-z]+", word) or name.startswith("__"):
        return False
    if word[0].isupper():
        one = re.fullmatch(r"[A-Z][a-z]+", word) and word not in CLASSES
        return bool(one) and (word.endswith("ed") or word.lower() in IRREGULAR | FILLERS)
    is_form = word.endswith(("ed", "en", "ing")) or word in IRREGULAR | FILLERS
    return word.islower() and is_form and word not in NOUNS | VERBS


def is_free(node: ast.AST, owner: str) -> bool:
    """Chained filters of a queryset read as states (`.recognised()`); a fixture is the thing that it makes."""
    marks = [ast.unparse(mark) for mark in getattr(node, "decorator_list", ())]
    return owner.endswith("QuerySet") or any(mark.startswith("pytest.fixture") for mark in marks)


def bare_names(path: Path) -> list[str]:
    tree = house.tree_of(path)
    owners = {id(child): node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef) for child in node.body}
    return [
        f"{house.name_of(path)}: {node.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if is_bare(node.name) and not is_free(node, owners.get(id(node), ""))
    ]


@pytest.mark.parametrize("folder", ["lantoa", "tests", "tools"])
def test_no_name_is_a_bare_participle(folder):
    found = {name for path in house.files(".py", under=folder) for name in bare_names(path)}
    assert found == {name for name in EXEMPT if name.startswith(folder)}


@pytest.mark.parametrize(
    "name", ["_held", "shown", "_asked", "told", "_named", "giving", "heap", "Spot", "Ground", "Told"]
)
def test_bare_name_is_found(name):
    assert is_bare(name)


@pytest.mark.parametrize(
    "name", ["build_row", "_list_held", "sitting", "shorten", "Refused", "Sitting", "SheetRefused", "run"]
)
def test_name_that_says_what_it_is_for_is_fine(name):
    assert not is_bare(name)


def test_filter_of_a_queryset_and_fixture_are_free(tmp_path, monkeypatch):
    monkeypatch.setattr(house, "ROOT", tmp_path)
    path = tmp_path / "a.py"
    path.write_text(
        "class RowQuerySet:\n    def accepted(self): ...\n\n\nclass Row:\n    def told(self): ...\n\n\n"
        "@pytest.fixture\ndef ended(): ...\n\n\ndef _held(): ...\n",
        encoding="utf-8",
    )
    assert bare_names(path) == ["a.py: _held", "a.py: told"]
