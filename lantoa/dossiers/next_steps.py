"""What comes next for each initiative of a page of the list, from what the apps below know: one question for all rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from lantoa.initiatives.enums import State, Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.needs import find_returned
from lantoa.initiatives.queries import waiting_for
from lantoa.initiatives.rules import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.kit.numbers import format_date
from lantoa.kit.sql import name_tables
from lantoa.units.models import Person
from lantoa.watch.known import rules_by_kind

OVERDUE = "qua-han"  # the list of the watch in which what ran out of time stands
NOTHING = ""

# By hand: the three together cost less than the first of them asked through the models.
FACTS = """
SELECT a.initiative_id, 'alert', a.kind, a.due_on FROM <watch.Alert> a
WHERE a.initiative_id IN ({keys}) AND a.raised_on <= %s AND (a.cleared_on IS NULL OR a.cleared_on > %s)
UNION ALL
SELECT p.initiative_id, 'milestone', m.name, m.due_on FROM <plans.Milestone> m JOIN <plans.Plan> p ON p.id = m.plan_id
WHERE p.initiative_id IN ({keys}) AND m.done_on IS NULL AND m.due_on >= %s
UNION ALL
SELECT r.initiative_id, 'recognition', r.tier, (
  SELECT n.due_on FROM <recognition.Renewal> n WHERE n.recognition_id = r.id ORDER BY n.renewed_on DESC, n.id DESC LIMIT 1
) FROM <recognition.Recognition> r WHERE r.initiative_id IN ({keys}) AND r.ended_on IS NULL
"""


@dataclass(frozen=True)
class NextStep:
    """`words`: what comes next, "" where nothing is known of; `more`: the same with its days; `tone`: "needs" where it
    needs the reader or lags, "stopped" where it is overdue, "" where nothing presses."""

    words: str
    tone: str = ""
    more: str = ""


@dataclass
class Facts:
    """What is known of one initiative: open alerts as (kind, since), milestones ahead as (day, name), tiers at which it stands
    recognised with the day of the next re-check."""

    alerts: list[tuple[str, date]] = field(default_factory=list)
    milestones: list[tuple[date, str]] = field(default_factory=list)
    recognitions: list[tuple[str, date | None]] = field(default_factory=list)


NO_FACTS = Facts()


def find_facts(keys: Collection[int], on: date) -> dict[int, Facts]:
    """Key of an initiative → its facts on the day, where there are any. One query; none without keys."""
    if not keys:
        return {}
    statement = name_tables(FACTS).format(keys=", ".join(["%s"] * len(keys)))
    found: dict[int, Facts] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*keys, on, on, *keys, on, *keys])
        for key, kind, word, day in cursor.fetchall():
            facts, day = found.setdefault(key, Facts()), _as_day(day)
            if kind == "alert":
                facts.alerts.append((word, day))
            elif kind == "milestone":
                facts.milestones.append((day, word))
            else:
                facts.recognitions.append((word, day))
    return found


def find_own_work(rows: Iterable[Initiative], person: Person) -> set[int]:
    """Keys of the rows that wait for this person: to be decided, or to be mended or finished. A query each where the page has
    such rows and the person such a role."""
    by_state: dict[str, list[int]] = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(row.pk)
    own: set[int] = set()
    if State.SUBMITTED in by_state and person.holds(DECIDERS_AT | DECIDERS_ABOVE):
        own |= _keys_among(waiting_for(person), by_state[State.SUBMITTED])
    if State.SENT_BACK in by_state and person.holds(WRITERS):
        own |= _keys_among(find_returned(person, timezone.localdate()), by_state[State.SENT_BACK])
    return own


def next_step(row: Initiative, facts: Facts, *, is_own: bool, on: date) -> NextStep:
    """The one thing to do next. `is_own`: it waits for the reader."""
    if row.state == State.SUBMITTED:
        return NextStep("Bạn duyệt", "needs") if is_own else NextStep("Chờ người duyệt")
    if row.state == State.SENT_BACK:
        return NextStep("Bạn sửa rồi nộp lại", "needs") if is_own else NextStep("Đơn vị đang sửa")
    if row.state == State.DRAFT:
        return NextStep("Chưa nộp")
    if row.state != State.ACCEPTED or row.ended_on:
        return NextStep(f"Thôi từ {format_date(row.ended_on)}" if row.ended_on else NOTHING)
    return _step_of_lacks(row, facts, on) or _step_ahead(facts)


def find_standing(facts: Facts) -> str:
    """The highest tier at which it is recognised, in words; "" for none."""
    order = list(Tier.values)
    tiers = sorted((tier for tier, _ in facts.recognitions), key=order.index)
    return f"Công nhận cấp {Tier(tiers[-1]).label}" if tiers else ""


def _step_of_lacks(row: Initiative, facts: Facts, on: date) -> NextStep | None:
    """What is overdue, else what keeps it from counting by name and address, else the first other alert."""
    rules = rules_by_kind() if facts.alerts else {}
    known = sorted(((rules[kind], day) for kind, day in facts.alerts if kind in rules), key=lambda one: one[0].order)
    late = [one for one in known if one[0].list_slug == OVERDUE]
    if late:
        return _step_of_alert(late[0], known, "stopped", on)
    if not row.is_identified:
        return NextStep("Chưa đủ tên, địa chỉ", "needs", f"Còn thiếu: {', '.join(row.missing_to_identify)}")
    return _step_of_alert(known[0], known, "needs", on) if known else None


def _step_of_alert(alert: tuple[Any, date], known: Sequence[tuple[Any, date]], tone: str, on: date) -> NextStep:
    rule, day = alert
    days = (on - day).days
    words = f"{rule.label} {days} ngày" if tone == "stopped" and days > 0 else rule.label
    more = "; ".join(f"{each.label}, từ {format_date(since)}" for each, since in known)
    return NextStep(words, tone, more)


def _step_ahead(facts: Facts) -> NextStep:
    """The nearest milestone or re-check."""
    checks = [(day, "Kiểm tra lại") for _, day in facts.recognitions if day]
    ahead = min([*facts.milestones, *checks], default=None)
    if ahead is None:
        return NextStep(NOTHING)
    words = f"{format_date(ahead[0])}: {ahead[1]}"
    return NextStep(words, more=words)


def _keys_among(rows: Any, keys: Sequence[int]) -> set[int]:
    return set(rows.order_by().filter(pk__in=keys).values_list("pk", flat=True))


def _as_day(value: date | str | None) -> date | None:
    """SQLite gives the day of a hand-written statement as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
