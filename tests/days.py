"""Days and instants that tests need in relation to today, so that none of them is ever passed by the calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def in_days(count: int) -> date:
    """So many days from today in Vietnam; before it where negative."""
    return timezone.localdate() + timedelta(days=count)


def nine_o_clock(day: date) -> datetime:
    """Nine o'clock of a day in Vietnam."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def end_of_year(years: int) -> date:
    """The last day of the year that comes so many years after this one."""
    return date(timezone.localdate().year + years, 12, 31)
