"""From the parts of a checked workbook to located cells: values, text of old fonts, merged ranges, hidden rows.

Parsed with defusedxml in one bounded pass a sheet; document type definitions are refused. Namespaces are ignored: they
are all that differs between strict and transitional workbooks.
"""

import math
import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from typing import Protocol
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, fromstring
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from lantoa.kit.numbers import format_number
from lantoa.kit.sheets.guarding import BROKEN, Package, SheetRefused
from lantoa.kit.text import from_legacy

MAX_COLUMNS = 256
_MAX_SIDE_PART = 32 * 1024 * 1024

Scalar = str | int | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with something in it. `problem`: why its value cannot be taken (a formula without a result), else ""."""

    value: Scalar
    problem: str = ""


@dataclass
class RawSheet:
    """The filled cells of one sheet: row number → column number → cell, both counted from 1."""

    name: str
    rows: dict[int, dict[int, RawCell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First column, first row, last column, last row."""
    hidden_rows: list[int] = field(default_factory=list)


class WorkbookReader:
    """Reads the visible sheets of a package one by one. Raises SheetRefused for broken or oversized content."""

    def __init__(self, package: Package) -> None:
        self._package = package
        with _as_refusal():
            book = self._tree("xl/workbook.xml")
            self._paths = self._find_sheets(book)
            self._epoch = _epoch(book)
            self._styles = _Styles(self._tree("xl/styles.xml")) if "xl/styles.xml" in package.parts else _Styles(None)
            self._strings = self._read_strings()
        if not self._paths:
            raise SheetRefused("Tệp không có trang tính nào nhìn thấy được; hãy bỏ ẩn trang dữ liệu rồi chọn lại.")

    @property
    def names(self) -> list[str]:
        """Names of the visible sheets in their order."""
        return list(self._paths)

    def sheet(self, name: str, max_rows: int) -> RawSheet:
        """The cells of a sheet of at most `max_rows` filled rows."""
        reader = _SheetReader(name, max_rows, self._strings, self._styles, self._epoch)
        with _as_refusal():
            _parse(self._package.parts[self._paths[name]], reader)
        return reader.sheet

    def _tree(self, part: str) -> Element:
        content = self._package.parts[part]
        if len(content) > _MAX_SIDE_PART:
            raise SheetRefused(BROKEN)
        return fromstring(content, forbid_dtd=True)

    def _find_sheets(self, book: Element) -> dict[str, str]:
        targets = {
            relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
            for relation in self._tree("xl/_rels/workbook.xml.rels")
        }
        found = {}
        for sheet in _children(book, "sheets"):
            relation = next(value for name, value in sheet.items() if _local(name) == "id")
            if sheet.get("state", "visible") == "visible" and targets[relation] in self._package.parts:
                found[sheet.attrib["name"]] = targets[relation]
        return found

    def _read_strings(self) -> list[list["_Run"]]:
        reader = _StringsReader()
        if "xl/sharedStrings.xml" in self._package.parts:
            _parse(self._package.parts["xl/sharedStrings.xml"], reader)
        return reader.strings


class _as_refusal:  # noqa: N801 - reads as a phrase where it is used
    """Whatever is wrong inside the parts is one refusal: the file is broken (or made to be)."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, trace: object) -> None:
        broken = ValueError, LookupError, ArithmeticError, StopIteration, ParseError, DefusedXmlException
        if isinstance(fault, broken) and not isinstance(fault, SheetRefused):
            raise SheetRefused(BROKEN) from fault


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _children(parent: Element, name: str) -> list[Element]:
    return [child for group in parent if _local(group.tag) == name for child in group]


def _epoch(book: Element) -> datetime:
    properties = [child for child in book if _local(child.tag) == "workbookPr"]
    is_mac = any(child.get("date1904") in ("1", "true") for child in properties)
    return CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900


# --- styles and strings ---


class _Styles:
    """What of a cell's style matters here: its font, whether it shows a date, whether it shows a percentage."""

    def __init__(self, tree: Element | None) -> None:
        self._fonts: list[str] = []
        self._formats: list[str] = []
        if tree is None:
            return
        names = [_font_name(font) for font in _children(tree, "fonts")]
        codes = BUILTIN_FORMATS | {
            int(number.attrib["numFmtId"]): number.get("formatCode", "") for number in _children(tree, "numFmts")
        }
        for style in _children(tree, "cellXfs"):
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
    return next((part.get("val", "") for part in font if _local(part.tag) in ("name", "rFont")), "")


_Run = tuple[str, str]
"""Font name (or "" for the cell's own) and text."""


class _Target(Protocol):
    def start(self, tag: str, attributes: dict[str, str]) -> None: ...
    def data(self, text: str) -> None: ...
    def end(self, tag: str) -> None: ...
    def close(self) -> None: ...


def _parse(content: bytes, target: _Target) -> None:
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    parser.feed(content)
    parser.close()


class _TextCollector:
    """Collects the runs of rich text below an element; phonetic hints are no part of it."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._font = ""
        self._pieces: list[str] | None = None
        self._in_hint = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
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
        name = _local(tag)
        if name == "rPh":
            self._in_hint = False
        elif name == "t" and self._pieces is not None:
            self._runs.append((self._font, unescape("".join(self._pieces))))
            self._pieces = None

    def close(self) -> None:
        return None

    def take(self) -> list[_Run]:
        taken, self._runs, self._font = self._runs, [], ""
        return taken


class _StringsReader(_TextCollector):
    def __init__(self) -> None:
        super().__init__()
        self.strings: list[list[_Run]] = []

    def end(self, tag: str) -> None:
        super().end(tag)
        if _local(tag) == "si":
            self.strings.append(self.take())


@cache
def _is_old_font(font: str) -> bool:
    return font.casefold().startswith((".vn", "vni"))


def _text_of(runs: list[_Run], cell_font: str) -> str:
    """The text in Unicode; neighbouring runs of one old font are converted together, since VNI letters have two parts."""
    if not _is_old_font(cell_font) and not any(_is_old_font(font) for font, _ in runs):
        return from_legacy("".join(text for _, text in runs))
    pieces = groupby(runs, key=lambda run: run[0] or cell_font)
    return "".join(from_legacy("".join(text for _, text in group), font) for font, group in pieces)


# --- one sheet ---


class _SheetReader(_TextCollector):
    """Parser target for one sheet's XML."""

    def __init__(
        self, name: str, max_rows: int, strings: list[list[_Run]], styles: _Styles, epoch: datetime
    ) -> None:
        super().__init__()
        self.sheet = RawSheet(name)
        self._max_rows, self._strings, self._styles, self._epoch = max_rows, strings, styles, epoch
        self._row = self._column = self._style = 0
        self._kind = "n"
        self._has_formula = False
        self._value: list[str] | None = None
        self._collects = False
        self._on_start: dict[str, Callable[[dict[str, str]], None]] = {
            "row": self._start_row,
            "c": self._start_cell,
            "f": self._start_formula,
            "v": self._start_value,
            "mergeCell": self._add_merge,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if handler := self._on_start.get(name):
            handler(attributes)
        elif self._kind == "inlineStr":
            super().start(tag, attributes)

    def data(self, text: str) -> None:
        if self._collects and self._value is not None:
            self._value.append(text)
        elif self._kind == "inlineStr":
            super().data(text)

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name == "v":
            self._collects = False
        elif name == "c":
            self._end_cell()
        elif self._kind == "inlineStr":
            super().end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.append(self._row)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        if reference := attributes.get("r"):
            letters, self._row = coordinate_from_string(reference)
            self._column = column_index_from_string(letters)
        else:
            self._column += 1
        self._kind = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        self._has_formula, self._value = False, None

    def _start_formula(self, attributes: dict[str, str]) -> None:
        self._has_formula = True

    def _start_value(self, attributes: dict[str, str]) -> None:
        self._value, self._collects = [], True

    def _add_merge(self, attributes: dict[str, str]) -> None:
        self.sheet.merged.append(range_boundaries(attributes["ref"]))

    def _end_cell(self) -> None:
        cell = self._cell("".join(self._value) if self._value is not None else None)
        self._kind = "n"
        if cell is None:
            return
        if self._column > MAX_COLUMNS:
            raise SheetRefused(
                f"Trang «{self.sheet.name}» có dữ liệu ở tận ô {get_column_letter(self._column)}{self._row}; "
                "hãy xóa các cột thừa rồi chọn lại."
            )
        self.sheet.rows.setdefault(self._row, {})[self._column] = cell
        if len(self.sheet.rows) > self._max_rows:
            raise SheetRefused(
                f"Trang «{self.sheet.name}» có hơn {format_number(self._max_rows)} dòng; "
                "hãy chia thành nhiều tệp rồi nhập lần lượt."
            )

    def _cell(self, raw: str | None) -> RawCell | None:
        if self._kind == "e":
            return RawCell(raw or "#N/A", f"công thức báo lỗi {raw or '#N/A'}; hãy sửa công thức hoặc ghi thẳng giá trị")
        if self._has_formula and not raw and self._kind != "str":
            return RawCell("", "công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi chọn lại")
        if self._kind == "inlineStr":
            return _text_cell(_text_of(self.take(), self._styles.font(self._style)))
        if raw is None or raw == "":
            return None
        if self._kind == "s":
            return _text_cell(_text_of(self._strings[int(raw)], self._styles.font(self._style)))
        if self._kind in ("str", "d"):
            return _text_cell(_text_of([("", unescape(raw))], self._styles.font(self._style)))
        if self._kind == "b":
            return RawCell(raw in ("1", "true"))
        return RawCell(self._number(raw))

    def _number(self, raw: str) -> Scalar:
        number = float(raw)
        if not math.isfinite(number):
            return raw
        if self._styles.is_date(self._style):
            try:
                return from_excel(number, self._epoch)
            except (OverflowError, ValueError):
                return number
        if self._styles.is_percent(self._style):
            return f"{format_number(float(format(number * 100, '.12g')))}%"
        return int(number) if number.is_integer() else number


def _text_cell(text: str) -> RawCell | None:
    return RawCell(text) if text.strip() else None
