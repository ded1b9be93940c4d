"""Tasks that units still owe: neither reported as done nor withdrawn, and since when the ball is back with the unit."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from lantoa.kit.models import Event
from lantoa.movement.enums import TaskState
from lantoa.movement.models import Task
from lantoa.movement.workflow import AT_WORK

OWED = (TaskState.ASSIGNED, *AT_WORK)


def owed_tasks(on: date) -> QuerySet[Task]:
    """Tasks given by the day at which the unit that must do them has work left; what it reported as done waits for others."""
    return Task.objects.filter(state__in=OWED, assigned_on__lte=on)


def returned_days(tasks: QuerySet[Task], on: date) -> dict[int, date]:
    """The day, not after `on`, on which each task was last sent back, by key; the others are left out. One query."""
    keys = tasks.order_by().annotate(event_key=Cast("pk", CharField())).values("event_key")
    label = Task.audit_name
    events = Event.objects.filter(object_type=label, object_id__in=keys, verb="send_back").order_by("sequence")
    days = {
        int(key): date.fromisoformat(after["on"]) if "on" in after else timezone.localdate(at)
        for key, after, at in events.values_list("object_id", "after", "at")
    }
    return {key: day for key, day in days.items() if day <= on}
