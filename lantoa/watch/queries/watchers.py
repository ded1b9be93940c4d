"""Whose an alert or a finding is: the conditions, from what the daily run wrote down of who hears of which unit.

Whose it is depends on its kind: the unit makes plans, reports data and meets milestones; the superior guides and checks.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.plans.models import Milestone
from lantoa.units.models import Person
from lantoa.watch.enums import AlertKind
from lantoa.watch.models import Finding, Watcher

DONE_BY_UNIT = (AlertKind.NO_PLAN, AlertKind.MILESTONE_OVERDUE, AlertKind.NO_EFFECT_DATA)


def is_told(user: Person) -> Q:
    """Alerts that this person was told of, one by one or as part of a finding."""
    return Q(is_known(user)) | is_duty(user) | Q(is_covered(user))


def find_acting_units(user: Person) -> QuerySet:
    """Keys of the units whose work is this person's: their own, and those below that have no officer."""
    return Watcher.objects.filter(person=user, is_acting=True).values("unit_id")


def find_guided_units(user: Person) -> QuerySet:
    return Watcher.objects.filter(person=user, is_guide=True).values("unit_id")


def is_duty(user: Person) -> Q:
    own = Milestone.objects.filter(owner_person=user, done_on__isnull=True).values("pk")
    return (
        Q(kind__in=DONE_BY_UNIT, initiative__unit_id__in=find_acting_units(user))
        | Q(kind=AlertKind.NO_GUIDANCE, initiative__unit_id__in=find_guided_units(user))
        | Q(kind=AlertKind.MILESTONE_OVERDUE, subject_id__in=own)
    )


def is_known(user: Person) -> Exists:
    told = Watcher.objects.filter(person=user, unit=OuterRef("initiative__unit_id"), steps__lte=OuterRef("escalated"))
    return Exists(told)


def find_told_findings(user: Person) -> QuerySet[Finding]:
    told = Watcher.objects.filter(person=user, unit=OuterRef("unit_id"))
    heard = Exists(told.filter(steps__lte=OuterRef("escalated")))
    guided = Exists(told.filter(is_guide=True))
    return Finding.objects.visible_to(user).filter(Q(heard) | Q(guided, kind=AlertKind.NO_GUIDANCE))


def is_covered(user: Person) -> Exists:
    """Whether the alert is part of a finding that the person was told of."""
    return Exists(find_told_findings(user).filter(kind=OuterRef("kind"), units=OuterRef("initiative__unit_id")))
