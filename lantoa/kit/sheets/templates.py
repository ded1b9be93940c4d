"""Blank workbooks for people to fill in: a data sheet with its lists, and a guide that explains each column."""

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from lantoa.kit.sheets.columns import Column, as_text
from lantoa.kit.sheets.writing import PALE, CellWriter, Target, fit_row, sheet_title, start_workbook

GUIDE_SHEET = "Hướng dẫn"
LISTS_SHEET = "Danh mục"
_LAST_ROW = 10_000
"""Formats and lists reach down to this row."""
_HOW = {
    "text": "Chữ",
    "whole": "Số nguyên, ví dụ 15 hoặc 1.061",
    "number": "Số, ví dụ 1.061 hoặc 88,9 hoặc gần 3 tỷ",
    "date": "Ngày/tháng/năm, ví dụ 31/12/2023",
    "choice": "Chọn trong danh sách",
}
_WIDTHS = {"text": 28.0, "whole": 12.0, "number": 16.0, "date": 14.0, "choice": 20.0}


def write_template(
    path: Target,
    columns: Sequence[Column],
    *,
    sheet: str,
    guide: Sequence[str],
    examples: Sequence[Mapping[str, object]] = (),
    lists: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write a blank workbook: first the data sheet with nothing but its header, then the guide, then hidden lists.

    `guide`: sentences above the explanation of the columns. `examples`: rows by column key, shown in the guide only.
    `lists`: values to offer in columns that take others too (by column key); columns of choices offer theirs anyway.
    """
    with start_workbook(path) as book:
        writer, taken = CellWriter(book), set()
        data = book.add_worksheet(sheet_title(sheet, taken))
        explanation = book.add_worksheet(sheet_title(GUIDE_SHEET, taken))
        offered = {column.key: column.labels() for column in columns if column.kind == "choice"}
        offered |= {key: list(values) for key, values in (lists or {}).items() if values}
        ranges = _write_lists(book, writer, columns, offered, sheet_title(LISTS_SHEET, taken))
        _write_data_sheet(data, writer, columns, ranges)
        _write_guide(explanation, writer, columns, guide, examples)
        data.activate()


def _write_data_sheet(
    sheet: Worksheet, writer: CellWriter, columns: Sequence[Column], ranges: Mapping[str, str]
) -> None:
    for place, column in enumerate(columns):
        look = {"bg_color": "#0F5D57", "font_color": "#FFFFFF"} if column.required else {"bg_color": PALE}
        writer.write(sheet, 0, place, column.header, bold=True, border=1, align="center", valign="vcenter", **look)
        need = "Bắt buộc." if column.required else "Không bắt buộc."
        note = " ".join(part for part in (need, _HOW[column.kind] + ".", column.help) if part)
        sheet.write_comment(0, place, note, {"x_scale": 2, "author": ""})
        code = {"date": "dd/mm/yyyy", "whole": "General", "number": "General"}.get(column.kind, "@")
        width = max(_WIDTHS[column.kind], len(column.header) + 4.0)
        sheet.set_column(place, place, min(width, 40.0), writer.style(num_format=code, text_wrap=column.multiline))
        if column.key in ranges:
            strict = column.kind == "choice"
            rule = {
                "validate": "list",
                "source": ranges[column.key],
                "error_type": "stop" if strict else "information",
                "error_title": "Giá trị ngoài danh sách",
                "error_message": "Hãy chọn một giá trị trong danh sách." if strict else "Hãy kiểm tra lại giá trị này.",
            }
            sheet.data_validation(1, place, _LAST_ROW, place, rule)
    sheet.set_row(0, 36)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write_lists(
    book: Workbook, writer: CellWriter, columns: Sequence[Column], offered: Mapping[str, Sequence[str]], name: str
) -> dict[str, str]:
    """Put the lists side by side on a hidden sheet; the formula of each list's range by column key."""
    if not offered:
        return {}
    sheet, ranges = book.add_worksheet(name), {}
    headers = {column.key: column.header for column in columns}
    for place, (key, values) in enumerate(offered.items()):
        writer.write(sheet, 0, place, headers[key], bold=True)
        for line, value in enumerate(values, 1):
            writer.write(sheet, line, place, value)
        letter = xl_col_to_name(place)
        ranges[key] = f"='{name}'!${letter}$2:${letter}${len(values) + 1}"
        sheet.set_column(place, place, 30)
    sheet.hide()
    return ranges


def _write_guide(
    sheet: Worksheet,
    writer: CellWriter,
    columns: Sequence[Column],
    guide: Sequence[str],
    examples: Sequence[Mapping[str, object]],
) -> None:
    headings = ["Cột", "Tiêu đề", "Bắt buộc", "Cách ghi", "Giải thích", "Giá trị đúng"]
    headings += [f"Ví dụ {number}" for number in range(1, len(examples) + 1)]
    widths = [6, 24, 10, 26, 36, 30, *[28] * len(examples)]
    sheet.write_string(0, 0, GUIDE_SHEET, writer.style(bold=True, font_size=14))
    for line, text in enumerate(guide, 1):
        sheet.write_string(line, 0, text, writer.style())
    top = len(guide) + 2
    for place, heading in enumerate(headings):
        writer.write(sheet, top, place, heading, bold=True, border=1, align="center", bg_color=PALE)
    for line, column in enumerate(columns, top + 1):
        shown = [example.get(column.key) for example in examples]
        cells = [
            xl_col_to_name(line - top - 1),
            column.header,
            "Có" if column.required else "Không",
            _HOW[column.kind],
            column.help,
            "; ".join(column.labels()),
            *("" if value is None else as_text(value) for value in shown),
        ]
        for place, value in enumerate(cells):
            writer.write(sheet, line, place, value, border=1)
        fit_row(sheet, line, cells, widths)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(top + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
