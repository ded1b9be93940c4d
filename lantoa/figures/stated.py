"""Numbers that rest on what units state of themselves: a unit's own statement covers its subtree and wins over the sum of its
children's; without one, it is the sum of those children that stated. What nobody stated is not stated, and never 0."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lantoa.kit.numbers import Quality, format_number

NOTHING_DECLARED = "chưa có số kê khai nào"


def combine_qualities(qualities: Iterable[str]) -> str:
    """Of a sum of numbers of these qualities. Bounds of two directions are no bound."""
    kinds = set(qualities) - {Quality.EXACT.value}
    if not kinds:
        return Quality.EXACT.value
    return kinds.pop() if len(kinds) == 1 else Quality.ABOUT.value


@dataclass(frozen=True)
class Statement:
    """What one unit states. `row_ids`: the rows that say so; `value` is their sum; `days`: on which days they were stated.

    `is_whole`: it speaks for all below. Where it names some parts only, what those below state in all goes before it.
    """

    value: int
    qualities: frozenset[str]
    row_ids: tuple[int, ...]
    days: tuple[date, ...] = ()
    is_whole: bool = True

    @property
    def quality(self) -> str:
        return combine_qualities(self.qualities)


@dataclass(frozen=True)
class RolledUp:
    """The value at a unit and the statements that it is made of.

    `spoken`, `asked`: of how many units that could have spoken how many did. Where a unit states nothing, but some below it
    do, these and their silent neighbours are asked in its place; where nobody below it does, it is asked itself.
    """

    value: int = 0
    statements: tuple[Statement, ...] = ()
    spoken: int = 0
    asked: int = 0

    def plus(self, other: RolledUp) -> RolledUp:
        return RolledUp(
            self.value + other.value,
            self.statements + other.statements,
            self.spoken + other.spoken,
            self.asked + other.asked,
        )

    @property
    def is_stated(self) -> bool:
        return self.spoken > 0

    @property
    def has_whole(self) -> bool:
        """Whether somebody stated a number in all, and not only parts of one."""
        return any(statement.is_whole for statement in self.statements)

    @property
    def is_partial(self) -> bool:
        return 0 < self.spoken < self.asked

    @property
    def days(self) -> list[date]:
        return sorted({day for statement in self.statements for day in statement.days})

    @property
    def qualities(self) -> set[str]:
        return {quality for statement in self.statements for quality in statement.qualities}

    @property
    def row_ids(self) -> list[int]:
        return [pk for statement in self.statements for pk in statement.row_ids]

    @property
    def quality(self) -> str:
        """Of the sum: where some of those asked are silent it is a lower bound."""
        if not self.is_stated:
            return Quality.NOT_STATED.value
        return combine_qualities(self.qualities | ({Quality.AT_LEAST.value} if self.is_partial else set()))

    @property
    def coverage(self) -> str:
        """How many units the number rests on, in words."""
        if self.is_partial:
            return f"{format_number(self.spoken)} trên {format_number(self.asked)} đơn vị có số"
        return f"{format_number(self.spoken)} đơn vị có số"


def roll_up(
    root: int, below: Mapping[int, list[int]], stated: Mapping[int, Statement], standing: Collection[int]
) -> RolledUp:
    """Resolve the value at `root`.

    `below`: key of a unit → keys directly below it; `stated`: statement by unit; `standing`: units that stand on the day, the
    only ones whose silence says anything.
    """
    own = stated.get(root)
    if own and own.is_whole:
        return RolledUp(own.value, (own,), 1, 1)
    found = RolledUp()
    for child in below.get(root, []):
        found = found.plus(roll_up(child, below, stated, standing))
    if own and not found.has_whole:
        return RolledUp(own.value, (own,), 1, 1)
    return found if found.is_stated else RolledUp(asked=int(root in standing))
