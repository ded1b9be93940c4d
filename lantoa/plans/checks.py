"""What must be true of plans and progress reports. Each check returns one sentence a fault."""

from __future__ import annotations

from django.db.models import F, Q

from lantoa.initiatives.checks import _describe_row
from lantoa.kit.models import Event
from lantoa.plans.enums import Direction
from lantoa.plans.models import Measurement, Milestone, PlanIndicator, ProgressReport


def milestones_lie_in_their_plan() -> list[str]:
    """No milestone is due before its plan starts or after it ends."""
    outside = Q(due_on__lt=F("plan__starts_on")) | Q(due_on__gt=F("plan__ends_on"))
    return [
        f"{_describe_row(row.plan.initiative)}: hạn của mốc “{row}” nằm ngoài kế hoạch."
        for row in Milestone.objects.filter(outside).select_related("plan__initiative").order_by("pk")
    ]


def targets_follow_their_direction() -> list[str]:
    """A target lies beyond the baseline on the side that is wished."""
    wrong = Q(direction=Direction.UP, target__lte=F("baseline")) | Q(
        direction=Direction.DOWN, target__gte=F("baseline")
    )
    return [
        f"{_describe_row(row.plan.initiative)}: chỉ tiêu “{row}” có mục tiêu ngược với chiều mong muốn."
        for row in PlanIndicator.objects.filter(wrong).select_related("plan__initiative").order_by("pk")
    ]


def measurements_are_of_their_plan() -> list[str]:
    """A report measures indicators of its own initiative only."""
    strange = Measurement.objects.exclude(report__initiative=F("indicator__plan__initiative"))
    return [
        f"{_describe_row(row.report.initiative)}: báo cáo tiến độ đo chỉ tiêu “{row.indicator}” của mô hình khác."
        for row in strange.select_related("report__initiative", "indicator").order_by("pk")
    ]


def reports_never_overlap() -> list[str]:
    """Of one initiative, no two progress reports tell of the same day."""
    faults, last = [], None
    rows = ProgressReport.objects.select_related("initiative").order_by("initiative_id", "period_from", "pk")
    for row in rows.iterator(chunk_size=2000):
        if last and last.initiative_id == row.initiative_id and row.period_from <= last.period_to:
            faults.append(f"{_describe_row(row.initiative)}: {str(row).lower()} trùng ngày với báo cáo trước đó.")
        last = row
    return faults


def reports_have_four_eyes() -> list[str]:
    """Nobody takes in a progress report that they handed in."""
    accepted = ProgressReport.objects.filter(accepted_on__isnull=False).select_related("initiative")
    events = Event.objects.filter(object_type=ProgressReport.audit_name, verb="accept_progress")
    takers = dict(events.order_by("sequence").values_list("object_id", "actor_id"))
    return [
        f"{_describe_row(row.initiative)}: {str(row).lower()} do chính người nộp nhận."
        for row in accepted.order_by("pk")
        if row.submitted_by_id is not None and takers.get(str(row.pk)) == row.submitted_by_id
    ]


CHECKS = (
    milestones_lie_in_their_plan,
    targets_follow_their_direction,
    measurements_are_of_their_plan,
    reports_never_overlap,
    reports_have_four_eyes,
)
