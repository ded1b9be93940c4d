"""The climb on screen: an initiative's recognitions and candidacies, putting it forward, and each move of a candidacy."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.models import Sitting
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_record_recognition
from lantoa.initiatives.views.tabs import tab_context
from lantoa.kit.files.serving import file_response
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.parts import Action, Span
from lantoa.recognition.forms.recognising import ProposeForm
from lantoa.recognition.models import Recognition
from lantoa.recognition.queries.deciding import open_tiers
from lantoa.recognition.queries.standing import spans
from lantoa.recognition.rules import may_mark_outstanding, may_propose
from lantoa.recognition.services.recognising import propose
from lantoa.recognition.views.roads import CANDIDACY_ROAD, RECOGNITION_ROAD
from lantoa.recognition.workflow import CANDIDACY, RECOGNITION
from lantoa.units.models import Person


@require_safe
def initiative_recognition(request: HttpRequest, pk: int) -> HttpResponse:
    """All recognitions of one initiative over time, the candidacies on their way, and what may be done."""
    rows = Initiative.objects.visible_to(request.user).select_related("unit", "sector")
    record, today = door(rows, pk=pk), timezone.localdate()
    held = record.recognitions.select_related("initiative__unit", "candidacy__unit", "scan").prefetch_related(
        "renewals"
    )
    asked = record.candidacies.select_related("initiative__unit", "unit", "item__sitting", "proposed_by")
    sittings = Sitting.objects.visible_to(request.user).filter(pk__in=asked.values("item__sitting"))
    context = {
        **tab_context(record, "initiative_recognition"),
        "open_sittings": set(sittings.values_list("pk", flat=True)),
        "today": today,
        "recognitions": [_card_of(fact, request.user, today) for fact in held],
        "candidacies": [
            (row, CANDIDACY_ROAD.buttons(row, request.user).all, CANDIDACY.tone_of(row.state))
            for row in asked.order_by("-proposed_on", "-pk")
        ],
        "may_propose": may_propose(request.user, record),
        "may_record": may_record_recognition(request.user, record),
        "open_tiers": open_tiers(record, today),
    }
    return render(request, "recognition/recognition.html", context)


@takes_form
def candidacy_new(request: HttpRequest, pk: int) -> HttpResponse:
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_propose(request.user, record).require()
    choices = open_tiers(record, timezone.localdate())
    form = ProposeForm(request.POST or None, choices=choices)
    if form.is_valid() and (made := form.ask(propose, record, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã đề nghị công nhận cấp {made.get_tier_display().lower()}, gửi “{made.unit}”.")
        return redirect("initiative_recognition", pk)
    return form_page(request, "recognition/candidacy_new.html", form, initiative=record, choices=choices)


@require_safe
def recognition_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed decision."""
    fact = door(Recognition.objects.visible_to(request.user).select_related("scan").exclude(scan=None), pk=pk)
    return file_response(request, fact.scan)


def _card_of(fact: Recognition, user: Person, today: date) -> dict[str, Any]:
    standing = fact.standing_on(today)
    last = max(fact.renewals.all(), key=lambda check: (check.renewed_on, check.pk), default=None)
    return {
        "fact": fact,
        "standing": standing,
        "tone": RECOGNITION.tone_of(standing),
        "window": last,
        "checks": list(fact.renewals.all())[1:],
        "strip": [Span(kind.label, RECOGNITION.tone_of(kind), begins, ends) for kind, begins, ends in spans(fact)],
        "actions": _recognition_actions(fact, user, today),
    }


def _recognition_actions(fact: Recognition, user: Person, today: date) -> list[Action]:
    """The moves of its table; after the first of them, that it may be picked as outstanding."""
    found = RECOGNITION_ROAD.buttons(fact, user).all
    if found and fact.outstanding_on is None:
        ruling = may_mark_outstanding(user, fact, today)
        url = reverse("recognition_outstanding", args=[fact.pk])
        found.insert(1, Action("Chọn tiêu biểu", url, ruling.allowed, ruling.reason, icon="mark"))
    return found
