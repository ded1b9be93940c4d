"""The plan of an initiative: its tab with milestones, indicators and reports, its form, and one milestone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.initiatives.views.tabs import tab_context
from lantoa.initiatives.wording import day_in_words
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door, page_or_fragment
from lantoa.kit.numbers import format_date, format_quantity
from lantoa.kit.parts import Action, Aim, Change, Item, Mark
from lantoa.kit.ruling import Refused, Stale
from lantoa.plans.forms.plans import INDICATORS, PlanEditor, start_from, start_new, start_of, with_keys_of
from lantoa.plans.forms.progress import MilestoneDoneForm
from lantoa.plans.models import Measurement, Milestone, Plan
from lantoa.plans.queries import earlier_plan, effect_of, latest_values, open_periods, plan_of
from lantoa.plans.rules import may_complete_milestone, may_plan, may_reopen_milestone, may_report
from lantoa.plans.services.planning import complete_milestone, make_plan, plan_words, reopen_milestone, wished_words
from lantoa.plans.workflow import PROGRESS
from lantoa.rulebook.models import rule, rule_value

FROM_EARLIER = "nam-truoc"
LABELS = {
    "starts_on": "Bắt đầu",
    "ends_on": "Kết thúc",
    "charter": "Quy chế, cách phối hợp",
    "lead_unit": "Đơn vị chủ trì",
    "lead": "Cơ quan, người chủ trì",
    "coordinating": "Đơn vị phối hợp",
    "coordinating_note": "Cơ quan phối hợp khác",
    "milestones": "Mốc",
    "indicators": "Chỉ tiêu",
}


def initiative_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan and how far it has come: milestones, indicators, reports."""
    initiative = _initiative(request, pk)
    today = timezone.localdate()
    plan = plan_of(initiative)
    reports = initiative.progress_reports.select_related("written_by", "submitted_by")
    planning = may_plan(request.user, initiative)
    context = {
        **tab_context(initiative, "initiative_plan"),
        "plan": plan,
        "facts": _facts(plan) if plan else (),
        "marks": marks(plan) if plan else (),
        "aims": aims(plan) if plan else (),
        "reports": [(report, PROGRESS.tone_of(report.state)) for report in reports],
        "planning": planning,
        "reporting": may_report(request.user, initiative),
        "open_periods": open_periods(initiative, today)[:4] if initiative.accepted_on else (),
        "period_rule": rule("progress.period_months", today),
        "earlier": earlier_plan(initiative, request.user, today) if plan is None and planning else None,
    }
    return render(request, "plans/plan.html", context)


@takes_form
def initiative_plan_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole plan as one form. A button adds a row and keeps everything; `?tu=nam-truoc` starts from last year's."""
    initiative = _initiative(request, pk)
    may_plan(request.user, initiative).require()
    plan, earlier = plan_of(initiative), _asked_earlier(request, initiative)
    start = start_of(plan) if plan else start_from(earlier) if earlier else start_new(initiative)
    data = request.POST if request.method == "POST" else None
    editor = PlanEditor(data, initiative=initiative, plan=plan, start=start)
    if not editor.is_valid():
        return _form_shown(request, initiative, editor, earlier=earlier)
    given = {"values": editor.values, "milestones": editor.new_milestones, "indicators": editor.new_indicators}
    try:
        make_plan(initiative, by=request.user, revision=editor.revision, **given)
    except Stale as stale:
        return _both_versions(request, initiative, given, stale)
    except Refused as refused:
        for reason in refused.reasons:
            editor.head.add_error(None, reason)
        return _form_shown(request, initiative, editor)
    _tell_saved(request, has_milestones=bool(editor.new_milestones))
    return redirect("initiative_plan", pk=initiative.pk)


def _tell_saved(request: HttpRequest, *, has_milestones: bool) -> None:
    """A plan without milestones is kept, and said to be none by milestones yet."""
    if has_milestones:
        messages.success(request, "Đã lưu kế hoạch.")
    else:
        messages.warning(
            request, "Đã lưu, nhưng kế hoạch chưa có mốc nào nên vẫn bị nhắc là chưa có kế hoạch theo mốc."
        )


@takes_form
def milestone(request: HttpRequest, pk: int) -> HttpResponse:
    """One milestone; posted, it is done."""
    row = _milestone(request, pk)
    completing = may_complete_milestone(request.user, row)
    form = MilestoneDoneForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        completing.require()
        if form.is_valid() and form.ask(complete_milestone, row, by=request.user, **form.cleaned_data):
            messages.success(request, f"Đã ghi xong mốc “{row}”.")
            return redirect("initiative_plan", pk=row.plan.initiative_id)
    context = {
        "milestone": row,
        "initiative": row.plan.initiative,
        "form": form,
        "mark": mark_of(row),
        "completing": completing,
        "reopening": may_reopen_milestone(request.user, row),
        "reopen": _reopen_action(request, row),
        "evidence": row.evidence.kept(),
        "sending": may_add_evidence(request.user, row.plan.initiative),
    }
    return render(request, "plans/plan_milestone.html", context, status=422 if form.errors else 200)


@require_POST
def milestone_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    row = reopen_milestone(_milestone(request, pk), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, f"Đã mở lại mốc “{row}”.")
    return redirect(row)


def mark_of(row: Milestone) -> Mark:
    """A milestone as the line of milestones draws it."""
    return _mark(row, rule_value("alert.remind_days", timezone.localdate()))


def marks(plan: Plan) -> list[Mark]:
    soon = rule_value("alert.remind_days", timezone.localdate())
    return [_mark(row, soon) for row in plan.milestones.all()]


def aims(plan: Plan) -> list[tuple[Aim, str]]:
    """Each indicator with its latest accepted value, and in words a newer one that still waits."""
    reached = {effect.indicator.pk: effect for effect in effect_of(plan.initiative, timezone.localdate())}
    latest = latest_values(plan)
    found = []
    for row in plan.indicators.all():
        effect = reached.get(row.pk)
        value, as_of = (effect.value, effect.measured_on) if effect else (None, None)
        newest = latest.get(row.pk)
        waits = newest is not None and (effect is None or newest.report != effect.report)
        aim = Aim(row.name, row.baseline, value, row.target, row.measure, as_of=as_of)
        found.append((aim, _waiting_words(newest) if waits else ""))
    return found


def _mark(row: Milestone, soon_days: int) -> Mark:
    today = timezone.localdate()
    if row.done_on:
        state = "done"
    elif row.due_on < today:
        state = "overdue"
    else:
        state = "soon" if row.due_on <= today + timedelta(soon_days) else "todo"
    url, note = row.get_absolute_url(), row.done_note if row.done_on else ""
    return Mark(row.name, row.due_on, state, owner=row.owner, done_on=row.done_on, url=url, note=note)


def _waiting_words(row: Measurement) -> str:
    value = format_quantity(row.value, measure=row.indicator.measure)
    return f"Số mới hơn, {value} ngày {format_date(row.report.period_to)}, có trong báo cáo chưa được nhận."


def _facts(plan: Plan) -> list[Item]:
    lead = ", ".join(filter(None, [plan.lead_unit.name if plan.lead_unit else "", plan.lead]))
    names = [unit.name for unit in plan.coordinating.all()]
    found = [
        Item("Thời gian", f"{format_date(plan.starts_on)} – {format_date(plan.ends_on)}"),
        Item("Chủ trì", lead or "chưa ghi", is_missing=not lead),
        Item("Phối hợp", ", ".join(filter(None, [*names, plan.coordinating_note]))),
        Item("Quy chế, cách phối hợp", plan.charter),
        Item("Lập ngày", format_date(plan.made_on)),
    ]
    return [item for item in found if item.value]


def _initiative(request: HttpRequest, pk: int) -> Initiative:
    return door(Initiative.objects.visible_to(request.user).select_related("unit", "continues"), pk=pk)


def _milestone(request: HttpRequest, pk: int) -> Milestone:
    rows = Milestone.objects.visible_to(request.user).select_related("plan__initiative__unit", "done_by")
    return door(rows, pk=pk)


def _asked_earlier(request: HttpRequest, initiative: Initiative):
    if request.GET.get("tu") != FROM_EARLIER:
        return None
    return earlier_plan(initiative, request.user, timezone.localdate())


def _reopen_action(request: HttpRequest, row: Milestone) -> Action:
    ruling = may_reopen_milestone(request.user, row)
    url = reverse("milestone_reopen", args=[row.pk])
    return Action("Mở lại mốc", url, ruling.allowed, ruling.reason, needs_reason=True, icon="return")


def _form_shown(request: HttpRequest, initiative: Initiative, editor: PlanEditor, **more: Any) -> HttpResponse:
    """The form; for htmx, while a row is added, only the rows of that kind."""
    context = {"initiative": initiative, "editor": editor, "form": editor.head, "changes": (), "earlier": None} | more
    part = "indicator" if editor.added == INDICATORS else "milestone"
    wanted = f"plans/_plan_{part}_rows.html" if editor.added else "plans/plan_form.html"
    response = page_or_fragment(request, "plans/plan_form.html", wanted, context)
    response.status_code = 422 if editor.head.errors else 200
    return response


def _both_versions(request: HttpRequest, initiative: Initiative, given: dict[str, Any], stale: Stale) -> HttpResponse:
    """What was typed, and above it what differs from the saved plan; saving again takes the typed one."""
    plan = plan_of(initiative)
    saved, typed = plan_words(plan), wished_words(**given)
    changes = [_change(name, saved[name], typed[name]) for name in stale.fields]
    editor = PlanEditor(with_keys_of(request.POST, plan), initiative=initiative, plan=plan, start=start_of(plan))
    response = _form_shown(request, initiative, editor, changes=changes)
    response.status_code = 422
    return response


def _change(name: str, saved: str | list[str], typed: str | list[str]) -> Change:
    """Both versions of a field; of milestones and indicators, only the lines that are not in both."""
    if isinstance(saved, list) and isinstance(typed, list):
        old = [line for line in saved if line not in typed]
        new = [line for line in typed if line not in saved]
        return Change(LABELS[name], "; ".join(old), "; ".join(new))
    if name in ("starts_on", "ends_on"):
        return Change(LABELS[name], day_in_words(saved), day_in_words(typed))
    return Change(LABELS[name], saved, typed)
