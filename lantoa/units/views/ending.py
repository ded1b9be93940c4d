"""A unit ends: asked, shown with all that follows, done, and what was done; the rows behind each number of the preview."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.extension_points import consequences_of
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.parts import Option
from lantoa.units.ending import MOVE, UnitEnd, UnitEndConsequence, UnitPart, page_of
from lantoa.units.enums import ChangeKind
from lantoa.units.forms.units import EndForm
from lantoa.units.models import Unit, UnitChange
from lantoa.units.queries import superiors_on
from lantoa.units.rules import may_end_unit
from lantoa.units.services import end_unit, preview_end
from lantoa.units.views.changes import DO
from lantoa.units.views.doors import asked_unit, seen_change, seen_unit, unit_of_change
from lantoa.units.views.drawing import undo_actions
from lantoa.units.views.tree import choosable_units

ROWS = 50


@takes_form
def unit_end(request: HttpRequest, code: str) -> HttpResponse:
    unit, by = seen_unit(request, code), request.user
    may_end_unit(by, unit).require()
    others = choosable_units(by, EndForm).exclude(pk=unit.pk)
    form = EndForm(request.POST or None, door=others, initial={"on": timezone.localdate()})
    preview = form.ask(preview_end, unit, by=by, **form.service_values) if form.is_valid() else None
    step = request.POST.get("buoc")
    if preview and step == DO:
        paper = {"decision_no": form.cleaned_data["decision_no"]}
        if change := form.ask(end_unit, unit, by=by, **form.service_values, **paper):
            return redirect("unit_end_result", change.pk)
    if preview and step is None:
        return render(request, "units/end_preview.html", {"form": form, "unit": unit, "preview": preview})
    return form_page(request, "units/end.html", form, unit=unit)


@require_safe
def unit_end_part(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """The rows that one number of the preview counts, each with its page."""
    unit = seen_unit(request, code)
    may_end_unit(request.user, unit).require()
    part, end = _part(key), _end_of(request, unit)
    rows = part.rows(unit, end)
    page = Paginator(rows.order_by("pk"), ROWS).get_page(request.GET.get("trang"))
    context = {
        "unit": unit,
        "part": part,
        "becomes": part.becomes(end),
        "page": page,
        "rows": [_option(part, row) for row in page],
    }
    return render(request, "units/end_part.html", context)


@require_safe
def unit_end_result(request: HttpRequest, pk: int) -> HttpResponse:
    """What the end of the unit did, by number; where it may be taken back, with the way to it."""
    change = seen_change(request, pk)
    if change.kind != ChangeKind.DISSOLVE:
        raise Http404
    unit = unit_of_change(request, change)
    may = may_end_unit(request.user, unit)
    counts = Counter(change.rows.exclude(part="").exclude(before=None).values_list("part", flat=True))
    context = {
        "unit": unit,
        "change": change,
        "last_day": unit.valid_to,
        "counts": sorted(counts.items()),
        "successor": _successor(change),
        "undo_actions": undo_actions(unit, [change]) if may else [],
    }
    return render(request, "units/end_result.html", context)


def _successor(change: UnitChange) -> Unit | None:
    taken = change.successions.select_related("successor").first()
    return taken.successor if taken else None


def _part(key: str) -> UnitPart:
    parts = (part for item in consequences_of(MOVE) if isinstance(item, UnitEndConsequence) for part in item.parts)
    found = next((part for part in parts if part.key == key), None)
    if found is None:
        raise Http404
    return found


def _end_of(request: HttpRequest, unit: Unit) -> UnitEnd:
    """The end that the address asks about."""
    try:
        on = date.fromisoformat(request.GET.get("ngay", ""))
    except ValueError as error:
        raise Http404 from error
    superior = superiors_on([unit.pk], on).get(unit.pk)
    successor = asked_unit(request, "ke-thua")
    return UnitEnd(on, successor, superior, moves_roles=request.GET.get("vai-tro") == "chuyen")


def _option(part: UnitPart, row) -> Option:
    """The row in words, with the page of the record that it belongs to, if that has one."""
    record = page_of(part, row)
    url = record.get_absolute_url() if hasattr(record, "get_absolute_url") else ""
    return Option(str(record), url, str(row) if part.page and not hasattr(row, "parent_id") else "")
