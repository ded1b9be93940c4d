"""A copy of the user's own rows with every fault written beside its row and coloured in its cell."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl.utils.cell import column_index_from_string
from xlsxwriter.worksheet import Worksheet

from lantoa.kit.sheets.cells import RawSheet, WorkbookReader
from lantoa.kit.sheets.columns import Column, as_text
from lantoa.kit.sheets.guarding import Package, open_workbook_safely
from lantoa.kit.sheets.reading import ERROR_HEADER, MAX_ROWS, CellError, is_error_header, settle
from lantoa.kit.sheets.writing import CellWriter, Target, fit_row, sheet_title, start_workbook

_FAULTY = {"bg_color": "#F8D7D3"}
_REASONS = {"font_color": "#9C2B1F"}
_EXTRA_ROWS = 20
_WIDTH, _REASON_WIDTH = 18, 70


def write_error_copy(
    source: str | Path | bytes | BinaryIO | Package,
    errors: Sequence[CellError],
    path: Target,
    *,
    header_row: int | None = None,
    columns: Sequence[Column] = (),
) -> None:
    """Write the sheets that have faults, rows at their old places, with a last column "Lỗi cần sửa".

    With `columns`, labels in cells of old fonts are kept as the reading of the table under `header_row` took them.
    Faults of a whole sheet stand in the header row (`header_row`, else the first filled row). The copy can be mended
    and read again as it is. Raises SheetRefused as reading does.
    """
    book = WorkbookReader(open_workbook_safely(source))
    faulty = {error.sheet for error in errors}
    taken: set[str] = set()
    with start_workbook(path) as copy:
        writer = CellWriter(copy)
        for name in book.names:
            if name in faulty:
                raw = book.sheet(name, MAX_ROWS + _EXTRA_ROWS)
                if header_row is not None:
                    settle(raw, header_row, columns)
                own = [error for error in errors if error.sheet == name]
                _copy(copy.add_worksheet(sheet_title(name, taken)), writer, raw, own, header_row)
        if not taken:
            copy.add_worksheet(sheet_title(book.names[0], taken))


def _copy(
    sheet: Worksheet, writer: CellWriter, raw: RawSheet, errors: Sequence[CellError], header_row: int | None
) -> None:
    top = header_row or min(raw.rows, default=1)
    spots = {(error.row, column_index_from_string(error.column_letter)) for error in errors if error.column_letter}
    reasons: dict[int, list[str]] = defaultdict(list)
    for error in errors:
        reasons[error.row or top].append(
            f"{error.column_letter}: {error.reason}" if error.column_letter else error.reason
        )
    place = _column_for_reasons(raw, top)
    filled = {(row, column): cell.value for row, cells in raw.rows.items() for column, cell in cells.items()}
    for row, column in filled.keys() | {spot for spot in spots if spot[0] is not None}:
        if column != place:
            look = {**(_FAULTY if (row, column) in spots else {}), **({"bold": True} if row == top else {})}
            writer.write(sheet, row - 1, column - 1, filled.get((row, column)), **look)
    reasons[top].insert(0, ERROR_HEADER)
    for row, texts in reasons.items():
        writer.write(sheet, row - 1, place - 1, "\n".join(texts), **_REASONS)
    for row in raw.rows.keys() | reasons.keys():
        own = [filled.get((row, column), "") for column in range(1, place)]
        fit_row(sheet, row - 1, [*own, "\n".join(reasons.get(row, ()))], [*[_WIDTH] * (place - 1), _REASON_WIDTH])
    sheet.set_column(0, max(place - 2, 0), _WIDTH)
    sheet.set_column(place - 1, place - 1, _REASON_WIDTH)
    sheet.freeze_panes(top, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _column_for_reasons(raw: RawSheet, top: int) -> int:
    """The column that an earlier copy used, else the one after the last filled column (counted from 1)."""
    for column, cell in raw.rows.get(top, {}).items():
        if is_error_header(as_text(cell.value)):
            return column
    return max((max(cells) for cells in raw.rows.values()), default=1) + 1
