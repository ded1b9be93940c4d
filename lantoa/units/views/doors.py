"""How the screens of this app reach their records: always through what the person may see."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest

from lantoa.kit.http import door
from lantoa.units.enums import ChangeKind, PartRole
from lantoa.units.models import ParentEdge, Person, Role, Unit, UnitChange
from lantoa.units.queries import changes_seen_by, find_unit, links_seen_by


def seen_unit(request: HttpRequest, code: str, on: date | None = None) -> Unit:
    """The unit that bears the code (on the day) if it is in scope, else 404."""
    unit = find_unit(code, on)
    if unit is None:
        raise Http404
    return door(Unit.objects.visible_to(request.user), pk=unit.pk)


def asked_unit(request: HttpRequest, name: str) -> Unit | None:
    """The unit whose code the address or the form names; None when it names none; 404 outside the scope."""
    code = request.POST.get(name) or request.GET.get(name) or ""
    return seen_unit(request, code) if code else None


def seen_person(request: HttpRequest, pk: int) -> Person:
    return door(Person.objects.visible_to(request.user), pk=pk)


def seen_role(request: HttpRequest, pk: int) -> Role:
    return door(Role.objects.visible_to(request.user).select_related("unit", "person"), pk=pk)


def seen_change(request: HttpRequest, pk: int) -> UnitChange:
    return door(changes_seen_by(request.user), pk=pk)


def unit_of_change(request: HttpRequest, change: UnitChange) -> Unit:
    """The unit in whose history the change stands first: the one that ended, else the one that was changed."""
    role = PartRole.SOURCE if change.kind == ChangeKind.DISSOLVE else PartRole.TARGET
    return door(Unit.objects.visible_to(request.user), change_parts__change=change, change_parts__role=role)


def seen_link(request: HttpRequest, pk: int) -> ParentEdge:
    return door(links_seen_by(request.user), pk=pk)
