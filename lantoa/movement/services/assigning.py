"""Giving tasks to many units at once: what would happen first, then all of it in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.kit.text import clean_lines
from lantoa.movement.enums import TaskState
from lantoa.movement.models import Directive, Task
from lantoa.movement.models.tasks import content_key
from lantoa.movement.queries import receivers
from lantoa.movement.rules import may_assign, may_pass_on
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class TaskPreview:
    """Which of the asked units would get the task; the others by the reason why not. `faults`: why none would."""

    receiving: tuple[Unit, ...]
    left_out: dict[str, tuple[Unit, ...]]
    faults: tuple[str, ...] = ()

    @property
    def left_out_count(self) -> int:
        return sum(len(units) for units in self.left_out.values())


def preview_tasks(
    directive: Directive, *, units: Iterable[Unit], content: str, due_on: date, on: date | None = None
) -> TaskPreview:
    """What `assign_tasks` would do. Changes nothing."""
    return _preview(directive, directive.unit, units, content, due_on, on or timezone.localdate())


@transaction.atomic
def assign_tasks(
    directive: Directive,
    *,
    units: Iterable[Unit],
    content: str,
    due_on: date,
    by: Person,
    coordinating: Iterable[Unit] = (),
    on: date | None = None,
) -> list[Task]:
    """Give each of the units this task from the day `on` (today). Units that have it already, or do not stand below the
    issuing unit, are left out, as the preview says. Raises `Refused` when none is left."""
    directive = lock_for_update(directive, "unit")
    may_assign(by, directive).require()
    day = on or timezone.localdate()
    preview = _preview(directive, directive.unit, units, content, due_on, day)
    return _create(preview, directive, content, due_on, by, coordinating, day, parent=None)


def preview_passing_on(
    task: Task, *, units: Iterable[Unit], content: str = "", due_on: date | None = None, on: date | None = None
) -> TaskPreview:
    """What `pass_on` would do. Changes nothing."""
    day = on or timezone.localdate()
    return _preview(task.directive, task.unit, units, content or task.content, due_on or task.due_on, day, task)


@transaction.atomic
def pass_on(
    task: Task,
    *,
    units: Iterable[Unit],
    by: Person,
    content: str = "",
    due_on: date | None = None,
    coordinating: Iterable[Unit] = (),
    on: date | None = None,
) -> list[Task]:
    """Pass the task on to units below the one that has it: its own words and due date unless others are given; never a
    later due date than its own."""
    lock_for_update(task.directive)  # two who give tasks of one directive at once wait for each other
    task = lock_for_update(task, "unit", "directive__unit")
    may_pass_on(by, task).require()
    content, due_on, day = content or task.content, due_on or task.due_on, on or timezone.localdate()
    preview = _preview(task.directive, task.unit, units, content, due_on, day, task)
    return _create(preview, task.directive, content, due_on, by, coordinating, day, parent=task)


def _preview(
    directive: Directive,
    assigning: Unit,
    units: Iterable[Unit],
    content: str,
    due_on: date,
    day: date,
    parent: Task | None = None,
) -> TaskPreview:
    asked = {unit.pk: unit for unit in units}
    below = set(receivers(assigning, day).values_list("pk", flat=True))
    having = set(
        Task.objects.standing()
        .filter(directive=directive, content_key=content_key(clean_lines(content)))
        .values_list("unit_id", flat=True)
    )
    left_out: dict[str, list[Unit]] = {}
    receiving = []
    for key, unit in asked.items():
        if key not in below:
            left_out.setdefault(f"không thuộc “{assigning.name}” vào ngày giao", []).append(unit)
        elif key in having:
            left_out.setdefault("đã có nhiệm vụ này", []).append(unit)
        else:
            receiving.append(unit)
    faults = _faults(directive, content, due_on, day, parent)
    return TaskPreview(tuple(receiving), {why: tuple(held) for why, held in left_out.items()}, tuple(faults))


def _faults(directive: Directive, content: str, due_on: date, day: date, parent: Task | None) -> list[str]:
    faults = []
    if not clean_lines(content):
        faults.append("Hãy ghi nội dung nhiệm vụ.")
    if day > timezone.localdate():
        faults.append("Ngày giao không thể ở tương lai.")
    if due_on < day:
        faults.append(f"Hạn hoàn thành {due_on:%d/%m/%Y} trước ngày giao {day:%d/%m/%Y}.")
    if day < directive.dated_on:
        faults.append(f"Ngày giao không thể trước ngày ban hành văn bản ({directive.dated_on:%d/%m/%Y}).")
    if directive.valid_to and day > directive.valid_to:
        faults.append(f"Văn bản đã hết hiệu lực từ sau ngày {directive.valid_to:%d/%m/%Y}.")
    if parent and due_on > parent.due_on:
        faults.append(f"Hạn giao tiếp không thể sau hạn của nhiệm vụ được giao ({parent.due_on:%d/%m/%Y}).")
    if parent and day < parent.assigned_on:
        faults.append(f"Ngày giao tiếp không thể trước ngày được giao ({parent.assigned_on:%d/%m/%Y}).")
    return faults


def _create(
    preview: TaskPreview,
    directive: Directive,
    content: str,
    due_on: date,
    by: Person,
    coordinating: Iterable[Unit],
    day: date,
    parent: Task | None,
) -> list[Task]:
    if preview.faults:
        raise Refused(preview.faults)
    if not preview.receiving:
        reasons = [f"{len(held)} đơn vị {why}." for why, held in preview.left_out.items()]
        raise Refused(["Không có đơn vị nào để giao nhiệm vụ.", *reasons])
    tasks = [
        Task(
            directive=directive, unit=unit, parent=parent, content=clean_lines(content), due_on=due_on, assigned_on=day
        )
        for unit in preview.receiving
    ]
    for task in tasks:
        task.index()
    Task.objects.bulk_create(tasks, batch_size=500)
    _coordinate(tasks, coordinating)
    verb = "pass_on" if parent else "assign_tasks"
    after = {"on": day, "due_on": due_on, "state": TaskState.ASSIGNED.label}
    audit.record_many((audit.EventDraft(task, verb, after=after | {"unit": task.unit.name}) for task in tasks), by=by)
    return tasks


def _coordinate(tasks: list[Task], coordinating: Iterable[Unit]) -> None:
    """Who does a task does not coordinate with itself."""
    units = list(coordinating)
    link = Task.coordinating.through
    links = [link(task_id=task.pk, unit_id=unit.pk) for task in tasks for unit in units if unit.pk != task.unit_id]
    link.objects.bulk_create(links, batch_size=500)
