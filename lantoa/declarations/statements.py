"""What the units of a report's scope state, read once: each unit's latest statement of every measure, in all and by sector."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.stating import UnitStatements, build_latest, build_statement
from lantoa.figures.figures import ReportScope, edges_of, standing_units
from lantoa.figures.stated import RolledUp, Statement, roll_up
from lantoa.initiatives.figures import identified_counts

WHOLE = ""
STANDING = Measure.STANDING.value


@dataclass(frozen=True)
class About:
    """What a statement is about: a measure, in all, in a national sector or in an own one (its code)."""

    measure: str = STANDING
    sector: str = WHOLE
    own_sector: str = ""


@dataclass(frozen=True)
class StatementBasis:
    """Everything that declared figures rest on. `by_unit`: (key of the unit, measure) → what it states; `identified`: national
    sector, or WHOLE → unit → its own identified rows; `own_keys`: code of an own sector that was stated → key of its record."""

    below: Mapping[int, list[int]]
    standing: set[int]
    by_unit: Mapping[tuple[int, str], UnitStatements]
    stated: Mapping[About, Mapping[int, Statement]]
    identified: Mapping[str, Mapping[int, int]]
    own_keys: Mapping[str, int]
    _rolled: dict[tuple[int, About], RolledUp] = field(default_factory=dict)
    _counted: dict[tuple[int, str], int] = field(default_factory=dict)

    def roll_up_from(self, unit_id: int, about: About) -> RolledUp:
        """Found once: figures and doubts ask for the same numbers."""
        if (unit_id, about) not in self._rolled:
            self._rolled[unit_id, about] = roll_up(unit_id, self.below, self.stated.get(about, {}), self.standing)
        return self._rolled[unit_id, about]

    def count_identified(self, unit_id: int, sector: str = WHOLE) -> int:
        """Identified initiatives at the unit and all below it."""
        if (unit_id, sector) not in self._counted:
            below = sum(self.count_identified(child, sector) for child in self.below.get(unit_id, []))
            self._counted[unit_id, sector] = self.identified[sector].get(unit_id, 0) + below
        return self._counted[unit_id, sector]


def read_basis(scope: ReportScope) -> StatementBasis:
    """Four queries, whatever the size of the tree. A statement speaks for its unit with all below it: of the unit's own rows
    alone it says nothing."""
    by_unit = {} if scope.is_alone else _read_latest(scope)
    stated: dict[About, dict[int, Statement]] = defaultdict(dict)
    for (unit_id, measure), said in by_unit.items():
        if said.total is not None:
            stated[About(measure)][unit_id] = said.total
        for sector, rows in said.parts.items():
            stated[About(measure, sector)][unit_id] = build_statement(rows)
        for code, rows in _group_own(said.by_sector).items():
            stated[About(measure, own_sector=code)][unit_id] = build_statement(rows)
    identified: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for unit_id, sector, *_, n in scope.once(identified_counts):
        identified[sector][unit_id] += n
        identified[WHOLE][unit_id] += n
    own_keys = {
        row.sector.code: row.sector_id
        for said in by_unit.values()
        for row in said.by_sector
        if row.sector.unit_id is not None
    }
    return StatementBasis(scope.once(edges_of), scope.once(standing_units), by_unit, stated, identified, own_keys)


def _read_latest(scope: ReportScope) -> dict[tuple[int, str], UnitStatements]:
    """What each unit states of each measure by the period's end."""
    grouped: dict[tuple[int, str], list[Declaration]] = defaultdict(list)
    rows = scope.below(Declaration.objects.by(scope.end)).select_related("sector", "unit").order_by("as_of", "pk")
    for row in rows:
        grouped[row.unit_id, row.measure].append(row)
    return {place: build_latest(rows) for place, rows in grouped.items()}


def _group_own(rows: Iterable[Declaration]) -> dict[str, list[Declaration]]:
    """Rows of own sectors by code: a code may be laid down anew."""
    grouped: dict[str, list[Declaration]] = defaultdict(list)
    for row in rows:
        if row.sector.unit_id is not None:
            grouped[row.sector.code].append(row)
    return grouped
