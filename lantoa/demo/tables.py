"""Reading the tables beside the code (`lantoa/demo/data/`), and establishing the units that they list."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from lantoa.units.models import Place, Unit
from lantoa.units.services import NewUnit, load_units

SINCE = date(2020, 1, 1)
"""From when the demonstration units stand; the places of that generation begin on the same day."""


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a CSV file, by header."""
    return list(csv.DictReader(_text(file).splitlines()))


def document(file: str) -> Any:
    """The content of a JSON file."""
    return json.loads(_text(file))


def _text(file: str) -> str:
    return resources.files("lantoa.demo").joinpath("data", file).read_text(encoding="utf-8")


@dataclass(frozen=True)
class DemoUnits:
    """Established units by code, and of each the group whose wording suits it ("health", "commune", …)."""

    units: dict[str, Unit]
    groups: dict[str, str]

    @property
    def root(self) -> Unit:
        return next(iter(self.units.values()))

    def group(self, unit: Unit) -> str:
        return self.groups[unit.code]

    def of_kinds(self, *kinds: str) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.kind in kinds]


def establish_units(file: str) -> DemoUnits:
    """Establish the units of a table, marked as demonstration data; its first row is the root."""
    table = rows(file)
    places = places_by_code(row["place"] for row in table)
    news = [
        NewUnit(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent_code=row["parent"],
            valid_from=SINCE,
            place=places.get(row["place"]),
        )
        for row in table
    ]
    units = load_units(news, by=None, is_demo=True)
    return DemoUnits({unit.code: unit for unit in units}, {row["code"]: row["group"] for row in table})


def places_by_code(codes: Iterable[str]) -> dict[str, Place]:
    """Places of the old generation by code; empty where no places are loaded."""
    return {place.code: place for place in Place.objects.filter(code__in=set(codes) - {""}, valid_from=SINCE)}


def agency(unit: Unit) -> str:
    """What the Party organisation is of: "Đảng bộ Sở Y tế" → "Sở Y tế"."""
    for start in ("Đảng bộ ", "Chi bộ "):
        if unit.name.startswith(start):
            return unit.name.removeprefix(start)
    return unit.name
