"""Indicators that rest on what units state of themselves: a unit's own statement covers its subtree and wins over the sum
of its children's; a unit that states nothing gives its own counted rows plus what its children give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce

from lantoa.kit.numbers import Quality, format_number

NOTHING_DECLARED = "chưa có số kê khai nào"


@dataclass(frozen=True)
class Statement:
    """What one unit states. `row_ids`: the rows that say so; `value` is their sum."""

    value: int
    qualities: frozenset[str]
    row_ids: tuple[int, ...]


@dataclass(frozen=True)
class RolledUp:
    """The value at a unit and what it is made of: statements used, and units whose own rows were counted.

    `silent`: units at the end of a branch that neither state nor count anything.
    """

    value: int = 0
    statements: tuple[Statement, ...] = ()
    counted_units: tuple[int, ...] = ()
    silent: tuple[int, ...] = field(default=())

    def plus(self, other: RolledUp) -> RolledUp:
        return RolledUp(
            self.value + other.value,
            self.statements + other.statements,
            self.counted_units + other.counted_units,
            self.silent + other.silent,
        )

    @property
    def qualities(self) -> set[str]:
        return {quality for statement in self.statements for quality in statement.qualities}

    @property
    def row_ids(self) -> list[int]:
        return [pk for statement in self.statements for pk in statement.row_ids]


def roll_up(
    root: int, below: Mapping[int, list[int]], stated: Mapping[int, Statement], counted: Mapping[int, int]
) -> RolledUp:
    """Resolve the value at `root`.

    `below`: key of a unit → keys directly below it; `stated`: statement by unit; `counted`: number of own rows by unit.
    """
    if root in stated:
        return RolledUp(stated[root].value, (stated[root],))
    own = counted.get(root, 0)
    children = below.get(root, [])
    start = RolledUp(own, (), (root,) if own else (), (root,) if not children and not own else ())
    return reduce(RolledUp.plus, (roll_up(child, below, stated, counted) for child in children), start)


def quality_of(rolled: RolledUp, *, silence_lowers: bool) -> str:
    """Quality of the rolled-up sum. `silence_lowers`: a unit that states nothing makes an exact sum a lower bound."""
    kinds = rolled.qualities - {Quality.EXACT.value}
    if silence_lowers and rolled.silent:
        kinds |= {Quality.AT_LEAST.value}
    if not kinds:
        return Quality.EXACT.value
    return kinds.pop() if len(kinds) == 1 else Quality.ABOUT.value


def coverage(rolled: RolledUp) -> str:
    """How many units the number rests on, in words."""
    said, silent = len(rolled.statements), len(rolled.silent)
    return (
        f"{format_number(said)} đơn vị có số, {format_number(silent)} đơn vị chưa có số"
        if silent
        else f"{format_number(said)} đơn vị có số"
    )
