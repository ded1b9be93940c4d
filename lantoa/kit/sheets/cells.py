"""From the parts of a checked workbook to located cells: values, text of old fonts, merged ranges, hidden rows.

One bounded pass a sheet.
"""

import math
import posixpath
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from lantoa.kit.numbers import format_number
from lantoa.kit.sheets.guarding import BROKEN, Package, SheetRefused
from lantoa.kit.sheets.parts import (
    LOCAL,
    Run,
    StringsReader,
    Styles,
    TextCollector,
    broken_as_refusal,
    children,
    parse,
    text_of,
)

MAX_COLUMNS = 256
_LAST_ROW = 1_048_576
_MAX_SIDE_PART = 32 * 1024 * 1024

Scalar = str | int | float | bool | date | datetime | time


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell with something in it. `problem`: why its value cannot be taken (a formula without a result), else "".

    `stored`: the text before it was converted from an old font; "" where nothing was converted.
    """

    value: Scalar
    problem: str = ""
    stored: str = ""


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
        with broken_as_refusal():
            book = self._tree("xl/workbook.xml")
            self._paths = self._find_sheets(book)
            self._epoch = _epoch(book)
            self._styles = Styles(self._tree("xl/styles.xml")) if "xl/styles.xml" in package.parts else Styles(None)
            self._strings = self._read_strings()
        if not self._paths:
            raise SheetRefused("Tệp không có trang tính nào nhìn thấy được; hãy bỏ ẩn trang dữ liệu rồi chọn lại.")

    @property
    def names(self) -> list[str]:
        """Names of the visible sheets in their order."""
        return list(self._paths)

    def sheet(self, name: str, max_rows: int) -> RawSheet:
        """The cells of a sheet, which is refused when more than `max_rows` of its rows are filled."""
        return self._read_sheet(name, _SheetReader(name, max_rows, None, self._strings, self._styles, self._epoch))

    def head(self, name: str, last_row: int) -> RawSheet:
        """The cells of a sheet's rows up to `last_row`, without reading on."""
        return self._read_sheet(name, _SheetReader(name, last_row, last_row, self._strings, self._styles, self._epoch))

    def _read_sheet(self, name: str, reader: "_SheetReader") -> RawSheet:
        with broken_as_refusal(), suppress(_ReadEnough):
            parse(self._package.parts[self._paths[name]], reader)
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
        for sheet in children(book, "sheets"):
            relation = next(value for name, value in sheet.items() if LOCAL[name] == "id")
            if sheet.get("state", "visible") == "visible" and targets[relation] in self._package.parts:
                found[sheet.attrib["name"]] = targets[relation]
        return found

    def _read_strings(self) -> list[list[Run]]:
        reader = StringsReader()
        if "xl/sharedStrings.xml" in self._package.parts:
            parse(self._package.parts["xl/sharedStrings.xml"], reader)
        return reader.strings


def _epoch(book: Element) -> datetime:
    properties = [child for child in book if LOCAL[child.tag] == "workbookPr"]
    is_mac = any(child.get("date1904") in ("1", "true") for child in properties)
    return CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900


class _ReadEnough(Exception):
    """The rows asked for have been read."""


class _SheetReader(TextCollector):
    """Parser target for one sheet's XML."""

    def __init__(
        self, name: str, max_rows: int, last_row: int | None, strings: list[list[Run]], styles: Styles, epoch: datetime
    ) -> None:
        super().__init__()
        self.sheet = RawSheet(name)
        self._last_row = last_row
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
        name = LOCAL[tag]
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
        name = LOCAL[tag]
        if name == "v":
            self._collects = False
        elif name == "c":
            self._end_cell()
        elif self._kind == "inlineStr":
            super().end(tag)

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        if not 1 <= self._row <= _LAST_ROW:
            raise ValueError("row number out of range")
        if self._last_row is not None and self._row > self._last_row:
            raise _ReadEnough
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
            return RawCell(
                raw or "#N/A", f"công thức báo lỗi {raw or '#N/A'}; hãy sửa công thức hoặc ghi thẳng giá trị"
            )
        if self._has_formula and not raw and self._kind != "str":
            return RawCell("", "công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi chọn lại")
        if self._kind == "inlineStr":
            return _text_cell(self.take(), self._styles.font(self._style))
        if raw is None or raw == "":
            return None
        if self._kind == "s":
            return _text_cell(self._strings[int(raw)], self._styles.font(self._style))
        if self._kind in ("str", "d"):
            return _text_cell([("", unescape(raw))], self._styles.font(self._style))
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
        if self._styles.is_percent(self._style) and abs(number) < 10**12:
            return f"{format_number(float(format(number * 100, '.12g')))}%"
        return int(number) if number.is_integer() else number


def _text_cell(runs: list[Run], font: str) -> RawCell | None:
    text, stored = text_of(runs, font), "".join(piece for _, piece in runs)
    return RawCell(text, stored="" if stored == text else stored) if text.strip() else None
