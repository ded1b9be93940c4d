"""How long recognitions last: the share still in force by months since they were given, in the manner of Kaplan and Meier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.initiatives.models import Recognition


@dataclass(frozen=True)
class Point:
    """After `month` whole months: how many recognitions were followed that long, and which share of all still stood, 0 to 1."""

    month: int
    at_risk: int
    share: float


@dataclass(frozen=True)
class Spell:
    """How long one recognition was in force without a break. `is_over`: it lapsed or ended; else it is only known so far."""

    months: int
    is_over: bool


def spell(recognition: Recognition, on: date) -> Spell | None:
    """The first unbroken spell in force of a recognition as seen on the day; None before it was given. Reads `renewals`."""
    if recognition.recognised_on > on:
        return None
    until = _breaks_on(recognition)
    over = until is not None and until <= on
    return Spell(_months(recognition.recognised_on, until if over else on), over)


def survival(recognitions: Iterable[Recognition], on: date) -> list[Point]:
    """The curve of these recognitions on the day, from month 0 to the longest spell. What is not over yet counts as long as
    it is known. Empty for none."""
    spells = [found for row in recognitions if (found := spell(row, on))]
    if not spells:
        return []
    ended: dict[int, int] = defaultdict(int)
    for item in spells:
        ended[item.months] += item.is_over
    points, share = [], 1.0
    for month in range(max(item.months for item in spells) + 1):
        at_risk = sum(item.months >= month for item in spells)
        share *= 1 - ended[month] / at_risk
        points.append(Point(month, at_risk, share))
    return points


def survival_by(
    recognitions: Iterable[Recognition], on: date, group: Callable[[Recognition], Hashable]
) -> dict[Hashable, list[Point]]:
    """A curve for each value of `group`, in the order in which the values come up."""
    grouped: dict[Hashable, list[Recognition]] = defaultdict(list)
    for row in recognitions:
        grouped[group(row)].append(row)
    return {key: curve for key, rows in grouped.items() if (curve := survival(rows, on))}


def _breaks_on(recognition: Recognition) -> date | None:
    """The first day on which it was no longer in force; None while nothing says so."""
    held_until: date | None = recognition.recognised_on
    for check in sorted(recognition.renewals.all(), key=lambda check: (check.renewed_on, check.pk)):
        if held_until is not None and check.renewed_on > held_until:
            break
        held_until = check.lapses_on
    days = [day for day in (held_until, recognition.ended_on) if day is not None]
    return min(days) if days else None


def _months(start: date, end: date) -> int:
    """Whole months between the days."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
