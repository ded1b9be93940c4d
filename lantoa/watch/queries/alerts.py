"""Open alerts, coming milestones and open follow-ups: the rows of the boards, the lists and the digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from lantoa.initiatives.models import Initiative
from lantoa.plans.models import Milestone
from lantoa.rulebook.models import Rule
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree
from lantoa.watch.models import Alert, FollowUp
from lantoa.watch.queries.breaches import watch_rules
from lantoa.watch.queries.watchers import is_told

RELATED = ("initiative__unit", "initiative__sector")


@dataclass(frozen=True)
class AlertFilters:
    """What is asked of a list of alerts; an empty value asks nothing. `sector`: code of a national or of an own sector."""

    unit: Unit | None = None
    sector: str = ""
    kind: str = ""
    told: Person | None = None


def open_alerts(user: Person, on: date) -> QuerySet[Alert]:
    """Alerts open on the day in the person's scope, of initiatives that stand: one ended since the last run nags nobody."""
    return _that_go_on(Alert.objects.visible_to(user), Initiative.objects.visible_to(user), on)


def open_alerts_below(user: Person, unit: Unit, on: date) -> QuerySet[Alert]:
    """`open_alerts` of the unit and all below it."""
    inside = (user, Tree(on), [unit.pk])
    return _that_go_on(Alert.objects.visible_within(*inside), Initiative.objects.visible_within(*inside), on)


def _that_go_on(alerts: QuerySet[Alert], initiatives: QuerySet[Initiative], on: date) -> QuerySet[Alert]:
    """Asked within the scope on both sides, so that neither table is read as a whole."""
    return alerts.open(on).filter(initiative__in=initiatives.standing(on).values("pk"))


def asked_alerts(rows: QuerySet[Alert], filters: AlertFilters, on: date) -> QuerySet[Alert]:
    """The rows that the filters leave, the oldest first. The unit asks for its subtree."""
    asked = Q()
    if filters.unit:
        asked &= Q(unit_id__in=Tree(on).below([filters.unit.pk]))
    if filters.sector:
        asked &= Q(initiative__sector__code=filters.sector) | Q(initiative__sector__national=filters.sector)
    if filters.kind:
        asked &= Q(kind=filters.kind)
    if filters.told:
        asked &= is_told(filters.told)
    return rows.filter(asked).select_related(*RELATED).order_by("due_on", "initiative__name_sort", "pk")


def coming_milestones(start: date, days: int) -> QuerySet[Milestone]:
    """Milestones of initiatives that go on, not done, due from the day on within so many days."""
    rows = Milestone.objects.filter(_goes_on("plan__initiative__", start), done_on__isnull=True)
    return rows.filter(due_on__gte=start, due_on__lte=start + timedelta(days=days), plan__made_on__lte=start)


def open_follow_ups(user: Person, on: date) -> QuerySet[FollowUp]:
    """Follow-ups in scope that nobody has said to be done, of initiatives that go on."""
    return FollowUp.objects.visible_to(user).open().filter(_goes_on("inspection__initiative__", on))


def remind_days(on: date) -> int:
    """How long before its day a milestone is announced; 0: not at all."""
    return watch_rules(on).get("remind_days") or 0


def has_unverified_rules(on: date) -> bool:
    """Whether the terms of the watch on the day rest on a source that nobody has read."""
    return Rule.objects.in_force(on).filter(key__startswith="alert.", is_verified=False).exists()


def _goes_on(prefix: str, on: date) -> Q:
    lasts = Q(**{f"{prefix}ended_on__isnull": True}) | Q(**{f"{prefix}ended_on__gt": on})
    return lasts & Q(**{f"{prefix}accepted_on__lte": on})
