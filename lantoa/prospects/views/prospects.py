"""Screens of the yearly scouting: list, one prospect, noting, editing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import writable_units
from lantoa.initiatives.views.history import entries
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Item
from lantoa.kit.ruling import Refused
from lantoa.kit.searching import form_or_part
from lantoa.prospects.forms import RATING_WORDS, ProspectFilterForm, ProspectForm
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import prospects_under, waiting_prospects
from lantoa.prospects.rules import may_edit_prospect
from lantoa.prospects.services import edit_prospect, note_prospect
from lantoa.prospects.views.roads import SCOUTING_ROAD
from lantoa.prospects.workflow import SCOUTING
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit

PAGE = 50


def prospects(request: HttpRequest) -> HttpResponse:
    """Prospects in one's scope under the filters of the address, the newest year first."""
    form = ProspectFilterForm(request.GET, user=request.user)
    if form.is_untidy and not request.htmx:
        return redirect(f"{request.path}{form.address()}")
    rows = Prospect.objects.visible_to(request.user)
    rows = prospects_under(rows, form.filters) if form.is_valid() else rows.none()
    page = Paginator(rows, PAGE).get_page(request.GET.get("trang"))
    chips = form.chips()
    context = {
        "page": page,
        "rows": [(row, SCOUTING.tone_of(row.state)) for row in page],
        "chips": chips,
        "clear_url": reverse("prospects") if chips else "",
        "can_note": writable_units(request.user).exists(),
        "waiting_count": waiting_prospects(request.user).count(),
        "unit": acting_unit(request),
    }
    return form_or_part(request, "prospects/prospects.html", form, context)


def prospect(request: HttpRequest, pk: int) -> HttpResponse:
    """One prospect: what was noted, what others think of it, what came of it."""
    row = _load_prospect(request, pk)
    context = {
        "prospect": row,
        "tone": SCOUTING.tone_of(row.state),
        "facts": _facts(row),
        "rating_words": dict(RATING_WORDS).get(row.rating, ""),
        "buttons": SCOUTING_ROAD.buttons(row, request.user),
        "editing": may_edit_prospect(request.user, row),
        "entries": entries(Event.objects.about(row).order_by("-sequence")),
        "may_open": row.initiative_id and Initiative.objects.visible_to(request.user).filter(pk=row.initiative_id),
    }
    return render(request, "prospects/prospect.html", context)


@takes_form
def prospect_new(request: HttpRequest) -> HttpResponse:
    """Note a prospect: on a phone four boxes and a button."""
    if not writable_units(request.user).exists():
        raise Refused("Chỉ cán bộ phụ trách hoặc văn phòng của đơn vị được ghi triển vọng.")
    form = ProspectForm(request.POST or None, user=request.user, unit=_own_unit(request))
    if form.is_valid() and (row := form.ask(note_prospect, values=form.cleaned_data, by=request.user)):
        messages.success(request, f"Đã ghi triển vọng “{row}”.")
        return redirect(row)
    return _form_shown(request, form, None)


@takes_form
def prospect_edit(request: HttpRequest, pk: int) -> HttpResponse:
    row = _load_prospect(request, pk)
    may_edit_prospect(request.user, row).require()
    form = ProspectForm(request.POST or None, user=request.user, unit=row.unit, prospect=row)
    if form.is_valid() and form.ask(edit_prospect, row, values=form.cleaned_data, by=request.user):
        messages.success(request, "Đã lưu thay đổi.")
        return redirect(row)
    return _form_shown(request, form, row)


def _load_prospect(request: HttpRequest, pk: int) -> Prospect:
    return door(SCOUTING_ROAD.rows(request.user), pk=pk)


def _own_unit(request: HttpRequest) -> Unit | None:
    """The unit asked for, else the one the person acts for, else the first they write for."""
    units = writable_units(request.user)
    asked = units.filter(code=request.GET.get("don-vi", "")).first()
    acting = acting_unit(request)
    return asked or (units.filter(pk=acting.pk).first() if acting else None) or units.first()


def _form_shown(request: HttpRequest, form: ProspectForm, row: Prospect | None) -> HttpResponse:
    context = {"prospect": row, "cancel_url": row.get_absolute_url() if row else reverse("prospects")}
    part = "prospects/_prospect_sector.html"
    return form_or_part(request, "prospects/prospect_form.html", form, context, part=part)


def _facts(row: Prospect) -> list[Item]:
    found = [
        Item("Đơn vị", row.unit.name, row.unit.get_absolute_url()),
        Item("Năm rà soát", str(row.year)),
        Item("Ai đang làm", row.holder),
        Item("Ở đâu", row.location),
        Item("Lĩnh vực", row.sector.name if row.sector else "chưa xếp", is_missing=row.sector is None),
        Item("Ghi nhận ngày", format_date(row.noted_on)),
    ]
    return [item for item in found if item.value]
