"""Sectors as cells name them: the four national ones, or those that a unit above the row's unit laid down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import chain

from lantoa.kit.ruling import Refused
from lantoa.kit.text import clean, label_key, listed_key
from lantoa.movement.models import Sector
from lantoa.units.lookup import find_covered_units
from lantoa.units.models import Person, Unit


class SectorsByName:
    """The sectors serving each of the units, by name or code. The number of queries does not grow with the units."""

    def __init__(self, units: Iterable[Unit], by: Person | None) -> None:
        door = Sector.objects.all() if by is None else Sector.objects.visible_to(by)
        # A province's own come first: where it gave one the name of a national one, its own is meant.
        self._sectors = sorted(door, key=lambda sector: (sector.unit_id is None, sector.pk))
        self._reach = find_covered_units({sector.unit_id for sector in self._sectors if sector.unit_id}, units)
        self._serving: dict[frozenset[int], list[Sector]] = {}

    def find_serving(self, unit: Unit | None) -> list[Sector]:
        """Those of the unit; of a unit that is not known, all that the person sees."""
        if unit is None:
            return self._sectors
        issuers = frozenset(issuer for issuer, below in self._reach.items() if unit.pk in below)
        if issuers not in self._serving:
            self._serving[issuers] = [s for s in self._sectors if s.unit_id is None or s.unit_id in issuers]
        return self._serving[issuers]

    def find(self, text: str, *, unit: Unit | None, on: date) -> Sector:
        """The sector that the cell names, in force on the day; `unit` None where the row's unit is not known.

        `text`: as it stands in the cell, before it is cleaned, which drops letters of old fonts. Raises `Refused` with the
        sectors to choose from.
        """
        serving = self.find_serving(unit)
        keys = {sector.pk: (sector.key, label_key(sector.code)) for sector in serving}
        key = listed_key(text, {*chain.from_iterable(keys.values())})
        named = [sector for sector in serving if key in keys[sector.pk]]
        in_force = next((sector for sector in named if stands(sector, on)), None)
        if in_force:
            return in_force
        choices = ", ".join(dict.fromkeys(sector.name for sector in serving if stands(sector, on)))
        if named:
            raise Refused(f"Lĩnh vực “{named[0].name}” không dùng vào ngày {on:%d/%m/%Y}; hãy chọn: {choices}.")
        whose = "lĩnh vực của đơn vị này" if unit else "lĩnh vực đang có"
        raise Refused(f"“{clean(text)}” không phải là {whose}; hãy chọn: {choices}.")


def stands(sector: Sector, on: date) -> bool:
    return sector.valid_from <= on and (sector.valid_to is None or sector.valid_to >= on)


def sector_names(person: Person) -> list[str]:
    """Names to offer in a template, the national ones first."""
    rows = sorted(Sector.objects.visible_to(person), key=lambda sector: (sector.unit_id is not None, sector.pk))
    return list(dict.fromkeys(sector.name for sector in rows))
