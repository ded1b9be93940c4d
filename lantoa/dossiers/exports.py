"""NEW lantoa/dossiers/exports.py"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO

from django.db.models import QuerySet

from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.wording import field_label
from lantoa.kit.sheets import SheetData, write_tables
from lantoa.kit.sheets.captions import _describe_filters
from lantoa.kit.text import clean

Cell = Callable[[Initiative], object]


def _list_recognitions(row: Initiative) -> str:
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
    "Công nhận": _list_recognitions,
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
        caption_lines=["Danh sách mô hình “Dân vận khéo”", clean(scope), *_describe_filters(filters)],
        headers=["STT", *columns],
        rows=_number_rows(rows, list(columns.values())),
        widths=None if has_all_columns else WIDTHS,
    )
    write_tables(file, [table])


def _number_rows(rows: Iterable[Initiative], cells: Sequence[Cell]) -> list[list[object]]:
    return [[number, *(cell(row) for cell in cells)] for number, row in enumerate(rows, start=1)]
