"""Members, as units state them."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.figures.cells import Cell, Part
from lantoa.figures.counted import Indicator
from lantoa.figures.figures import Dims, Figure, ReportScope, edges_of
from lantoa.figures.stated import RolledUp, Statement, coverage, quality_of, roll_up
from lantoa.kit.numbers import Quality
from lantoa.units.models import MemberCount, Unit


@dataclass(frozen=True)
class Members(Indicator):
    """The latest number that each unit standing on the period's last day had stated by then, rolled up. Members of a unit
    that was dissolved before are nobody's there any more: they are counted where they went, once that unit states them."""

    def figures(self, scope: ReportScope) -> list[Figure]:
        return [self._figure(self._roll_up(scope))]

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        self.require_dims(dims)
        rolled = self._roll_up(scope)
        return Cell(
            self._figure(rolled), (Part(MemberCount.objects.filter(pk__in=rolled.row_ids), "member_count", "count"),)
        )

    def by_unit(self, scope: ReportScope) -> dict[int, int]:
        return {}

    def _roll_up(self, scope: ReportScope) -> RolledUp:
        stated: dict[int, Statement] = {}
        standing = set(scope.below(Unit.objects.standing(scope.end)).values_list("pk", flat=True))
        for row in scope.below(MemberCount.objects.by(scope.end)).order_by("as_of"):
            if row.unit_id in standing:
                stated[row.unit_id] = Statement(row.count, frozenset({row.quality}), (row.pk,))
        edges = scope.once(edges_of)
        # A unit that does not stand is silent for good; it stays only where others hang on it.
        below = {up: [pk for pk in down if pk in standing or pk in edges] for up, down in edges.items()}
        return roll_up(scope.unit.pk, below, stated, {})

    def _figure(self, rolled: RolledUp) -> Figure:
        if not rolled.statements:
            return self.figure(None, {}, quality=Quality.NOT_STATED.value)
        quality = quality_of(rolled, silence_lowers=True)
        return self.figure(rolled.value, {}, quality=quality, basis=coverage(rolled))
