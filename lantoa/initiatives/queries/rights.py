"""The rules of lantoa/initiatives/rules.py as sets: which units may I write for, decide for; what waits for me."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree


def writable_units(user: Person) -> QuerySet[Unit]:
    """Units standing today for which the person may register and declare: as `may_register` says, one by one."""
    visible = Unit.objects.visible_to(user).standing(timezone.localdate()).in_order()
    return visible if _everywhere(user, WRITERS) else visible.filter(pk__in=_below(_roots(user, WRITERS)))


def decidable_units(user: Person) -> QuerySet[Unit]:
    """Units whose registrations the person may accept or send back: as `may_decide_for` says, one by one."""
    visible = Unit.objects.visible_to(user)
    if _everywhere(user, DECIDERS_AT):
        return visible
    allowed = Q(pk__in=_below(_roots(user, DECIDERS_AT)))
    for root in _roots(user, DECIDERS_ABOVE):
        allowed |= Q(pk__in=_below([root])) & ~Q(pk=root)
    return visible.filter(allowed)


def waiting_for(user: Person) -> QuerySet[Initiative]:
    """Registrations that this person may accept now: handed in by somebody else, at a unit that they decide for."""
    handed_in = Initiative.objects.visible_to(user).filter(state=State.SUBMITTED, unit__in=decidable_units(user))
    return handed_in.filter(~Q(submitted_by=user) | Q(submitted_by__isnull=True))


def _everywhere(user: Person, kinds: set[str]) -> bool:
    return any(role.unit_id is None and role.kind in kinds for role in user.roles_today)


def _roots(user: Person, kinds: set[str]) -> list[int]:
    return [role.unit_id for role in user.roles_today if role.unit_id is not None and role.kind in kinds]


def _below(roots: list[int]):
    return Tree(timezone.localdate()).below(roots)
