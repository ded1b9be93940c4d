"""What does not fit between stated numbers, and between them and the records: worked out from what a report prints.

A doubt names both numbers with their days; it accuses nobody and corrects nothing. It is told where one unit's own numbers do not
fit, for every unit of the scope, and where they do not fit only once those of several units meet in a printed number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce

from lantoa.declarations.models import Measure
from lantoa.declarations.statements import STANDING, WHOLE, About, StatementBasis, read_basis
from lantoa.declarations.stating import describe_source, describe_sum, find_own_sector_faults, find_total_faults
from lantoa.figures.figures import Dims, Doubt, ReportScope, edges_of
from lantoa.figures.parts import CEILINGS, FLOORS
from lantoa.figures.stated import RolledUp
from lantoa.kit.numbers import Quality, format_date, format_number
from lantoa.movement.enums import THE_FOUR, NationalSector
from lantoa.units.models import Unit

KEY, IDENTIFIED = "initiatives.declared", "initiatives.identified"
# Measures of which there cannot be more than there are initiatives; those registered are of years, and may be.
PARTS_OF_STANDING = (Measure.EFFECTIVE.value, Measure.RECOGNISED.value, Measure.REPLICATED.value)


@dataclass(frozen=True)
class Finding:
    """A doubt of a unit of which only the key is known."""

    unit_id: int
    text: str
    dims: Dims = field(default_factory=dict)
    against: tuple[str, Dims] | None = None


def find_doubts(scope: ReportScope) -> list[Doubt]:
    """By the names of the units."""
    basis = scope.once(read_basis)
    numbers = _list_numbers(scope, basis)
    found = [
        *_within_statements(basis),
        *_sums_printed(scope, basis),
        *_below_identified(scope, basis, numbers),
        *_above_standing(basis, numbers),
    ]
    units = _read_units(scope, basis, {finding.unit_id for finding in found})
    doubts = [Doubt(units[one.unit_id], one.text, KEY, one.dims, one.against) for one in found]
    return sorted(doubts, key=lambda doubt: (doubt.unit.name_sort, doubt.unit.pk))


def _list_numbers(scope: ReportScope, basis: StatementBasis) -> list[tuple[int, About]]:
    """The numbers that the report prints (all of its unit, the totals of those below) and those that units state themselves."""
    printed = [(scope.unit.pk, About(sector=sector)) for sector in (WHOLE, *NationalSector.values)]
    printed += [(scope.unit.pk, About(measure)) for measure in PARTS_OF_STANDING]
    printed += [(child, About()) for child in scope.once(edges_of).get(scope.unit.pk, [])]
    stated = [(unit_id, about) for about, units in basis.stated.items() if not about.own_sector for unit_id in units]
    return list(dict.fromkeys([*printed, *stated]))


def _read_units(scope: ReportScope, basis: StatementBasis, keys: set[int]) -> Mapping[int, Unit]:
    """No query where those that state something are all."""
    known = {unit_id: said.any_row.unit for (unit_id, _), said in basis.by_unit.items()} | {scope.unit.pk: scope.unit}
    missing = keys - known.keys()
    return known | (Unit.objects.in_bulk(missing) if missing else {})


def _within_statements(basis: StatementBasis) -> Iterator[Finding]:
    for (unit_id, measure), said in basis.by_unit.items():
        dims = {} if measure == STANDING else {"measure": measure}
        for text in find_total_faults(said):
            yield Finding(unit_id, text, dims, _name_only_part(said.parts))
        for text in find_own_sector_faults(said):
            yield Finding(unit_id, text, dims)


def _name_only_part(sectors: Iterable[str]) -> tuple[str, Dims] | None:
    """The figure of the sector, where it is the only one: then the doubt about the sum names its number."""
    sectors = list(sectors)
    return (KEY, {"sector": sectors[0]}) if len(sectors) == 1 else None


def _sums_printed(scope: ReportScope, basis: StatementBasis) -> Iterator[Finding]:
    """The printed sectors against the printed total, where these rest on more than what the unit itself states.

    As within a statement: what is surely there may not exceed a total with a ceiling; all four national sectors must make
    the total where all numbers are exact and of one day.
    """
    unit_id = scope.unit.pk
    whole = basis.roll_up_from(unit_id, About())
    by_sector = {sector: basis.roll_up_from(unit_id, About(sector=sector)) for sector in NationalSector.values}
    parts = {sector: part for sector, part in by_sector.items() if part.is_stated}
    if not whole.is_stated or not parts:
        return
    said = basis.by_unit.get((unit_id, STANDING))
    if said and {pk for rolled in (whole, *parts.values()) for pk in rolled.row_ids} <= said.row_ids:
        return
    surely = sum(part.value for part in parts.values() if part.quality in FLOORS)
    if (whole.quality in CEILINGS and surely > whole.value) or (_is_comparable(whole, parts) and surely != whole.value):
        total = reduce(RolledUp.plus, parts.values())
        text = describe_sum(total.value, total.days, whole.value, whole.days)
        yield Finding(unit_id, text, {}, _name_only_part(parts))


def _is_comparable(whole: RolledUp, parts: Mapping[str, RolledUp]) -> bool:
    numbers = (whole, *parts.values())
    is_exact = {number.quality for number in numbers} == {Quality.EXACT.value}
    return is_exact and set(THE_FOUR) <= parts.keys() and len({day for number in numbers for day in number.days}) == 1


def _below_identified(
    scope: ReportScope, basis: StatementBasis, numbers: Iterable[tuple[int, About]]
) -> Iterator[Finding]:
    """A stated number, in all or of a sector, below the rows that are known by name."""
    for unit_id, about in numbers:
        rolled = basis.roll_up_from(unit_id, about)
        if about.measure != STANDING or not rolled.is_stated or rolled.quality not in CEILINGS:
            continue
        identified = basis.count_identified(unit_id, about.sector)
        if rolled.value >= identified:
            continue
        what = f" lĩnh vực {NationalSector(about.sector).label}" if about.sector else ""
        dims = {"sector": about.sector} if about.sector else {}
        text = (
            f"kê khai{what} {format_number(rolled.value)} ({describe_source(rolled)}), ít hơn "
            f"{format_number(identified)} mô hình có tên, địa chỉ đang có ngày {format_date(scope.end)}"
        )
        yield Finding(unit_id, text, dims, (IDENTIFIED, dims))


def _above_standing(basis: StatementBasis, numbers: Iterable[tuple[int, About]]) -> Iterator[Finding]:
    """More effective, recognised or replicated ones than there are."""
    for unit_id, about in numbers:
        if about.measure not in PARTS_OF_STANDING or about.sector:
            continue
        part, whole = basis.roll_up_from(unit_id, about), basis.roll_up_from(unit_id, About())
        if part.quality in FLOORS and whole.quality in CEILINGS and part.value > whole.value:
            label = Measure(about.measure).label
            text = (
                f"kê khai {label} {format_number(part.value)} ({describe_source(part)}), nhiều hơn "
                f"{format_number(whole.value)} mô hình đang có ({describe_source(whole)})"
            )
            yield Finding(unit_id, text, {"measure": about.measure}, (KEY, {}))
