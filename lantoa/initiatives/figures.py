"""Figures of the register and of lineage: registered, identified, replicated initiatives and their copies."""

from __future__ import annotations

from django.db.models import Count, Q

from lantoa.figures.cells import ShownByUnit
from lantoa.figures.counted import CountedIndicator
from lantoa.figures.dims import TIER
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.dims import KIND, SUBJECT
from lantoa.initiatives.models import Initiative, Replication
from lantoa.movement.dims import OWN_SECTOR, SECTOR
from lantoa.units.models import Unit


def _registered_rows(scope: ReportScope):
    return scope.below(Initiative.objects.accepted_between(scope.start, scope.end))


def _adopted_copies(scope: ReportScope):
    source_stands = Q(source__ended_on__isnull=True) | Q(source__ended_on__gt=scope.end)
    return scope.below(Replication.objects.adopted(scope.end)).filter(source_stands)


def identified_rows(scope: ReportScope):
    return scope.below(Initiative.objects.standing(scope.end).identified())


def identified_counts(scope: ReportScope) -> list[tuple[int, str, str, str, int]]:
    """Unit, national sector, subject, kind and the number of identified rows: read once for all figures that rest on them."""
    paths = ("unit_id", SECTOR.path, SUBJECT.path, KIND.path)
    return list(identified_rows(scope).order_by().values_list(*paths).annotate(n=Count("pk")))


FIGURES = (
    CountedIndicator(
        "initiatives.registered",
        "Mô hình đăng ký",
        "mô hình",
        "Đăng ký được duyệt trong kỳ, kể cả đăng ký về sau đã rút.",
        (SECTOR, SUBJECT, TIER, KIND, OWN_SECTOR),
        rows=_registered_rows,
        kind="initiative",
        order=30,
    ),
    CountedIndicator(
        "initiatives.identified",
        "Mô hình có tên, địa chỉ",
        "mô hình",
        "Đang có vào ngày cuối kỳ, có tên, người hoặc tập thể phụ trách, nơi hoặc đơn vị, và năm.",
        (SECTOR, SUBJECT, KIND, OWN_SECTOR),
        rows=identified_rows,
        counts=identified_counts,
        kind="initiative",
        whole="initiatives.declared",
        order=50,
    ),
    CountedIndicator(
        "initiatives.replicated",
        "Mô hình được nhân rộng",
        "mô hình gốc",
        "Mô hình gốc có ít nhất một nơi khác đang áp dụng vào ngày cuối kỳ.",
        (),
        rows=_adopted_copies,
        kind="initiative",
        model=Initiative,
        counted="source_id",
        unit_path="source__unit_id",
        order=70,
    ),
    CountedIndicator(
        "replications.copies",
        "Nơi áp dụng",
        "nơi áp dụng",
        "Lượt áp dụng mô hình gốc ở đơn vị khác, đang duy trì vào ngày cuối kỳ; tính cho đơn vị có mô hình gốc.",
        (),
        rows=_adopted_copies,
        kind="replication",
        unit_path="source__unit_id",
        order=80,
    ),
)


class InitiativeRecords(ShownByUnit):
    """An initiative among the records of a figure."""

    order = ("name_sort", "pk")


class ReplicationRecords(ShownByUnit):
    """A copy among the records of a figure: it counts for the unit of its source."""

    related = ("source", "source__unit", "unit")
    order = ("source__name_sort", "pk")

    def unit(self, row: Replication) -> Unit:
        return row.source.unit

    def label(self, row: Replication) -> str:
        return f"{row.source.name} – áp dụng tại {row.unit.name}"

    def url(self, row: Replication) -> str:
        return row.source.get_absolute_url()
