"""The first page: what needs me, then how the unit stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.desk.queries import glance, has_tasks, waiting
from lantoa.initiatives.rules import WRITERS, may_register
from lantoa.kit.parts import Option
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person, Unit

FIRST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    unit, user = acting_unit(request), request.user
    piles = [{"heap": heap, "tasks": heap.lines(heap.rows[:FIRST])} for heap in waiting(user)]
    context = {"today": timezone.localdate(), "piles": piles, "first": FIRST}
    if unit is None:  # a member of a council needs no role to have work
        return render(request, "desk/home_without_role.html", context | {"has_role": bool(user.roles_today)})
    context |= {
        "unit": unit,
        "has_tasks": has_tasks(user),
        "glance": glance(unit, timezone.localdate()),
        "actions": _actions(user, unit),
    }
    return render(request, "desk/home.html", context)


def _actions(user: Person, unit: Unit) -> list[Option]:
    """What one may begin from here."""
    found = []
    if may_register(user, unit):
        found.append(Option("Đăng ký mô hình", f"{reverse('initiative_new')}?don-vi={unit.code}"))
    if any(role.kind in WRITERS for role in user.roles_today):
        found.append(Option("Nhập từ Excel", reverse("imports")))
    return found
