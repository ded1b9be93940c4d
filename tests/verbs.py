"""Which verbs the code records in the audit chain, read from its syntax: each is to have words in the histories."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house import ROOT, files, name_of, tree_of

RECORDERS = {"record": 1, "EventDraft": 1}  # of `lantoa.kit.audit`: which argument is the verb
AT_ENTRY = "lantoa/kit/audit.py"


@dataclass(frozen=True)
class PassedVerb:
    """A function that hands a parameter on as the verb. `module`: where it stands; `index`: the parameter's place."""

    module: str
    function: str
    index: int
    name: str


def recorded_verbs() -> tuple[set[str], list[str]]:
    """All verbs that stand in the code as text, and the places whose verb cannot be read from the code."""
    verbs, unread = set(), []
    passing = {PassedVerb("lantoa.kit.audit", name, index, "verb") for name, index in RECORDERS.items()}
    paths = [path for path in files(".py") if name_of(path) != AT_ENTRY]
    while True:
        found = set(passing)
        unread.clear()
        for path in paths:
            for function, value in _verb_values(path, passing):
                _resolve(path, function, value, verbs, unread, found)
        if found == passing:
            return verbs, unread
        passing = found


def _verb_values(path: Path, passing: Iterable[PassedVerb]) -> Iterator[tuple[ast.FunctionDef, ast.expr]]:
    """What stands as the verb in each call of a recorder or of a function that hands it on, with the function around it."""
    known = _modules_of_names(path)
    by_name = {one.function: one for one in passing if known.get(one.function, "lantoa.kit.audit") == one.module}
    for function in (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            target = by_name.get(_name_called(call))
            if target is None or (target.function == "record" and not _is_audit(call)):
                continue
            named = [word.value for word in call.keywords if word.arg == target.name]
            if named or len(call.args) > target.index:
                yield function, named[0] if named else call.args[target.index]


def _module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _modules_of_names(path: Path) -> dict[str, str]:
    """Name in the file → the module whose function it is: its own, or one from which it is imported."""
    tree = tree_of(path)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    found = {name.asname or name.name: str(node.module) for node in imports for name in node.names}
    return found | {node.name: _module_of(path) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def _name_called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _is_audit(call: ast.Call) -> bool:
    """`audit.record(…)`, not the method of something else."""
    return isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "audit"


def _resolve(path, function: ast.FunctionDef, value: ast.expr, verbs: set[str], unread: list[str], found: set) -> None:
    constants = [node.value for node in ast.walk(value) if isinstance(node, ast.Constant)]
    if isinstance(value, ast.Constant | ast.IfExp):
        verbs.update(word for word in constants if isinstance(word, str))
        return
    names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args)]
    if isinstance(value, ast.Name) and value.id in names:
        found.add(PassedVerb(_module_of(path), function.name, names.index(value.id), value.id))
        return
    values = [node.value for node in ast.walk(function) if _assigns(node, value)] + _returned_by(path, value)
    for assigned in values:
        _resolve(path, function, assigned, verbs, unread, found)
    if not values:
        unread.append(f"{name_of(path)}: {ast.unparse(value)}")


def _returned_by(path: Path, value: ast.expr) -> list[ast.expr]:
    """What the function of the same file returns that is called here."""
    if not isinstance(value, ast.Call):
        return []
    made = (
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef) and node.name == _name_called(value)
    )
    return [node.value for one in made for node in ast.walk(one) if isinstance(node, ast.Return) and node.value]


def _assigns(node: ast.AST, value: ast.expr) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return isinstance(value, ast.Name) and any(getattr(target, "id", "") == value.id for target in targets)
