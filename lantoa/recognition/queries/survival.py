"""How long recognitions last: the share still in force by months since they were given, in the manner of Kaplan and Meier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.initiatives.enums import Tier
from lantoa.kit.calendar import add_months
from lantoa.movement.enums import NationalSector
from lantoa.recognition.models import Recognition
from lantoa.units.branches import branch_of
from lantoa.units.enums import BASE_ORGANISATION_KINDS
from lantoa.units.models import Unit


@dataclass(frozen=True)
class Point:
    """On the day `month` whole months after the decisions: how many recognitions are known to have been in force until then,
    and the estimated share of all that still was, 0 to 1."""

    month: int
    at_risk: int
    share: float


@dataclass(frozen=True)
class Spell:
    """How long one recognition was in force without a break: whole months and the days over them. `is_over`: it lapsed or
    ended; else it is only known so far."""

    months: int
    days: int
    is_over: bool

    @property
    def length(self) -> tuple[int, int]:
        return self.months, self.days


@dataclass(frozen=True)
class Group:
    """Recognitions that have something in common. `points`: their curve, from month 0; `url`: of what they share."""

    label: str
    points: list[Point]
    url: str = ""

    @property
    def count(self) -> int:
        return self.points[0].at_risk

    def after(self, month: int) -> Point | None:
        """Where the curve stands after so many months; None when nothing has been followed that long."""
        if month < len(self.points):
            return self.points[month]
        return Point(month, 0, 0.0) if self.points[-1].share == 0 else None


@dataclass(frozen=True)
class Grouping:
    """The same recognitions, told apart in one way; the groups in the order of their labels, or of the largest first."""

    title: str
    groups: list[Group]


def spell(recognition: Recognition, on: date) -> Spell | None:
    """The first unbroken spell in force of a recognition as seen on the day; None before it was given. Reads `renewals`."""
    if recognition.recognised_on > on:
        return None
    until = breaks_on(recognition)
    over = until is not None and until <= on
    return Spell(*_measure_span(recognition.recognised_on, until if over else on), over)


def survival(recognitions: Iterable[Recognition], on: date) -> list[Point]:
    """The curve of these recognitions on the day, a point a month, as far as any was followed. What is not over yet counts
    as long as it is known. Empty for none."""
    spells = [found for row in recognitions if (found := spell(row, on))]
    if not spells:
        return []
    losses = _losses(spells)
    # What broke within a month is lost at the end of it: the curve goes on to there.
    last = max(item.months + (item.is_over and item.days > 0) for item in spells)
    points, share, met = [], 1.0, 0
    for month in range(last + 1):
        while met < len(losses) and losses[met][0] <= (month, 0):
            share *= losses[met][1]
            met += 1
        points.append(Point(month, sum(item.length >= (month, 0) for item in spells), share))
    return points


def _losses(spells: list[Spell]) -> list[tuple[tuple[int, int], float]]:
    """Each length after which some broke, ascending, with the share of those in force until then that went on."""
    broken: dict[tuple[int, int], int] = defaultdict(int)
    for item in spells:
        broken[item.length] += item.is_over
    found = []
    for length, count in sorted(broken.items()):
        if count:
            found.append((length, 1 - count / sum(item.length >= length for item in spells)))
    return found


def survival_by(
    recognitions: Iterable[Recognition], on: date, group: Callable[[Recognition], Hashable]
) -> dict[Hashable, list[Point]]:
    """A curve for each value of `group`, in the order in which the values come up."""
    grouped: dict[Hashable, list[Recognition]] = defaultdict(list)
    for row in recognitions:
        grouped[group(row)].append(row)
    return {key: curve for key, rows in grouped.items() if (curve := survival(rows, on))}


def groupings(recognitions: list[Recognition], unit: Unit, on: date) -> list[Grouping]:
    """The recognitions of the unit and all below it by sector, tier, year, and by the units directly below. Reads
    `initiative.sector` and `renewals`; two queries more."""
    sectors = survival_by(recognitions, on, lambda row: row.initiative.sector.national)
    tiers = survival_by(recognitions, on, lambda row: row.tier)
    years = survival_by(recognitions, on, lambda row: row.recognised_on.year)
    return [
        Grouping("Theo lĩnh vực", [Group(kind.label, sectors[kind]) for kind in NationalSector if kind in sectors]),
        Grouping("Theo cấp công nhận", [Group(tier.label, tiers[tier]) for tier in Tier if tier in tiers]),
        Grouping("Theo năm công nhận", [Group(f"Năm {year}", years[year]) for year in sorted(years)]),
        Grouping("Theo đơn vị trực thuộc", _by_unit(recognitions, unit, on)),
    ]


def _by_unit(recognitions: list[Recognition], unit: Unit, on: date) -> list[Group]:
    """Each unit directly below with all below it; the unit's own as itself. A base organisation is not taken apart."""
    branch = {} if unit.kind in BASE_ORGANISATION_KINDS else branch_of(unit, on)
    curves = survival_by(recognitions, on, lambda row: branch.get(row.initiative.unit_id, unit.pk))
    rows = Unit.objects.filter(pk__in=curves).in_order()
    found = [Group(row.name, curves[row.pk], row.get_absolute_url()) for row in rows]
    return sorted(found, key=lambda group: -group.count)


def breaks_on(recognition: Recognition) -> date | None:
    """The first day on which it was no longer in force; None while nothing says so. Reads `renewals`."""
    held_until: date | None = recognition.recognised_on
    for check in sorted(recognition.renewals.all(), key=lambda check: (check.renewed_on, check.pk)):
        if held_until is not None and check.renewed_on > held_until:
            break
        held_until = check.lapses_on
    days = [day for day in (held_until, recognition.ended_on) if day is not None]
    return min(days) if days else None


def _measure_span(start: date, end: date) -> tuple[int, int]:
    """Whole months between the days, and the days left over."""
    months = (end.year - start.year) * 12 + end.month - start.month
    months -= add_months(start, months) > end
    return months, (end - add_months(start, months)).days
