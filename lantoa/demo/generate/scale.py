"""How much is generated and for which day, and what all parts of the generation share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from lantoa.demo.generate.histories import History
from lantoa.demo.names import build_generator
from lantoa.demo.tables import document
from lantoa.kit.bulk import RowWriter
from lantoa.kit.calendar import add_months
from lantoa.units.models import Person, Unit

VERSION = 2
"""Raised with each change of what is generated: benchmarks keep an installation for as long as it stays."""
REFORM = date(2025, 7, 1)
"""From this day there are no districts: communes stand directly below the province."""


@dataclass(frozen=True)
class Scale:
    """`initiatives`: of each province; `on`: the day on which the installation stands, and up to which things happened."""

    provinces: int
    initiatives: int
    years: int
    on: date
    seed: int = 1

    @property
    def since(self) -> date:
        return add_months(self.on, -12 * self.years)

    @property
    def communes(self) -> int:
        """Of each province. A province has its size whatever it registers; only small ones are cut down."""
        return min(120, max(4, self.initiatives // 100))

    @property
    def bases(self) -> int:
        """Base organisations of each commune."""
        return 4 if self.initiatives >= 1000 else 3

    @property
    def agencies(self) -> int:
        """Base organisations of each province's bloc."""
        return min(90, max(6, self.initiatives // 100))


@dataclass(frozen=True)
class Desk:
    """Who works for a unit: `officer` hands in, `approver` decides; `top`: the commune or bloc that it belongs to."""

    unit: Unit
    top: Unit
    officer: Person
    approver: Person


@dataclass
class Province:
    """One generated province. `desks`: of every unit that registers initiatives; `tops`: its communes and its bloc."""

    number: int
    root: Unit
    bloc: Unit
    communes: list[Unit] = field(default_factory=list)
    tops: list[Desk] = field(default_factory=list)
    desks: list[Desk] = field(default_factory=list)
    officer: Person | None = None
    approver: Person | None = None
    campaigns: dict[int, int] = field(default_factory=dict)


class Workshop:
    """What every part writes with. `words`: the lists of words that rows are made of."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.writer = RowWriter()
        self.history = History(scale.on)
        self.words: dict[str, Any] = document("generate.json")

    def dice(self, part: str) -> Random:
        """A generator of its own for each part: adding to one leaves the others as they were."""
        return build_generator(f"generate {self.scale.seed} {part}")

    def past(self, day: date) -> bool:
        return day <= self.scale.on


def later(day: date, dice: Random, least: int, most: int) -> date:
    """A day some days after, both ends included."""
    return day + timedelta(days=dice.randint(least, most))
