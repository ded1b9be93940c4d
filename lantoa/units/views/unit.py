"""The page of one unit, as of a day."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.ruling import Ruling
from lantoa.units.forms.units import UnitsQuery
from lantoa.units.models import Person, Role, Unit
from lantoa.units.queries import UnitAsOf, branches, changes_of, counts_below, names_on, unit_as_of
from lantoa.units.rules import may_change_tree, may_end_unit, may_manage_people
from lantoa.units.views.doors import seen_unit
from lantoa.units.views.drawing import dated_query, facts, history, undo_actions, unit_url
from lantoa.units.views.lines import links

ROWS = 20


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    query = UnitsQuery(request.GET)
    on = query.day
    shown = seen_unit(request, code, on)
    seen, may_change, changes = unit_as_of(shown, on), may_change_tree(request.user, shown), list(changes_of(shown))
    context = {
        "unit": shown,
        "seen": seen,
        "name": seen.version.name if seen.version else shown.name,
        "query": query,
        "on": on,
        "is_past": on != timezone.localdate(),
        "facts": _facts(request.user, seen),
        "links": links(request.user, shown, on),
        "history": history(shown, changes),
        "undo_actions": undo_actions(shown, changes) if may_change else [],
        "may_change": bool(may_change),
        "may_end": bool(may_change) and bool(may_end_unit(request.user, shown)) and shown.valid_to is None,
        "below_url": dated_query(on, duoi=shown.code),
    }
    return render(request, "units/unit.html", context | _below(request, shown, on) | _people(request.user, shown))


def _facts(user: Person, seen: UnitAsOf):
    members = seen.unit.member_counts.filter(as_of__lte=seen.on).order_by("-as_of").first()
    named = {other.pk for other in (*seen.parents.values(), *seen.predecessors, *seen.successors)}
    return facts(seen, members, set(Unit.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True)))


def _below(request: HttpRequest, shown: Unit, on) -> dict:
    """A page of the units directly below, each with how many stand below it."""
    door = Unit.objects.visible_to(request.user)
    page = Paginator(branches([shown.pk], on, door)[shown.pk], ROWS).get_page(request.GET.get("trang"))
    keys = [unit.pk for unit in page]
    counts, names = counts_below(keys, on, door), names_on(keys, on)
    rows = [
        {"unit": u, "name": names.get(u.pk, u.name), "url": unit_url(u, on), "count": counts.get(u.pk, 0)} for u in page
    ]
    return {"page": page, "rows": rows}


def _people(user: Person, shown: Unit) -> dict:
    """Who has a role here, for those who may give and end roles; the ruling says why the others may not."""
    ruling: Ruling = may_manage_people(user, shown)
    roles = (
        Role.objects.visible_to(user)
        .filter(unit=shown)
        .today()
        .select_related("person")
        .order_by("kind", "person__username")
    )
    return {"may_manage_people": bool(ruling), "roles": roles if ruling else Role.objects.none()}
