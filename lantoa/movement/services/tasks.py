"""The road of a task: acknowledged, worked on, reported done by the unit, accepted by those who gave it; or withdrawn."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.kit.ruling import Refused
from lantoa.kit.services import apply_and_record, lock_for_update, require_reason
from lantoa.kit.text import clean_lines
from lantoa.movement.models import Task, TaskUpdate
from lantoa.movement.rules import may_move_task
from lantoa.movement.workflow import TASK
from lantoa.units.models import Person


@transaction.atomic
def acknowledge(task: Task, *, by: Person, on: date | None = None) -> Task:
    """The unit has seen the task and takes it on."""
    task, day = _lock_to_move(task, "acknowledge", by, on)
    task.acknowledged_on = day
    return _move_and_record(task, "acknowledge", day, by=by)


@transaction.atomic
def report_progress(task: Task, *, by: Person, percent: int | None, note: str = "", on: date | None = None) -> Task:
    """Note how far the task has come: a percentage from 0 to 100, words, or both."""
    task, day = _lock_to_move(task, "report_progress", by, on)
    update = _note_progress(task, day, by, percent, note)
    return _move_and_record(task, "report_progress", day, by=by, after={"percent": update.percent, "note": update.note})


@transaction.atomic
def report_done(task: Task, *, by: Person, note: str = "", on: date | None = None) -> Task:
    """The unit says that the task is done; it counts as done once the assigning side accepts it."""
    task, day = _lock_to_move(task, "report_done", by, on)
    _note_progress(task, day, by, 100, note)
    task.reported_on, task.reported_by = day, by
    return _move_and_record(task, "report_done", day, by=by, after={"note": clean_lines(note)})


@transaction.atomic
def accept_done(task: Task, *, by: Person, on: date | None = None) -> Task:
    """The assigning side accepts the work: done from the day `on` (today). Never by the one who reported it."""
    task, day = _lock_to_move(task, "accept_done", by, on)
    task.done_on = day
    return _move_and_record(task, "accept_done", day, by=by)


@transaction.atomic
def send_back(task: Task, *, by: Person, reason: str, on: date | None = None) -> Task:
    """Not accepted: the unit goes on with it, knowing what is still to be done."""
    task, day = _lock_to_move(task, "send_back", by, on)
    task.reported_on = task.reported_by = None
    reason = require_reason(reason, TASK.moves["send_back"].reason)
    return _move_and_record(task, "send_back", day, by=by, reason=reason)


@transaction.atomic
def withdraw_task(task: Task, *, by: Person, reason: str, on: date | None = None) -> Task:
    """Take the task back from the day `on` (today), with all that was passed on from it and is not done."""
    task, day = _lock_to_move(task, "withdraw_task", by, on)
    reason = require_reason(reason, TASK.moves["withdraw_task"].reason)
    for below in _open_below(task):
        below.withdrawn_on = max(day, below.assigned_on)
        _move_and_record(below, "withdraw_task", day, by=by, reason=reason)
    task.withdrawn_on = day
    return _move_and_record(task, "withdraw_task", day, by=by, reason=reason)


def _open_below(task: Task) -> list[Task]:
    """Open tasks passed on from this one, at any depth, locked."""
    found: list[Task] = []
    above = [task.pk]
    while above:
        rows = list(Task.objects.select_for_update().filter(parent_id__in=above).order_by("pk"))
        found += [row for row in rows if row.is_open]
        above = [row.pk for row in rows]
    return found


def _lock_to_move(task: Task, name: str, by: Person, on: date | None) -> tuple[Task, date]:
    """The row as it is now, locked, the move allowed: of two people at once, the second finds the state already changed."""
    held = lock_for_update(task, "unit", "directive__unit", "parent__unit")
    may_move_task(by, held, name).require()
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise Refused("Ngày không thể ở tương lai.")
    earliest = max(filter(None, (held.assigned_on, held.acknowledged_on, held.reported_on)))
    if day < earliest:
        raise Refused(f"Ngày {day:%d/%m/%Y} trước bước gần nhất của nhiệm vụ ({earliest:%d/%m/%Y}).")
    return held, day


def _note_progress(task: Task, day: date, by: Person, percent: int | None, note: str) -> TaskUpdate:
    note = clean_lines(note)
    if percent is None and not note:
        raise Refused("Hãy ghi tiến độ hoặc nội dung.")
    if percent is not None and not 0 <= percent <= 100:
        raise Refused("Tiến độ phải từ 0 đến 100%.")
    return TaskUpdate.objects.create(task=task, noted_on=day, percent=percent, note=note, noted_by=by)


def _move_and_record(
    task: Task, name: str, day: date, *, by: Person, reason: str = "", after: dict | None = None
) -> Task:
    return apply_and_record(TASK, task, name, by=by, after={"on": day, **(after or {})}, reason=reason)
