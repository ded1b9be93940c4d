"""Who is told of what happens at a unit: its officers, then step by step the officers and approvers above; the office where
nobody else sits, and of what comes to the top."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lantoa.units.enums import RoleKind
from lantoa.units.models import Role
from lantoa.units.queries import WayUp, heirs_on
from lantoa.units.scope import in_force

KINDS = (RoleKind.OFFICE, RoleKind.OFFICER, RoleKind.APPROVER)


@dataclass
class RecipientFinder:
    """People by unit on a day, and the way up. Three queries for the whole installation. Of a unit that ended, those of its
    successor are told.

    `offices`: at a unit; `everywhere`: those of the whole installation. An office is told of what climbs, not of all.
    """

    on: date
    officers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    deciders: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    offices: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    everywhere: set[int] = field(default_factory=set)
    _known: dict[tuple[int, int, int], frozenset[int]] = field(default_factory=dict)
    _ways: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        roles = Role.objects.filter(in_force(self.on), kind__in=KINDS, person__is_active=True)
        for unit, kind, person in roles.values_list("unit_id", "kind", "person_id"):
            if kind == RoleKind.OFFICE:
                (self.everywhere if unit is None else self.offices[unit]).add(person)
                continue
            self.deciders[unit].add(person)
            if kind == RoleKind.OFFICER:
                self.officers[unit].add(person)
        self._way = WayUp(self.on)
        self._heirs = heirs_on(self.on)

    def at(self, unit: int, steps: int = 0, giver: int = 0) -> frozenset[int]:
        """Keys of the officers of the unit, or of the nearest superior that has some, and of who sits so many steps up.

        `giver`: the unit above that gave the work, to which it climbs first, past those between; 0: step by step.
        """
        unit = self._heirs.get(unit, unit)
        key = (unit, steps, giver)
        if key not in self._known:
            above = self._above(unit)
            levels = above[above.index(giver) :] if giver in above else above
            self._known[key] = frozenset(self._first(unit) | self._climb_levels(unit, levels, steps))
        return self._known[key]

    def find_deciders(self, unit: int) -> frozenset[int]:
        """Keys of the officers and approvers of the unit, or of the nearest superior that has some."""
        return self._nearest(self.deciders, self._heirs.get(unit, unit))

    def above(self, unit: int) -> frozenset[int]:
        """Keys of those who decide at the nearest superior that has some."""
        superior = self._way.superior.get(self._heirs.get(unit, unit))
        return self.find_deciders(superior) if superior else frozenset()

    def _first(self, unit: int) -> frozenset[int]:
        return frozenset(self.officers.get(unit, ())) or self.above(unit)

    def _climb_levels(self, unit: int, levels: Sequence[int], steps: int) -> set[int]:
        """Who sits at the first so many levels; where nobody does, the office above them, and the office at the top."""
        found: set[int] = set()
        for level in levels[:steps]:
            found |= self.deciders.get(level) or self._office(level)
        if not levels and unit not in self.officers:  # a top without an officer: nobody is above who could hear of it
            found |= self._office(unit)
        elif levels and steps >= len(levels):
            found |= self.offices.get(levels[-1], set()) | self.everywhere
        return found

    def _office(self, unit: int) -> frozenset[int]:
        return self._nearest(self.offices, unit) or frozenset(self.everywhere)

    def _nearest(self, people: dict[int, set[int]], unit: int) -> frozenset[int]:
        for level in (unit, *self._above(unit)):
            if found := people.get(level):
                return frozenset(found)
        return frozenset()

    def _above(self, unit: int) -> tuple[int, ...]:
        """The superiors of the unit, the nearest first."""
        if unit not in self._ways:
            self._ways[unit] = tuple(self._way.of(unit))
        return self._ways[unit]
