"""Tasks: those of one's unit and below, one with its moves, passing it on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from lantoa.kit.event_people import sign_reason
from lantoa.kit.forms import AskingForm, form_page, takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.parts import Tab
from lantoa.kit.workflow import Move
from lantoa.movement.enums import TaskState
from lantoa.movement.forms.steering import AssignForm, DoneForm, ProgressForm, TasksQuery
from lantoa.movement.models import Directive, Task
from lantoa.movement.queries import by_urgency, open_below, waiting_tasks
from lantoa.movement.rules import may_move_task, may_pass_on
from lantoa.movement.services import (
    accept_done,
    acknowledge,
    pass_on,
    preview_passing_on,
    report_done,
    report_progress,
    send_back,
    withdraw_task,
)
from lantoa.movement.views.asking import asked_unit
from lantoa.movement.views.assigning import giving
from lantoa.movement.wording import due_in_words, task_action, task_actions, task_entries, task_facts, tone_of
from lantoa.movement.workflow import TASK
from lantoa.rulebook.models import rule_value
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.tree import Tree

ROWS = 50
SERVICES = {
    "acknowledge": acknowledge,
    "report_progress": report_progress,
    "report_done": report_done,
    "accept_done": accept_done,
    "send_back": send_back,
    "withdraw_task": withdraw_task,
}
FORMS: dict[str, type[AskingForm]] = {"report_progress": ProgressForm, "report_done": DoneForm}
VIEWS = {
    "cua-don-vi": "Của đơn vị",
    "cap-duoi": "Của cấp dưới",
    "phoi-hop": "Phối hợp",
    "cho-xac-nhan": "Chờ xác nhận",
}


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Tasks of one's unit, of those below it, those it coordinates, or all of one directive: overdue first."""
    query, today = TasksQuery(request.GET), timezone.localdate()
    asked = query.asked
    unit = asked_unit(request) or acting_unit(request)
    of = _directive(request, asked)
    heaps = {name: _filtered(rows, asked) for name, rows in _heaps(request, unit).items()} if of is None else {}
    counts = {name: rows.count() for name, rows in heaps.items()}
    shown = asked["xem"] if asked.get("xem") in VIEWS else _opens_at(counts, is_filtered=bool(asked))
    rows = _filtered(_of_directive(request, of), asked) if of else heaps[shown]
    related = rows.with_progress().select_related("unit", "directive")
    page = Paginator(by_urgency(related), ROWS).get_page(request.GET.get("trang"))
    context = {
        "query": query,
        "chips": query.chips(without=("xem", "van_ban")),
        "unit": unit,
        "of": of,
        "tabs": [Tab(VIEWS[key], query.address(xem=key), key == shown, counts[key]) for key in heaps],
        "page": page,
        "rows": [(row, tone_of(row), due_in_words(row, today), row.is_overdue(today)) for row in page],
    }
    return render(request, "movement/tasks.html", context)


def _opens_at(counts: dict[str, int], *, is_filtered: bool) -> str:
    """The first tab that holds something: a unit at the top of the tree has no tasks of its own. A search stays where it was."""
    first = next(iter(VIEWS))
    return first if is_filtered else next((name for name, count in counts.items() if count), first)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what it asks, how far it has come, what may be done with it, what was passed on from it."""
    held, today = _seen(request, pk), timezone.localdate()
    below = list(Task.objects.visible_to(request.user).filter(parent=held).select_related("unit"))
    is_parent_open = Task.objects.visible_to(request.user).filter(pk=held.parent_id).exists()
    actions = task_actions(held, request.user, open_below=open_below(held))
    main = [action for action in actions if action.is_allowed and action.tone != "danger"]
    forms = {TASK.moves[name].label for name in FORMS}
    events = Event.objects.about(held)
    context = {
        "task": held,
        "tone": tone_of(held),
        "due": due_in_words(held, today),
        "is_overdue": held.is_overdue(today),
        "facts": task_facts(held, today, is_parent_open=is_parent_open),
        "below": [(row, tone_of(row), due_in_words(row, today)) for row in below],
        "main_forms": [action for action in main if action.label in forms],
        "main_moves": [action for action in main if action.label not in forms],
        "other_moves": [action for action in actions if action not in main],
        "may_pass_on": may_pass_on(request.user, held),
        "returned": sign_reason(events.filter(verb="send_back").last()) if held.state == TaskState.SENT_BACK else None,
        "entries": task_entries(events.order_by("-sequence")),
    }
    return render(request, "movement/task.html", context)


@takes_form
def task_move(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Ask for what the move needs, or show its consequence; posted, make the move and go back to the task."""
    held, move = _seen(request, pk), TASK.by_slug(slug)
    if move is None:
        raise Http404
    may_move_task(request.user, held, move.name).require()
    form = FORMS.get(move.name, AskingForm)(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"reason": request.POST.get("reason", "")} if move.needs_reason else form.cleaned_data
        if form.ask(SERVICES[move.name], held, by=request.user, **given):
            messages.success(request, f"{capfirst(move.past)}: “{str(held).rstrip('.')}”.")
            return redirect(held)
    return form_page(request, "movement/task_move.html", form, **_move_context(request, held, move, form))


def _move_context(request: HttpRequest, held: Task, move: Move, form: AskingForm) -> dict[str, Any]:
    below = open_below(held)
    return {
        "record": held,
        "move": move,
        "action": task_action(held, request.user, move, open_below=below),
        "open_below": below,
        "has_fields": move.name in FORMS,
        "error": " ".join(form.non_field_errors()) if form.is_bound else "",
        "reason": request.POST.get("reason", ""),
    }


@takes_form
def task_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the task on to units below: the form, then who will get it and who not and why, then the deed."""
    held = _seen(request, pk)
    may_pass_on(request.user, held).require()
    initial = {"content": held.content, "due_on": held.due_on}
    form = AssignForm(request.POST or None, unit=held.unit, by=request.user, initial=initial)
    page, done = "movement/task_pass_on.html", "Đã giao tiếp nhiệm vụ cho"
    return giving(request, held, form, preview=preview_passing_on, give=pass_on, template=page, done=done)


def _seen(request: HttpRequest, pk: int) -> Task:
    related = ("unit", "directive__unit", "parent__unit", "reported_by")
    rows = Task.objects.visible_to(request.user).select_related(*related).prefetch_related("coordinating")
    return door(rows, pk=pk)


def _directive(request: HttpRequest, asked: dict[str, str]) -> Directive | None:
    key = asked.get("van-ban")
    return door(Directive.objects.visible_to(request.user), pk=int(key)) if key else None


def _of_directive(request: HttpRequest, of: Directive) -> QuerySet[Task]:
    """The directive's tasks in one's scope; under the unit of the address, where it names one."""
    rows, unit = Task.objects.visible_to(request.user).standing().filter(directive=of), asked_unit(request)
    return rows.within(Tree(timezone.localdate()), [unit.pk]) if unit else rows


def _heaps(request: HttpRequest, unit: Unit | None) -> dict[str, QuerySet[Task]]:
    """What each tab shows, before the filters."""
    rows = Task.objects.visible_to(request.user)
    if unit is None:
        return dict.fromkeys(VIEWS, rows.none())
    below = rows.within(Tree(timezone.localdate()), [unit.pk])
    waiting = waiting_tasks(request.user)["to_accept"].values("pk")
    heaps = (
        rows.filter(unit=unit),
        below.exclude(unit=unit),
        rows.filter(coordinating=unit),
        rows.filter(pk__in=waiting),
    )
    return dict(zip(VIEWS, heaps, strict=True))


def _filtered(rows: QuerySet[Task], asked: dict[str, str]) -> QuerySet[Task]:
    today = timezone.localdate()
    if "trang-thai" in asked:
        rows = rows.in_state(asked["trang-thai"])
    if asked.get("han") == "qua-han":
        rows = rows.overdue(today)
    elif asked.get("han") == "sap-den":
        rows = rows.due_between(today, today + timedelta(days=rule_value("tasks.due_soon_days", today)))
    if "da-nhan" in asked:
        rows = rows.acknowledged()
    if "tim" in asked:
        rows = rows.of_units_named(asked["tim"])
    return rows
