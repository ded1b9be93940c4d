"""Superiors on lines other than the managing one: shown with their dates, added, ended."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.numbers import format_date
from lantoa.units.forms.units import LinkForm, UnlinkForm
from lantoa.units.models import Person, Unit
from lantoa.units.queries import links_of, names_on, unit_as_of
from lantoa.units.rules import may_change_tree
from lantoa.units.services import link, unlink
from lantoa.units.views.doors import seen_link, seen_unit
from lantoa.units.views.drawing import unit_url
from lantoa.units.views.tree import choosable_units


def links(user: Person, unit: Unit, on: date) -> list[dict]:
    """The unit's superiors on other lines, of all times, under their names of the day; those out of scope without a link."""
    edges = list(links_of(unit))
    if not edges:
        return []
    keys = {edge.parent_id for edge in edges}
    names = names_on(keys, on)
    seen = set(Unit.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        {
            "edge": edge,
            "name": names.get(edge.parent_id, edge.parent.name),
            "url": unit_url(edge.parent, on) if edge.parent_id in seen else "",
            "is_over": edge.valid_to is not None and edge.valid_to < timezone.localdate(),
        }
        for edge in edges
    ]


@takes_form
def unit_link(request: HttpRequest, code: str) -> HttpResponse:
    unit, by, today = seen_unit(request, code), request.user, timezone.localdate()
    may_change_tree(by, unit).require()
    door, managing = choosable_units(by, LinkForm).exclude(pk=unit.pk), unit_as_of(unit, today).managing
    form = LinkForm(request.POST or None, door=door, managing=managing, initial={"on": today})
    if form.is_valid() and (made := form.ask(link, unit, by=by, **form.service_values)):
        line = made.get_line_display().lower()
        messages.success(request, f"Từ ngày {format_date(made.valid_from)}, “{made.parent}” là cấp trên theo {line}.")
        return redirect(unit)
    return form_page(request, "units/link.html", form, unit=unit)


@takes_form
def edge_unlink(request: HttpRequest, pk: int) -> HttpResponse:
    edge = seen_link(request, pk)
    may_change_tree(request.user, edge.unit).require()
    form = UnlinkForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid() and form.ask(unlink, edge, by=request.user, on=form.cleaned_data["on"]):
        messages.success(request, f"“{edge.parent}” không còn là cấp trên theo {edge.get_line_display().lower()}.")
        return redirect(edge.unit)
    return form_page(request, "units/unlink.html", form, edge=edge, unit=edge.unit)
