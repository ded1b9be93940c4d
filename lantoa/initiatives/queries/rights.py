"""The rules of lantoa/initiatives/rules as sets: which units may I write for, decide for; what waits for me."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.units.models import Person, Unit
from lantoa.units.queries import units_under


def writable_units(user: Person) -> QuerySet[Unit]:
    """Units standing today for which the person may register and declare: as `may_register` says, one by one."""
    return units_under(user, WRITERS).standing(timezone.localdate()).in_order()


def decidable_units(user: Person, on: date | None = None) -> QuerySet[Unit]:
    """Units for which the person decides on registrations, recognitions and what belongs to them: as `decides_for` says, one
    by one. `on`: the day of the tree (today)."""
    return units_under(user, DECIDERS_AT, above=DECIDERS_ABOVE, on=on)


def by_another(user: Person, field: str) -> Q:
    """Two parties: rows in which the field names somebody else, or nobody."""
    return ~Q(**{field: user}) | Q(**{f"{field}__isnull": True})


def waiting_for(user: Person) -> QuerySet[Initiative]:
    """Registrations that this person may accept now: handed in by somebody else, at a unit that they decide for."""
    handed_in = Initiative.objects.visible_to(user).filter(state=State.SUBMITTED, unit__in=decidable_units(user))
    return handed_in.filter(by_another(user, "submitted_by"))


# What waits for a decision about an initiative that has ended waits for nobody.
GOES_ON = {"initiative__ended_on__isnull": True}
