"""The summary as a Word file to be signed, in the layout of the issuing unit. Only lays out: the numbers come from `tables`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone

from lantoa.kit.letters import Block, DataTable, Heading, Letter, Paragraph, write_letter
from lantoa.kit.numbers import Quality, format_date, format_quantity
from lantoa.reports.summary import Summary
from lantoa.reports.tables import ReportTable, TableCell, TableRow, tables
from lantoa.units.letterhead import letterhead

LABEL_SHARE, NUMBER_SHARE = 40, 14


def write_docx(summary: Summary, target: str | Path | BinaryIO, *, on: date | None = None) -> None:
    """Write the report as of the day `on` (today), by whose rules it is laid out. Raises `NoRule` without a layout."""
    day = on or timezone.localdate()
    head = letterhead(summary.scope.unit, day)
    recipients = [head.superior] if head.superior else []
    letter = Letter(
        issuer=head.issuer,
        superior=head.superior,
        place=head.place,
        on=None,
        type_name="Báo cáo",
        subject=f"tổng hợp phong trào thi đua “Dân vận khéo” {summary.scope.period_label}",
        body=_body(summary, day),
        authority=head.authority,
        signer_title=head.signer_title,
        recipients=[*recipients, head.archive],
    )
    write_letter(letter, head.layout, target)


def _body(summary: Summary, day: date) -> list[Block]:
    scope = summary.scope
    opening = (
        f"Số liệu {scope.period_label}, {scope.tree_label}; lập từ hồ sơ trên hệ thống ngày {format_date(day)}. "
        "Số kê khai, số có tên, địa chỉ và số có minh chứng là ba số khác nhau, không cộng vào nhau."
    )
    blocks: list[Block] = [Paragraph(opening)]
    for number, table in enumerate(tables(summary), start=1):
        blocks += [Heading(f"{number}. {table.title}", 2), _table(table)]
        if table.note:
            blocks.append(Paragraph(f"Ghi chú: {table.note}", italic=True))
    if summary.doubts:
        blocks.append(Heading("Số cần kiểm tra lại", 2))
        blocks += [Paragraph(f"- {doubt.unit.name}: {doubt.text}.") for doubt in summary.doubts]
    return blocks


def _table(table: ReportTable) -> DataTable:
    return DataTable(
        headers=[table.head, *table.columns],
        rows=[_row(row) for row in table.rows],
        widths=[LABEL_SHARE] + [NUMBER_SHARE] * len(table.columns),
        align=["left"] + ["right"] * len(table.columns),
        total_row=_row(table.total) if table.total else None,
    )


def _row(row: TableRow) -> list[str]:
    label = f"{row.label} ({row.note})" if row.note else row.label
    return [label, *(_number(cell) for cell in row.cells)]


def _number(cell: TableCell) -> str:
    return format_quantity(cell.value, Quality(cell.quality))
