"""What needs a person: alerts that they were told of, follow-ups, coming milestones, and what others wait for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Min, Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import AlertKind
from lantoa.initiatives.models import Candidacy, Evidence, FollowUp, Milestone, ProgressReport
from lantoa.initiatives.queries.alerts import (
    AlertFilters,
    asked_alerts,
    coming_milestones,
    open_alerts,
    open_follow_ups,
    remind_days,
)
from lantoa.initiatives.queries.evidence import waiting_evidence
from lantoa.initiatives.queries.plans import waiting_progress
from lantoa.initiatives.queries.standing import candidacies_to_decide
from lantoa.initiatives.rules import WRITERS
from lantoa.kit.parts import Duty
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree

# What waits for a decision about an initiative that has ended waits for nobody.
GOES_ON = {"initiative__ended_on__isnull": True}


@dataclass(frozen=True)
class TaskLine:
    """A row of work: what, of which initiative and unit, by when, and where it is done."""

    what: str
    initiative: str
    unit: str
    day: date | None
    url: str


@dataclass(frozen=True)
class Need:
    """A heap of work of one kind. `rows`: the oldest first; `day`: the field by which they age; `line`: a row as shown;
    `place_label`: what the line's unit is called; `has_due_days`: whether the line's day is one by which to be done."""

    slug: str
    title: str
    advice: str
    day_label: str
    rows: QuerySet
    day: str
    line: Callable[[Any], TaskLine]
    place_label: str = "Đơn vị"
    has_due_days: bool = False


def follow_ups(user: Person, on: date) -> Need:
    rows = open_follow_ups(user, on).filter(inspection__initiative__unit_id__in=user.root_ids_as(WRITERS))
    return Need(
        "viec-sau-kiem-tra",
        "Việc cấp trên yêu cầu sau kiểm tra",
        "Làm xong thì báo kết quả.",
        "Hạn",
        rows.select_related("inspection__initiative__unit").order_by("due_on", "pk"),
        "due_on",
        _follow_up_line,
        has_due_days=True,
    )


def milestones(user: Person, on: date) -> Need:
    mine = Q(plan__initiative__unit_id__in=user.root_ids_as(WRITERS)) | Q(owner_person=user)
    rows = Milestone.objects.visible_to(user).filter(mine, pk__in=coming_milestones(on, remind_days(on)).values("pk"))
    return Need(
        "moc-sap-den-han",
        "Mốc sắp đến hạn",
        "Báo kết quả khi xong; quá hạn thì cấp trên được báo.",
        "Hạn",
        rows.select_related("plan__initiative__unit").order_by("due_on", "pk"),
        "",
        _milestone_line,
        has_due_days=True,
    )


def candidacies(user: Person, on: date) -> Need:
    return Need(
        "cho-tham-dinh",
        "Đề nghị công nhận chờ thẩm định",
        "Đưa ra hội đồng, hoặc quyết định kèm lý do.",
        "Hạn thẩm định",
        candidacies_to_decide(user, on).filter(**GOES_ON).select_related("initiative__unit"),
        "proposed_on",
        _candidacy_line,
        has_due_days=True,
    )


def reports(user: Person, on: date) -> Need:
    rows = waiting_progress(user).filter(**GOES_ON)
    return Need(
        "bao-cao-cho-nhan",
        "Báo cáo tiến độ chờ xem xét",
        "Nhận, hoặc trả lại kèm lý do.",
        "Ngày nộp",
        rows.select_related("initiative__unit").order_by("submitted_on", "pk"),
        "submitted_on",
        _report_line,
    )


def evidence(user: Person, on: date) -> Need:
    rows = waiting_evidence(user)
    return Need(
        "minh-chung-cho-chap-nhan",
        "Minh chứng chờ chấp nhận",
        "Xem rồi chấp nhận, hoặc không chấp nhận kèm lý do; chưa chấp nhận thì chưa được tính.",
        "Ngày của minh chứng",
        rows.select_related("initiative__unit").order_by("dated_on", "pk"),
        "",
        _evidence_line,
    )


PROVIDERS: tuple[Callable[[Person, date], Need], ...] = (follow_ups, milestones, candidacies, reports, evidence)


def needs(user: Person, on: date, unit: Unit | None = None) -> list[Need]:
    """All heaps of the person, empty ones too, narrowed to the unit and those below it."""
    found = [provide(user, on) for provide in PROVIDERS]
    if unit is None:
        return found
    tree = Tree(on)
    return [Need(**(vars(need) | {"rows": need.rows.within(tree, [unit.pk])})) for need in found]


def needs_me(user: Person, unit: Unit | None = None, *, on: date | None = None) -> list[Duty]:
    """What waits for this person, one card a kind of work, without the empty ones; narrowed to a unit and those below it."""
    day = on or timezone.localdate()
    asked = f"don-vi={unit.code}" if unit else ""
    return [*_alert_duties(user, unit, day, asked), *_task_duties(needs(user, day, unit), day, asked)]


def open_alert_count(user: Person, *, on: date | None = None) -> int:
    """Open alerts that the person was told of."""
    day = on or timezone.localdate()
    return asked_alerts(open_alerts(user, day), AlertFilters(told=user), day).count()


def _alert_duties(user: Person, unit: Unit | None, day: date, asked: str) -> list[Duty]:
    rows = asked_alerts(open_alerts(user, day), AlertFilters(unit=unit, told=user), day)
    counts = rows.order_by().values("kind").annotate(count=Count("pk"), oldest=Min("due_on"))
    found = {row["kind"]: row for row in counts}
    url = reverse("watch_list", args=["tat-ca"])
    return [
        Duty(
            AlertKind(kind).label,
            found[kind]["count"],
            f"{url}?{'&'.join(filter(None, ('cua-toi=co', f'canh-bao={kind}', asked)))}",
            word="cảnh báo",
            oldest=(day - found[kind]["oldest"]).days,
        )
        for kind in AlertKind.values
        if kind in found
    ]


def _task_duties(heaps: list[Need], day: date, asked: str) -> list[Duty]:
    duties = []
    for need in heaps:
        told = need.rows.order_by().aggregate(count=Count("pk"), oldest=Min(need.day or "pk"))
        if not told["count"]:
            continue
        waited = (day - told["oldest"]).days if need.day and told["oldest"] else None
        url = reverse("watch_tasks", args=[need.slug]) + (f"?{asked}" if asked else "")
        is_late = need.day == "due_on" and (waited or 0) > 0  # the others age from the day on which they came
        duties.append(
            Duty(
                need.title,
                told["count"],
                url,
                tone="needs" if is_late else "info",
                word="quá hạn" if is_late else "",
                oldest=waited if waited is not None and waited >= 0 else None,
                note=need.advice,
            )
        )
    return duties


def _line(what: str, initiative: Model, day: date | None, url: str) -> TaskLine:
    return TaskLine(what, str(initiative), initiative.unit.name, day, url)


def _follow_up_line(row: FollowUp) -> TaskLine:
    return _line(row.content, row.inspection.initiative, row.due_on, reverse("follow_up_done", args=[row.pk]))


def _milestone_line(row: Milestone) -> TaskLine:
    return _line(row.name, row.plan.initiative, row.due_on, reverse("milestone", args=[row.pk]))


def _candidacy_line(row: Candidacy) -> TaskLine:
    return _line(str(row), row.initiative, row.due_on, reverse("initiative_recognition", args=[row.initiative_id]))


def _report_line(row: ProgressReport) -> TaskLine:
    return _line(str(row), row.initiative, row.submitted_on, reverse("progress", args=[row.pk]))


def _evidence_line(row: Evidence) -> TaskLine:
    return _line(row.caption, row.initiative, row.dated_on, row.get_absolute_url())
