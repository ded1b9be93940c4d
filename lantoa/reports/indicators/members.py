"""Members, as units state them."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.kit.numbers import Quality
from lantoa.reports.cells import Cell, Part
from lantoa.reports.figures import Dims, Figure, ReportScope, edges_of
from lantoa.reports.indicators.base import Indicator
from lantoa.reports.indicators.stated import RolledUp, Statement, coverage, quality_of, roll_up
from lantoa.units.models import MemberCount


@dataclass(frozen=True)
class Members(Indicator):
    """The latest number that each unit stated by the period's end, rolled up."""

    def figures(self, scope: ReportScope) -> list[Figure]:
        return [self._figure(self._rolled(scope))]

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        self.known(dims)
        rolled = self._rolled(scope)
        return Cell(
            self._figure(rolled), (Part(MemberCount.objects.filter(pk__in=rolled.row_ids), "member_count", "count"),)
        )

    def by_unit(self, scope: ReportScope) -> dict[int, int]:
        return {}

    def _rolled(self, scope: ReportScope) -> RolledUp:
        stated: dict[int, Statement] = {}
        for row in scope.below(MemberCount.objects.by(scope.end)).order_by("as_of"):
            stated[row.unit_id] = Statement(row.count, frozenset({row.quality}), (row.pk,))
        return roll_up(scope.unit.pk, scope.once(edges_of), stated, {})

    def _figure(self, rolled: RolledUp) -> Figure:
        if not rolled.statements:
            return self.figure(None, {}, quality=Quality.NOT_STATED.value)
        quality = quality_of(rolled, silence_lowers=True)
        return self.figure(rolled.value, {}, quality=quality, basis=coverage(rolled))
