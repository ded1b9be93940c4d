"""NEW lantoa/recognition/exports.py"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from lantoa.kit.sheets import SheetData, write_tables
from lantoa.kit.text import clean
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.survival import Group, Grouping, breaks_on, spell

YEARS = (1, 2, 3)


SURVIVAL_HEADERS = (
    "Nhóm",
    "Công nhận",
    *(f"{told} {year} năm" for year in YEARS for told in ("Còn sau", "Theo dõi đến")),
)


SURVIVAL_WIDTHS = (46, 16, 16, 16, 16, 16, 16, 16, 34)


SPELL_HEADERS = (
    "STT",
    "Tên mô hình",
    "Đơn vị",
    "Lĩnh vực",
    "Cấp",
    "Ngày công nhận",
    "Hết hiệu lực từ",
    "Giữ được (tháng)",
    "Đã dừng",
)


SPELL_WIDTHS = (6, 44, 36, 26, 10, 14, 16, 16, 10)


def survival_workbook(
    found: Sequence[Grouping], rows: Iterable[Recognition], file: BytesIO, *, least: int, scope: str, on: date
) -> None:
    """An .xlsx of how long recognitions last: a sheet a grouping, then each recognition on which they rest. A group of fewer
    than `least` has its number only. The recognitions come with initiative, unit, sector and renewals."""
    told = [clean(scope), f"Đến ngày {on:%d/%m/%Y}"]
    tables = [
        SheetData(
            title=grouping.title,
            caption_lines=[f"Công nhận giữ được bao lâu: {grouping.title.lower()}", *told],
            headers=[*SURVIVAL_HEADERS, "Ghi chú"],
            rows=[_group_row(group, least) for group in grouping.groups],
            widths=SURVIVAL_WIDTHS,
            formats=["text", "whole", *["percent", "whole"] * len(YEARS), "text"],
        )
        for grouping in found
    ]
    spells = SheetData(
        title="Từng công nhận",
        caption_lines=["Các công nhận dùng để tính, đến lần ngắt hiệu lực đầu tiên", *told],
        headers=SPELL_HEADERS,
        rows=[[number, *_spell_row(row, on)] for number, row in enumerate(rows, start=1)],
        widths=SPELL_WIDTHS,
    )
    write_tables(file, [*tables, spells])


def _group_row(group: Group, least: int) -> list[object]:
    if group.count < least:
        return [group.label, group.count, *[None] * 2 * len(YEARS), f"chưa đủ số liệu (cần ít nhất {least})"]
    points = [group.after(12 * year) for year in YEARS]
    cells = [
        cell for point in points for cell in ((round(point.share * 100, 1), point.at_risk) if point else (None, None))
    ]
    return [group.label, group.count, *cells, None]


def _spell_row(row: Recognition, on: date) -> list[object]:
    held, until = spell(row, on), breaks_on(row)
    over = held is not None and held.is_over
    initiative = row.initiative
    named = [initiative.name, initiative.unit.name, initiative.sector.get_national_display(), row.get_tier_display()]
    return [
        *named,
        row.recognised_on,
        until if over else None,
        held.months if held else None,
        "có" if over else "không",
    ]
