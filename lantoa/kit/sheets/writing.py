"""Writing workbooks: blank templates to fill in, tables to keep and print, and the user's own rows with faults marked.

Text is always written as text, so that a value beginning with = + - @ never becomes a formula.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lantoa.kit.sheets.columns import as_text

Target = str | Path | BinaryIO
CellFormat = Literal["text", "whole", "number", "percent", "date", "dong"]

# [$-42A] asks for Vietnamese signs (11.441,5); Excel takes those of the reader's system whatever is asked.
_NUMBER_FORMATS: dict[str, str] = {
    "whole": "[$-42A]#,##0",
    "number": "[$-42A]#,##0.##",
    "percent": '[$-42A]0.0"%"',
    "date": "dd/mm/yyyy",
    "dong": "[$-42A]#,##0",
}
_LINE_HEIGHT = 16.5
PALE = "#E4EFEC"
"""Fill of header cells."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_MAX_TEXT = 32_767


@dataclass(frozen=True)
class SheetData:
    """One sheet of an export. A cell may be str, int, float, Decimal, date, datetime, bool or None (blank)."""

    title: str
    caption_lines: Sequence[str] = ()
    """Lines above the table; the first one is its heading."""
    headers: Sequence[str] = ()
    rows: Sequence[Sequence[object]] = ()
    widths: Sequence[float] | None = None
    """Widths of the columns in characters; from the content when None."""
    formats: Sequence[CellFormat] | None = None
    """How each column shows its numbers and dates; by the type of the value when None."""
    totals: Sequence[object] | None = None
    """A last row in bold, as long as `headers`."""
    landscape: bool = True


def start_workbook(target: Target) -> Workbook:
    """A workbook in which no text turns into a formula, link or number."""
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
        "in_memory": True,
        "remove_timezone": True,
    }
    return xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, options)


class CellWriter:
    """Writes values with formats made once each."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def style(self, **properties: object) -> Format:
        wanted = {**_FONT, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(wanted)
        return self._formats[key]

    def write(
        self, sheet: Worksheet, row: int, column: int, value: object, kind: str | None = None, **properties: object
    ) -> None:
        """Write one value at a place counted from 0; `kind` is a CellFormat."""
        if isinstance(value, bool):
            value = "có" if value else "không"
        elif isinstance(value, time):
            value = as_text(value)
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.style(**properties))
        elif isinstance(value, str):
            self._write_text(sheet, row, column, value, properties)
        elif isinstance(value, date):
            shown = {"num_format": _NUMBER_FORMATS["date"], "align": "center", **properties}
            if value.year < 1900:
                self._write_text(sheet, row, column, as_text(value), properties)
            else:
                sheet.write_datetime(row, column, _midnight(value), self.style(**shown))
        elif isinstance(value, int | float | Decimal):
            code = _NUMBER_FORMATS[kind if kind in ("whole", "percent", "dong") else _number_kind(value)]
            sheet.write_number(row, column, value, self.style(num_format=code, align="right", **properties))
        else:
            raise TypeError(f"a cell cannot hold {type(value).__name__}")

    def _write_text(self, sheet: Worksheet, row: int, column: int, text: str, properties: Mapping[str, object]) -> None:
        guard = {"quote_prefix": True} if text.startswith(_FORMULA_STARTS) else {}
        sheet.write_string(row, column, text[:_MAX_TEXT], self.style(text_wrap=True, **guard, **properties))


def _midnight(value: date) -> datetime:
    return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def _number_kind(value: int | float | Decimal) -> str:
    return "whole" if value == int(value) else "number"


def fit_row(sheet: Worksheet, row: int, values: Sequence[object], widths: Sequence[float]) -> None:
    """Make a row (counted from 0) as high as its wrapped text needs; not every program does so by itself."""
    lines = max((_line_count(as_text(value), width) for value, width in zip(values, widths, strict=False)), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * _LINE_HEIGHT, 400))


def _line_count(text: str, width: float) -> int:
    return sum(max(1, math.ceil(len(line) * 0.95 / max(width - 1, 1))) for line in text.split("\n"))


def sheet_title(title: str, taken: set[str]) -> str:
    """A title that a sheet may have (at most 31 characters, none of []:*?/\\), not among those taken; adds it there."""
    base = re.sub(r"[\[\]:*?/\\]", " ", title).strip(" '")[:31] or "Trang"
    name, number = base, 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: 28 - len(str(number))]} ({number})"
    taken.add(name.casefold())
    return name


def write_tables(path: Target, sheets: Sequence[SheetData]) -> None:
    """Write a workbook of one sheet for each table, ready to sort, filter and print on A4."""
    taken: set[str] = set()
    with start_workbook(path) as book:
        writer = CellWriter(book)
        for data in sheets:
            _write_table(book.add_worksheet(sheet_title(data.title, taken)), writer, data)


def _write_table(sheet: Worksheet, writer: CellWriter, data: SheetData) -> None:
    kinds = data.formats or [None] * len(data.headers)
    widths = list(data.widths or _fitting_widths(data))
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    for line, text in enumerate(data.caption_lines):
        sheet.write_string(line, 0, text, writer.style(bold=line == 0, font_size=14 if line == 0 else 12))
    top = len(data.caption_lines) + (1 if data.caption_lines else 0)
    for column, header in enumerate(data.headers):
        writer.write(sheet, top, column, header, bold=True, border=1, align="center", valign="vcenter", bg_color=PALE)
    fit_row(sheet, top, data.headers, [width * 0.9 for width in widths])
    bottom = top + len(data.rows)
    for line, row in enumerate(data.rows, top + 1):
        _write_row(sheet, writer, line, row, kinds, widths)
    if data.totals is not None:
        _write_row(sheet, writer, bottom + 1, data.totals, kinds, widths, bold=True)
    if data.headers:
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, bottom, len(data.headers) - 1)
    _set_page(sheet, top, landscape=data.landscape)


def _write_row(
    sheet: Worksheet,
    writer: CellWriter,
    line: int,
    row: Sequence[object],
    kinds: Sequence[str | None],
    widths: Sequence[float],
    **properties: object,
) -> None:
    for column, (value, kind) in enumerate(zip(row, kinds, strict=True)):
        writer.write(sheet, line, column, value, kind, border=1, **properties)
    fit_row(sheet, line, ["" if value is None else value for value in row], widths)


def _fitting_widths(data: SheetData) -> list[float]:
    """Wide enough for most of the content; headers wrap between words, long text wraps from 60 characters on."""
    widths = []
    for column, header in enumerate(data.headers):
        lengths = [len(as_text(row[column])) for row in data.rows[:500] if row[column] is not None]
        longest_word = max((len(word) for word in header.split()), default=0)
        widths.append(float(min(max(6, longest_word + 1, min(len(header), 16), *lengths, 0) + 2, 60)))
    return widths


def _set_page(sheet: Worksheet, header_row: int, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.6, right=0.5, top=0.75, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(header_row)
    sheet.set_footer("&L&A&RTrang &P/&N")
