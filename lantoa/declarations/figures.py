"""Initiatives as units declare them, rolled up, with the doubts that the records beside them raise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lantoa.declarations.models import Declaration
from lantoa.figures.cells import Cell, Part, ShownByUnit
from lantoa.figures.counted import Indicator
from lantoa.figures.figures import Dims, Doubt, Figure, ReportScope, edges_of
from lantoa.figures.stated import NOTHING_DECLARED, RolledUp, Statement, quality_of, roll_up
from lantoa.initiatives.figures import identified_counts, identified_rows
from lantoa.kit.numbers import Quality, format_date, format_number
from lantoa.movement.dims import SECTOR
from lantoa.movement.enums import NationalSector

WHOLE = ""


# "More than 130" and 191 records beside it contradict nothing; an exact number or a ceiling below them does.
FLOORS = {Quality.EXACT.value, Quality.AT_LEAST.value}


CEILINGS = {Quality.EXACT.value, Quality.AT_MOST.value}


@dataclass(frozen=True)
class DeclarationBasis:
    """Everything that declared figures rest on, read once: declarations, identified rows and the tree of the scope."""

    below: dict[int, list[int]]
    stated: dict[str, dict[int, Statement]]  # by national sector, WHOLE for the whole
    identified: dict[str, dict[int, int]]
    latest: dict[int, list[Declaration]]  # rows of each unit's latest day

    def roll_up_from(self, unit_id: int, sector: str = WHOLE) -> RolledUp:
        return roll_up(unit_id, self.below, self.stated[sector], self.identified[sector])


@dataclass(frozen=True)
class DeclaredIndicator(Indicator):
    """Standing at the period's end as declared."""

    def figures(self, scope: ReportScope) -> list[Figure]:
        ground = scope.once(read_basis)
        found = [self._figure(ground.roll_up_from(scope.unit.pk), {})]
        for sector in NationalSector:
            found.append(self._figure(ground.roll_up_from(scope.unit.pk, sector.value), {"sector": sector.value}))
        return found

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        self.require_dims(dims)
        sector = dims.get("sector", WHOLE)
        rolled = scope.once(read_basis).roll_up_from(scope.unit.pk, sector)
        counted = identified_rows(scope).filter(unit_id__in=rolled.counted_units)
        if sector:
            counted = counted.filter(sector__national=sector)
        declared = Declaration.objects.filter(pk__in=rolled.row_ids)
        return Cell(self._figure(rolled, dims), (Part(declared, "declaration", "count"), Part(counted, "initiative")))

    def values_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, int | None]:
        ground = scope.once(read_basis)
        return {pk: ground.roll_up_from(pk).value for pk in unit_ids}

    def own_value(self, scope: ReportScope) -> int:
        """A unit's own declaration speaks for all below it: of its own rows alone it says nothing, and they count as named."""
        return scope.once(read_basis).identified[WHOLE].get(scope.unit.pk, 0)

    def doubts(self, scope: ReportScope) -> list[Doubt]:
        return find_doubts(scope)

    def _figure(self, rolled: RolledUp, dims: Dims) -> Figure:
        counted = rolled.value - sum(statement.value for statement in rolled.statements)
        basis = f"{format_number(len(rolled.row_ids))} số kê khai" if rolled.row_ids else NOTHING_DECLARED
        if counted and dims:
            basis += f"; nơi không kê khai riêng lĩnh vực này tính {format_number(counted)} mô hình có tên"
        elif counted:
            basis += f"; nơi chưa kê khai tính {format_number(counted)} mô hình có tên"
        return self.figure(rolled.value, dims, quality=quality_of(rolled, silence_lowers=False), basis=basis)


def read_basis(scope: ReportScope) -> DeclarationBasis:
    """Three queries, whatever the size of the tree."""
    by_unit: dict[int, list[Declaration]] = defaultdict(list)
    declarations = (
        scope.below(Declaration.objects.by(scope.end)).select_related("sector", "unit").order_by("as_of", "pk")
    )
    # A declaration speaks for the unit with all below it: of the unit's own rows alone it says nothing.
    for row in declarations.none() if scope.is_alone else declarations:
        by_unit[row.unit_id].append(row)
    stated: dict[str, dict[int, Statement]] = {sector: {} for sector in (WHOLE, *NationalSector.values)}
    for unit_id, rows in by_unit.items():
        for sector, statement in _statements(rows).items():
            stated[sector][unit_id] = statement
    identified: dict[str, dict[int, int]] = {sector: defaultdict(int) for sector in stated}
    for unit_id, sector, *_, n in scope.once(identified_counts):
        identified[sector][unit_id] += n
        identified[WHOLE][unit_id] += n
    below = scope.once(edges_of)
    latest = {unit_id: [row for row in rows if row.as_of == rows[-1].as_of] for unit_id, rows in by_unit.items()}
    return DeclarationBasis(below, stated, identified, latest)


def _statements(rows: list[Declaration]) -> dict[str, Statement]:
    """The unit's latest statement of each sector, and of the whole: its latest bare total; the sum of its sectors where it
    never stated one, or where it stated all four sectors on a later day. One sector alone does not make a new total."""
    latest: dict[str, list[Declaration]] = {}
    for row in rows:
        sector = row.sector.national if row.sector else WHOLE
        held = latest.get(sector, [])
        latest[sector] = [*held, row] if held and held[0].as_of == row.as_of else [row]
    latest = {sector: _without_of_which(held) for sector, held in latest.items()}
    parts = {sector: held for sector, held in latest.items() if sector}
    whole = latest.get(WHOLE)
    is_whole_anew = len(parts) == len(NationalSector) and len({held[0].as_of for held in parts.values()}) == 1
    if parts and (whole is None or (is_whole_anew and all(held[0].as_of > whole[0].as_of for held in parts.values()))):
        latest[WHOLE] = [row for held in parts.values() for row in held]
    return {
        sector: Statement(
            sum(row.count for row in held), frozenset(row.quality for row in held), tuple(row.pk for row in held)
        )
        for sector, held in latest.items()
    }


def _without_of_which(held: list[Declaration]) -> list[Declaration]:
    """Rows of one sector and day: where the national sector itself is stated, a province's own sectors are "of which"."""
    national = [row for row in held if row.sector is None or row.sector.unit_id is None]
    return national or held


def find_doubts(scope: ReportScope) -> list[Doubt]:
    """Units of the scope that declared fewer than they have identified, or whose sectors do not sum to their total."""
    ground = scope.once(read_basis)
    found = []
    for unit_id, rows in sorted(ground.latest.items(), key=lambda item: item[1][0].unit.name_sort):
        unit = rows[0].unit
        statement = ground.stated[WHOLE][unit_id]
        declared, identified = statement.value, _identified_below(unit_id, ground)
        if declared < identified and statement.qualities <= CEILINGS:
            found.append(
                Doubt(
                    unit,
                    f"kê khai {format_number(declared)}, ít hơn {format_number(identified)} mô hình có tên, địa chỉ",
                )
            )
        if mismatch := _sectors_against_whole(rows):
            found.append(Doubt(unit, mismatch))
    return found


def _sectors_against_whole(rows: list[Declaration]) -> str:
    """What does not fit between the sectors and the total of one day, in words. Inexact numbers are given their due: parts
    that are surely there may not exceed a total with a ceiling, and exact parts must make an exact total."""
    whole = next((row for row in rows if row.sector is None), None)
    parts = [row for row in rows if row.sector is not None]
    if whole is None or not parts:
        return ""
    parts = [
        row for sector in NationalSector for row in _without_of_which([p for p in parts if p.sector.national == sector])
    ]
    surely = sum(row.count for row in parts if row.quality in FLOORS)
    is_exact = {row.quality for row in rows} == {Quality.EXACT.value}
    if not (is_exact and surely != whole.count) and not (whole.quality in CEILINGS and surely > whole.count):
        return ""
    total = sum(row.count for row in parts)
    day = format_date(whole.as_of)
    return f"ngày {day}: các lĩnh vực cộng lại {format_number(total)}, tổng ghi {format_number(whole.count)}"


def _identified_below(unit_id: int, ground: DeclarationBasis) -> int:
    return ground.identified[WHOLE].get(unit_id, 0) + sum(
        _identified_below(child, ground) for child in ground.below.get(unit_id, [])
    )


FIGURES = (
    DeclaredIndicator(
        "initiatives.declared",
        "Mô hình theo kê khai",
        "mô hình",
        "Số đang có vào ngày cuối kỳ do đơn vị kê khai; số mới nhất của đơn vị thay cho tổng của cấp dưới, "
        "nơi chưa kê khai thì tính các mô hình có tên.",
        (SECTOR,),
        order=40,
    ),
)


class DeclarationRecords(ShownByUnit):
    """A statement among the records of a figure."""

    related = ("unit", "sector")
    order = ("unit__name_sort", "sector_id", "pk")

    def label(self, row: Declaration) -> str:
        return f"{row}: {row.sector}" if row.sector else str(row)
