"""Notices: who is told of which alert, coming milestone or directive task. Each person once for each."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.units.models import Person
from lantoa.units.telling import Told
from lantoa.watch.known import rules_by_kind
from lantoa.watch.models import Alert, Notice
from lantoa.watch.queries.alerts import coming_milestones, remind_days
from lantoa.watch.services.task_notices import tell_of_tasks


@transaction.atomic
def give_notices(*, on: date | None = None) -> int:
    """Tell people of open alerts, as far up the tree as they have climbed, of milestones that fall due soon, and of directive
    tasks before and after their day.

    Returns how many notices are new; a second call on the same day gives none.
    """
    day = on or timezone.localdate()
    told = Told(day)
    rows = [
        *(Notice(person_id=person, alert_id=alert, given_on=day) for person, alert in _of_alerts(told)),
        *(Notice(person_id=person, milestone_id=mark, given_on=day) for person, mark in _of_milestones(told, day)),
    ]
    Notice.objects.bulk_create(rows, batch_size=1000)
    return len(rows) + tell_of_tasks(told)


def mark_seen(person: Person) -> int:
    """All that was told to the person so far counts as seen. Returns how many were new."""
    return Notice.objects.filter(person=person, seen_at__isnull=True).update(seen_at=timezone.now())


def _of_alerts(told: Told) -> list[tuple[int, int]]:
    """(person, alert) for each who is to know of an open alert and was not told yet."""
    held = set(Notice.objects.filter(alert__cleared_on__isnull=True).values_list("person_id", "alert_id"))
    alerts = Alert.objects.filter(cleared_on__isnull=True)
    owners, deciding = _look_up(alerts, "owners"), _look_up(alerts, "deciding_units")
    for_superiors = {kind for kind, rule in rules_by_kind().items() if rule.tells_superior}
    wanted: set[tuple[int, int]] = set()
    for alert, kind, subject, steps, unit in alerts.order_by().values_list(
        "pk", "kind", "subject_id", "escalated", "initiative__unit_id"
    ):
        people = told.at(unit, steps)
        if kind in for_superiors:
            people |= told.above(unit)
        if (kind, subject) in deciding:
            people |= told.deciding(deciding[kind, subject])
        if (kind, subject) in owners:
            people |= {owners[kind, subject]}
        wanted.update((person, alert) for person in people)
    return sorted(wanted - held, key=lambda pair: (pair[1], pair[0]))


def _look_up(alerts: QuerySet[Alert], name: str) -> dict[tuple[str, int], int]:
    """(kind, subject) → the key that the rule's look-up of this name gives. One query a rule that has one."""
    found: dict[tuple[str, int], int] = {}
    for kind, rule in rules_by_kind().items():
        if look_up := getattr(rule, name):
            keys = look_up(alerts.filter(kind=kind).values("subject_id"))
            found |= {(kind, subject): key for subject, key in keys.items()}
    return found


def _of_milestones(told: Told, day: date) -> list[tuple[int, int]]:
    """(person, milestone) for each who is to know that it falls due soon and was not told yet."""
    ahead = remind_days(day)
    if not ahead:
        return []
    marks = coming_milestones(day, ahead)
    held = set(Notice.objects.filter(milestone__in=marks).values_list("person_id", "milestone_id"))
    wanted: set[tuple[int, int]] = set()
    active = Q(owner_person__is_active=True)
    owners = dict(marks.filter(active).order_by().values_list("pk", "owner_person_id"))
    for mark, unit in marks.order_by().values_list("pk", "plan__initiative__unit_id"):
        people = told.at(unit) | ({owners[mark]} if mark in owners else set())
        wanted.update((person, mark) for person in people)
    return sorted(wanted - held, key=lambda pair: (pair[1], pair[0]))
