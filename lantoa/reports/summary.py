"""The summary: every figure of a unit over a period, and the same totals for each unit directly below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lantoa.figures.dims import DimGroup
from lantoa.figures.figures import Doubt, Figure, ReportScope, edges_of
from lantoa.figures.parts import check_parts, place_of, tell_exceeding
from lantoa.figures.registry import indicator_of, printed_indicators
from lantoa.kit.numbers import Quality
from lantoa.units.models import Unit
from lantoa.units.queries import names_on

NAME = "summary"
TITLE = "Tổng hợp phong trào thi đua “Dân vận khéo”"

CHILD_COLUMNS = (
    "initiatives.registered",
    "initiatives.declared",
    "initiatives.identified",
    "initiatives.evidenced",
    "recognitions.standing",
    "initiatives.replicated",
)

SECTOR_COLUMNS = (
    "initiatives.registered",
    "initiatives.declared",
    "initiatives.identified",
    "recognitions.standing",
)
OWN_SECTOR = "own_sector"


@dataclass(frozen=True)
class ChildRow:
    """Totals of one unit directly below, or of the unit's own rows (`is_own`). `qualities`: by key, of those not exact."""

    unit: Unit
    name: str
    values: Mapping[str, int | None]
    is_own: bool = False
    qualities: Mapping[str, str] = field(default_factory=dict)

    def quality_of(self, key: str) -> str:
        nothing_said = (Quality.NOT_STATED if self.values[key] is None else Quality.EXACT).value
        return self.qualities.get(key, nothing_said)


@dataclass(frozen=True)
class SectorRow:
    """A sector as registered, a province's own included, with its values by indicator key."""

    sector: DimGroup
    values: Mapping[str, int | None]


@dataclass(frozen=True)
class Summary:
    scope: ReportScope
    figures: tuple[Figure, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def _by_key(self) -> dict:
        return {(figure.key, tuple(sorted(figure.dims.items()))): figure for figure in self.figures}

    @cached_property
    def doubts_by_place(self) -> dict[tuple, tuple[str, ...]]:
        """(key of the unit, key of the figure, its dimensions) → what does not fit with that number."""
        found: dict[tuple, tuple[str, ...]] = {}
        for doubt in self.doubts:
            place = (doubt.unit.pk, *place_of(doubt.key, doubt.dims))
            found[place] = (*found.get(place, ()), doubt.text)
        return found

    def figure(self, key: str, **dims: str) -> Figure:
        return self._by_key[key, tuple(sorted(dims.items()))]

    def split(self, key: str, dim: str) -> list[Figure]:
        """The figures of one key along one dimension alone, in the dimension's order."""
        return [figure for figure in self.figures if figure.key == key and set(figure.dims) == {dim}]

    @cached_property
    def children(self) -> list[ChildRow]:
        return child_rows(self.scope)

    @cached_property
    def own_sectors(self) -> list[SectorRow]:
        return sector_rows(self.scope)

    @property
    def unit_name(self) -> str:
        """The unit's name on the period's last day: reports keep the names of their time."""
        return names_on([self.scope.unit.pk], self.scope.end).get(self.scope.unit.pk, self.scope.unit.name)

    def as_json(self) -> dict:
        """The contract's document; beside it the doubts and the units directly below."""
        scope = self.scope
        return {
            "report": NAME,
            "unit": {"code": scope.unit.code, "name": self.unit_name},
            "period": {"from": scope.start.isoformat(), "to": scope.end.isoformat()},
            "tree": scope.tree,
            "figures": [figure.as_json() for figure in self.figures],
            "doubts": [doubt.as_json() for doubt in self.doubts],
            "children": [
                {
                    "unit": {"code": row.unit.code, "name": row.name},
                    "own_rows": row.is_own,
                    "values": dict(row.values),
                    "qualities": {key: row.quality_of(key) for key in row.values},
                }
                for row in self.children
            ],
        }


def summary(scope: ReportScope) -> Summary:
    """All figures of the scope. A bounded number of queries, whatever the size of the tree (asserted in tests)."""
    indicators = printed_indicators()
    figures = [figure for indicator in indicators for figure in indicator.figures(scope)]
    figures, exceeding = check_parts(figures)
    doubts = [doubt for indicator in indicators for doubt in indicator.doubts(scope)]
    doubts += tell_exceeding(exceeding, doubts, scope)
    return Summary(scope, tuple(figures), tuple(doubts))


def child_rows(scope: ReportScope) -> list[ChildRow]:
    """One row a unit directly below, in Vietnamese order; first the unit's own rows where it has any."""
    below = scope.once(edges_of)
    children = list(Unit.objects.filter(pk__in=below.get(scope.unit.pk, [])).in_order())
    if not children:
        return []
    keys = [child.pk for child in children]
    names = names_on(keys, scope.end)
    values = {key: indicator_of(key).values_below(scope, keys) for key in CHILD_COLUMNS}
    qualities = {key: indicator_of(key).qualities_below(scope, keys) for key in CHILD_COLUMNS}
    rows = [
        ChildRow(
            child,
            names.get(child.pk, child.name),
            {key: values[key][child.pk] for key in CHILD_COLUMNS},
            qualities={key: found[child.pk] for key, found in qualities.items() if child.pk in found},
        )
        for child in children
    ]
    own = {key: indicator_of(key).own_value(scope) for key in CHILD_COLUMNS}
    if any(own.values()):
        rows.insert(0, ChildRow(scope.unit, scope.unit.name, own, is_own=True))
    return rows


def sector_rows(scope: ReportScope) -> list[SectorRow]:
    """The province's own sectors that have figures; none where only the national four are in use."""
    values = {key: indicator_of(key).by_key(scope, OWN_SECTOR) for key in SECTOR_COLUMNS}
    used = {sector_id for by_sector in values.values() for sector_id in by_sector}
    dim = next(dim for dim in indicator_of(SECTOR_COLUMNS[0]).dims if dim.name == OWN_SECTOR)
    return [
        SectorRow(group, {key: _sum_group(values[key], group, indicator_of(key).empty_value) for key in SECTOR_COLUMNS})
        for group in dim.groups(used)
    ]


def _sum_group(values: Mapping[int, int], group: DimGroup, empty: int | None) -> int | None:
    """The values of a group's records; `empty` where none of them has one."""
    found = [values[pk] for pk in group.keys if pk in values]
    return sum(found) if found else empty
