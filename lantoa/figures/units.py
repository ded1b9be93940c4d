"""The figures of the tree itself: base organisations and members. `units` lies below this floor and cannot hold them."""

from __future__ import annotations

from django.db.models import QuerySet

from lantoa.figures.cells import ShownByUnit
from lantoa.figures.counted import CountedIndicator
from lantoa.figures.dims import BASE_KIND
from lantoa.figures.figures import ReportScope
from lantoa.figures.members import Members
from lantoa.units.enums import BASE_ORGANISATION_KINDS
from lantoa.units.models import MemberCount, Unit, UnitVersion
from lantoa.units.scope import in_force


def _base_organisations(scope: ReportScope):
    inside = scope.below(Unit.objects.all()).exclude(pk=scope.unit.pk)
    return UnitVersion.objects.filter(in_force(scope.end), kind__in=BASE_ORGANISATION_KINDS, unit__in=inside)


FIGURES = (
    CountedIndicator(
        "units.base_organisations",
        "Tổ chức cơ sở đảng",
        "tổ chức",
        "Đảng bộ cơ sở và chi bộ cơ sở đang hoạt động dưới đơn vị vào ngày cuối kỳ.",
        (BASE_KIND,),
        rows=_base_organisations,
        kind="unit",
        model=Unit,
        counted="unit_id",
        order=10,
    ),
    Members(
        "units.members",
        "Đảng viên",
        "đảng viên",
        "Số đảng viên mới nhất mà đơn vị nêu, tính đến ngày cuối kỳ; đơn vị không nêu thì cộng số của các đơn vị trực thuộc.",
        order=20,
    ),
)


class UnitRecords(ShownByUnit):
    """A unit among the records of a figure."""

    order = ("name_sort", "pk")

    def sort_rows(self, rows: QuerySet) -> QuerySet:
        return rows.order_by(*self.order)

    def unit(self, row: Unit) -> Unit:
        return row


class MemberCountRecords(ShownByUnit):
    """A stated number of members among the records of a figure."""

    order = ("unit__name_sort", "pk")

    def label(self, row: MemberCount) -> str:
        return f"Số đảng viên tại ngày {row.as_of:%d/%m/%Y}"

    def url(self, row: MemberCount) -> str:
        return row.unit.get_absolute_url()
