"""How long a recognition holds: the window that a decision or a passed re-check opens, by the rules of that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from lantoa.kit.calendar import add_months
from lantoa.recognition.models import Recognition, Renewal
from lantoa.rulebook.models import rule_value

KEPT = ("window_on", "window_due_on", "window_lapses_on")


def window_from(day: date) -> tuple[date | None, date | None]:
    """(a re-check is due on, no longer in force from) for a window opened on the day; both None where no rule asks for it."""
    months = rule_value("recognition.recheck_months", day)
    if months is None:
        return None, None
    due_on = add_months(day, months)
    return due_on, due_on + timedelta(days=rule_value("recognition.grace_days", day))


def open_first_windows(recognitions: Iterable[Recognition]) -> None:
    """The windows that the decisions themselves open. The rules are read once for each day."""
    recognitions = list(recognitions)
    windows = {day: window_from(day) for day in {row.recognised_on for row in recognitions}}
    open_windows(
        Renewal(
            recognition=row,
            renewed_on=row.recognised_on,
            due_on=windows[row.recognised_on][0],
            lapses_on=windows[row.recognised_on][1],
        )
        for row in recognitions
    )


def open_windows(windows: Iterable[Renewal]) -> list[Renewal]:
    """Save windows, each the last of its recognition, which keeps its days: at most one of a recognition."""
    windows = Renewal.objects.bulk_create(windows)
    for window in windows:
        keep_window(window.recognition, window)
    Recognition.objects.bulk_update([window.recognition for window in windows], KEPT, batch_size=500)
    return windows


def keep_window(recognition: Recognition, window: Renewal) -> None:
    """Write the days of the recognition's last window to it, unsaved."""
    recognition.window_on = window.renewed_on
    recognition.window_due_on = window.due_on
    recognition.window_lapses_on = window.lapses_on
