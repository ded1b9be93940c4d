"""Reading a table of known columns from an untrusted workbook: every row located, every fault collected."""

import difflib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from openpyxl.utils.cell import get_column_letter

from lantoa.kit.numbers import format_number
from lantoa.kit.sheets.cells import RawCell, RawSheet, WorkbookReader
from lantoa.kit.sheets.columns import Column, as_text, read_value
from lantoa.kit.sheets.guarding import Package, SheetRefused, open_workbook_safely
from lantoa.kit.text import clean, label_key

MAX_ROWS = 50_000
ERROR_HEADER = "Lỗi cần sửa"
"""Header of the column that the copy with faults adds; it is passed over when that copy comes back."""
_HEADER_DEPTH = 20
_SHOWN = 80
_SHOWN_AREAS = 5


@dataclass(frozen=True)
class CellError:
    """One fault and where it is. `row` is None for a fault of the whole sheet, `column_letter` "" for one of a row."""

    sheet: str
    row: int | None
    column_letter: str
    header: str
    value: str
    reason: str

    def as_text(self) -> str:
        """Trang "Dữ liệu", dòng 12, cột C (Lĩnh vực): …"""
        parts = [f'Trang "{self.sheet}"']
        if self.row is not None:
            parts.append(f"dòng {self.row}")
        if self.column_letter:
            parts.append(f"cột {self.column_letter}" + (f" ({self.header})" if self.header else ""))
        return f"{', '.join(parts)}: {self.reason}"


@dataclass(frozen=True)
class Row:
    """One filled row: the value of every column by key, None where the cell is blank or faulty."""

    sheet: str
    number: int
    values: dict[str, object]
    cells: dict[str, str]
    """Address of each column's cell, such as "C12"."""
    written: dict[str, str] = field(default_factory=dict)
    """What stands in each filled cell, as a person sees it there."""


@dataclass
class Table:
    """What was read. Rows are to be used only when `errors` is empty."""

    sheet: str
    header_row: int | None
    rows: list[Row] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    """Not faults, but worth telling: hidden rows, other sheets with the same header."""
    headers: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Column letter and header as written in the sheet, by key."""

    def fault(self, row: Row, key: str | None, reason: str) -> CellError:
        """A fault that the caller found in a row (at a column, or in the row as a whole); to be added to `errors`."""
        letter, header = self.headers.get(key, ("", "")) if key else ("", "")
        return CellError(
            self.sheet, row.number, letter, header, _shorten_text(row.written.get(key, "") if key else ""), reason
        )


def read_table(
    source: str | Path | bytes | BinaryIO | Package,
    columns: Sequence[Column],
    *,
    sheet: str | None = None,
    max_rows: int = MAX_ROWS,
) -> Table:
    """The rows under the header of `columns` in the named sheet, or in the first visible one that has such a header.

    Headers are matched whatever their order, case, accents and spacing. Raises SheetRefused for a file that is not read
    at all; every other fault is in `Table.errors`.
    """
    book = WorkbookReader(open_workbook_safely(source))
    if sheet is not None and sheet not in book.names:
        raise SheetRefused(f'Tệp không có trang "{sheet}"; các trang đang có: {", ".join(book.names)}.')
    heads = [book.head(name, _HEADER_DEPTH) for name in ([sheet] if sheet else book.names)]
    found = [(head.name, row) for head in heads if (row := _find_header(head, columns)) is not None]
    if not found:
        return _without_header(heads[0], columns)
    table = Table(*found[0])
    table.notices += [
        f'Trang "{name}" cũng có tiêu đề như mẫu nhưng không được đọc; chỉ đọc trang "{table.sheet}".'
        for name, _ in found[1:]
    ]
    _TableReader(book.sheet(table.sheet, max_rows + _HEADER_DEPTH), table, columns).read()
    if len(table.rows) > max_rows:
        raise SheetRefused(
            f'Trang "{table.sheet}" có {format_number(len(table.rows))} dòng dữ liệu, quá mức {format_number(max_rows)}; '
            "hãy chia thành nhiều tệp rồi nhập lần lượt."
        )
    return table


def is_error_header(text: str) -> bool:
    """Whether a header is that of the column with faults (faults of the header may stand below it in the cell)."""
    return label_key(text).startswith(label_key(ERROR_HEADER))


def _keys(columns: Iterable[Column]) -> dict[str, Column]:
    return {label_key(label): column for column in columns for label in (column.header, *column.aliases)}


def _key_among(cell: RawCell, known: Container[str]) -> str | None:
    """The key of a cell that holds one of the known labels. What is stored comes first: labels are copied or picked from a
    list, and so are Unicode even in a cell that has an old font."""
    return next(
        (key for text in (cell.stored, as_text(cell.value)) if text and (key := label_key(text)) in known), None
    )


def settle(raw: RawSheet, header_row: int, columns: Sequence[Column]) -> None:
    """Undo the conversion of cells whose stored text is a header, or a choice of their column."""
    known, headers = _keys(columns), raw.rows.get(header_row, {})
    _take_as_stored(headers, dict.fromkeys(headers, known.keys()))
    at = {place: known[key] for place, cell in headers.items() if (key := label_key(as_text(cell.value))) in known}
    picked = {place: column.values_by_label for place, column in at.items() if column.choices}
    for number, cells in raw.rows.items():
        if number > header_row:
            _take_as_stored(cells, picked)


def _take_as_stored(cells: dict[int, RawCell], labels: Mapping[int, Container[str]]) -> None:
    for place in cells.keys() & labels.keys():
        if cells[place].stored and label_key(cells[place].stored) in labels[place]:
            cells[place] = RawCell(cells[place].stored)


def _find_header(raw: RawSheet, columns: Sequence[Column]) -> int | None:
    """The row among the first ones that matches most headers; a single match counts only where one column is sought."""
    known = _keys(columns)
    matches = {
        number: len({known[key].key for cell in cells.values() if (key := _key_among(cell, known))})
        for number, cells in raw.rows.items()
        if number <= _HEADER_DEPTH
    }
    best = max(matches, key=lambda number: (matches[number], -number), default=None)
    return best if best is not None and matches[best] >= min(2, len(columns)) else None


def _without_header(raw: RawSheet, columns: Sequence[Column]) -> Table:
    names = ", ".join(f'"{column.header}"' for column in columns if column.required)
    reason = (
        f"không tìm thấy dòng tiêu đề trong {_HEADER_DEPTH} dòng đầu; hãy dùng tệp mẫu, dòng tiêu đề cần có: {names}."
        if raw.rows
        else "trang không có dữ liệu; hãy điền vào tệp mẫu rồi chọn lại."
    )
    return Table(raw.name, None, errors=[CellError(raw.name, None, "", "", "", _sentence(reason))])


class _TableReader:
    def __init__(self, raw: RawSheet, table: Table, columns: Sequence[Column]) -> None:
        self._raw, self._table, self._columns = raw, table, columns
        self._header_row = table.header_row or 0
        self._at: dict[int, Column] = {}
        self._passed_over: set[int] = set()
        self._converted = 0

    def read(self) -> None:
        settle(self._raw, self._header_row, self._columns)
        self._match_headers()
        self._refuse_merged()
        loose: set[int] = set()
        for number in sorted(self._raw.rows):
            if number > self._header_row:
                self._read_row(number, self._raw.rows[number], loose)
        if not self._table.rows and not self._table.errors:
            self._fault(
                None, 0, "", "có dòng tiêu đề nhưng chưa có dòng dữ liệu nào; hãy điền dữ liệu từ ngay dưới tiêu đề."
            )
        self._notice_hidden()
        if self._converted:
            self._table.notices.append(
                f'Trang "{self._raw.name}": đã chuyển chữ của {format_number(self._converted)} ô từ phông cũ (TCVN3, VNI) '
                "sang Unicode; hãy xem lại tên riêng."
            )

    def _notice_hidden(self) -> None:
        hidden = [row for row in self._raw.hidden_rows if row > self._header_row and row in self._raw.rows]
        if hidden:
            shown = ", ".join(map(str, hidden[:10])) + (", …" if len(hidden) > 10 else "")
            self._table.notices.append(
                f'Trang "{self._raw.name}" có {format_number(len(hidden))} dòng đang ẩn vẫn được đọc: dòng {shown}.'
            )

    def _fault(self, row: int | None, column: int, value: object, reason: str, header: str = "") -> None:
        letter = get_column_letter(column) if column else ""
        known = self._at.get(column)
        self._table.errors.append(
            CellError(
                self._raw.name,
                row,
                letter,
                header or (known.header if known else ""),
                _shorten_text(as_text(value)),
                _sentence(reason),
            )
        )

    def _match_headers(self) -> None:
        known, first = _keys(self._columns), {}
        for place, cell in sorted(self._raw.rows[self._header_row].items()):
            text = clean(as_text(cell.value))
            column = known.get(label_key(text))
            if is_error_header(text):
                self._passed_over.add(place)
            elif column is None:
                self._passed_over.add(place)
                self._fault(self._header_row, place, text, self._unknown(text, known), text)
            elif column.key in first:
                self._passed_over.add(place)
                letter = get_column_letter(first[column.key])
                self._fault(
                    self._header_row,
                    place,
                    text,
                    f'tiêu đề "{text}" đã có ở cột {letter}; hãy xóa hoặc gộp cột thừa.',
                    text,
                )
            else:
                first[column.key] = place
                self._at[place] = column
                self._table.headers[column.key] = (get_column_letter(place), text)
        for column in self._columns:
            if column.required and column.key not in first:
                self._fault(self._header_row, 0, "", self._describe_missing(column))

    def _describe_missing(self, column: Column) -> str:
        """A merged header hides the ones beneath it, so that is named as the cause."""
        merged = [_area(*area) for area in self._raw.merged if area[1] <= self._header_row <= area[3]]
        if merged:
            return (
                f'các ô {", ".join(merged[:_SHOWN_AREAS])} ở dòng tiêu đề đang gộp nên chưa thấy cột bắt buộc "{column.header}"; '
                "hãy bỏ gộp (Unmerge Cells) và ghi tiêu đề từng cột như trong tệp mẫu."
            )
        return f'thiếu cột bắt buộc "{column.header}"; hãy thêm cột này như trong tệp mẫu.'

    def _unknown(self, text: str, known: dict[str, Column]) -> str:
        near = difflib.get_close_matches(label_key(text), known, n=1, cutoff=0.75)
        hint = f'có phải là "{known[near[0]].header}"?' if near else "hãy xóa cột này hoặc sửa tiêu đề theo tệp mẫu."
        return f'Cột "{text}" không có trong mẫu; {hint}'

    def _refuse_merged(self) -> None:
        last = max(self._raw.rows)
        for first_column, first_row, last_column, last_row in self._raw.merged:
            if last_row < self._header_row or first_row > last:
                continue
            area = _area(first_column, first_row, last_column, last_row)
            value = self._raw.rows.get(first_row, {}).get(first_column)
            self._fault(
                first_row,
                first_column,
                value.value if value else "",
                f"các ô {area} đang gộp; hãy bỏ gộp (Unmerge Cells) và ghi đủ từng ô.",
            )

    def _read_row(self, number: int, cells: dict[int, RawCell], loose: set[int]) -> None:
        own = {place: cell for place, cell in cells.items() if place in self._at}
        for place in cells.keys() - own.keys() - self._passed_over - loose:
            loose.add(place)
            letter = get_column_letter(place)
            self._fault(
                number, place, cells[place].value, f"cột {letter} không có tiêu đề nhưng có dữ liệu; hãy xóa cột này."
            )
        if not own:
            return
        self._converted += sum(bool(cell.stored) for cell in own.values())
        values: dict[str, object] = dict.fromkeys(column.key for column in self._columns)
        for place, column in self._at.items():
            values[column.key] = self._read_cell(number, place, column, own.get(place))
        addresses = {column.key: f"{get_column_letter(place)}{number}" for place, column in self._at.items()}
        written = {self._at[place].key: as_text(cell.value) for place, cell in own.items()}
        self._table.rows.append(Row(self._raw.name, number, values, addresses, written))

    def _read_cell(self, number: int, place: int, column: Column, cell: RawCell | None) -> object | None:
        value = None
        if cell is not None and cell.problem:
            self._fault(number, place, cell.value, cell.problem)
            return None
        if cell is not None:
            try:
                value = read_value(column, cell.value)
            except ValueError as fault:
                self._fault(number, place, cell.value, str(fault))
                return None
        if value is None and column.required:
            self._fault(number, place, "", f"chưa ghi {column.header}; đây là ô bắt buộc.")
        return value


def _area(first_column: int, first_row: int, last_column: int, last_row: int) -> str:
    return f"{get_column_letter(first_column)}{first_row}:{get_column_letter(last_column)}{last_row}"


def _shorten_text(text: str) -> str:
    """A cell's text on one line, cut to what a list of faults has room for."""
    line = clean(text)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def _sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:] + ("" if reason.endswith((".", "?")) else ".")
