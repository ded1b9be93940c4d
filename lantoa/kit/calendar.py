"""Working days and due dates, with every day of the count explained. Pure: dates in, dates out, no clock.

A term does not count the day on which it begins. A term in calendar days that would end on a day off ends on the next
working day (Civil Code 2015, article 148), unless the caller's rule says otherwise.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from holidays import country_holidays

from lantoa.kit.numbers import format_date, parse_date

Unit = Literal["day", "working_day"]

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_SATURDAY = 5
_DAY = timedelta(days=1)
_LONGEST = 3_660


@dataclass(frozen=True)
class WorkCalendar:
    """Saturdays and Sundays are off, except `make_up_days`; so are `days_off`. Each day maps to its Vietnamese name.

    `years`: the years for which the days off are known; None stands for all. Raises ValueError for a day in both maps.
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    make_up_days: Mapping[date, str] = field(default_factory=dict)
    years: frozenset[int] | None = None

    def __post_init__(self) -> None:
        both = self.days_off.keys() & self.make_up_days.keys()
        if both:
            raise ValueError(f"Ngày {format_date(min(both))} vừa là ngày nghỉ vừa là ngày làm bù; hãy chọn một.")

    def is_working(self, day: date) -> bool:
        """Whether people work that day. Raises ValueError for a year whose days off are not known."""
        self._require_year(day)
        return day in self.make_up_days or (day.weekday() < _SATURDAY and day not in self.days_off)

    def note(self, day: date) -> str:
        """What is particular about a day: the name of the holiday, the weekday of a weekend, "" for an ordinary day."""
        if day in self.days_off:
            return self.days_off[day]
        if day in self.make_up_days:
            return self.make_up_days[day]
        return WEEKDAYS[day.weekday()] if day.weekday() >= _SATURDAY else ""

    def next_working(self, day: date) -> date:
        """The day itself when people work then, else the next day on which they do."""
        while not self.is_working(day):
            day += _DAY
        return day

    def count_working(self, after: date, until: date) -> int:
        """Working days after the first date up to and including the second; 0 when the second is not later."""
        return sum(self.is_working(after + _DAY * number) for number in range(1, (until - after).days + 1))

    def _require_year(self, day: date) -> None:
        if self.years is not None and day.year not in self.years:
            raise ValueError(f"Lịch làm việc chưa có ngày nghỉ của năm {day.year}; hãy bổ sung rồi tính lại.")


@dataclass(frozen=True)
class Override:
    """A day of which the calendar as computed is not right: an official decision named in `note`."""

    works: bool
    note: str


def vietnam_calendar(years: Iterable[int], overrides: Mapping[date, Override] | None = None) -> WorkCalendar:
    """Vietnam's public holidays, days in lieu and swapped working days of the given years.

    Years whose swaps are not announced yet are computed from the law alone; `overrides` states what was decided since.
    """
    covered = frozenset(years)
    known = country_holidays("VN", years=sorted(covered), language="vi")
    days_off = {day: name for day, name in known.items() if day.year in covered}
    make_up = {day: _make_up_note(day, days_off) for day in known.weekend_workdays if day.year in covered}
    for day, override in (overrides or {}).items():
        days_off.pop(day, None)
        make_up.pop(day, None)
        if not override.works:
            days_off[day] = override.note
        elif day.weekday() >= _SATURDAY:
            make_up[day] = override.note
    return WorkCalendar(days_off, make_up, covered)


def _make_up_note(day: date, days_off: Mapping[date, str]) -> str:
    for off, name in days_off.items():
        if any(parse_date(found) == day for found in re.findall(r"\d{2}/\d{2}/\d{4}", name)):
            return f"Làm bù cho ngày {format_date(off)}"
    return "Ngày làm bù"


@dataclass(frozen=True)
class Step:
    """One day of a count: whether it counts towards the term, and why (or why not)."""

    on: date
    counted: bool
    note: str


@dataclass(frozen=True)
class DueDate:
    """The last day of a term, and each day from its beginning to there."""

    due_on: date
    steps: tuple[Step, ...]


def due_date(start: date, count: int, unit: Unit, calendar: WorkCalendar, *, roll: bool = True) -> DueDate:
    """The last day of a term of `count` days that begins on `start`, itself not counted.

    "working_day" counts working days only. "day" counts every day; with `roll`, an end on a day off moves to the next
    working day. Raises ValueError for a negative or very long term, or where the calendar does not reach.
    """
    if not 0 <= count <= _LONGEST:
        raise ValueError(f"Thời hạn phải từ 0 đến {_LONGEST} ngày.")
    day, counted = start, 0
    steps = [Step(start, False, "Ngày bắt đầu, không tính")]
    while counted < count:
        day += _DAY
        counts = unit == "day" or calendar.is_working(day)
        counted += counts
        steps.append(Step(day, counts, _step_note(calendar.note(day), counted if counts else None)))
    while roll and not calendar.is_working(day):
        reason = calendar.note(day)
        day += _DAY
        steps.append(Step(day, False, f"Chuyển sang ngày sau vì {format_date(day - _DAY)} là ngày nghỉ ({reason})"))
    return DueDate(day, tuple(steps))


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months later (or earlier); the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _step_note(particular: str, number: int | None) -> str:
    if number is None:
        return f"Không tính: {particular}"
    return f"Ngày thứ {number}" + (f" ({particular})" if particular else "")
