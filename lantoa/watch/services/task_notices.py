"""Notices of directive tasks: before the due date, once it has passed, then step by step up the tree to those who gave them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from lantoa.movement.queries.owed import owed_tasks, returned_days
from lantoa.units.telling import RecipientFinder
from lantoa.watch.models import Notice
from lantoa.watch.queries.breaches import watch_rules

Key = tuple[int, int, bool]  # person, task, whether it is overdue


@dataclass(frozen=True)
class TaskTerms:
    """The rules of the day, in days. `ahead`: how long before the due date a task is announced, 0 not at all; `grace`: how late
    it may be, None: for ever; `every`: after how long one more superior is told, 0 never."""

    ahead: int
    grace: int | None
    every: int


def terms_on(day: date) -> TaskTerms:
    rules = watch_rules(day)
    grace = rules.get("task_overdue")
    return TaskTerms(
        ahead=rules.get("task_remind_days") or 0,
        grace=None if grace is False else grace,
        every=rules.get("escalate_days") or 0,
    )


def tell_of_tasks(told: RecipientFinder) -> int:
    """Tell people of tasks that units owe on the day; how many notices are new. Five queries, however many tasks.

    A task that was sent back begins anew: what was told of it before is forgotten, and it climbs from that day.
    """
    terms = terms_on(told.on)
    tasks = owed_tasks(told.on).filter(due_on__lte=told.on + timedelta(days=terms.ahead))
    returned = returned_days(tasks, told.on)
    rows = tasks.order_by().values_list("pk", "unit_id", "parent__unit_id", "directive__unit_id", "due_on")
    wanted: set[Key] = set()
    for task, unit, passing, issuing, due_on in rows:
        late_on = _late_on(due_on, terms.grace)
        is_overdue = late_on is not None and late_on <= told.on
        if not is_overdue and (due_on < told.on or not terms.ahead):
            continue
        since = max(late_on, returned.get(task, late_on)) if is_overdue else told.on
        steps = (told.on - since).days // terms.every if terms.every else 0
        wanted.update((person, task, is_overdue) for person in told.at(unit, steps, passing or issuing))
    return _write(wanted, returned, told.on)


def _late_on(due_on: date, grace: int | None) -> date | None:
    """The first day on which the task is overdue."""
    return None if grace is None else due_on + timedelta(days=grace + 1)


def _write(wanted: set[Key], returned: dict[int, date], day: date) -> int:
    """Write down those that were not told yet."""
    held: set[Key] = set()
    stale: list[int] = []
    for pk, person, task, is_overdue, given_on in Notice.objects.filter(task__in=owed_tasks(day)).values_list(
        "pk", "person_id", "task_id", "is_overdue", "given_on"
    ):
        if given_on < returned.get(task, given_on):
            stale.append(pk)
        else:
            held.add((person, task, is_overdue))
    Notice.objects.filter(pk__in=stale).delete()
    new = sorted(wanted - held, key=lambda key: (key[1], key[0]))
    Notice.objects.bulk_create(
        (Notice(person_id=person, task_id=task, is_overdue=late, given_on=day) for person, task, late in new),
        batch_size=1000,
    )
    return len(new)
