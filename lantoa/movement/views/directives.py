"""Directives: the list, one with its cascade, issuing, giving tasks, its scan and its list of tasks on paper."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import door, download
from lantoa.kit.models import Event
from lantoa.movement.documents import task_list
from lantoa.movement.enums import TaskState
from lantoa.movement.forms.steering import AssignForm, DirectiveFactsForm, DirectiveForm, DirectivesQuery
from lantoa.movement.models import Directive, Task
from lantoa.movement.queries import by_urgency, cascade, directing_units
from lantoa.movement.rules import may_assign, may_steer
from lantoa.movement.services import assign_tasks, attach_scan, correct_directive, issue_directive, preview_tasks
from lantoa.movement.views.asking import directed_unit
from lantoa.movement.views.assigning import answer_assignment
from lantoa.movement.views.scans import scan_asked, scan_shown
from lantoa.movement.wording import cascade_nodes, directive_entries, directive_facts
from lantoa.rulebook.scans import with_scan
from lantoa.units.models import Unit
from lantoa.units.tree import Tree

ROWS = 50


@require_safe
def directives(request: HttpRequest) -> HttpResponse:
    """Directives of one's units and of those above, the latest first, fifty a page."""
    query = DirectivesQuery(request.GET)
    asked = query.address_values
    rows = Directive.objects.visible_to(request.user).search(asked.get("tim", ""))
    wanted = {"kind": asked.get("loai"), "dated_on__year": asked.get("nam"), "unit__code": asked.get("don-vi")}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    seen = Q(tasks__in=Task.objects.visible_to(request.user).standing())
    done = seen & Q(tasks__state=TaskState.DONE)
    rows = rows.annotate(task_count=Count("tasks", seen), done_count=Count("tasks", done))
    context = {
        "query": query,
        "chips": query.chips(),
        "page": Paginator(rows.select_related("unit").order_by("-dated_on", "-pk"), ROWS).get_page(
            request.GET.get("trang")
        ),
        "may_issue": directing_units(request.user).exists(),
    }
    return render(request, "movement/directives.html", context)


@require_safe
def directive(request: HttpRequest, pk: int) -> HttpResponse:
    """One directive: what it says, on what it rests, what rests on it, and how far its tasks have come over the tree."""
    held = _load_directive(request, pk)
    tasks = Task.objects.visible_to(request.user).filter(directive=held)
    branches, total = cascade(tasks, timezone.localdate())
    in_scope = Unit.objects.visible_to(request.user).filter(tasks__in=tasks)
    open_units = set(in_scope.order_by().values_list("pk", flat=True))
    address = f"{reverse('tasks')}?van-ban={held.pk}"
    context = {
        "directive": held,
        "facts": directive_facts(held),
        "basis": held.based_on,
        "basis_is_open": Directive.objects.visible_to(request.user).filter(pk=held.based_on_id).exists(),
        "follow_ups": Directive.objects.visible_to(request.user).filter(based_on=held).select_related("unit"),
        "nodes": cascade_nodes(branches, held, open_units),
        "total": total,
        "tasks_url": address,
        "acknowledged_url": f"{address}&da-nhan=co",
        "done_url": f"{address}&trang-thai={TaskState.DONE}",
        "overdue_url": f"{address}&han=qua-han",
        "may_assign": may_assign(request.user, held),
        "may_edit": bool(may_steer(request.user, held.unit)),
        "entries": directive_entries(Event.objects.about(held).order_by("-sequence")),
    }
    return render(request, "movement/directive.html", context)


@takes_form
def directive_new(request: HttpRequest) -> HttpResponse:
    """Record a directive that the unit of the address issued."""
    unit = directed_unit(request)
    above = Tree(timezone.localdate()).above(unit.pk)
    bases = Directive.objects.visible_to(request.user).filter(unit_id__in=above).order_by("-dated_on")
    form = DirectiveForm(request.POST or None, request.FILES or None, bases=bases)
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        given = {"unit": unit, "upload": request.FILES.get("upload"), "by": request.user}
        if held := form.ask(with_scan, issue_directive, **given, **values):
            messages.success(request, f"Đã ghi {held}.")
            return redirect(held)
    return form_page(request, "movement/directive_new.html", form, unit=unit)


@takes_form
def directive_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Put right what was recorded, or say when the directive ceased."""
    held = _load_directive(request, pk)
    may_steer(request.user, held.unit).require()
    initial = {name: getattr(held, name) for name in DirectiveFactsForm.base_fields}
    form = DirectiveFactsForm(request.POST or None, initial=initial)
    if form.is_valid() and (saved := form.ask(correct_directive, held, by=request.user, **form.cleaned_data)):
        messages.success(request, f"Đã sửa {saved}.")
        return redirect(saved)
    return form_page(request, "movement/directive_edit.html", form, directive=held)


@takes_form
def directive_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task to many units: the form, then who will get it and who not and why, then the deed."""
    held = _load_directive(request, pk)
    may_assign(request.user, held).require()
    form = AssignForm(request.POST or None, unit=held.unit, by=request.user)
    page, done = "movement/directive_assign.html", "Đã giao nhiệm vụ cho"
    return answer_assignment(request, held, form, preview=preview_tasks, give=assign_tasks, template=page, done=done)


@require_safe
def directive_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The scan of the signed paper."""
    return scan_shown(request, _load_directive(request, pk).scan)


@takes_form
def directive_scan_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the scan of the signed paper with the directive."""
    held = _load_directive(request, pk)
    may_steer(request.user, held.unit).require()
    done = f"Đã gắn bản quét của {held}."
    return scan_asked(request, attach_scan, held, of=str(held), back=held.get_absolute_url(), done=done)


@require_safe
def directive_tasks_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of the directive's tasks in one's scope, with their status, as a Word file."""
    held = _load_directive(request, pk)
    tasks = by_urgency(Task.objects.visible_to(request.user).standing().filter(directive=held))
    tasks, today = tasks.with_progress().select_related("unit"), timezone.localdate()
    return download(lambda file: task_list(held, tasks, file, on=today), f"nhiem-vu-van-ban-{held.pk}.docx")


def _load_directive(request: HttpRequest, pk: int) -> Directive:
    return door(Directive.objects.visible_to(request.user).select_related("unit", "scan", "based_on__unit"), pk=pk)
