"""Every indicator of the reports, by key, in the order in which the summary prints them."""

from __future__ import annotations

from dataclasses import replace

from django.db.models import Q

from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Evidence, Initiative, Recognition, Replication
from lantoa.reports.figures import Figure, ReportScope, UnknownFigure
from lantoa.reports.indicators.base import Counted, Indicator
from lantoa.reports.indicators.declared import Declared, identified_counts, identified_rows
from lantoa.reports.indicators.dims import BASE_KIND, KIND, OWN_SECTOR, SECTOR, SUBJECT, TIER
from lantoa.reports.indicators.members import Members
from lantoa.reports.indicators.steering import TASKS
from lantoa.units.enums import BASE_ORGANISATION_KINDS
from lantoa.units.models import Unit, UnitVersion
from lantoa.units.scope import in_force


def _base_organisations(scope: ReportScope):
    inside = scope.below(Unit.objects.all()).exclude(pk=scope.unit.pk)
    return UnitVersion.objects.filter(in_force(scope.end), kind__in=BASE_ORGANISATION_KINDS, unit__in=inside)


class Recognitions(Counted):
    """One initiative counts once in the total and once in each tier it holds."""

    def nested(self, figures: list[Figure], scope: ReportScope) -> list[Figure]:
        """A tier whose initiatives all hold the next lower tier too is a part of that tier."""
        holders: dict[str, set[int]] = {}
        for tier, initiative_id in self.rows(scope).order_by().values_list("tier", "initiative_id"):
            holders.setdefault(tier, set()).add(initiative_id)
        ranked = sorted(holders, key=lambda tier: Tier(tier).rank)
        whole_of = {
            upper: lower
            for position, upper in enumerate(ranked)
            for lower in ranked[:position]
            if holders[upper] <= holders[lower]
        }
        return [
            replace(f, part_of=(self.key, {"tier": whole_of[f.dims["tier"]]}))
            if set(f.dims) == {"tier"} and f.dims["tier"] in whole_of
            else f
            for f in figures
        ]


def _recognitions(scope: ReportScope):
    return scope.below(Recognition.objects.standing(scope.end))


def _registered(scope: ReportScope):
    return scope.below(Initiative.objects.accepted_between(scope.start, scope.end))


def _evidenced(scope: ReportScope):
    return identified_rows(scope).filter(pk__in=_accepted_evidence(scope))


def _unevidenced(scope: ReportScope):
    return identified_rows(scope).exclude(pk__in=_accepted_evidence(scope))


def _accepted_evidence(scope: ReportScope):
    return Evidence.objects.accepted(scope.end).values("initiative_id")


def _adopted(scope: ReportScope):
    source_stands = Q(source__ended_on__isnull=True) | Q(source__ended_on__gt=scope.end)
    return scope.below(Replication.objects.adopted(scope.end)).filter(source_stands)


OF_INITIATIVE = tuple(dim.along("initiative__") for dim in (SECTOR, SUBJECT, OWN_SECTOR))

ALL: tuple[Indicator, ...] = (
    Counted(
        "units.base_organisations",
        "Tổ chức cơ sở đảng",
        "tổ chức",
        "Đảng bộ cơ sở và chi bộ cơ sở đang hoạt động dưới đơn vị vào ngày cuối kỳ.",
        (BASE_KIND,),
        rows=_base_organisations,
        kind="unit",
        model=Unit,
        counted="unit_id",
    ),
    Members(
        "units.members",
        "Đảng viên",
        "đảng viên",
        "Số đảng viên mới nhất mà đơn vị nêu, tính đến ngày cuối kỳ; đơn vị không nêu thì cộng số của các đơn vị trực thuộc.",
    ),
    Counted(
        "initiatives.registered",
        "Mô hình đăng ký",
        "mô hình",
        "Đăng ký được duyệt trong kỳ, kể cả đăng ký về sau đã rút.",
        (SECTOR, SUBJECT, TIER, KIND, OWN_SECTOR),
        rows=_registered,
        kind="initiative",
    ),
    Declared(
        "initiatives.declared",
        "Mô hình theo kê khai",
        "mô hình",
        "Số đang có vào ngày cuối kỳ do đơn vị kê khai; số mới nhất của đơn vị thay cho tổng của cấp dưới, "
        "nơi chưa kê khai thì tính các mô hình có tên.",
        (SECTOR,),
    ),
    Counted(
        "initiatives.identified",
        "Mô hình có tên, địa chỉ",
        "mô hình",
        "Đang có vào ngày cuối kỳ, có tên, người hoặc tập thể phụ trách, nơi hoặc đơn vị, và năm.",
        (SECTOR, SUBJECT, KIND, OWN_SECTOR),
        rows=identified_rows,
        counts=identified_counts,
        kind="initiative",
        whole="initiatives.declared",
    ),
    Counted(
        "initiatives.evidenced",
        "Mô hình có minh chứng",
        "mô hình",
        "Mô hình có tên, địa chỉ và có ít nhất một minh chứng đã được chấp nhận tính đến ngày cuối kỳ.",
        (),
        rows=_evidenced,
        kind="initiative",
        whole="initiatives.identified",
    ),
    Counted(
        "initiatives.replicated",
        "Mô hình được nhân rộng",
        "mô hình gốc",
        "Mô hình gốc có ít nhất một nơi khác đang áp dụng vào ngày cuối kỳ.",
        (),
        rows=_adopted,
        kind="initiative",
        model=Initiative,
        counted="source_id",
        unit_path="source__unit_id",
    ),
    Counted(
        "replications.copies",
        "Nơi áp dụng",
        "nơi áp dụng",
        "Lượt áp dụng mô hình gốc ở đơn vị khác, đang duy trì vào ngày cuối kỳ; tính cho đơn vị có mô hình gốc.",
        (),
        rows=_adopted,
        kind="replication",
        unit_path="source__unit_id",
    ),
    Recognitions(
        "recognitions.standing",
        "Mô hình được công nhận",
        "mô hình",
        "Mô hình có quyết định công nhận còn hiệu lực vào ngày cuối kỳ; "
        "mỗi mô hình tính một lần trong tổng và một lần ở mỗi cấp.",
        (TIER, *OF_INITIATIVE),
        rows=_recognitions,
        kind="initiative",
        model=Initiative,
        counted="initiative_id",
        unit_path="initiative__unit_id",
    ),
    *TASKS,
)

# Not printed by the summary: what the hatched part of the bars opens.
UNEVIDENCED = Counted(
    "initiatives.unevidenced",
    "Mô hình chưa có minh chứng",
    "mô hình",
    "Mô hình có tên, địa chỉ, đang có vào ngày cuối kỳ và chưa có minh chứng nào được chấp nhận.",
    (),
    rows=_unevidenced,
    kind="initiative",
    whole="initiatives.identified",
)

BY_KEY = {indicator.key: indicator for indicator in (*ALL, UNEVIDENCED)}


def indicator(key: str) -> Indicator:
    """The indicator of this key. Raises `UnknownFigure`, naming the keys there are."""
    if key not in BY_KEY:
        raise UnknownFigure(f"Không có chỉ tiêu “{key}”; các chỉ tiêu: {', '.join(BY_KEY)}.")
    return BY_KEY[key]
