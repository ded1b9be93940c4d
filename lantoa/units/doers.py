"""Who may do the work of a unit by their role: the names beside a line of work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from lantoa.units.models import Role
from lantoa.units.queries import ways_up
from lantoa.units.scope import in_force


def find_people_by_role(
    units: Collection[int], on: date, *, at: Collection[str], above: Collection[str] = ()
) -> dict[int, dict[int, str]]:
    """Key of a unit → key of a person → name: those with a role of `at` at the unit or a superior, or of `above` at a superior,
    the nearest first. A query a level of the tree and one more, however many units. Offices of the whole installation are
    left out: they may do all."""
    ways = ways_up(units, on)
    levels = {level for way in ways.values() for level in way}
    roles = Role.objects.filter(in_force(on), unit_id__in=levels, kind__in={*at, *above}, person__is_active=True)
    found = defaultdict(list)
    for unit, kind, person, name in roles.order_by("pk").values_list(
        "unit_id", "kind", "person_id", "person__full_name"
    ):
        found[unit].append((kind, person, name))
    return {
        unit: {
            person: name
            for level in way
            for kind, person, name in found.get(level, ())
            if kind in at or (kind in above and level != unit)
        }
        for unit, way in ways.items()
    }
