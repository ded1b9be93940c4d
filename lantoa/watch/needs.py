"""Follow-ups and milestones that wait for a person, and the alerts that they were told of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone

from lantoa.evidence.needs import evidence
from lantoa.initiatives.rules import WRITERS
from lantoa.initiatives.work import line_about
from lantoa.kit.parts import Duty
from lantoa.kit.work_items import Need, TaskLine
from lantoa.plans.models import Milestone
from lantoa.plans.needs import reports
from lantoa.recognition.needs import candidacies
from lantoa.units.models import Person, Unit
from lantoa.units.tree import tree_of_rights
from lantoa.watch.enums import AlertKind
from lantoa.watch.models import FollowUp
from lantoa.watch.queries.alerts import (
    AlertFilters,
    asked_alerts,
    coming_milestones,
    open_alerts,
    open_follow_ups,
    remind_days,
)


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


PROVIDERS: tuple[Callable[[Person, date], Need], ...] = (follow_ups, milestones, candidacies, reports, evidence)


def needs(user: Person, on: date, unit: Unit | None = None) -> list[Need]:
    """All heaps of the person, empty ones too, narrowed to the unit and those below it."""
    found = [provide(user, on) for provide in PROVIDERS]
    if unit is None:
        return found
    tree = tree_of_rights(on)
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


def _follow_up_line(row: FollowUp) -> TaskLine:
    return line_about(row.content, row.inspection.initiative, row.due_on, reverse("follow_up_done", args=[row.pk]))


def _milestone_line(row: Milestone) -> TaskLine:
    return line_about(row.name, row.plan.initiative, row.due_on, reverse("milestone", args=[row.pk]))
