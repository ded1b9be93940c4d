"""Arithmetic of scores. Pure: decimals in, decimals out, two places, half up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
WHOLE = Decimal(100)
"""What the weights of a set sum to, and the most that a total can be."""


@dataclass(frozen=True)
class Spread:
    """How far the totals of one item are apart: `width` is the highest minus the lowest, `deviation` the standard deviation
    of these totals (of all of them, not of a sample)."""

    lowest: Decimal
    highest: Decimal
    deviation: Decimal

    @property
    def width(self) -> Decimal:
        return self.highest - self.lowest


def round_score(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def weighted_total(parts: Iterable[tuple[Decimal, Decimal, Decimal]]) -> Decimal:
    """0–100 from (value, scale_max, weight in percent) of each criterion."""
    return round_score(sum((value * weight / most for value, most, weight in parts), Decimal(0)))


def mean(totals: Sequence[Decimal]) -> Decimal | None:
    """None when there is nothing to average."""
    return round_score(sum(totals, Decimal(0)) / len(totals)) if totals else None


def spread(totals: Sequence[Decimal], *, at_least: int) -> Spread | None:
    """None below `at_least` totals: from fewer nothing can be said."""
    if not totals or len(totals) < at_least:
        return None
    middle = sum(totals, Decimal(0)) / len(totals)
    variance = sum(((total - middle) ** 2 for total in totals), Decimal(0)) / len(totals)
    return Spread(min(totals), max(totals), round_score(variance.sqrt()))


def is_on_step(value: Decimal, step: Decimal) -> bool:
    return value % step == 0
