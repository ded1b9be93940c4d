"""Lists as workbooks: exactly the rows and the order on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import BytesIO

from django.db.models import QuerySet

from lantoa.initiatives.models import BOXES, Alert, Initiative, Recognition
from lantoa.initiatives.queries.survival import Group, Grouping, breaks_on, spell
from lantoa.initiatives.queries.units_watch import Line
from lantoa.initiatives.wording import field_label
from lantoa.kit.sheets import SheetData, write_tables
from lantoa.kit.text import clean

Cell = Callable[[Initiative], object]


def _recognised(row: Initiative) -> str:
    return "; ".join(str(fact) for fact in row.recognitions.all() if fact.ended_on is None)


SHOWN: dict[str, Cell] = {
    "Tên mô hình": lambda row: row.name,
    "Đơn vị": lambda row: row.unit.name,
    "Lĩnh vực": lambda row: row.sector.name,
    "Loại": lambda row: row.get_kind_display(),
    "Tập thể, cá nhân": lambda row: row.get_subject_display(),
    "Cấp đăng ký": lambda row: row.get_tier_display(),
    "Ngày đăng ký": lambda row: row.registered_on,
    "Trạng thái": lambda row: row.get_state_display(),
    "Công nhận": _recognised,
}
FURTHER: dict[str, Cell] = {
    "Mã mô hình": lambda row: row.code,
    "Mã đơn vị": lambda row: row.unit.code,
    "Lĩnh vực toàn quốc": lambda row: row.sector.get_national_display(),
    "Tên tập thể, cá nhân": lambda row: row.holder,
    "Người phụ trách": lambda row: row.responsible,
    "Xã, phường": lambda row: row.place.name if row.place else None,
    "Địa chỉ cụ thể": lambda row: row.address,
    "Đợt thi đua": lambda row: row.campaign.name if row.campaign else None,
    "Chủ đề": lambda row: ", ".join(theme.name for theme in row.themes.all()),
    "Bắt đầu": lambda row: row.starts_on,
    "Thời điểm đánh giá": lambda row: row.review_on,
    "Ngày duyệt đăng ký": lambda row: row.accepted_on,
    "Ngày thôi": lambda row: row.ended_on,
    "Còn thiếu để có tên, địa chỉ": lambda row: ", ".join(row.missing_to_identify),
} | {field_label(name): (lambda row, name=name: getattr(row, name)) for name in BOXES}


# Of the columns that are shown, in characters, the running number first: together they fill a sheet of A4 across.
WIDTHS = (6, 40, 34, 18, 10, 10, 10, 12, 14, 18)


def workbook(
    rows: QuerySet[Initiative], file: BytesIO, *, filters: Sequence[str], scope: str, has_all_columns: bool
) -> None:
    """An .xlsx of these rows in this order. `filters`: what was asked, in words; `scope`: whose list it is."""
    columns = SHOWN | FURTHER if has_all_columns else SHOWN
    rows = rows.select_related("unit", "sector", "place", "campaign").prefetch_related("recognitions", "themes")
    table = SheetData(
        title="Mô hình",
        caption_lines=["Danh sách mô hình “Dân vận khéo”", clean(scope), *_asked(filters)],
        headers=["STT", *columns],
        rows=_numbered(rows, list(columns.values())),
        widths=None if has_all_columns else WIDTHS,
    )
    write_tables(file, [table])


def _asked(filters: Sequence[str]) -> list[str]:
    return [f"Lọc theo: {'; '.join(filters)}"] if filters else []


def _numbered(rows: Iterable[Initiative], cells: Sequence[Cell]) -> list[list[object]]:
    return [[number, *(cell(row) for cell in cells)] for number, row in enumerate(rows, start=1)]


ALERT_CELLS: dict[str, Callable[[Alert], object]] = {
    "Tên mô hình": lambda row: row.initiative.name,
    "Đơn vị": lambda row: row.initiative.unit.name,
    "Mã đơn vị": lambda row: row.initiative.unit.code,
    "Lĩnh vực": lambda row: row.initiative.sector.name,
    "Cảnh báo": lambda row: row.get_kind_display(),
    "Từ ngày": lambda row: row.due_on,
}
ALERT_WIDTHS = (6, 44, 36, 14, 20, 30, 12, 10)


def alert_workbook(
    rows: QuerySet[Alert], file: BytesIO, *, title: str, filters: Sequence[str], scope: str, on: date
) -> None:
    """An .xlsx of these alerts in this order, with how many days each has lasted on the day."""
    table = SheetData(
        title="Cảnh báo",
        caption_lines=[title, clean(scope), f"Đến ngày {on:%d/%m/%Y}", *_asked(filters)],
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
        caption_lines=["Đơn vị cần chú ý", clean(scope), f"Đến ngày {on:%d/%m/%Y}", *_asked(filters)],
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
