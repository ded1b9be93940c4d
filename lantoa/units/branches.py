"""NEW lantoa/units/branches.py"""

from __future__ import annotations

from datetime import date

from lantoa.units.models import Unit
from lantoa.units.queries import edges_below
from lantoa.units.tree import Tree


def branch_of(unit: Unit, on: date) -> dict[int, int]:
    """Unit below → the unit directly under the given one that it belongs to."""
    edges = edges_below(unit.pk, Tree(on))
    found: dict[int, int] = {}
    waiting = [(key, key) for key in edges.get(unit.pk, ())]
    while waiting:
        key, branch = waiting.pop()
        if key not in found:
            found[key] = branch
            waiting += [(below, branch) for below in edges.get(key, ())]
    return found
