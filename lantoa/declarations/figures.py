"""Initiatives as units declare them, rolled up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.report_doubts import find_doubts
from lantoa.declarations.statements import STANDING, About, read_basis
from lantoa.figures.cells import Cell, Part, ShownByUnit
from lantoa.figures.counted import Indicator
from lantoa.figures.dims import Dim
from lantoa.figures.figures import Dims, Doubt, Figure, ReportScope, UnknownFigure
from lantoa.figures.stated import NOTHING_DECLARED, RolledUp
from lantoa.kit.numbers import format_date
from lantoa.movement.dims import OWN_SECTOR, SECTOR

MEASURE = Dim("measure", "measure", dict(Measure.choices), is_part=False, whole=STANDING)


@dataclass(frozen=True)
class DeclaredIndicator(Indicator):
    """As declared by the period's end; what nobody declared has no value, and is never filled from records."""

    unprinted: ClassVar[frozenset[str]] = frozenset({"own_sector"})
    empty_value: ClassVar[int | None] = None  # where nobody stated anything

    def figures(self, scope: ReportScope) -> list[Figure]:
        asked: list[dict[str, str]] = [{}]
        asked += [{dim.name: value} for dim in self.printed_dims for value in dim.labels]
        return [self._figure(self._roll_up(scope, dims), dims, scope) for dims in asked]

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        self.require_dims(dims)
        if "sector" in dims and "own_sector" in dims:
            raise UnknownFigure("Chỉ hỏi theo lĩnh vực toàn quốc hoặc theo lĩnh vực riêng, không hỏi cả hai một lúc.")
        rolled = self._roll_up(scope, dims)
        rows = Declaration.objects.filter(pk__in=rolled.row_ids)
        return Cell(self._figure(rolled, dims, scope), (Part(rows, "declaration", "count"),))

    def values_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, int | None]:
        found = self._roll_up_each(scope, unit_ids)
        return {pk: rolled.value if rolled.is_stated else None for pk, rolled in found.items()}

    def qualities_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, str]:
        return {pk: rolled.quality for pk, rolled in self._roll_up_each(scope, unit_ids).items()}

    def _roll_up_each(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, RolledUp]:
        basis = scope.once(read_basis)
        return {pk: basis.roll_up_from(pk, About()) for pk in unit_ids}

    def own_value(self, scope: ReportScope) -> None:
        """A unit's own statement speaks for all below it: of its own rows alone nobody states anything."""
        return

    def by_key(self, scope: ReportScope, dim: str) -> dict[int, int]:
        """Value of each own sector that was stated, by the key of one of its records."""
        basis = scope.once(read_basis)
        rolled = {
            key: basis.roll_up_from(scope.unit.pk, About(own_sector=code)) for code, key in basis.own_keys.items()
        }
        return {key: found.value for key, found in rolled.items() if found.is_stated}

    def doubts(self, scope: ReportScope) -> list[Doubt]:
        return find_doubts(scope)

    def _roll_up(self, scope: ReportScope, dims: Dims) -> RolledUp:
        about = About(dims.get("measure", STANDING), dims.get("sector", ""), dims.get("own_sector", ""))
        return scope.once(read_basis).roll_up_from(scope.unit.pk, about)

    def _figure(self, rolled: RolledUp, dims: Dims, scope: ReportScope) -> Figure:
        value = rolled.value if rolled.is_stated else None
        return self.figure(value, dims, quality=rolled.quality, basis=describe_basis(rolled, scope))


def describe_basis(rolled: RolledUp, scope: ReportScope) -> str:
    """On whose statements a number rests, and of which days."""
    if not rolled.is_stated:
        return NOTHING_DECLARED
    days = rolled.days
    when = (
        f"ngày {format_date(days[0])}" if len(days) == 1 else f"từ {format_date(days[0])} đến {format_date(days[-1])}"
    )
    return f"{rolled.coverage} kê khai, chốt {when}"


FIGURES = (
    DeclaredIndicator(
        "initiatives.declared",
        "Mô hình theo kê khai",
        "mô hình",
        "Số do đơn vị kê khai, mới nhất đến ngày cuối kỳ; số của đơn vị gồm cả cấp dưới và thay cho tổng của cấp dưới. "
        "Không ai kê khai thì không có số, không tính thay bằng mô hình có tên.",
        (SECTOR, MEASURE, OWN_SECTOR),
        order=40,
    ),
)


class DeclarationRecords(ShownByUnit):
    """A statement among the records of a figure."""

    related = ("unit", "sector")
    order = ("unit__name_sort", "sector_id", "pk")

    def label(self, row: Declaration) -> str:
        return f"{row}: {row.sector}" if row.sector else str(row)
