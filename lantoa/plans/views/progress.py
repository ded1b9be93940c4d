"""Progress reports: writing and reading."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.initiatives.views.history import entries
from lantoa.kit.event_people import sign_reason
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.numbers import DateRefused, parse_date
from lantoa.kit.ruling import Refused, Stale
from lantoa.plans.enums import ProgressState
from lantoa.plans.forms.progress import ProgressForm, note_name, value_name
from lantoa.plans.models import ProgressReport
from lantoa.plans.queries import indicators_of, open_periods
from lantoa.plans.rules import may_edit_report, may_report
from lantoa.plans.services.progress import edit_progress, write_progress
from lantoa.plans.views.roads import PROGRESS_ROAD
from lantoa.plans.workflow import PROGRESS

BOXES = ("done", "difficulties", "next_steps", "self_assessment")


@takes_form
def progress_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a report; the period is the oldest that has none, or that of the address (`tu`, `den`)."""
    initiative = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_report(request.user, initiative).require()
    form = ProgressForm(
        request.POST or None, indicators=indicators_of(initiative), initial=_first_period(request, initiative)
    )
    if form.is_valid():
        given = {"values": form.values, "measurements": form.measurements}
        if report := form.ask(write_progress, initiative, by=request.user, **given):
            messages.success(request, "Đã lưu bản nháp báo cáo; xem lại rồi nộp.")
            return redirect(report)
    return _form_shown(request, form, initiative, None)


@takes_form
def progress_edit(request: HttpRequest, pk: int) -> HttpResponse:
    report = _load_report(request, pk)
    may_edit_report(request.user, report).require()
    initiative = report.initiative
    form = ProgressForm(request.POST or None, indicators=indicators_of(initiative), initial=_read_saved(report))
    if not form.is_valid():
        return _form_shown(request, form, initiative, report)
    given = {"values": form.values, "measurements": form.measurements}
    try:
        edit_progress(report, by=request.user, revision=form.cleaned_data["revision"], **given)
    except Stale as stale:
        return _stale_shown(request, form, report, stale)
    except Refused as refused:
        form.add_error(None, refused.reasons)
        return _form_shown(request, form, initiative, report)
    messages.success(request, "Đã lưu báo cáo.")
    return redirect(report)


def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what was done, what was measured, what may be done with it, what happened to it."""
    report = _load_report(request, pk)
    sent_back = None
    if report.state == ProgressState.SENT_BACK:
        sent_back = Event.objects.about(report).filter(verb="send_back_progress").last()
    context = {
        "report": report,
        "initiative": report.initiative,
        "tone": PROGRESS.tone_of(report.state),
        "boxes": [(_label(name), getattr(report, name)) for name in BOXES if getattr(report, name)],
        "measurements": report.measurements.select_related("indicator"),
        "evidence": report.evidence.kept(),
        "sending": may_add_evidence(request.user, report.initiative),
        "returned": sign_reason(sent_back),
        "editing": may_edit_report(request.user, report),
        "buttons": PROGRESS_ROAD.buttons(report, request.user),
        "entries": entries(Event.objects.about(report).order_by("-sequence")),
    }
    return render(request, "plans/progress.html", context)


def _load_report(request: HttpRequest, pk: int) -> ProgressReport:
    return door(PROGRESS_ROAD.rows(request.user), pk=pk)


def _first_period(request: HttpRequest, initiative: Initiative) -> dict[str, Any]:
    try:
        asked = (parse_date(request.GET.get("tu", "")), parse_date(request.GET.get("den", "")))
    except DateRefused:
        waiting = open_periods(initiative, timezone.localdate())
        asked = (waiting[-1].starts_on, waiting[-1].ends_on) if waiting else (None, None)
    return {"period_from": asked[0], "period_to": asked[1], "revision": 0}


def _read_saved(report: ProgressReport) -> dict[str, Any]:
    values = {name: getattr(report, name) for name in ("period_from", "period_to", "revision", *BOXES)}
    for row in report.measurements.select_related("indicator"):
        values |= {value_name(row.indicator): row.value, note_name(row.indicator): row.note}
    return values


def _label(name: str) -> str:
    return capfirst(ProgressReport._meta.get_field(name).verbose_name)


def _form_shown(
    request: HttpRequest, form: ProgressForm, initiative: Initiative, report: ProgressReport | None, **more: Any
) -> HttpResponse:
    back = report.get_absolute_url() if report else reverse("initiative_plan", args=[initiative.pk])
    context = {
        "form": form,
        "initiative": initiative,
        "report": report,
        "cancel_url": back,
        "revision": form["revision"].value() or 0,
    } | more
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "plans/progress_form.html", context, status=status)


def _stale_shown(request: HttpRequest, form: ProgressForm, report: ProgressReport, stale: Stale) -> HttpResponse:
    """The form as typed; saving it again takes the typed version."""
    names = [_label(name) if name != "measurements" else "Kết quả chỉ tiêu" for name in stale.fields]
    form.add_error(None, f"{stale.reasons[0]} Khác nhau ở: {', '.join(names)}. Lưu lần nữa thì lấy bản của bạn.")
    report.refresh_from_db(fields=["revision"])
    return _form_shown(request, form, report.initiative, report, revision=report.revision)
