"""Declared counts: what units say that they have, beside what is known by name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lantoa.declarations.forms import DeclarationFilterForm, DeclareForm
from lantoa.declarations.history import events_about_declarations
from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.queries import UnitDeclaration, evidenced_count, find_declarations, pairs_of
from lantoa.declarations.services import declare as declare_counts
from lantoa.initiatives.queries import writable_units
from lantoa.initiatives.rules import may_declare
from lantoa.kit.counts import StatedCount
from lantoa.kit.event_people import People, people_in
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.numbers import DateRefused, Quality, parse_date
from lantoa.kit.parts import Change, Entry, Level
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit

PAGE = 50
TOTAL = "Tổng số"


def declarations(request: HttpRequest) -> HttpResponse:
    """The latest declaration of each unit in scope (`?tat-ca=co`: all of them), with what does not fit."""
    form = DeclarationFilterForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    rows = Declaration.objects.visible_to(request.user)
    rows = form.filter_rows(rows) if form.is_valid() else rows.none()
    page = Paginator(pairs_of(rows, only_latest=form.only_latest), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "rows": find_declarations(page.object_list),
        "chips": form.chips(),
        "clear_url": reverse("declarations") if form.chips() else "",
        "can_declare": writable_units(request.user).exists(),
        "unit": acting_unit(request),
    }
    return form_or_part(request, "declarations/declarations.html", form, context)


def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """All that a unit declared for the day of this number: beside it what is identified, and the history."""
    row = door(Declaration.objects.visible_to(request.user).select_related("unit"), pk=pk)
    (told,) = find_declarations([(row.unit_id, row.as_of)])
    again = urlencode({"don-vi": row.unit.code, "ngay": row.as_of.isoformat(), "chi-tieu": row.measure})
    events = list(events_about_declarations(told.rows))
    people = people_in(events)
    context = {
        "told": told,
        "levels": _levels(told),
        "entries": [_entry(event, people) for event in events],
        "declaring": may_declare(request.user, row.unit),
        "again_url": f"{reverse('declare')}?{again}",
    }
    return render(request, "declarations/declaration.html", context)


@takes_form
def declare(request: HttpRequest) -> HttpResponse:
    """State a unit's numbers of one day; those of that day that stand already are replaced only when asked."""
    if not writable_units(request.user).exists():
        raise Refused("Chỉ cán bộ phụ trách hoặc văn phòng của đơn vị được kê khai số liệu.")
    form = DeclareForm(request.POST or None, user=request.user, initial=_first_numbers(request))
    if form.is_valid():
        asked = form.cleaned_data
        stated = declare_counts(
            asked["unit"], as_of=asked["as_of"], counts=form.counts, by=request.user, measure=asked["measure"]
        )
        messages.success(request, f"Đã kê khai số liệu của “{asked['unit']}” ngày {asked['as_of']:%d/%m/%Y}.")
        return redirect(stated[0])
    return form_or_part(request, "declarations/declare.html", form, {}, part="declarations/_declare_sectors.html")


def _first_numbers(request: HttpRequest) -> dict[str, Any]:
    """The unit and the day asked for, with what is declared for them already."""
    units = writable_units(request.user)
    acting = acting_unit(request)
    asked = units.filter(code=request.GET.get("don-vi", "")).first()
    unit = asked or (units.filter(pk=acting.pk).first() if acting else None) or units.first()
    try:
        day = parse_date(request.GET.get("ngay", ""))
    except DateRefused:
        day = timezone.localdate()
    asked_measure = request.GET.get("chi-tieu", "")
    measure = asked_measure if asked_measure in Measure.values else Measure.STANDING.value
    held = Declaration.objects.visible_to(request.user).filter(unit=unit, as_of=day, measure=measure)
    numbers = {f"so_{row.sector_id}" if row.sector_id else "total": StatedCount(row.count, row.quality) for row in held}
    return {"unit": unit, "as_of": day, "measure": measure} | numbers


def _levels(told: UnitDeclaration) -> list[Level]:
    """Declared, identified, evidenced: always together. The latter two open their records in the reports, of the same day."""
    said = told.standing.total
    return [
        Level("Theo kê khai", said.value, quality=said.quality)
        if said
        else Level("Theo kê khai", None, quality=Quality.NOT_STATED.value),
        Level(
            "Có tên, địa chỉ",
            told.identified_count,
            _records(told.unit, "initiatives.identified", told),
            missing_label="chưa rõ tên, địa chỉ",
        ),
        Level(
            "Có minh chứng",
            evidenced_count(told.unit, told.as_of),
            _records(told.unit, "initiatives.evidenced", told),
            missing_label="chưa có minh chứng",
        ),
    ]


def _records(unit: Unit, key: str, told: UnitDeclaration) -> str:
    day = told.as_of.isoformat()
    return f"{reverse('records', args=[key])}?{urlencode({'don-vi': unit.code, 'tu': day, 'den': day})}"


def _entry(event: Event, people: People) -> Entry:
    what = event.after["sector"] or TOTAL
    if measure := event.after.get("measure"):
        what = f"{what} ({Measure(measure).label})"
    new = str(StatedCount(event.after["count"], event.after["quality"]))
    if not event.before:
        return Entry(when=event.at, who=people.actor(event), what=f"Kê khai {what.lower()}", note=new)
    old = str(StatedCount(event.before["count"], event.before["quality"]))
    return Entry(when=event.at, who=people.actor(event), what="Kê khai lại", changes=(Change(what, old, new),))
