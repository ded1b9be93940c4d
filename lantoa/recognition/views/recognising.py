"""The climb on screen: an initiative's recognitions and candidacies, putting it forward, and each move of a candidacy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from lantoa.councils.models import Sitting
from lantoa.evidence.views.hints import reused_files
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_record_recognition
from lantoa.initiatives.views.hints import hints
from lantoa.initiatives.views.tabs import tab_context
from lantoa.kit.files.serving import file_response
from lantoa.kit.forms import AskingForm, form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.parts import Span
from lantoa.kit.ruling import Ruling
from lantoa.recognition.enums import CandidacyState, Standing
from lantoa.recognition.forms.recognising import AppraiseForm, DeclineForm, ProposeForm, ReasonForm, RecogniseForm
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.deciding import open_tiers
from lantoa.recognition.queries.standing import spans
from lantoa.recognition.rules import (
    may_decide_at,
    may_mark_outstanding,
    may_move_candidacy,
    may_move_recognition,
    may_propose,
)
from lantoa.recognition.services.recognising import appraise, decline, propose, recognise, take_back
from lantoa.recognition.workflow import CANDIDACY, RECOGNITION
from lantoa.rulebook.file_limits import file_limits
from lantoa.units.models import Person

TONES = {
    Standing.STANDING: "done",
    Standing.DUE: "needs",
    Standing.LAPSED: "neutral",
    Standing.REVOKED: "stopped",
    Standing.RETIRED: "neutral",
}
CANDIDACY_TONES = {
    CandidacyState.PROPOSED: "needs",
    CandidacyState.APPRAISING: "info",
    CandidacyState.RECOGNISED: "done",
    CandidacyState.DECLINED: "stopped",
    CandidacyState.TAKEN_BACK: "neutral",
}
BY_CALENDAR = ("fall_due", "lapse")


@dataclass(frozen=True)
class Step:
    """A button that leads to the page of a move; `reason`: why it may not be made now."""

    label: str
    url: str
    tone: str
    reason: str
    is_post: bool = False


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
        "recognitions": [_shown(fact, request.user, today) for fact in held],
        "candidacies": [
            (row, _candidacy_steps(row, request.user), CANDIDACY_TONES[row.state])
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


@takes_form
def candidacy_move(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    rows = Candidacy.objects.visible_to(request.user)
    candidacy = door(rows.select_related("initiative__unit", "unit", "item__sitting", "item__decided_by"), pk=pk)
    move = CANDIDACY.by_slug(slug)
    if move is None:
        raise Http404
    may_move_candidacy(request.user, candidacy, move.name).require()
    ask = ASKS[move.name]
    form = ask.form(request, candidacy)
    if form.is_valid() and form.ask(ask.service, candidacy, by=request.user, **ask.values(form)):
        messages.success(request, f"{capfirst(move.past)}: “{candidacy.initiative}”.")
        return redirect("initiative_recognition", candidacy.initiative_id)
    context = {"record": candidacy, "move": move, "lead": ask.lead, **_judged(candidacy, move.name, request.user)}
    return form_page(request, "recognition/candidacy_move.html", form, **context)


@require_safe
def recognition_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed decision."""
    fact = door(Recognition.objects.visible_to(request.user).select_related("scan").exclude(scan=None), pk=pk)
    return file_response(request, fact.scan)


@dataclass(frozen=True)
class Ask:
    """What one move of a candidacy asks: its form, the service, and the words above."""

    form: Callable[[HttpRequest, Candidacy], AskingForm]
    service: Callable[..., object]
    lead: str

    def values(self, form: AskingForm) -> dict[str, Any]:
        """What was given; a day left empty is the service's own today."""
        return {name: value for name, value in form.cleaned_data.items() if not (name == "on" and value is None)}


def _recognise_form(request: HttpRequest, candidacy: Candidacy) -> AskingForm:
    return RecogniseForm(request.POST or None, request.FILES or None, by=request.user, limits=file_limits())


ASKS = {
    "appraise": Ask(
        lambda request, candidacy: AppraiseForm(request.POST or None, candidacy=candidacy, user=request.user),
        appraise,
        "Đưa hồ sơ vào chương trình một phiên họp của hội đồng.",
    ),
    "recognise": Ask(
        _recognise_form,
        recognise,
        "Ghi quyết định công nhận; mô hình được tính là đã công nhận ở cấp này từ ngày quyết định.",
    ),
    "decline": Ask(
        lambda request, candidacy: DeclineForm(request.POST or None),
        decline,
        "Mô hình vẫn tiếp tục và có thể được đề nghị lại.",
    ),
    "take_back": Ask(
        lambda request, candidacy: ReasonForm(request.POST or None),
        take_back,
        "Hồ sơ trở về đơn vị; có thể đề nghị lại bất cứ lúc nào.",
    ),
}


def _judged(candidacy: Candidacy, name: str, user: Person) -> dict[str, Any]:
    """The initiative, and for who may judge it what in it seems to have been used before; not when it is only taken back."""
    record, is_told = candidacy.initiative, name != "take_back" and may_decide_at(user, candidacy.unit)
    reused = reused_files(record, user) if is_told else []
    told = hints(record, user) if is_told else {"text_hints": []}
    return {"initiative": record, "reused": reused, **told}


def _shown(fact: Recognition, user: Person, today: date) -> dict[str, Any]:
    standing = fact.standing_on(today)
    last = max(fact.renewals.all(), key=lambda check: (check.renewed_on, check.pk), default=None)
    return {
        "fact": fact,
        "standing": standing,
        "tone": TONES.get(standing, "neutral"),
        "window": last,
        "checks": list(fact.renewals.all())[1:],
        "strip": [Span(kind.label, TONES[kind], begins, ends) for kind, begins, ends in spans(fact)],
        "steps": _recognition_steps(fact, user, today),
    }


def _candidacy_steps(candidacy: Candidacy, user: Person) -> list[Step]:
    """Buttons from the table: those that the state allows, refused ones with the reason."""
    return [
        Step(move.label, reverse("candidacy_move", args=[candidacy.pk, move.slug]), move.tone, ruling.reason)
        for move in CANDIDACY.from_state(candidacy.state)
        for ruling in [may_move_candidacy(user, candidacy, move.name)]
    ]


def _recognition_steps(fact: Recognition, user: Person, today: date) -> list[Step]:
    standing = fact.standing_on(today)
    if standing is None:
        return []
    moves = [move for move in RECOGNITION.from_state(standing) if move.name not in BY_CALENDAR]
    found = [
        Step(move.label, reverse("recognition_move", args=[fact.pk, move.slug]), move.tone, ruling.reason)
        for move in moves
        for ruling in [may_move_recognition(user, fact, move.name, today)]
    ]
    if moves and fact.outstanding_on is None:
        ruling: Ruling = may_mark_outstanding(user, fact, today)
        url = reverse("recognition_outstanding", args=[fact.pk])
        found.insert(1, Step("Chọn tiêu biểu", url, "secondary", ruling.reason, is_post=True))
    return found
