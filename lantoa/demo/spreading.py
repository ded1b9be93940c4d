"""How many go where, and on which day: shares of a total and working days of a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import holidays

# Most files come in after the year's plan, few in the last weeks.
MONTHS = (4, 9, 16, 13, 11, 9, 6, 6, 9, 9, 6, 2)
SATURDAY = 5
DAYS_OFF = holidays.country_holidays("VN", years=range(2020, 2028))


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of the total that add up to it, by the largest remainders; of equal ones the first."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    shares = [int(share) for share in exact]
    by_rest = sorted(range(len(weights)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_rest[: total - sum(shares)]:
        shares[i] += 1
    return shares


def working_day(rng: Random, start: date, end: date, growth: float = 1.0) -> date:
    """A working day of the period; each year `growth` times as many as the one before."""
    years = range(start.year, end.year + 1)
    weights = [growth**step for step in range(len(years))]
    while True:
        year = rng.choices(years, weights)[0]
        month = rng.choices(range(1, 13), MONTHS)[0]
        day = date(year, month, 1) + timedelta(days=rng.randrange(28))
        if start <= day <= end and day.weekday() < SATURDAY and day not in DAYS_OFF:
            return day
