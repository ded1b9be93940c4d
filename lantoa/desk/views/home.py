"""The first page: what needs me, then how the unit stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.desk.queries import actions_of, glance, has_tasks
from lantoa.kit.todos import build_todos
from lantoa.kit.waiting import ask_what_waits, count_duties, find_most_urgent_kept
from lantoa.units.acting import acting_unit

FIRST = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The top of the list of work, the same number as everywhere."""
    unit, user, today = acting_unit(request), request.user, timezone.localdate()
    asked = ask_what_waits(user, today)
    count = count_duties(user, today)
    context = {
        "today": today,
        "count": count,
        "todos": build_todos(find_most_urgent_kept(asked, FIRST), today) if count else [],
        "more": max(0, count - FIRST),
    }
    if unit is None:  # a member of a council needs no role to have work
        return render(request, "desk/home_without_role.html", context | {"has_role": bool(user.roles_today)})
    context |= {
        "unit": unit,
        "has_tasks": has_tasks(user),
        "glance": glance(unit, today),
        "actions": actions_of(user, unit),
    }
    return render(request, "desk/home.html", context)
