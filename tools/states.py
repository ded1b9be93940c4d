"""Draws each workflow table as a diagram into docs/states/. With --check: says which are stale, and writes nothing.

Run from the top of the checkout: `.venv/bin/python -m tools.states [--check]`.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

import django

from lantoa.kit.workflow import Workflow

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "states"
PAGE = """<!-- Drawn by tools/states.py from {source}. Do not edit: change the table, then run make fix. -->
# {name}

```mermaid
{diagram}```

| move | from | to | button | in the history | reason |
|---|---|---|---|---|---|
{rows}
"""


def pages() -> dict[str, str]:
    """File name → text, for every workflow of every app."""
    return {f"{workflow.name}.md": page(workflow, source) for source, workflow in sources()}


def workflows() -> list[Workflow]:
    return [workflow for _, workflow in sources()]


def sources() -> list[tuple[str, Workflow]]:
    """Each workflow with the file in which its table stands."""
    found = []
    for path in sorted((ROOT / "lantoa").rglob("workflow.py")):
        source = path.relative_to(ROOT)
        module = importlib.import_module(".".join(source.with_suffix("").parts))
        found += [(source.as_posix(), item) for item in vars(module).values() if isinstance(item, Workflow)]
    return found


def page(workflow: Workflow, source: str) -> str:
    rows = [
        f"| `{move.name}` | {', '.join(f'`{state}`' for state in move.sources)} | `{move.target}` "
        f"| {move.label} | {move.past} | {'required' if move.needs_reason else '–'} |"
        for move in workflow.moves.values()
    ]
    name = workflow.name.replace("_", " ").capitalize()
    return PAGE.format(source=source, name=name, diagram=workflow.mermaid(), rows="\n".join(rows))


def stale() -> list[str]:
    """Names of files that are missing, differ from their table, or have no table any more."""
    drawn = pages()
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    return sorted(name for name in drawn.keys() | kept if drawn.get(name) != kept.get(name))


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    django.setup()
    names = stale()
    if words == ["--check"]:
        sys.stderr.writelines(f"docs/states/{name} is stale: run make fix\n" for name in names)
        return 1 if names else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    drawn = pages()
    for name in names:
        if name in drawn:
            (FOLDER / name).write_text(drawn[name], encoding="utf-8")
        else:
            (FOLDER / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
