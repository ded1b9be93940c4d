"""How long a recognition holds: the window that a decision or a passed re-check opens, by the rules of that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lantoa.kit.calendar import add_months
from lantoa.recognition.models import Recognition, Renewal
from lantoa.rulebook.models import rule_value


def window_from(day: date) -> tuple[date | None, date | None]:
    """(a re-check is due on, no longer in force from) for a window opened on the day; both None where no rule asks for it."""
    months = rule_value("recognition.recheck_months", day)
    if months is None:
        return None, None
    due_on = add_months(day, months)
    return due_on, due_on + timedelta(days=rule_value("recognition.grace_days", day))


def first_windows(recognitions: Iterable[Recognition]) -> list[Renewal]:
    """The windows that the decisions themselves open, unsaved. The rules are read once for each day."""
    recognitions = list(recognitions)
    windows = {day: window_from(day) for day in {row.recognised_on for row in recognitions}}
    return [
        Renewal(
            recognition=row,
            renewed_on=row.recognised_on,
            due_on=windows[row.recognised_on][0],
            lapses_on=windows[row.recognised_on][1],
        )
        for row in recognitions
    ]
