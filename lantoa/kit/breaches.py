"""Rules about records, each told by the app whose records it is about, and the one SQL statement that finds what breaks them.

A breach is (record, kind, subject, due_on): `due_on` is the first day on which the rule was broken. A rule's statement selects
these four from `watched w`, the records that are looked at on the day, with the columns `id` and `accepted_on`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from lantoa.kit.sql import name_tables

PREFIX = "alert."
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


UNIT, SUPERIOR = "unit", "superior"


@dataclass(frozen=True)
class AlertWork:
    """The kind of work in which open alerts of a rule wait for those who must act, as `kit.work_items` has it."""

    key: str
    order: int
    title: str


@dataclass(frozen=True)
class AlertRule:
    """A rule of the watch.

    `key`: the alert's kind, and after "alert." the key of the rulebook; `add_statement(breaches, value)`: adds what breaks the
    rule under the rulebook's value; `list_slug`: the list in which its alerts stand beside the one of all.

    `done_by`: whose work it is, UNIT (officers of the record's unit) or SUPERIOR (of those who guide it), and then `work`: the
    kind in which it waits for them; without it the alert is only told of. `own_subjects(person)`: keys of subjects of which
    the alert is this person's work as well. `is_seen_elsewhere(person, on)`: of which alerts the matter waits for the person
    as other work already. `name_subjects(keys)`: words for subjects, where a record may have several.
    """

    key: str
    order: int
    label: str
    add_statement: Callable[[Breaches, Any], None]
    remedy: Remedy
    list_slug: str = ""
    done_by: str = ""
    work: AlertWork | None = None
    own_subjects: Callable[[Any], QuerySet] | None = None
    is_seen_elsewhere: Callable[[Any, date], Q] | None = None
    name_subjects: Callable[[Iterable[int]], Mapping[int, str]] | None = None

    def __post_init__(self) -> None:
        if bool(self.done_by) != bool(self.work):
            raise ValueError(f"{self.key}: who must act needs the kind of work in which it waits for them")


def rule_keys_of(rules: Iterable[AlertRule]) -> dict[str, str]:
    """The keys of the rulebook that these rules read → what each is for."""
    return {f"{PREFIX}{rule.key}": f"Cảnh báo: {rule.label[:1].lower()}{rule.label[1:]}" for rule in rules}
