"""Each app says which rules it reads; the rulebook holds no rule that nobody reads, and no app reads one that it lacks."""

import ast
import json

import pytest

from lantoa.kit.breaches import PREFIX
from lantoa.kit.extension_points import extensions
from tests.house import CODE, files, name_of, tree_of

SHIPPED = {row["key"] for row in json.loads((CODE / "rulebook" / "data" / "rules.json").read_text(encoding="utf-8"))}
# Dictionaries of the watch's rules, whose keys stand without their prefix.
OF_THE_WATCH = {"rules", "watch_rules"}


def keys_in(app: str) -> set[str]:
    """Keys of shipped rules that stand in the app's code as text, outside the declaration itself."""
    paths = [p for p in files(".py", under=f"lantoa/{app}") if p.name != "rule_keys.py"]
    constants = {node.value for path in paths for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)}
    found = {word for word in constants if isinstance(word, str)}
    return (found & SHIPPED) | {f"{PREFIX}{word}" for path in paths for word in short_keys(path)}


def short_keys(path) -> set[str]:
    """`rules.get("x")` and `watch_rules(day)["x"]`."""
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "get" and node.args:
            found |= texts(node.args[0]) if is_watch(node.func.value) else set()
        elif isinstance(node, ast.Subscript) and is_watch(node.value):
            found |= texts(node.slice)
    return found


def is_watch(node: ast.expr) -> bool:
    called = node.func if isinstance(node, ast.Call) else node
    return (getattr(called, "attr", "") or getattr(called, "id", "")) in OF_THE_WATCH


def texts(node: ast.expr) -> set[str]:
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def asked_by_call() -> set[tuple[str, str]]:
    """(file, key) of each `rule_value("…", day)` and `rule("…", day)`."""
    calls = [(p, n) for p in files(".py") for n in ast.walk(tree_of(p)) if isinstance(n, ast.Call) and n.args]
    named = [(p, n) for p, n in calls if getattr(n.func, "id", "") in ("rule_value", "rule")]
    return {(name_of(path), key) for path, node in named for key in texts(node.args[0])}


@pytest.mark.parametrize("app", sorted(extensions()))
def test_an_app_declares_each_rule_that_it_reads(app):
    declared = set(extensions()[app].rule_keys)
    asked = {key for path, key in asked_by_call() if path.startswith(f"lantoa/{app}/")}
    assert (keys_in(app) | asked) - declared == set()


def test_declared_and_shipped_rules_are_the_same():
    declared = {key for extension in extensions().values() for key in extension.rule_keys}
    assert declared == SHIPPED


def test_each_rule_is_for_something():
    assert all(words.strip() for extension in extensions().values() for words in extension.rule_keys.values())


def test_what_is_read_is_found():
    assert {"alert.escalate_days", "alert.finding"} <= keys_in("watch")
    assert ("lantoa/recognition/services/windows.py", "recognition.grace_days") in asked_by_call()
