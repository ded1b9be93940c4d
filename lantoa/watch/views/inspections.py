"""The part of an initiative's file that is watched: open alerts, visits, follow-up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.views.tabs import tab_context
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door
from lantoa.units.models import Person
from lantoa.watch.duties import remedy_of, remedy_url
from lantoa.watch.forms.inspections import FollowUpDoneForm, FollowUpFormSet, InspectionForm
from lantoa.watch.models import Alert, FollowUp, Inspection
from lantoa.watch.queries.alerts import has_unverified_rules, open_alerts
from lantoa.watch.rules import may_complete_follow_up, may_record_inspection
from lantoa.watch.services.inspections import complete_follow_up, record_inspection


@require_safe
def initiative_watch(request: HttpRequest, pk: int) -> HttpResponse:
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    today = timezone.localdate()
    alerts = open_alerts(request.user, today).filter(initiative=record).select_related("initiative")
    context = {
        **tab_context(record, "initiative_watch", request.user),
        "alerts": [(row, remedy_of(row), _way(row, request), (today - row.due_on).days) for row in alerts],
        "visits": _visits(record, request.user),
        "may_record": may_record_inspection(request.user, record),
        "is_unverified": has_unverified_rules(today),
        "today": today,
    }
    return render(request, "watch/inspection_tab.html", context)


@takes_form
def inspection_new(request: HttpRequest, pk: int) -> HttpResponse:
    record = door(Initiative.objects.visible_to(request.user).select_related("unit"), pk=pk)
    may_record_inspection(request.user, record).require()
    form = InspectionForm(request.POST or None, user=request.user, initiative=record)
    rows = FollowUpFormSet(request.POST or None, prefix="viec")
    is_filled = form.is_valid() and rows.is_valid()
    if is_filled and form.ask(
        record_inspection, record, follow_ups=rows.new_follow_ups, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "Đã ghi lần hướng dẫn, kiểm tra.")
        return redirect("initiative_watch", record.pk)
    response = form_page(request, "watch/inspection_new.html", form, initiative=record, rows=rows)
    if rows.is_bound and not rows.is_valid():
        response.status_code = 422
    return response


@takes_form
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.user).select_related(
        "inspection__initiative__unit", "inspection__by_unit"
    )
    follow_up = door(rows, pk=pk)
    may_complete_follow_up(request.user, follow_up).require()
    form = FollowUpDoneForm(request.POST or None)
    if form.is_valid() and form.ask(complete_follow_up, follow_up, by=request.user, **form.cleaned_data):
        messages.success(request, f"Đã báo xong: {follow_up.content}")
        return redirect("initiative_watch", follow_up.inspection.initiative_id)
    return form_page(
        request,
        "watch/inspection_follow_up.html",
        form,
        follow_up=follow_up,
        visit=follow_up.inspection,
        initiative=follow_up.inspection.initiative,
    )


def _way(alert: Alert, request: HttpRequest) -> str:
    """The page of the task, unless one is there already."""
    url = remedy_url(alert, request.user)
    return "" if url == request.path else url


def _visits(record: Initiative, user: Person) -> list[tuple[Inspection, list]]:
    """Visits, the latest first, each with its follow-up and whether the person may say that it is done."""
    visits = list(record.inspections.select_related("by_unit", "recorded_by").prefetch_related("follow_ups"))
    for visit in visits:
        visit.initiative = record
    answer = None
    found = []
    for visit in visits:
        rows = []
        for row in visit.follow_ups.all():
            row.inspection = visit
            if row.done_on is None and answer is None:
                answer = may_complete_follow_up(user, row)
            rows.append((row, bool(answer) if row.done_on is None else False))
        found.append((visit, rows))
    return found
