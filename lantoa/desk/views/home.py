"""The first page: what needs me, then how the unit stands."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.desk.queries import Waiting, glance, has_tasks, waiting
from lantoa.initiatives.rules import WRITERS, may_register
from lantoa.kit.parts import Duty, Option
from lantoa.units.acting import acting_unit
from lantoa.units.models import Person, Unit

FIRST = 5
MOST_LISTS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    unit, user = acting_unit(request), request.user
    heaps, today = waiting(user), timezone.localdate()
    # With many kinds of work the whole must be seen at once: one card a kind, without rows.
    duties = [_duty(heap, today) for heap in heaps] if unit and len(heaps) > MOST_LISTS else []
    listed = heaps if not duties else []
    piles = [{"heap": heap, "tasks": heap.lines(heap.rows[:FIRST])} for heap in listed]
    context = {"today": today, "piles": piles, "duties": duties, "first": FIRST}
    if unit is None:  # a member of a council needs no role to have work
        return render(request, "desk/home_without_role.html", context | {"has_role": bool(user.roles_today)})
    context |= {
        "unit": unit,
        "has_tasks": has_tasks(user),
        "glance": glance(unit, today),
        "actions": _actions(user, unit),
    }
    return render(request, "desk/home.html", context)


def _duty(heap: Waiting, today: date) -> Duty:
    """The heap as one card; where its rows have due days, how long the first of them is over."""
    url = f"{reverse('inbox')}?muc={heap.slug}"
    first = heap.lines(heap.rows[:1])[0].day if heap.has_due_days else None
    if first is None or first >= today:
        return Duty(heap.title, heap.count, url, note=heap.advice)
    return Duty(heap.title, heap.count, url, word="quá hạn", oldest=(today - first).days, note=heap.advice)


def _actions(user: Person, unit: Unit) -> list[Option]:
    """What one may begin from here."""
    found = []
    if may_register(user, unit):
        found.append(Option("Đăng ký mô hình", f"{reverse('initiative_new')}?don-vi={unit.code}"))
    if user.holds(WRITERS):
        found.append(Option("Nhập từ Excel", reverse("imports")))
    return found
