"""The summary: every figure of a unit over a period, and the same totals for each unit directly below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from lantoa.movement.models import Sector
from lantoa.reports.figures import Figure, ReportScope, edges_of
from lantoa.reports.indicators import ALL, BY_KEY
from lantoa.reports.indicators.base import Counted
from lantoa.reports.indicators.declared import WHOLE, Doubt, doubts, read_ground
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


@dataclass(frozen=True)
class ChildRow:
    """Totals of one unit directly below, or of the unit's own rows (`is_own`)."""

    unit: Unit
    name: str
    values: Mapping[str, int | None]
    is_own: bool = False


@dataclass(frozen=True)
class SectorRow:
    """A sector as registered, a province's own included, with its values by indicator key."""

    sector: Sector
    values: Mapping[str, int]


@dataclass(frozen=True)
class Summary:
    scope: ReportScope
    figures: tuple[Figure, ...]
    doubts: tuple[Doubt, ...]

    @cached_property
    def _by_key(self) -> dict:
        return {(figure.key, tuple(sorted(figure.dims.items()))): figure for figure in self.figures}

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
            "doubts": [{"unit": {"code": d.unit.code, "name": d.unit.name}, "text": d.text} for d in self.doubts],
            "children": [
                {"unit": {"code": row.unit.code, "name": row.name}, "own_rows": row.is_own, "values": dict(row.values)}
                for row in self.children
            ],
        }


def summary(scope: ReportScope) -> Summary:
    """All figures of the scope. A bounded number of queries, whatever the size of the tree (asserted in tests)."""
    figures = [figure for indicator in ALL for figure in indicator.figures(scope)]
    return Summary(scope, tuple(figures), tuple(doubts(scope)))


def child_rows(scope: ReportScope) -> list[ChildRow]:
    """One row a unit directly below, in Vietnamese order; first the unit's own rows where it has any."""
    ground, below = scope.once(read_ground), scope.once(edges_of)
    children = Unit.objects.filter(pk__in=below.get(scope.unit.pk, [])).in_order()
    names = names_on([child.pk for child in children], scope.end)
    counted = {key: BY_KEY[key].by_unit(scope) for key in CHILD_COLUMNS if isinstance(BY_KEY[key], Counted)}

    def row(unit: Unit, unit_ids: list[int]) -> dict[str, int | None]:
        values = {key: sum(by_unit.get(pk, 0) for pk in unit_ids) for key, by_unit in counted.items()}
        return values | {"initiatives.declared": ground.rolled(unit.pk, WHOLE).value}

    rows = [
        ChildRow(child, names.get(child.pk, child.name), row(child, subtree(child.pk, below))) for child in children
    ]
    if rows:
        own = row(scope.unit, [scope.unit.pk])
        # A unit's own declaration speaks for all below it: of its own rows alone it says nothing.
        own["initiatives.declared"] = own["initiatives.identified"]
        if any(own.values()):
            rows.insert(0, ChildRow(scope.unit, scope.unit.name, own, is_own=True))
    return rows


def subtree(root: int, below: Mapping[int, list[int]]) -> list[int]:
    """Keys of the unit and of all below it."""
    found = [root]
    for unit_id in found:
        found.extend(below.get(unit_id, []))
    return found


def sector_rows(scope: ReportScope) -> list[SectorRow]:
    """The province's own sectors that have figures; none where only the national four are in use."""
    keys = ("initiatives.registered", "initiatives.identified", "recognitions.standing")
    values = {key: BY_KEY[key].own_sectors(scope) for key in keys}
    used = {sector_id for by_sector in values.values() for sector_id in by_sector}
    own = Sector.objects.filter(pk__in=used, unit__isnull=False).order_by("national", "pk")
    alike: dict[str, list[Sector]] = {}
    for sector in own:  # two communes may call different sectors by one code, and a code may be laid down anew
        alike.setdefault(sector.code, []).append(sector)
    return [
        SectorRow(group[0], {key: sum(values[key].get(sector.pk, 0) for sector in group) for key in keys})
        for group in alike.values()
    ]
