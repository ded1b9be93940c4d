"""For which units the person may set up councils and lay down criteria; who may be called into a council."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Appraisal, Member, Sitting
from lantoa.councils.rules import FORMERS, may_conclude_for, may_form_council
from lantoa.units.models import Person, Unit
from lantoa.units.queries import tops_of


def forming_units(user: Person, acting: Unit | None) -> QuerySet[Unit]:
    """The few units in whose name the person would set up a council: the one acted for, those of the own roles, the roots
    for those who see all."""
    today = timezone.localdate()
    keys = user.root_ids_as(FORMERS)
    if user.holds_everywhere(FORMERS):
        keys |= set(tops_of(user, today).values_list("pk", flat=True))
    if acting is not None and user.holds(FORMERS) and may_form_council(user, acting):
        keys.add(acting.pk)
    return Unit.objects.visible_to(user).standing(today).filter(pk__in=keys).in_order()


def callable_people(user: Person) -> QuerySet[Person]:
    """Accounts in use that the person may see, and of those without a role anywhere those who have a seat, past or present,
    in a council that the person may see."""
    seated = Member.objects.visible_to(user).filter(person__roles__isnull=True).values("person_id")
    seen = Person.objects.visible_to(user).values("pk")
    return Person.objects.filter(Q(pk__in=seen) | Q(pk__in=seated), is_active=True)


def assignments_of(sitting: Sitting) -> QuerySet[Appraisal]:
    """Who was given what at a sitting that is open to the reader. Says nothing of values: for those, the door."""
    given = Appraisal.objects.filter(item__sitting=sitting, item__taken_off_on__isnull=True)
    return given.select_related("item", "member__person", "member__council").defer("total", "comment").order_by("pk")


def decidable_items(user: Person, sitting: Sitting) -> set[int]:
    """Keys of the items of which the person may say now what the council decided: as `may_decide` says, one by one."""
    if sitting.state != SittingState.SCORED or not may_conclude_for(user, sitting.council):
        return set()
    return set(sitting.items.on_agenda().exclude(concerned=user).values_list("pk", flat=True))
