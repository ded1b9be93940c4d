"""The tree of units on a day, the list of units that match a search, and the lists from which a unit is chosen."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from lantoa.kit.http import page_or_fragment
from lantoa.units.forms.asking import PickingForm
from lantoa.units.forms.people import PersonNewForm
from lantoa.units.forms.units import EndForm, LinkForm, MoveForm, UnitsQuery
from lantoa.units.models import Person, Unit
from lantoa.units.queries import (
    children,
    managed_units,
    names_on,
    other_names,
    path_to,
    siblings,
    superiors_on,
    tops_of,
    units_below,
)
from lantoa.units.rules import may_add_root
from lantoa.units.views.doors import asked_unit, seen_unit
from lantoa.units.views.drawing import branch, tops, unit_url

ROWS = 50
MOST_SIBLINGS = 300
PICKERS = {form.options: form for form in (MoveForm, LinkForm, EndForm, PersonNewForm)}


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The tree; as soon as something is searched or all below one unit is asked, a list of rows instead."""
    query = UnitsQuery(request.GET)
    top, on = asked_unit(request, "duoi"), query.day
    context = {
        "query": query,
        "on": on,
        "is_past": on != timezone.localdate(),
        "top": top,
        "may_add_root": bool(may_add_root(request.user)),
    }
    if top or query.value_of("tim") or query.value_of("loai"):
        return render(request, "units/units_found.html", context | _find_page(request, query, top))
    door = Unit.objects.visible_to(request.user)
    drawn = tops(tops_of(request.user, on), on, door, with_ended=query.value_of("ca"))
    return render(request, "units/units.html", context | {"nodes": drawn})


def _find_page(request: HttpRequest, query: UnitsQuery, top: Unit | None) -> dict:
    """A page of the units that match, each with its name and superior of the day."""
    on = query.day
    rows = Unit.objects.visible_to(request.user)
    if not query.value_of("ca"):
        rows = rows.standing(on)
    if top:
        rows = rows.filter(pk__in=units_below(top, on))
    if kind := query.value_of("loai"):
        rows = rows.of_kind(kind, on)
    page = Paginator(rows.search(query.value_of("tim") or "").in_order(), ROWS).get_page(request.GET.get("trang"))
    return {"page": page, "rows": unit_rows(page.object_list, on, query.value_of("tim") or "")}


def unit_rows(units, on, text: str = "") -> list[dict]:
    """Units as rows of a table: name and superior of the day, and the other name by which the text found them."""
    units = list(units)
    others = other_names(units, text, on)
    superiors = superiors_on([unit.pk for unit in units], on)
    names = names_on([*(unit.pk for unit in units), *(unit.pk for unit in superiors.values())], on)
    return [
        {
            "unit": unit,
            "name": names.get(unit.pk, unit.name),
            "other_name": others.get(unit.pk, ""),
            "url": unit_url(unit, on),
            "superior": names.get(superiors[unit.pk].pk, superiors[unit.pk].name) if unit.pk in superiors else "",
        }
        for unit in units
    ]


@require_safe
def unit_children(request: HttpRequest, code: str) -> HttpResponse:
    """What is directly below a unit on the day: a branch of the tree, or a page of its own."""
    query = UnitsQuery(request.GET)
    on, door = query.day, Unit.objects.visible_to(request.user)
    unit = seen_unit(request, code, on)
    drawn = branch(unit, on, door, with_ended=query.value_of("ca"))
    context = {"unit": unit, "on": on, "url": unit_url(unit, on), "nodes": drawn}
    return page_or_fragment(request, "units/children.html", "units/_children.html", context)


@require_safe
def unit_siblings(request: HttpRequest, code: str) -> HttpResponse:
    """Where one may go from this unit: up, beside, down. Each line works for that unit, or opens its page."""
    unit, today = seen_unit(request, code), timezone.localdate()
    text = request.GET.get("loc", "").strip()[:100]
    door = Unit.objects.visible_to(request.user)
    above = [step.pk for step in path_to(unit, today) if step.pk != unit.pk]
    sets = {
        "Cấp trên": door.filter(pk__in=above),
        "Cùng cấp": siblings(unit, request.user),
        "Trực thuộc": door.filter(pk__in=children(unit, today)),
    }
    groups = [Lines(title, rows.search(text).in_order(), text) for title, rows in sets.items()]
    context = {
        "unit": unit,
        "text": text,
        "groups": [group for group in groups if group.count],
        "count": sum(group.count for group in groups),
        "is_cut": any(group.is_cut for group in groups),
    }
    return page_or_fragment(request, "units/siblings.html", "units/_siblings.html", context)


@dataclass
class Lines:
    """Units offered under one heading: the first of them, and how many there are."""

    title: str
    found: QuerySet[Unit]
    text: str = ""

    @cached_property
    def count(self) -> int:
        return self.found.count()

    @cached_property
    def rows(self) -> list[Unit]:
        return list(self.found[:MOST_SIBLINGS])

    @cached_property
    def lines(self) -> list[tuple[Unit, str]]:
        """Each unit with the other name by which the text found it."""
        others = other_names(self.rows, self.text, timezone.localdate())
        return [(unit, others.get(unit.pk, "")) for unit in self.rows]

    @property
    def is_cut(self) -> bool:
        return self.count > MOST_SIBLINGS


@require_safe
def unit_options(request: HttpRequest) -> HttpResponse:
    """The units to choose from that match what is typed. `cho` names the form that asks."""
    picker = PICKERS.get(request.GET.get("cho", ""), PickingForm)
    form = picker(None, door=choosable_units(request.user, picker), initial=request.GET.dict())
    return page_or_fragment(request, "units/options.html", "units/_unit_choices.html", {"form": form})


def choosable_units(user: Person, picker: type[PickingForm]) -> QuerySet[Unit]:
    """Where accounts are made, the units at which one may; else all in scope that stand today."""
    if picker.options == PersonNewForm.options:
        return managed_units(user)
    return Unit.objects.visible_to(user).standing(timezone.localdate())
