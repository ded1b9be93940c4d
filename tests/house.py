"""What the house rules are measured with: the project's files, their functions, and what is forbidden in them.

Each function returns offences as short texts that begin with the file, so that a list of exemptions can name them.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "lantoa"

# Capabilities: surfaces name none of them. `units`, `rulebook` and `figures` are floors that every surface stands on.
DOMAIN_APPS = (
    "movement", "councils", "initiatives", "prospects", "plans", "evidence", "recognition", "declarations", "spreading", "watch",
    "dossiers",
)  # fmt: skip


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def list_files() -> tuple[Path, ...]:
    """Files of the project as git knows them, new ones included; all but the ignored folders where git is not there."""
    words = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        paths = [ROOT / name for name in done.stdout.split("\0") if name]
    else:
        ours = {".ci", ".editorconfig", ".gitignore"}
        made = {"var", "build", "dist", "node_modules", "__pycache__"}
        every = ((path, path.relative_to(ROOT).parts) for path in ROOT.rglob("*"))
        paths = [
            path
            for path, parts in every
            if not made & set(parts) and (parts[0] in ours or not any(part.startswith(".") for part in parts))
        ]
    return tuple(sorted(path for path in paths if path.is_file()))


def files(ending: str, *, under: str = "lantoa") -> list[Path]:
    """Files of one kind below a folder, without migrations."""
    return [
        p for p in list_files() if p.suffix == ending and (ROOT / under) in p.parents and p.parent.name != "migrations"
    ]


def templates() -> list[Path]:
    return files(".html")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef) -> int:
    return node.end_lineno - node.lineno + 1


def long_files(paths: Iterable[Path], most: int) -> list[str]:
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return [f"{name_of(path)}: {size} lines" for path, size in sizes.items() if size > most]


def long_functions(
    paths: Iterable[Path], most: int, pick: Callable[[ast.FunctionDef], bool] = lambda _: True
) -> list[str]:
    return [
        f"{name_of(path)}: {node.name} has {length(node)} lines"
        for path in paths
        for node in functions(path)
        if pick(node) and length(node) > most
    ]


def is_view(node: ast.FunctionDef) -> bool:
    return bool(node.args.args) and node.args.args[0].arg == "request"


def matches(paths: Iterable[Path], pattern: str, *, flags: int = 0) -> list[str]:
    """Lines in which the pattern is found."""
    compiled = re.compile(pattern, flags)
    return [
        f"{name_of(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if compiled.search(line)
    ]


# --- one door to rows ---


def is_surface(path: Path) -> bool:
    """Modules that answer people: they may reach rows only through the door."""
    inside = path.relative_to(CODE).with_suffix("").parts[1:]
    return bool(inside) and (
        bool({"views", "exports", "forms", "documents", "context"} & set(inside))
        or inside[0].startswith("forms_")
        or (path.relative_to(CODE).parts[0] == "desk" and inside[0] == "queries")
    )


def around_the_door(path: Path, scoped: set[str], doors: set[str]) -> list[str]:
    """Uses of a scoped model's managers that do not go through one of the doors at once."""
    tree = tree_of(path)
    opened = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in doors and isinstance(node.value, ast.Attribute)
    }
    managers = [
        f"{name_of(path)}: {node.value.id}.{node.attr} without a door"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_base_manager", "_default_manager")
        if isinstance(node.value, ast.Name) and node.value.id in scoped and id(node) not in opened
    ]
    shortcuts = [
        f"{name_of(path)}: {_name_called(node)}({node.args[0].id}) without a door"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name_called(node) in ("get_object_or_404", "get_list_or_404") and node.args
        if isinstance(node.args[0], ast.Name) and node.args[0].id in scoped
    ]
    return managers + shortcuts


def _name_called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


# --- states ---

WRITERS = {"update", "create", "get_or_create", "update_or_create", "setattr"}


def state_assignments(path: Path, workflow_models: set[str]) -> list[str]:
    """Places that write a field `state` of a record: assignments, updates, constructors."""
    found = []
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "state" for target in targets):
                found.append(f"{name_of(path)}: assigns .state")
        elif isinstance(node, ast.Call) and _name_called(node) in WRITERS | workflow_models:
            names_state = any(keyword.arg == "state" for keyword in node.keywords)
            is_set = _name_called(node) == "setattr" and any(
                getattr(word, "value", "") == "state" for word in node.args
            )
            if names_state or is_set:
                found.append(f"{name_of(path)}: {_name_called(node)}(state=…)")
    return found


def states_by_hand(path: Path, states: set[str]) -> list[str]:
    """Names of states in template tags that speak of a state, or as values of form fields."""
    text = path.read_text(encoding="utf-8")
    words = "|".join(sorted(map(re.escape, states)))
    tags = (tag for tag in re.findall(r"{[%{].*?[%}]}", text) if re.search(r"\bstates?\b", tag))
    in_tags = (quoted for tag in tags for quoted in re.findall(rf"[\"']({words})[\"']", tag))
    as_values = re.findall(rf"value=[\"']({words})[\"']", text)
    return [f"{name_of(path)}: state {state}" for state in (*in_tags, *as_values)]


# --- imports among apps ---


def app_imports() -> dict[str, set[str]]:
    """App → apps that it imports, by the imports at the top of its files."""
    found: dict[str, set[str]] = {}
    for path in files(".py"):
        parts = path.relative_to(CODE).parts
        if len(parts) == 1:
            continue
        for node in ast.walk(tree_of(path)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            target = module.split(".")
            if target[0] == "lantoa" and len(target) > 1 and target[1] != parts[0]:
                found.setdefault(parts[0], set()).add(target[1])
    return found


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """Apps that import themselves through others."""
    return [app for app in arrows if app in reach_all(app, arrows)]


def reach_all(app: str, arrows: dict[str, set[str]]) -> set[str]:
    """All that the app imports, directly or through others."""
    found, fresh = set(), set(arrows.get(app, ()))
    while fresh:
        found |= fresh
        fresh = {target for step in fresh for target in arrows.get(step, ())} - found
    return found


# --- the day where people are ---

# What asks the machine for a day or an hour of its own zone, whatever is given to it.
OF_THE_MACHINE = {
    "datetime.date.today",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.datetime.utcfromtimestamp",
}
# What does so unless a zone is given, and the place at which it may be.
OF_A_ZONE = {"datetime.datetime.now": 0, "datetime.datetime.fromtimestamp": 1, "datetime.date.fromtimestamp": 9}
PARTS_OF_A_DAY = {"date", "year", "month", "day", "weekday", "isoweekday"}


def days_of_the_machine(path: Path) -> list[str]:
    """Uses of a clock without a zone, and days taken from an instant as it was stored, in UTC.

    The day is asked of `timezone.localdate()`, which also takes an instant. `.date()` is forbidden on whatever, as nobody
    sees by the line whether it is an instant.
    """
    tree = tree_of(path)
    names, found = _find_imports(tree), []
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        what, call = _resolve_chain(node, names), calls.get(id(node))
        if what in OF_THE_MACHINE or (what in OF_A_ZONE and not (call and _has_zone(call, OF_A_ZONE[what]))):
            found.append(f"{name_of(path)}: {what} without a zone")
        elif node.attr == "date" and call and not call.args and not call.keywords:
            found.append(f"{name_of(path)}: {ast.unparse(call)} may be another day in Vietnam")
        elif node.attr in PARTS_OF_A_DAY - {"date"} and _is_stored_now(node.value, names):
            found.append(f"{name_of(path)}: {ast.unparse(node)} may be of another day in Vietnam")
    return found


def _find_imports(tree: ast.Module) -> dict[str, str]:
    """Names bound by imports, with what they stand for: `now` → "django.utils.timezone.now"."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and not node.level:
            found |= {word.asname or word.name: f"{node.module}.{word.name}" for word in node.names}
        elif isinstance(node, ast.Import):
            for word in node.names:
                top = word.name.partition(".")[0]
                found[word.asname or top] = word.name if word.asname else top
    return found


def _resolve_chain(node: ast.expr, names: dict[str, str]) -> str:
    """What a chain of names stands for by the file's imports; "" where it begins with something else."""
    if isinstance(node, ast.Attribute):
        before = _resolve_chain(node.value, names)
        return before and f"{before}.{node.attr}"
    return names.get(node.id, "") if isinstance(node, ast.Name) else ""


def _has_zone(call: ast.Call, place: int) -> bool:
    zones = [*call.args[place : place + 1], *(word.value for word in call.keywords if word.arg == "tz")]
    return any(not (isinstance(zone, ast.Constant) and zone.value is None) for zone in zones)


def _is_stored_now(node: ast.expr, names: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and _resolve_chain(node.func, names) == "django.utils.timezone.now"


# What the apps above are about; `kit` holds tools without any of it.
WORDS_OF_THE_FIELD = re.compile(
    r"initiative|lineage|kinship|sector\b|ballot|programme|council|sitting|recognition|evidence|campaign|prospect"
    r"|mô hình|điển hình|hội đồng|công nhận|nhân rộng|phong trào|minh chứng|triển vọng|sổ tay",
    re.IGNORECASE,
)


def words_of_the_field(paths: Iterable[Path]) -> list[str]:
    """Each word of the field that a file holds, once: "file: word"."""
    found = {
        f"{name_of(path)}: {word.lower()}"
        for path in paths
        for word in WORDS_OF_THE_FIELD.findall(path.read_text(encoding="utf-8"))
    }
    return sorted(found)
