"""One stylesheet and one script for all pages, put together from the small files that the apps bring.

A part is a file `static/<app>/*.css` or `*.js`, straight in that folder, of any app of this project. Apps come in the order of
INSTALLED_APPS, the parts of one app by name, except those that are named in FIRST. A part called `print.css` counts on paper
only and comes last. Each script has a scope of its own and cannot import another.

`BundleFinder` gives the bundles to Django's static files: collectstatic fingerprints and compresses them like any other file, and
without collectstatic (development, tests) they are made anew whenever a part has changed. Nothing generated enters the tree.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

STYLES, SCRIPTS = "site.css", "site.js"
# Those that others build on or overrule stand in this order before the rest of their app.
FIRST = (
    *("kit/faces.css", "kit/tokens.css", "kit/base.css", "kit/frame.css", "kit/rail.css", "kit/frame-phone.css"),
    *("kit/bare.css", "kit/parts.css", "kit/menus.css", "kit/waiting.css", "kit/forms.css", "kit/files.css"),
    *("kit/tables.css", "kit/figures.css", "kit/charts.css", "kit/records.css", "kit/lines.css", "kit/measures.css"),
)
# Sets the theme before the first paint: it cannot wait for the others.
ALONE = {"kit/theme.js"}
PAPER = "print.css"

_STRING = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'"
_ADDRESS = re.compile(r"""url\(\s*(["']?)(?!data:|https?:|/|\#)([^"')]+)\1\s*\)""")
_NOISE = re.compile(rf"({_STRING})|/\*.*?\*/|\s*([{{}};,])\s*|(\s+)", re.DOTALL)


def gather_parts(bundle: str) -> list[tuple[str, Path]]:
    """Name and place of each part of this bundle, in the order in which they take effect."""
    ending = Path(bundle).suffix
    house = __name__.partition(".")[0]
    folders = [
        (config.label, Path(config.path) / "static" / config.label)
        for config in apps.get_app_configs()
        if config.name.partition(".")[0] == house
    ]
    parts = [(f"{label}/{path.name}", path) for label, folder in folders for path in _sort_paths(label, folder, ending)]
    return sorted(parts, key=lambda part: part[1].name == PAPER)


def _sort_paths(label: str, folder: Path, ending: str) -> list[Path]:
    place = {name: number for number, name in enumerate(FIRST)}
    paths = [path for path in folder.glob(f"*{ending}") if f"{label}/{path.name}" not in ALONE]
    return sorted(paths, key=lambda path: (place.get(f"{label}/{path.name}", len(FIRST)), path.name))


def bundle_text(bundle: str) -> str:
    """The whole bundle. Read again only when a part has changed, come or gone."""
    states = ((name, path, path.stat()) for name, path in gather_parts(bundle))
    return _join(bundle, tuple((name, path, state.st_mtime_ns, state.st_size) for name, path, state in states))


@cache
def _join(bundle: str, parts: tuple[tuple[str, Path, int, int], ...]) -> str:
    wrap = _style if bundle == STYLES else _script
    return "\n".join(wrap(name, path.read_text(encoding="utf-8")) for name, path, *_ in parts) + "\n"


def _script(name: str, text: str) -> str:
    """In a block, so that two parts may use the same names: a module is strict, where functions stay in their block too."""
    return f"// {name}\n{{\n{text}}}"


def _style(name: str, text: str) -> str:
    text = squeeze(_ADDRESS.sub(lambda found: _from_top(name, found), text))
    return f"@media print{{{text}}}" if posixpath.basename(name) == PAPER else text


def _from_top(name: str, found: re.Match[str]) -> str:
    """An address beside the part, as seen from the bundle, which lies at the top."""
    return f'url("{posixpath.normpath(posixpath.join(posixpath.dirname(name), found[2]))}")'


def squeeze(text: str) -> str:
    """CSS without comments and without the space that only people need. Strings stay as they are."""
    return _NOISE.sub(lambda found: found[1] or found[2] or (" " if found[3] else ""), text).strip()


class BundleFinder(BaseFinder):
    """Finds the bundles in a folder of the installation, where it writes them first if they are not there or out of date."""

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        places = [str(_write(path))] if path in (STYLES, SCRIPTS) else []
        return places if find_all or not places else places[0]

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for bundle in (STYLES, SCRIPTS):
            yield bundle, FileSystemStorage(location=_write(bundle).parent)


def _write(bundle: str) -> Path:
    """Changed in one step, and only when it differs: another process may be reading it, and its time tells whether it is new."""
    path = Path(settings.HOME) / "assets" / bundle
    data = bundle_text(bundle).encode()
    if path.is_file() and path.read_bytes() == data:
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(data)
    os.replace(file.name, path)
    return path
