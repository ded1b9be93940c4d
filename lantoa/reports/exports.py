"""The summary and lists of records as workbooks. Only lays out: the tables come from `tables`, the records from a cell."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from django.utils import timezone

from lantoa.kit.numbers import Quality, format_date
from lantoa.kit.sheets import SheetData, write_tables
from lantoa.reports.records import RecordList
from lantoa.reports.summary import TITLE, Summary
from lantoa.reports.tables import ReportTable, TableRow, tables

NUMBER_WIDTH, LABEL_WIDTH = 18, 52
QUALITY_HEAD = "Loại số"


def write_xlsx(summary: Summary, target: str | Path | BinaryIO) -> None:
    """The summary as a workbook: one sheet a table, numbers as numbers, the quality in words beside those that are not exact."""
    write_tables(target, [_sheet(table, summary) for table in tables(summary)] + _doubt_sheet(summary))


def write_records_xlsx(listed: RecordList, target: str | Path | BinaryIO) -> None:
    """The visible records of one figure, with the total at the foot and what is hidden said above."""
    lines = [listed.figure.label, *_captions(listed.scope)]
    if listed.hidden_count:
        lines.append(
            f"Hiển thị {listed.visible} trong {listed.count} bản ghi; {listed.hidden_count} bản ghi ngoài phạm vi của người xuất."
        )
    rows = [[position, r.label, r.unit, r.unit_code, r.amount] for position, r in enumerate(listed.records, start=1)]
    data = SheetData(
        title="Bản ghi",
        caption_lines=lines,
        headers=["STT", "Nội dung", "Đơn vị", "Mã đơn vị", "Số lượng"],
        rows=rows,
        widths=[6, 60, 48, 16, 12],
        formats=["whole", "text", "text", "text", "whole"],
        totals=["", "Tổng số", "", "", listed.total],
    )
    write_tables(target, [data])


def _sheet(table: ReportTable, summary: Summary) -> SheetData:
    headers = [table.head]
    for column, name in enumerate(table.columns):
        headers += [name, QUALITY_HEAD] if _has_quality(table, column) else [name]
    return SheetData(
        title=table.title[:31],
        caption_lines=[
            TITLE,
            table.title,
            summary.unit_name,
            *_captions(summary.scope),
            *([table.note] if table.note else []),
        ],
        headers=headers,
        rows=[_row(row, table) for row in table.rows],
        widths=[LABEL_WIDTH] + [NUMBER_WIDTH] * (len(headers) - 1),
        formats=["text"] + ["text" if name == QUALITY_HEAD else "whole" for name in headers[1:]],
        totals=_row(table.total, table) if table.total else None,
    )


def _row(row: TableRow, table: ReportTable) -> list:
    label = f"{row.label} ({row.note})" if row.note else row.label
    values: list = [label]
    for column, cell in enumerate(row.cells):
        values.append(cell.value)
        if _has_quality(table, column):
            values.append(Quality(cell.quality).label)
    return values


def _has_quality(table: ReportTable, column: int) -> bool:
    rows = [*table.rows, *([table.total] if table.total else [])]
    return any(row.cells[column].quality != Quality.EXACT.value for row in rows)


def _captions(scope) -> list[str]:
    printed = f"Lập ngày {format_date(timezone.localdate())}"
    return [f"Kỳ: {scope.period_label}; {scope.tree_label}", printed]


def _doubt_sheet(summary: Summary) -> list[SheetData]:
    if not summary.doubts:
        return []
    rows = [[doubt.unit.name, doubt.unit.code, doubt.text] for doubt in summary.doubts]
    lines = ["Số cần kiểm tra lại", summary.unit_name, *_captions(summary.scope)]
    return [SheetData("Cần kiểm tra", lines, ["Đơn vị", "Mã đơn vị", "Điều chưa khớp"], rows, widths=[48, 16, 70])]
