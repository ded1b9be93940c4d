"""What units declare, beside what is identified by name below them on the same day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.stating import UnitStatements, build_latest, find_part_faults
from lantoa.evidence.models import Evidence
from lantoa.figures.parts import CEILINGS
from lantoa.initiatives.models import Initiative
from lantoa.kit.numbers import format_number
from lantoa.units.models import Unit
from lantoa.units.queries import keys_directly_below
from lantoa.units.tree import Tree

Numbers = dict[str | None, int]  # national sector, or None for all → count


@dataclass(frozen=True)
class UnitDeclaration:
    """All that a unit declared for one day. `total`: the row without a sector, if there is one; `rows`: in order, total first.

    `identified`: by national sector, and under None all, in the unit's subtree of that day.
    """

    unit: Unit
    as_of: date
    rows: tuple[Declaration, ...]
    identified: Numbers

    @property
    def standing(self) -> UnitStatements:
        """What it states of what stands, the measure beside which records are counted."""
        return build_latest(row for row in self.rows if row.measure == Measure.STANDING)

    @property
    def total(self) -> Declaration | None:
        return self.standing.whole

    @property
    def by_sector(self) -> tuple[Declaration, ...]:
        return self.standing.by_sector

    @property
    def other_rows(self) -> list[Declaration]:
        """Rows of the other measures."""
        return [row for row in self.rows if row.measure != Measure.STANDING]

    @property
    def identified_count(self) -> int:
        return self.identified.get(None, 0)

    @property
    def doubts(self) -> list[str]:
        """What does not fit, one sentence each. A number that is only a bound or an estimate may fit more."""
        found = []
        for measure in Measure:
            found += find_part_faults(build_latest(row for row in self.rows if row.measure == measure))
        for row in (self.total, *self.by_sector):
            held = self.identified.get(row.sector.national if row and row.sector else None, 0)
            if row is None or row.count >= held or row.quality not in CEILINGS:
                continue
            if row.sector is None or row.sector.unit_id is None:
                what = f"“{row.sector}”" if row.sector else "tổng"
                found.append(
                    f"{what} kê khai {format_number(row.count)}, ít hơn {format_number(held)} mô hình đã có tên, địa chỉ"
                )
        return [f"{text[:1].upper()}{text[1:]}." for text in found]


def pairs_of(rows: QuerySet[Declaration], *, only_latest: bool) -> QuerySet:
    """(unit key, day) of these declarations, newest first, then by the units' names; `only_latest`: those of each unit's last
    day of any measure: what is stated of one does not hide what was stated of another."""
    if only_latest:
        newest = rows.filter(unit=OuterRef("unit"), measure=OuterRef("measure")).order_by("-as_of").values("as_of")[:1]
        rows = rows.filter(as_of=Subquery(newest))
    return rows.order_by("-as_of", "unit__name_sort", "unit").values_list("unit_id", "as_of").distinct()


def find_declarations(pairs: Iterable[tuple[int, date]]) -> list[UnitDeclaration]:
    """The declarations of these units (keys) on these days, in the order given. Two queries for each distinct day."""
    pairs = list(pairs)
    days = {day for _, day in pairs}
    rows = (
        Declaration.objects.filter(unit__in={unit for unit, _ in pairs}, as_of__in=days)
        .select_related("unit", "sector")
        .order_by(F("sector__unit").asc(nulls_first=True), F("sector").asc(nulls_first=True), "pk")
    )
    grouped: dict[tuple[int, date], list[Declaration]] = {}
    for row in rows:
        grouped.setdefault((row.unit_id, row.as_of), []).append(row)
    identified = {day: _identified_below({unit for unit, on in pairs if on == day}, day) for day in days}
    return [
        UnitDeclaration(grouped[unit, day][0].unit, day, tuple(grouped[unit, day]), identified[day][unit])
        for unit, day in pairs
        if (unit, day) in grouped
    ]


def evidenced_count(unit: Unit, on: date) -> int:
    """Identified initiatives standing on the day in the unit's subtree of that day, with evidence accepted by then."""
    accepted = Evidence.objects.accepted(on).values("initiative_id")
    below = Initiative.objects.within(Tree(on, dissolved_since=on), [unit.pk])
    return below.standing(on).identified().filter(pk__in=accepted).count()


def _identified_below(units: set[int], on: date) -> dict[int, Numbers]:
    """Identified initiatives standing on the day in the subtree of each unit, by national sector and in all."""
    own: dict[int, Numbers] = {}
    standing = Initiative.objects.standing(on).identified().order_by()
    for unit, sector, count in (
        standing.values_list("unit").annotate(n=Count("pk")).values_list("unit", "sector__national", "n")
    ):
        own.setdefault(unit, {})[sector] = count
    below = keys_directly_below(on)
    return {unit: _sum_subtree(unit, below, own) for unit in units}


def _sum_subtree(root: int, below: dict[int, list[int]], own: dict[int, Numbers]) -> Numbers:
    total: Numbers = {None: 0}
    seen, waiting = {root}, [root]
    while waiting:
        unit = waiting.pop()
        for sector, count in own.get(unit, {}).items():
            total[sector] = total.get(sector, 0) + count
            total[None] += count
        new = [child for child in below.get(unit, ()) if child not in seen]
        seen.update(new)
        waiting += new
    return total
