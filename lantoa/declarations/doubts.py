"""What is odd, though not wrong, about declared numbers: fewer declared than identified, or sectors that do not sum."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.services import NewDeclaration
from lantoa.declarations.stating import build_latest, find_part_faults
from lantoa.figures.parts import CEILINGS
from lantoa.initiatives.models import Initiative
from lantoa.kit.numbers import format_date, format_number
from lantoa.kit.sheets import Row
from lantoa.movement.models import Sector
from lantoa.units.models import ParentEdge

Field = tuple[str, object] | None
"""None for all, ("national", code) for a national sector, ("own", key) for a province's own."""


def doubts_of(news: Sequence[tuple[Row, NewDeclaration]], held: Iterable[Declaration]) -> list[str]:
    """One sentence a doubt about the new numbers, beside what the same units have already declared for the same days."""
    return [*_below_identified(news), *_sums_that_differ(news, held)] if news else []


def _below_identified(news: Sequence[tuple[Row, NewDeclaration]]) -> Iterator[str]:
    counts = _count_identified({new.as_of for _, new in news})
    for row, new in news:
        if new.measure != Measure.STANDING:
            continue
        identified = counts[new.as_of][new.unit.pk, _field(new.sector)]
        if new.count < identified and new.quality in CEILINGS:
            what = f" lĩnh vực “{new.sector}”" if new.sector else ""
            yield (
                f"Dòng {row.number}: “{new.unit.name}” kê khai {format_number(new.count)}{what}, ít hơn "
                f"{format_number(identified)} mô hình đã rõ tên, địa chỉ tại ngày {format_date(new.as_of)}."
            )


def _field(sector: Sector | None) -> Field:
    if sector is None:
        return None
    return ("own", sector.pk) if sector.unit_id else ("national", sector.national)


def _count_identified(days: set[date]) -> dict[date, Counter[tuple[int, Field]]]:
    """How many identified initiatives stand on each day, for every unit with all below it, in all and by sector.

    Two queries for any number of days and units; the tree of each day is walked here.
    """
    standing = Initiative.objects.identified().filter(accepted_on__lte=max(days))
    rows = list(standing.values_list("unit_id", "accepted_on", "ended_on", "sector_id", "sector__national"))
    edges = ParentEdge.objects.filter(is_managing=True, valid_from__lte=max(days))
    spans = list(edges.values_list("unit_id", "parent_id", "valid_from", "valid_to", "unit__valid_to"))
    counts: dict[date, Counter[tuple[int, Field]]] = {}
    for day in days:
        parent_of = {
            unit: parent
            for unit, parent, first, last, end in spans
            if first <= day and (last is None or last >= day or last == end)
        }
        counts[day] = _rolled_up((row for row in rows if row[1] <= day and (row[2] is None or row[2] > day)), parent_of)
    return counts


def _rolled_up(rows: Iterable[tuple], parent_of: dict[int, int]) -> Counter[tuple[int, Field]]:
    own = Counter((unit, sector, national) for unit, _, _, sector, national in rows)
    counts: Counter[tuple[int, Field]] = Counter()
    for (unit, sector, national), count in own.items():
        step: int | None = unit
        while step is not None:
            for field in (None, ("national", national), ("own", sector)):
                counts[step, field] += count
            step = parent_of.get(step)
    return counts


def _sums_that_differ(news: Sequence[tuple[Row, NewDeclaration]], held: Iterable[Declaration]) -> Iterator[str]:
    """What does not fit between the numbers of one unit, day and measure, those that it has stated already among them."""
    stated: dict[tuple[int, date, str], list[NewDeclaration | Declaration]] = defaultdict(list)
    for one in (*(new for _, new in news), *held):
        stated[one.unit.pk, one.as_of, one.measure].append(one)
    touched = {(new.unit.pk, new.as_of, new.measure): new.unit.name for _, new in news}
    for place, name in touched.items():
        for fault in find_part_faults(build_latest(stated[place])):
            yield f"“{name}”: {fault}."
