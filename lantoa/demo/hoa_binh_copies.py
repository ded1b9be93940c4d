"""Which initiatives of Hòa Bình were taken over by other units: pairs of registrations that tell of the same way of working."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services.facts import NewReplication

SOURCES, COPIES = 132, 171
# The one that the province's plan of 2023 spreads to all communes.
SPREAD, SPREAD_COPIES = "Chính quyền thân thiện, vì Nhân dân phục vụ", 15

COMMON = 20
"""Registrations that a way of working needs to be one that spreads."""


def adoptions(told: Sequence[tuple[Initiative, str]], rng: Random) -> list[NewReplication]:
    """SOURCES initiatives with COPIES adopted copies among the registrations given with the pattern of their names.

    A copy is a later registration of the same way of working at another unit, and nobody's source.
    """
    by_way: dict[str, list[Initiative]] = defaultdict(list)
    for initiative, way in sorted(told, key=lambda pair: (pair[0].registered_on, pair[0].pk)):
        by_way[way].append(initiative)
    first, *later = by_way.pop(SPREAD)
    news = [_adopted(first, copy) for copy in later[:SPREAD_COPIES]]
    wanted = _wanted(rng)
    ways = [way for way, rows in by_way.items() if len(rows) >= COMMON]
    while wanted:
        rows = by_way[rng.choice(ways)]
        source = rng.choice(rows[: len(rows) // 3])
        copies = _copies(source, rows, wanted[-1], rng)
        if copies:
            wanted.pop()
            news += [_adopted(source, copy) for copy in copies]
            for row in (source, *copies):
                rows.remove(row)
    return news


def _wanted(rng: Random) -> list[int]:
    """How many copies each source has but for the one above: mostly one, some two."""
    sources = SOURCES - 1
    twice = COPIES - SPREAD_COPIES - sources
    numbers = [2] * twice + [1] * (sources - twice)
    rng.shuffle(numbers)
    return numbers


def _copies(source: Initiative, rows: list[Initiative], number: int, rng: Random) -> list[Initiative]:
    """Registrations after the source's, each at another unit; none where there are too few."""
    units: dict[int, Initiative] = {}
    for row in rows:
        if row.registered_on > source.registered_on and row.unit_id != source.unit_id:
            units.setdefault(row.unit_id, row)
    return rng.sample(list(units.values()), number) if len(units) >= number else []


def _adopted(source: Initiative, copy: Initiative) -> NewReplication:
    return NewReplication(source=source, unit=copy.unit, adopted_on=copy.registered_on, copy=copy)
