"""What is to be done about an alert, and the page on which it is done."""

from __future__ import annotations

from django.urls import reverse

from lantoa.initiatives.rules import WRITERS
from lantoa.kit.breaches import Remedy
from lantoa.plans.models import Milestone
from lantoa.units.models import Person
from lantoa.watch.known import rules_by_kind
from lantoa.watch.models import Alert

LOOK = Remedy("Xem hồ sơ", "initiative")


def remedy_of(alert: Alert) -> Remedy:
    """Of a kind whose rule no app has any more: look at the record."""
    rule = rules_by_kind().get(alert.kind)
    return rule.remedy if rule else LOOK


def remedy_url(alert: Alert, person: Person) -> str:
    """The page of the task for this person: one click from the notice."""
    remedy = remedy_of(alert)
    if remedy.seen_at and not person.holds(WRITERS):
        return reverse(remedy.seen_at, args=[alert.initiative_id])
    return reverse(remedy.page, args=[alert.subject_id if remedy.takes_subject else alert.initiative_id])


def milestone_url(milestone: Milestone, person: Person) -> str:
    if person.holds(WRITERS) or milestone.owner_person_id == person.pk:
        return reverse("milestone", args=[milestone.pk])
    return reverse("initiative_plan", args=[milestone.plan.initiative_id])
