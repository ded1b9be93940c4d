"""Whose an alert or a finding is: the conditions, from what the daily run wrote down of who hears of which unit.

Whose it is depends on its kind, as its rule says: the work of the unit, or of the superior who guides it.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.kit.breaches import SUPERIOR, UNIT
from lantoa.units.models import Person
from lantoa.watch.known import kinds_done_by, rules_by_kind
from lantoa.watch.models import Finding, Watcher


def is_told(user: Person) -> Q:
    """Alerts that this person was told of, one by one or as part of a finding."""
    return Q(is_known(user)) | is_duty(user) | is_covered(user)


def find_acting_units(user: Person) -> QuerySet:
    """Keys of the units whose work is this person's: their own, and those below that have no officer."""
    return Watcher.objects.filter(person=user, is_acting=True).values("unit_id")


def find_guided_units(user: Person) -> QuerySet:
    return Watcher.objects.filter(person=user, is_guide=True).values("unit_id")


def is_duty(user: Person) -> Q:
    mine = Q(kind__in=kinds_done_by(UNIT), unit_id__in=find_acting_units(user))
    mine |= Q(kind__in=kinds_done_by(SUPERIOR), unit_id__in=find_guided_units(user))
    for kind, rule in rules_by_kind().items():
        if rule.own_subjects:
            mine |= Q(kind=kind, subject_id__in=rule.own_subjects(user))
    return mine


def is_duty_of_kind(user: Person, kind: str) -> Q:
    """The branch of `is_duty` for one kind: each page asks it once for each kind, so no other is built."""
    rule, mine = rules_by_kind()[kind], Q(pk__in=())
    if kind in kinds_done_by(UNIT):
        mine |= Q(unit_id__in=find_acting_units(user))
    if kind in kinds_done_by(SUPERIOR):
        mine |= Q(unit_id__in=find_guided_units(user))
    if rule.own_subjects:
        mine |= Q(subject_id__in=rule.own_subjects(user))
    return Q(kind=kind) & mine


def is_known(user: Person) -> Exists:
    told = Watcher.objects.filter(person=user, unit=OuterRef("unit_id"), steps__lte=OuterRef("escalated"))
    return Exists(told)


def find_told_findings(user: Person) -> QuerySet[Finding]:
    told = Watcher.objects.filter(person=user, unit=OuterRef("unit_id"))
    heard = Exists(told.filter(steps__lte=OuterRef("escalated")))
    guided = Exists(told.filter(is_guide=True))
    return Finding.objects.visible_to(user).filter(Q(heard) | Q(guided, kind__in=kinds_done_by(SUPERIOR)))


def is_covered(user: Person) -> Q:
    """Whether the alert is part of a finding that the person was told of. Asked kind by kind: the units of each are then found
    once, and not anew for every alert."""
    found = Q(pk__in=())
    for kind in rules_by_kind():
        found |= Q(kind=kind) & is_covered_of_kind(user, kind)
    return found


def is_covered_of_kind(user: Person, kind: str) -> Q:
    """`is_covered` for alerts that are of the kind."""
    return Q(unit_id__in=find_told_findings(user).filter(kind=kind).values("units"))
