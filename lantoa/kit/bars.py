"""From values to bars: shares of a common scale, so that a template only draws. Pure; shares are strings in per cent, "35.26%".

A bar too small to see keeps a least width: a thing that exists may not vanish.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lantoa.kit.parts import Bar, Level, Number, Stack

LEAST_SHARE = Decimal("0.6")
CEILINGS = ("", "exact", "at_most")  # qualities of a number that the true one does not exceed


@dataclass(frozen=True)
class LevelBar:
    """A level as it is drawn. `missing`: how much the level lacks against the nearest stated level outside, None if that
    cannot be said. `excess`: by how much it exceeds that level, which is a doubt."""

    level: Level
    width: str
    missing: Number | None
    missing_x: str
    missing_width: str
    excess: Number | None
    excess_x: str
    rank: int


def share(value: Number, scale: Number) -> Decimal:
    """`value` as per cent of `scale`, at least `LEAST_SHARE` unless it is nothing; 0 when the scale is empty."""
    if not scale or value <= 0:
        return Decimal(0)
    return max(Decimal(str(value)) * 100 / Decimal(str(scale)), LEAST_SHARE)


def percent(part: Decimal) -> str:
    return f"{min(part, Decimal(100)).quantize(Decimal('0.01')).normalize():f}%"


def level_bars(levels: Sequence[Level]) -> list[LevelBar]:
    """Nested levels, outermost first, on the scale of the largest."""
    scale = max((level.value for level in levels if level.value is not None), default=0)
    bars: list[LevelBar] = []
    outer: Level | None = None
    for rank, level in enumerate(levels, start=1):
        bars.append(_level_bar(level, outer, scale, rank))
        if level.value is not None:
            outer = level
    return bars


def _level_bar(level: Level, outer: Level | None, scale: Number, rank: int) -> LevelBar:
    own = share(level.value or 0, scale)
    around = share(outer.value or 0, scale) if outer else Decimal(0)
    difference = None if outer is None or level.value is None else outer.value - level.value
    missing = difference if difference is not None and difference > 0 else None
    # "More than 130" and 191 beside it contradict nothing: only a ceiling can be exceeded.
    excess = -difference if difference is not None and difference < 0 and outer.quality in CEILINGS else None
    # A gap that exists keeps a least width too, at the cost of the bar before it.
    gap = max(around - own, LEAST_SHARE) if missing else Decimal(0)
    return LevelBar(
        level=level,
        width=percent(around - gap if missing else own),
        missing=missing,
        missing_x=percent(around - gap),
        missing_width=percent(gap),
        excess=excess,
        excess_x=percent(around),
        rank=rank,
    )


@dataclass(frozen=True)
class ChartBar:
    bar: Bar
    width: str
    x: str = "0%"
    rank: int = 1


@dataclass(frozen=True)
class ChartStack:
    stack: Stack
    total: Number
    parts: Sequence[ChartBar]


def chart_bars(bars: Sequence[Bar]) -> list[ChartBar]:
    """Bars side by side on the scale of the longest."""
    scale = max((bar.value for bar in bars if bar.value is not None), default=0)
    return [ChartBar(bar, percent(share(bar.value or 0, scale))) for bar in bars]


def chart_stacks(stacks: Sequence[Stack]) -> list[ChartStack]:
    """Each stack laid end to end, all on the scale of the longest stack; parts not stated take no room."""
    totals = [sum((part.value or 0 for part in stack.parts), 0) for stack in stacks]
    scale = max(totals, default=0)
    return [ChartStack(stack, total, _lay_bars(stack, scale)) for stack, total in zip(stacks, totals, strict=True)]


def _lay_bars(stack: Stack, scale: Number) -> list[ChartBar]:
    laid, start = [], Decimal(0)
    for rank, part in enumerate(stack.parts, start=1):
        width = Decimal(str(part.value or 0)) * 100 / Decimal(str(scale)) if scale else Decimal(0)
        laid.append(ChartBar(part, percent(width), percent(start), rank))
        start += width
    return laid
