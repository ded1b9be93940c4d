"""The work of one person, added up over all apps: the one place from which badge, home, inbox, board and digest count."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, DateField, F, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from lantoa.kit.extension_points import contributions
from lantoa.kit.kept import keep
from lantoa.kit.work_items import WorkItems, WorkLine

COLUMNS = ("work_kind", "work_pk", "work_unit", "work_late", "work_day", "work_new")
URGENCY = ("-work_late", "work_day", "work_kind", "work_pk")
COUNTS = """
SELECT work_kind, work_unit, COUNT(*), SUM(work_late), SUM(work_new), MIN(work_day)
FROM ({rows}) AS work GROUP BY work_kind, work_unit
"""
NO_DAY = date(9999, 12, 31)  # rows without any day come last


@dataclass(frozen=True)
class Question:
    """Whose work, as of which day, and which part of it.

    `is_duty`: duties, else notices; `key`: of one kind, "" for all; `units`: keys of the units whose rows are asked for, None
    for all; `news_after`, `news_upto`: what came after the one and by the other is new (None: ever; the day itself);
    `is_late`, `is_new`: only such rows.
    """

    person: Any
    on: date
    is_duty: bool = True
    key: str = ""
    units: Collection[int] | None = None
    news_after: date | None = None
    news_upto: date | None = None
    is_late: bool = False
    is_new: bool = False

    @property
    def words(self) -> str:
        """All that it asks but the day, as the name under which an answer is kept: that of a new day takes its place."""
        units = None if self.units is None else sorted(self.units)
        news = [day and (day - self.on).days for day in (self.news_after, self.news_upto)]
        asked = (self.person.pk, self.is_duty, self.key, units, *news, self.is_late, self.is_new)
        return "-".join(map(str, asked)).replace(" ", "")


@dataclass(frozen=True)
class Count:
    """Rows of one kind at one unit: all, overdue, new, and the day of the most urgent (None: no day)."""

    kind: WorkItems
    unit: int
    total: int
    late: int
    new: int
    first: date | None


@dataclass(frozen=True)
class Waiting:
    """One row of work as it is shown."""

    kind: WorkItems
    line: WorkLine
    unit: int
    since: date | None
    due: date | None
    is_new: bool
    others: tuple[str, ...] = field(default=())

    @property
    def asked(self) -> str:
        return self.line.asked or self.kind.asked


def find_kinds(question: Question) -> list[WorkItems]:
    """The kinds asked about, in the order in which to take them."""
    kinds = [kind for kind in contributions("work_items") if kind.is_duty == question.is_duty]
    return [kind for kind in kinds if question.key in ("", kind.key)]


def count_work(question: Question) -> int:
    """How many rows wait. One query over all kinds, beside what these ask for to know whose they are."""
    if question.units is None and not (question.is_late or question.is_new):
        # Counted as they are: the days of a row, and whether it is new, need not be worked out.
        parts = [kind.rows(question.person, question.on).order_by().values_list("pk") for kind in find_kinds(question)]
        rows = _unite(parts)
    else:
        rows = _join_kinds(question, ("work_pk",))
    return rows.count() if rows is not None else 0


def count_duties(person: Any, on: date) -> int:
    """The number of every surface. Every page shows it, so it is kept until something has happened."""
    return count_kept(Question(person, on))


def count_kept(question: Question) -> int:
    """`count_work` for pages, kept until something has happened."""
    return keep(f"count-{question.words}", question.on, lambda: count_work(question))


def summarise(question: Question) -> list[Count]:
    """Rows counted by kind and unit, in the order of the kinds, kept until something has happened. One query over all kinds."""
    rows = keep(f"units-{question.words}", question.on, lambda: _count_by_unit(question))
    by_order = {kind.order: kind for kind in find_kinds(question)}
    return [Count(by_order[order], *counts) for order, *counts in rows]


def _count_by_unit(question: Question) -> list[tuple[int, int, int, int, int, date | None]]:
    """Rank of the kind, key of the unit, and the counts of `Count`."""
    rows = _join_kinds(question)
    if rows is None:
        return []
    statement, params = rows.query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(rows=statement), params)
        found = [(*counts, _as_day(first)) for *counts, first in cursor.fetchall()]
    return sorted(found, key=lambda row: (row[0], row[1] or 0))


def find_most_urgent(question: Question, limit: int) -> list[Waiting]:
    """The first rows over all kinds: overdue ones, then by the day by which or since which they wait. One query for the
    order, and those of each kind that is among them."""
    return _read_in_order(_order_by_urgency(question, limit), question)


def find_most_urgent_kept(question: Question, limit: int) -> list[Waiting]:
    """`find_most_urgent` for pages: the order is kept until something has happened, the rows are read."""
    name = f"first-{limit}-{question.words}"
    return _read_in_order(keep(name, question.on, lambda: _order_by_urgency(question, limit)), question)


def _order_by_urgency(question: Question, limit: int) -> list[tuple[int, Any]]:
    """Rank of the kind and key of each of the first rows."""
    united = _join_kinds(question)
    return [] if united is None else [(kind, pk) for kind, pk, *_ in united.order_by(*URGENCY)[:limit]]


def _read_in_order(order: Sequence[tuple[int, Any]], question: Question) -> list[Waiting]:
    found: dict[tuple[int, Any], Waiting] = {}
    for kind in find_kinds(question):
        keys = [pk for number, pk in order if number == kind.order]
        if keys:
            rows = list(mark_rows(kind, question).filter(pk__in=keys))
            found |= {(kind.order, row.pk): item for row, item in zip(rows, read(kind, rows, question), strict=True)}
    return [found[place] for place in order if place in found]


def order_rows(kind: WorkItems, question: Question) -> QuerySet:
    """The rows of one kind, the most urgent first."""
    return mark_rows(kind, question).order_by("-work_late", "work_day", "pk")


def read(kind: WorkItems, rows: Sequence[Model], question: Question) -> list[Waiting]:
    """Rows of `order_rows` in words."""
    doers = kind.find_doers({row.work_unit for row in rows}, question.on) if rows else {}
    found = []
    for row, line in zip(rows, kind.read(rows, question.person), strict=True):
        able = doers.get(row.work_unit, {})
        others = tuple(name for key, name in able.items() if key not in line.barred | {question.person.pk})
        found.append(Waiting(kind, line, row.work_unit, row.work_since, row.work_due, bool(row.work_new), others))
    return found


def mark_rows(kind: WorkItems, question: Question) -> QuerySet:
    """The rows of one kind under the question, each with its days, whether it is overdue and whether it is new."""
    since, due = _day(kind.since), _day(kind.due)
    rows = kind.rows(question.person, question.on).annotate(
        work_kind=Value(kind.order, output_field=IntegerField()),
        work_pk=F("pk"),
        work_unit=F(f"{kind.unit}_id"),
        work_since=since,
        work_due=due,
        work_came=_day(kind.came or kind.since),
        work_day=Coalesce(due, since, Value(NO_DAY, output_field=DateField())),
        work_late=_flag(Q(work_due__lt=question.on)),
        work_new=_flag(_is_new(kind, question)),
    )
    if question.units is not None:
        rows = rows.filter(work_unit__in=list(question.units))
    if question.is_late:
        rows = rows.filter(work_late=1)
    return rows.filter(work_new=1) if question.is_new else rows


def _join_kinds(question: Question, columns: Sequence[str] = COLUMNS) -> QuerySet | None:
    """The rows of all kinds under one another; None where no kind can have any."""
    return _unite([mark_rows(kind, question).order_by().values_list(*columns) for kind in find_kinds(question)])


def _unite(parts: Sequence[QuerySet]) -> QuerySet | None:
    parts = [part for part in parts if not part.query.is_empty()]
    if not parts:
        return None
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def ask_for_news(person: Any, on: date, after: date | None, *, upto: date | None = None) -> list[Question]:
    """The two questions for what is new to the person and waits on the day: duties first."""
    duties = Question(person, on, news_after=after, news_upto=upto, is_new=True)
    return [duties, replace(duties, is_duty=False)]


def _is_new(kind: WorkItems, question: Question) -> Q:
    """Came to the person by the day asked about, and after the one from which news are asked for."""
    lead = timedelta(days=kind.lead(question.on))
    by_then = Q(work_came__lte=(question.news_upto or question.on) + lead)
    if question.news_after is None:
        return by_then | Q(work_came__isnull=True)
    return by_then & Q(work_came__gt=question.news_after + lead)


def ask_what_waits(person: Any, on: date, **asked: Any) -> Question:
    """The question of the pages: what came since yesterday is new, today's too."""
    day = timedelta(days=1)
    return Question(person, on, **{"news_after": on - day, "news_upto": on + day, **asked})


def _day(day: Any) -> Any:
    if day == "":
        return Cast(Value(None), DateField())
    return F(day) if isinstance(day, str) else day


def _flag(condition: Q) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def _as_day(value: Any) -> date | None:
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return None if day is None or day == NO_DAY else day
