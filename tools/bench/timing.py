"""Timing two things in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class TimingResult:
    """Medians over the rounds, in milliseconds; `ratio`: median of ours / baseline pair by pair."""

    ours_ms: float
    baseline_ms: float
    ratio: float
    rounds: int


def in_turn(
    ours: Callable[[], object], baseline: Callable[[], object], *, rounds: int = 15, warm: int = 2
) -> TimingResult:
    """Run both alternately. The warm-up rounds do not count."""
    pairs = [(_time_call(ours), _time_call(baseline)) for _ in range(rounds + warm)][warm:]
    return TimingResult(
        ours_ms=round(median(a for a, _ in pairs), 2),
        baseline_ms=round(median(b for _, b in pairs), 2),
        ratio=round(median(a / b for a, b in pairs), 2),
        rounds=rounds,
    )


def _time_call(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
