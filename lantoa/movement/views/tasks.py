"""Tasks: those of one's unit and below, one of them, passing it on."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.event_people import sign_reason
from lantoa.kit.forms import takes_form
from lantoa.kit.http import door
from lantoa.kit.models import Event
from lantoa.kit.parts import Tab
from lantoa.movement.enums import TaskState
from lantoa.movement.forms.steering import AssignForm, TasksQuery
from lantoa.movement.models import Directive, Task
from lantoa.movement.queries import by_urgency, waiting_tasks
from lantoa.movement.rules import may_pass_on
from lantoa.movement.services import pass_on, preview_passing_on
from lantoa.movement.views.asking import asked_unit
from lantoa.movement.views.assigning import answer_assignment
from lantoa.movement.views.roads import TASK_ROAD
from lantoa.movement.wording import due_in_words, task_entries, task_facts, tone_of
from lantoa.rulebook.models import rule_value
from lantoa.units.acting import acting_unit
from lantoa.units.models import Unit
from lantoa.units.tree import Tree

ROWS = 50
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
    asked = query.address_values
    unit = asked_unit(request) or acting_unit(request)
    of = _directive(request, asked)
    heaps = {name: _filter_tasks(rows, asked) for name, rows in _heaps(request, unit).items()} if of is None else {}
    counts = {name: rows.count() for name, rows in heaps.items()}
    shown = asked["xem"] if asked.get("xem") in VIEWS else _opens_at(counts, is_filtered=bool(asked))
    rows = _filter_tasks(_of_directive(request, of), asked) if of else heaps[shown]
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
    held, today = _load_task(request, pk), timezone.localdate()
    below = list(Task.objects.visible_to(request.user).filter(parent=held).select_related("unit"))
    is_parent_open = Task.objects.visible_to(request.user).filter(pk=held.parent_id).exists()
    events = Event.objects.about(held)
    context = {
        "task": held,
        "tone": tone_of(held),
        "due": due_in_words(held, today),
        "is_overdue": held.is_overdue(today),
        "facts": task_facts(held, today, is_parent_open=is_parent_open),
        "below": [(row, tone_of(row), due_in_words(row, today)) for row in below],
        "buttons": TASK_ROAD.buttons(held, request.user),
        "may_pass_on": may_pass_on(request.user, held),
        "returned": sign_reason(events.filter(verb="send_back").last()) if held.state == TaskState.SENT_BACK else None,
        "entries": task_entries(events.order_by("-sequence")),
    }
    return render(request, "movement/task.html", context)


@takes_form
def task_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Pass the task on to units below: the form, then who will get it and who not and why, then the deed."""
    held = _load_task(request, pk)
    may_pass_on(request.user, held).require()
    initial = {"content": held.content, "due_on": held.due_on}
    form = AssignForm(request.POST or None, unit=held.unit, by=request.user, initial=initial)
    page, done = "movement/task_pass_on.html", "Đã giao tiếp nhiệm vụ cho"
    return answer_assignment(request, held, form, preview=preview_passing_on, give=pass_on, template=page, done=done)


def _load_task(request: HttpRequest, pk: int) -> Task:
    return door(TASK_ROAD.rows(request.user), pk=pk)


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


def _filter_tasks(rows: QuerySet[Task], asked: dict[str, str]) -> QuerySet[Task]:
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
