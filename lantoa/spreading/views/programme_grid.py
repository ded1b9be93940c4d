"""The targets of a programme as the grid draws them, under their superiors of the day."""

from __future__ import annotations

from datetime import date

from lantoa.kit.text import sort_key
from lantoa.spreading.parts import Target, TargetGroup
from lantoa.spreading.queries.programmes import Progress, TargetState
from lantoa.units.queries import superiors_on

OPEN = 40  # over so many targets the later groups are folded


def groups_of(far: Progress, on: date, seen: set[int]) -> list[TargetGroup]:
    """`seen`: keys of the units whose pages the reader may open."""
    above = superiors_on([state.target.unit_id for state in far.targets], on)
    by_superior: dict[str, list[TargetState]] = {}
    for state in far.targets:
        superior = above.get(state.target.unit_id)
        by_superior.setdefault(superior.name if superior else "Không có cấp trên", []).append(state)
    is_long = len(far.targets) > OPEN
    return [
        TargetGroup(name, [_cell(state, seen) for state in states], is_open=not is_long or number == 0)
        for number, (name, states) in enumerate(sorted(by_superior.items(), key=lambda item: sort_key(item[0])))
    ]


def _cell(state: TargetState, seen: set[int]) -> Target:
    unit = state.target.unit
    return Target(unit.name, unit.get_absolute_url() if unit.pk in seen else "", state.status, state.note)
