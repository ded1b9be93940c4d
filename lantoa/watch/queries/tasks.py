"""Notices of directive tasks that still stand."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from lantoa.movement.queries.owed import OWED
from lantoa.units.models import Person
from lantoa.watch.models import Notice


def find_live_notices(person: Person, on: date) -> QuerySet[Notice]:
    """What the person was told of tasks that are owed on the day; of two about one task the one that says it is overdue. What
    was only announced falls away once its day is past."""
    late = Notice.objects.visible_to(person).filter(is_overdue=True).values("task_id")
    announced = Q(is_overdue=False, task__due_on__gte=on) & ~Q(task_id__in=late)
    return Notice.objects.visible_to(person).filter(
        Q(is_overdue=True) | announced, task__state__in=OWED, given_on__lte=on
    )
