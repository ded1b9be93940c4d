"""Writes docs/extension-points.md: each point, what it takes, and who contributes what. With --check: says whether it is stale.

Run from the top of the checkout: `.venv/bin/python -m tools.extensions [--check]`.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import django

from lantoa.kit import extension_points
from lantoa.kit.extension_points import DerivedContributions, Extension, extensions

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "extension-points.md"
HEAD = """<!-- Written by tools/extensions.py from lantoa/kit/extension_points.py and the apps. Do not edit: run make fix. -->
# Extension points

An app joins the surfaces by the `EXTENSION` in its module `extension`, without being named there. A point takes what its type
says; a surface reads the sum of all installed apps, by `order` where the type has one. A key comes from one app only.
"""
NAMES = ("key", "of", "name", "label", "template", "__name__")


def page() -> str:
    """The text of the whole page."""
    return "\n".join([HEAD, *(section(point) for point in fields(Extension))])


def section(point: Field) -> str:
    told = [f"## `{point.name}`", "", f"{point.metadata['words'].capitalize()}: `{point.type}`.", ""]
    told += [f"- `{kind.__name__}`: {clean(inspect.getdoc(kind) or '')}" for kind in kinds_of(point)]
    rows = [
        f"| `{app}` | {', '.join(names)} |"
        for app, extension in sorted(extensions().items())
        if (names := list(names_of(getattr(extension, point.name))))
    ]
    table = ["| app | contributes |", "|---|---|", *rows] if rows else ["Nobody contributes yet."]
    return "\n".join([*told, *([""] if told[-1] else []), *table, ""])


def kinds_of(point: Field) -> list[type]:
    """Classes that the point's type names, as `extension_points` knows them."""
    names = re.findall(r"\w+", str(point.type))
    found = [getattr(extension_points, name, None) for name in names]
    return [kind for kind in found if isinstance(kind, type) and kind.__module__.startswith("lantoa.")]


def names_of(contributed: Any) -> Iterator[str]:
    if isinstance(contributed, Mapping):
        yield from (f"`{key}`" for key in contributed)
        return
    for item in contributed:
        yield f"derived: `{item.find.__name__}`" if isinstance(item, DerivedContributions) else f"`{name_of(item)}`"


def name_of(item: Any) -> str:
    """What tells one contribution from another: its key, or the function that it consists of."""
    found = next((getattr(item, name) for name in NAMES if getattr(item, name, "")), None)
    return str(found) if found else item.find.__name__


def clean(text: str) -> str:
    return " ".join(text.split())


def is_stale() -> bool:
    return not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page()


def main(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lantoa.config.settings")
    django.setup()
    if words == ["--check"]:
        if is_stale():
            sys.stderr.write("docs/extension-points.md is stale: run make fix\n")
        return int(is_stale())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
