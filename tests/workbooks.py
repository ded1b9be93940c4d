"""Import workbooks for tests: rows as dicts by column key, written and read as a person's would be."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from lantoa.kit.importing import CheckedSheet, ImportKind, ignore_progress
from lantoa.kit.sheets import read_table

Rows = Sequence[Mapping[str, object]]


def workbook(kind: ImportKind, rows: Rows) -> bytes:
    """The rows under the kind's header, in a sheet "Dữ liệu"; the first row of data is row 2."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Dữ liệu"
    sheet.append([column.header for column in kind.columns])
    for row in rows:
        sheet.append([row.get(column.key) for column in kind.columns])
    return save_book(book)


def save_book(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def check_rows(kind: ImportKind, rows: Rows, by) -> CheckedSheet:
    return kind.check(read_table(workbook(kind, rows), kind.columns), by, ignore_progress)


def import_rows(kind: ImportKind, rows: Rows, by) -> CheckedSheet:
    """Check and write; the rows must be without a fault."""
    found = check_rows(kind, rows, by)
    assert faults(found) == []
    kind.write(found, by)
    return found


def faults(found: CheckedSheet) -> list[str]:
    """The faults as "C12 reason", in order; "12 reason" for a fault of the row."""
    return [f"{fault.column_letter}{fault.row or ''} {fault.reason}" for fault in found.errors]


def places(found: CheckedSheet) -> list[str]:
    """Where the faults are, in order."""
    return [f"{fault.column_letter}{fault.row or ''}" for fault in found.errors]
