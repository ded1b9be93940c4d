"""Workbooks (.xlsx): reading untrusted ones into located rows, and writing templates, tables and marked copies."""

from lantoa.kit.sheets.columns import Column
from lantoa.kit.sheets.guarding import MAX_BYTES, Package, SheetRefused, open_workbook_safely
from lantoa.kit.sheets.marking import write_error_copy
from lantoa.kit.sheets.reading import ERROR_HEADER, MAX_ROWS, CellError, Row, Table, read_table
from lantoa.kit.sheets.templates import GUIDE_SHEET, LISTS_SHEET, write_template
from lantoa.kit.sheets.writing import SheetData, write_tables

__all__ = [
    "ERROR_HEADER",
    "GUIDE_SHEET",
    "LISTS_SHEET",
    "MAX_BYTES",
    "MAX_ROWS",
    "CellError",
    "Column",
    "Package",
    "Row",
    "SheetData",
    "SheetRefused",
    "Table",
    "open_workbook_safely",
    "read_table",
    "write_error_copy",
    "write_tables",
    "write_template",
]
