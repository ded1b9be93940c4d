"""Rules about records, each told by the app whose records it is about, and the one SQL statement that finds what breaks them.

A breach is (record, kind, subject, due_on): `due_on` is the first day on which the rule was broken. A rule's statement selects
these four from `watched w`, the records that are looked at on the day, with the columns `id` and `accepted_on`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from lantoa.kit.sql import name_tables

NONE = "SELECT w.id, '', 0, w.accepted_on FROM watched w WHERE w.id IS NULL"
LATER = {"sqlite": "date({column}, %({name})s)", "postgresql": "({column} + %({name})s)"}


@dataclass
class Breaches:
    """What is asked on one day. `watched`: the SQL of the records looked at; `params`: the named parameters of all."""

    on: date
    watched: str
    selects: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def ctes(self) -> str:
        """Text of two common table expressions: `watched` and `broken(record_id, kind, subject_id, due_on)`."""
        broken = "\nUNION ALL\n".join(self.selects) or NONE
        return name_tables(
            f"WITH watched AS ({self.watched}), broken(record_id, kind, subject_id, due_on) AS ({broken})"
        )

    def days_later(self, column: str, days: int) -> str:
        """SQL of the day so many days after the column's."""
        name = f"later_{len(self.params)}"
        self.params[name] = f"{days:+d} days" if connection.vendor == "sqlite" else days
        return LATER[connection.vendor].format(column=column, name=name)

    def set_days_ago(self, name: str, days: int) -> None:
        """A parameter that holds the day so many days before the one of the run."""
        self.params[name] = self.on - timedelta(days=days)


@dataclass(frozen=True)
class Remedy:
    """`label`: what to do, as on a button; `page`: name of the address at which who writes for a unit does it; `takes_subject`:
    its key is the alert's subject, not the record; `seen_at`: where everybody else sees how it stands, "" for `page`."""

    label: str
    page: str
    takes_subject: bool = False
    seen_at: str = ""


# Keys of the subjects of open alerts, as a subquery → of each, where there is one, the key of a person or of a unit.
Lookup = Callable[[Any], Mapping[int, int]]


@dataclass(frozen=True)
class AlertRule:
    """A rule of the watch.

    `key`: the alert's kind, and after "alert." the key of the rulebook; `add_statement(breaches, value)`: adds what breaks the
    rule under the rulebook's value; `list_slug`: the list in which its alerts stand beside the one of all.

    Told are the officers of the record's unit. Besides them: `owners` gives the person of a subject, `deciding_units` the unit
    whose officers and approvers decide it, `tells_superior` those who decide at the superior of the record's unit.
    """

    key: str
    order: int
    label: str
    add_statement: Callable[[Breaches, Any], None]
    remedy: Remedy
    list_slug: str = ""
    owners: Lookup | None = None
    deciding_units: Lookup | None = None
    tells_superior: bool = False
