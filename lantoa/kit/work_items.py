"""What waits for a person: the one definition that each app gives of each kind of its work.

Badge, home, inbox, board and digest read nothing else (`lantoa.kit.waiting` adds the kinds up), so they say one number.
A *duty* is work that only this person or their unit can do, and that has a day or for which somebody waits; a *notice* is
good to know. They are counted apart and never added.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.expressions import BaseExpression

DayOf = str | BaseExpression
"""A day of a row: the way to its field, or an expression; "" where the row has none."""
Doers = Mapping[int, Mapping[int, str]]
"""Key of a unit → key of a person → name: who may do the work there."""


def after_the_day(on: date) -> int:
    """What people do in the course of a day is news of the next: the digest of the day was sent in the morning."""
    return -1


def on_the_day(on: date) -> int:
    """What the daily run writes is news of its own day."""
    return 0


def find_no_doers(units: Collection[int], on: date) -> Doers:
    """For work that is one person's alone."""
    return {}


@dataclass(frozen=True)
class WorkLine:
    """One row in words. `name`: of the record, the link to `url`, where the work is done; `unit`: whose it is; `note`: what
    one must know first, such as the reason of a return; `asked`: what is asked, where it is not the same for all rows of the
    kind; `barred`: keys of people who may not do it although their role would let them."""

    name: str
    url: str
    unit: str
    note: str = ""
    asked: str = ""
    barred: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WorkItems:
    """One kind of work that may wait for a person.

    `key`: in addresses; `order`: its rank among the kinds; `title`: of its section; `asked`: what is asked, as a button
    would say it; `advice`: how to go about it.
    `rows(person, on)`: all that wait for the person on the day, each row once, through the door; `read(rows, person)`: these
    rows in words, in their order, with as many queries for many as for one.
    `unit`: way from a row to its unit; `since`, `due`: days from which it waits and by which it must be done; `came`: the day
    on which it came to the person, `since` unless given; `lead(on)`: how many days before `came` it is news.
    `find_doers(units, on)`: who may do it. `bulk_label`, `bulk_url`: name of the address where many are done at once.
    """

    key: str
    order: int
    title: str
    asked: str
    rows: Callable[[Any, date], QuerySet]
    read: Callable[[Sequence[Model], Any], Sequence[WorkLine]]
    advice: str = ""
    is_duty: bool = True
    unit: str = "unit"
    since: DayOf = ""
    due: DayOf = ""
    came: DayOf = ""
    lead: Callable[[date], int] = after_the_day
    find_doers: Callable[[Collection[int], date], Doers] = find_no_doers
    bulk_label: str = ""
    bulk_url: Callable[[], str] | None = None
