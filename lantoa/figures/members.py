"""Members, as units state them."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.figures.cells import Cell, Part
from lantoa.figures.counted import Indicator
from lantoa.figures.figures import Dims, Doubt, Figure, ReportScope, edges_of, standing_units
from lantoa.figures.parts import CEILINGS, FLOORS
from lantoa.figures.stated import RolledUp, Statement, roll_up
from lantoa.kit.calendar import add_months
from lantoa.kit.numbers import Quality, format_date, format_number, format_quantity
from lantoa.rulebook.models import rule_value
from lantoa.units.models import MemberCount


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

    def doubts(self, scope: ReportScope) -> list[Doubt]:
        """Units whose own number is much older than one below them, or smaller than those below them together."""
        latest, edges = scope.once(latest_counts), scope.once(edges_of)
        months = rule_value("figures.member_count_months", scope.end)
        found = []
        for unit_id, row in latest.items():
            below = [latest[pk] for pk in edges.get(unit_id, []) if pk in latest]
            if not below:
                continue
            found += [
                Doubt(row.unit, text, self.key)
                for text in (_find_older(row, below, months), _find_smaller(row, below))
                if text
            ]
        return found

    def _roll_up(self, scope: ReportScope) -> RolledUp:
        stated = {
            unit_id: Statement(row.count, frozenset({row.quality}), (row.pk,), (row.as_of,))
            for unit_id, row in scope.once(latest_counts).items()
        }
        return roll_up(scope.unit.pk, scope.once(edges_of), stated, scope.once(standing_units))

    def _figure(self, rolled: RolledUp) -> Figure:
        if not rolled.is_stated:
            return self.figure(None, {}, quality=rolled.quality)
        return self.figure(rolled.value, {}, quality=rolled.quality, basis=rolled.coverage)


def latest_counts(scope: ReportScope) -> dict[int, MemberCount]:
    """The latest number of each unit of the scope that stands on the last day: a unit that ended is silent for good."""
    standing = scope.once(standing_units)
    rows = scope.below(MemberCount.objects.by(scope.end)).select_related("unit").order_by("as_of")
    return {row.unit_id: row for row in rows if row.unit_id in standing}


def _find_older(row: MemberCount, below: list[MemberCount], months: int | None) -> str:
    newest = max(below, key=lambda child: child.as_of)
    if months is None or newest.as_of <= add_months(row.as_of, months):
        return ""
    return (
        f"số đảng viên {_describe_count(row)}, cũ hơn nhiều so với số của {newest.unit.name}: {_describe_count(newest)}"
    )


def _find_smaller(row: MemberCount, below: list[MemberCount]) -> str:
    surely = sum(child.count for child in below if child.quality in FLOORS)
    if row.quality not in CEILINGS or surely <= row.count:
        return ""
    latest = format_date(max(child.as_of for child in below))
    return (
        f"số đảng viên {_describe_count(row)}, ít hơn tổng {format_number(surely)} của {format_number(len(below))} "
        f"đơn vị trực thuộc nêu đến ngày {latest}"
    )


def _describe_count(row: MemberCount) -> str:
    return f"{format_quantity(row.count, Quality(row.quality))} (ngày {format_date(row.as_of)})"
