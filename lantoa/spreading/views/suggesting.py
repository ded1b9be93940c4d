"""Screens of the suggestions to a unit: what others run that it might, and its answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from lantoa.initiatives.models import Initiative
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.spreading.forms.spreading import DeclineForm
from lantoa.spreading.models import DeclinedSuggestion
from lantoa.spreading.queries.suggesting import find_declined
from lantoa.spreading.queries.suggesting import suggestions as suggested
from lantoa.spreading.rules.programmes import may_decline
from lantoa.spreading.services.suggesting import decline_suggestion, reconsider_suggestion
from lantoa.spreading.views.kinship import section_tabs
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit


def suggestions(request: HttpRequest) -> HttpResponse:
    """What units like the one asked for run, with the reasons, and what it said no to."""
    unit = _unit(request)
    context = {
        "tabs": section_tabs("suggestions"),
        "unit": unit,
        "suggestions": suggested(unit, request.user) if unit else [],
        "declined": find_declined(unit, request.user) if unit else [],
        "answering": may_decline(request.user, unit) if unit else None,
        "query": _query(unit),
    }
    return render(request, "spreading/suggestions.html", context)


@takes_form
def suggestion_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that an initiative does not suit the unit, and why."""
    initiative = door(Initiative.objects.open_to_copy(request.user).select_related("unit"), pk=pk)
    unit = door(Unit.objects.visible_to(request.user), code=request.GET.get("don-vi", ""))
    may_decline(request.user, unit).require()
    form = DeclineForm(request.POST or None)
    if form.is_valid() and form.ask(decline_suggestion, unit, initiative, by=request.user, **form.cleaned_data):
        messages.success(request, f"Sẽ không gợi ý lại “{initiative}” cho {unit}.")
        return redirect(_page(unit))
    return form_page(
        request, "spreading/suggestion_decline.html", form, initiative=initiative, unit=unit, cancel_url=_page(unit)
    )


@require_POST
def suggestion_reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    rows = DeclinedSuggestion.objects.visible_to(request.user).select_related("unit", "initiative")
    answer = door(rows, pk=pk)
    reconsider_suggestion(answer, by=request.user)
    messages.success(request, f"“{answer.initiative}” lại có thể được gợi ý.")
    return redirect(_page(answer.unit))


def _unit(request: HttpRequest) -> Unit | None:
    """The unit asked for, in one's scope, else the one that the person acts for."""
    code = request.GET.get("don-vi", "")
    return door(Unit.objects.visible_to(request.user), code=code) if code else acting_unit(request)


def _query(unit: Unit | None) -> str:
    return f"?{urlencode({'don-vi': unit.code})}" if unit else ""


def _page(unit: Unit) -> str:
    return f"{reverse('suggestions')}{_query(unit)}"
