"""What does not fit between stated numbers, and between them and the records: worked out from what a report prints.

A doubt names both numbers with their days; it accuses nobody and corrects nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.statements import STANDING, WHOLE, StatementBasis, read_basis
from lantoa.declarations.stating import (
    CEILINGS,
    FLOORS,
    UnitStatements,
    build_statement,
    describe_days,
    find_part_faults,
)
from lantoa.figures.figures import Doubt, ReportScope
from lantoa.kit.numbers import format_date, format_number
from lantoa.movement.enums import NationalSector
from lantoa.units.models import Unit

KEY = "initiatives.declared"


def find_doubts(scope: ReportScope) -> list[Doubt]:
    """Those of every unit of the scope that stated something, by the names of the units."""
    basis = scope.once(read_basis)
    found: list[Doubt] = []
    for (unit_id, measure), said in sorted(basis.by_unit.items(), key=_sort_key):
        unit = _any_row(said).unit
        dims = {} if measure == STANDING else {"measure": measure}
        found += [Doubt(unit, text, KEY, dims) for text in find_part_faults(said)]
        if measure == STANDING:
            found += _below_identified(unit, said, basis, scope.end)
        elif (whole := basis.by_unit.get((unit_id, STANDING))) and measure != Measure.REGISTERED:
            found += _above_standing(unit, measure, said, whole)
    return found


def _sort_key(item: tuple[tuple[int, str], UnitStatements]) -> tuple[str, int, int]:
    (unit_id, measure), said = item
    return _any_row(said).unit.name_sort, unit_id, Measure.values.index(measure)


def _any_row(said: UnitStatements) -> Declaration:
    return said.whole or said.by_sector[0]


def _below_identified(unit: Unit, said: UnitStatements, basis: StatementBasis, end: date) -> Iterator[Doubt]:
    """A statement, in all or of a sector, below the rows that are known by name."""
    for sector in (WHOLE, *NationalSector.values):
        rows = said.parts.get(sector)
        statement = said.total if sector == WHOLE else rows and build_statement(rows)
        identified = basis.count_identified(unit.pk, sector)
        if not statement or statement.value >= identified or not statement.qualities <= CEILINGS:
            continue
        what = f" lĩnh vực {NationalSector(sector).label}" if sector else ""
        dims = {"sector": sector} if sector else {}
        text = (
            f"kê khai{what} {format_number(statement.value)} ({describe_days(statement.days)}), ít hơn "
            f"{format_number(identified)} mô hình có tên, địa chỉ đang có ngày {format_date(end)}"
        )
        yield Doubt(unit, text, KEY, dims)


def _above_standing(unit: Unit, measure: str, said: UnitStatements, whole: UnitStatements) -> Iterator[Doubt]:
    """More effective, recognised or replicated ones than there are."""
    part, all_there = said.total, whole.total
    if part is None or all_there is None or part.value <= all_there.value:
        return
    if part.qualities <= FLOORS and all_there.qualities <= CEILINGS:
        label = Measure(measure).label
        text = (
            f"kê khai {label} {format_number(part.value)} ({describe_days(part.days)}), nhiều hơn "
            f"{format_number(all_there.value)} mô hình đang có ({describe_days(all_there.days)})"
        )
        yield Doubt(unit, text, KEY, {"measure": measure})
