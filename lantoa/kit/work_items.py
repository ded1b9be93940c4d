"""What waits for a person: the shape in which each app tells of it, read by badge, home, inbox, board and digest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class TaskLine:
    """A row of work: what, of which record and unit, by when, and where it is done."""

    what: str
    record: str
    unit: str
    day: date | None
    url: str


@dataclass(frozen=True)
class Need:
    """A heap of work of one kind. `rows`: the oldest first; `day`: the field by which they age; `line`: a row as shown;
    `place_label`: what the line's unit is called; `has_due_days`: whether the line's day is one by which to be done."""

    slug: str
    title: str
    advice: str
    day_label: str
    rows: QuerySet
    day: str
    line: Callable[[Any], TaskLine]
    place_label: str = "Đơn vị"
    has_due_days: bool = False


@dataclass(frozen=True)
class WorkItems:
    """One kind of work that may wait for a person. `find(person, on)` → the heap; `order`: its rank among the kinds."""

    key: str
    order: int
    find: Callable[[Any, date], Need]
