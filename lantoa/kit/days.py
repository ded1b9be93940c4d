"""The day of what has happened: today where none is said, never one to come."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.kit.numbers import format_date
from lantoa.kit.ruling import Refused


def future_fault(day: date, what: str = "Ngày này", *, is_seen: bool = True) -> str | None:
    """What is wrong with a day to come, in words that begin with `what`; None for today or a past day.

    `is_seen`: whether people have the day before their eyes; where they have not, the words tell it.
    """
    if day <= timezone.localdate():
        return None
    if is_seen:
        return f"{what} không thể sau hôm nay."
    return f"{what} {format_date(day)} ở sau hôm nay; hãy ghi hôm nay hoặc một ngày đã qua."


def require_past(on: date | None, what: str = "Ngày này", *, is_seen: bool = True) -> date:
    """The day said, today where none is. Raises `Refused` for a day to come, in the words of `future_fault`."""
    day = on or timezone.localdate()
    if fault := future_fault(day, what, is_seen=is_seen):
        raise Refused(fault)
    return day
