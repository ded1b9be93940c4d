"""Who is told of what happens at a unit: its officers, then step by step the officers and approvers above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Q

from lantoa.units.enums import RoleKind
from lantoa.units.models import ParentEdge, Role
from lantoa.units.scope import in_force


@dataclass
class Told:
    """People by unit on a day, and the way up. Two queries for the whole installation."""

    on: date
    officers: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    deciders: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    superior: dict[int, int] = field(default_factory=dict)
    _known: dict[tuple[int, int], frozenset[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = (RoleKind.OFFICER, RoleKind.APPROVER)
        roles = Role.objects.filter(in_force(self.on), kind__in=kinds, unit__isnull=False, person__is_active=True)
        for unit, kind, person in roles.values_list("unit_id", "kind", "person_id"):
            self.deciders[unit].add(person)
            if kind == RoleKind.OFFICER:
                self.officers[unit].add(person)
        ended_with_unit = Q(valid_from__lte=self.on, valid_to=F("unit__valid_to"))
        edges = ParentEdge.objects.filter(in_force(self.on) | ended_with_unit, is_managing=True)
        self.superior = dict(edges.values_list("unit_id", "parent_id"))

    def at(self, unit: int, steps: int = 0) -> frozenset[int]:
        """Keys of the people at the unit and so many steps up; where nobody is, those of the nearest superior that has some."""
        if (unit, steps) not in self._known:
            found = set(self.officers.get(unit, ()))
            for step, above in enumerate(self._above(unit), start=1):
                if step > steps and found:
                    break
                found |= self.deciders.get(above, set())
            self._known[unit, steps] = frozenset(found)
        return self._known[unit, steps]

    def deciding(self, unit: int) -> frozenset[int]:
        """Keys of the officers and approvers of the unit, or of the nearest superior that has some."""
        for level in (unit, *self._above(unit)):
            if people := self.deciders.get(level):
                return frozenset(people)
        return frozenset()

    def above(self, unit: int) -> frozenset[int]:
        """Keys of those who decide at the nearest superior that has some."""
        superior = self.superior.get(unit)
        return self.deciding(superior) if superior else frozenset()

    def _above(self, unit: int) -> Iterator[int]:
        seen = {unit}
        while (unit := self.superior.get(unit)) is not None and unit not in seen:
            seen.add(unit)
            yield unit
