"""The parts of a workbook below its sheets: XML parsing, styles, shared strings and rich text.

Parsed with defusedxml; document type definitions are refused. Namespaces are ignored: they are all that differs between
strict and transitional workbooks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import CellCoordinatesException

from lantoa.kit.sheets.guarding import BROKEN, SheetRefused
from lantoa.kit.text import from_legacy

_FAULTS = (
    ValueError, LookupError, ArithmeticError, StopIteration, ParseError, ExpatError, DefusedXmlException,
    CellCoordinatesException,
)  # fmt: skip


@contextmanager
def broken_as_refusal() -> Iterator[None]:
    """Whatever is wrong inside the parts is one refusal: the file is broken, or made to be."""
    try:
        yield
    except SheetRefused:
        raise
    except _FAULTS as fault:
        raise SheetRefused(BROKEN) from fault


_MOST_NAMES = 1_000


class _LocalNames(dict[str, str]):
    """Names without their namespace; remembered, since a long sheet asks for few names very often."""

    def __missing__(self, name: str) -> str:
        if len(self) > _MOST_NAMES:  # only a made-up file has so many
            self.clear()
        self[name] = local = name.rpartition("}")[2]
        return local


LOCAL = _LocalNames()


def children(parent: Element, name: str) -> list[Element]:
    return [child for group in parent if LOCAL[group.tag] == name for child in group]


class Styles:
    """What of a cell's style matters here: its font, whether it shows a date, whether it shows a percentage."""

    def __init__(self, tree: Element | None) -> None:
        self._fonts: list[str] = []
        self._formats: list[str] = []
        if tree is None:
            return
        names = [_font_name(font) for font in children(tree, "fonts")]
        codes = BUILTIN_FORMATS | {
            int(number.attrib["numFmtId"]): number.get("formatCode", "") for number in children(tree, "numFmts")
        }
        for style in children(tree, "cellXfs"):
            font = int(style.get("fontId", 0))
            self._fonts.append(names[font] if font < len(names) else "")
            self._formats.append(codes.get(int(style.get("numFmtId", 0)), ""))
        self._dates = [is_date_format(code) for code in self._formats]

    def font(self, style: int) -> str:
        return self._fonts[style] if style < len(self._fonts) else ""

    def is_date(self, style: int) -> bool:
        return style < len(self._formats) and self._dates[style]

    def is_percent(self, style: int) -> bool:
        return style < len(self._formats) and "%" in self._formats[style]


def _font_name(font: Element) -> str:
    return next((part.get("val", "") for part in font if LOCAL[part.tag] in ("name", "rFont")), "")


Run = tuple[str, str]
"""Font name (or "" for the cell's own) and text."""


class Target(Protocol):
    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def data(self, text: str) -> None: ...
    def end(self, tag: str) -> None: ...


def parse(content: bytes, target: Target) -> None:
    """Send the elements of a part to `target`, each by its name as "namespace}name"."""
    guarded = DefusedXMLParser(forbid_dtd=True)
    # Straight from the parser below, past the building of a tree: this halves the time of a long sheet.
    expat = guarded.parser
    expat.ordered_attributes = False
    expat.StartElementHandler = target.start
    expat.CharacterDataHandler = target.data
    expat.EndElementHandler = target.end
    expat.Parse(content, True)


class TextCollector:
    """Collects the runs of rich text below an element; phonetic hints are no part of it."""

    def __init__(self) -> None:
        self._runs: list[Run] = []
        self._font = ""
        self._pieces: list[str] | None = None
        self._in_hint = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = LOCAL[tag]
        if name == "r":
            self._font = ""
        elif name == "rFont":
            self._font = attributes.get("val", "")
        elif name == "rPh":
            self._in_hint = True
        elif name == "t" and not self._in_hint:
            self._pieces = []

    def data(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, tag: str) -> None:
        name = LOCAL[tag]
        if name == "rPh":
            self._in_hint = False
        elif name == "t" and self._pieces is not None:
            self._runs.append((self._font, unescape("".join(self._pieces))))
            self._pieces = None

    def take(self) -> list[Run]:
        taken, self._runs, self._font = self._runs, [], ""
        return taken


class StringsReader(TextCollector):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[list[Run]] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if LOCAL[tag] == "si":
            self.strings.append(self.take())


@cache
def _is_old_font(font: str) -> bool:
    return font.casefold().startswith((".vn", "vni"))


def text_of(runs: list[Run], cell_font: str) -> str:
    """The text in Unicode; neighbouring runs of one old font are converted together, since VNI letters have two parts."""
    if not _is_old_font(cell_font) and not any(_is_old_font(font) for font, _ in runs):
        return from_legacy("".join(text for _, text in runs))
    pieces = groupby(runs, key=lambda run: run[0] or cell_font)
    return "".join(from_legacy("".join(text for _, text in group), font) for font, group in pieces)
