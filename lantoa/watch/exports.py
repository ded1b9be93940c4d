"""NEW lantoa/watch/exports.py"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lantoa.kit.sheets import SheetData, write_tables
from lantoa.kit.sheets.captions import _describe_filters
from lantoa.kit.text import clean
from lantoa.watch.models import Alert
from lantoa.watch.queries.units_watch import Line

ALERT_CELLS: dict[str, Callable[[Alert], object]] = {
    "Tên mô hình": lambda row: row.initiative.name,
    "Đơn vị": lambda row: row.initiative.unit.name,
    "Mã đơn vị": lambda row: row.initiative.unit.code,
    "Lĩnh vực": lambda row: row.initiative.sector.name,
    "Cảnh báo": lambda row: row.label,
    "Từ ngày": lambda row: row.due_on,
}


ALERT_WIDTHS = (6, 44, 36, 14, 20, 30, 12, 10)


def alert_workbook(
    rows: QuerySet[Alert], file: BytesIO, *, title: str, filters: Sequence[str], scope: str, on: date
) -> None:
    """An .xlsx of these alerts in this order, with how many days each has lasted on the day."""
    table = SheetData(
        title="Cảnh báo",
        caption_lines=[title, clean(scope), f"Đến ngày {on:%d/%m/%Y}", *_describe_filters(filters)],
        headers=["STT", *ALERT_CELLS, "Số ngày"],
        rows=[
            [number, *(cell(row) for cell in ALERT_CELLS.values()), (on - row.due_on).days]
            for number, row in enumerate(rows, start=1)
        ],
        widths=ALERT_WIDTHS,
    )
    write_tables(file, [table])


LACK_HEADERS = (
    "STT",
    "Đơn vị",
    "Mã đơn vị",
    "Cấp trên",
    "Cần chú ý vì",
    "Chi tiết",
    "Từ ngày",
    "Số ngày",
    "Cán bộ phụ trách",
)


LACK_WIDTHS = (6, 40, 16, 36, 32, 36, 12, 10, 28)


def lack_workbook(lines: Iterable[Line], file: BytesIO, *, filters: Sequence[str], scope: str, on: date) -> None:
    """An .xlsx of the units that need attention, in this order, with how many days each has waited on the day."""
    table = SheetData(
        title="Đơn vị cần chú ý",
        caption_lines=["Đơn vị cần chú ý", clean(scope), f"Đến ngày {on:%d/%m/%Y}", *_describe_filters(filters)],
        headers=LACK_HEADERS,
        rows=[[number, *_lack_row(line, on)] for number, line in enumerate(lines, start=1)],
        widths=LACK_WIDTHS,
    )
    write_tables(file, [table])


def _lack_row(line: Line, on: date) -> list[object]:
    lack = line.lack
    superior = line.superior.name if line.superior else None
    told = [
        lack.unit.name,
        lack.unit.code,
        superior,
        lack.reason.title,
        lack.note,
        lack.due_on,
        (on - lack.due_on).days,
    ]
    return [*told, ", ".join(line.officers) or None]
