"""Vĩnh Long, Party committee of the bloc: what collectives and individuals of its 89 base organisations registered, 2021–2023."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from random import Random

from lantoa.demo.accounts import demo_person, ensure_accounts
from lantoa.demo.making import launch_years, prove, registration, some
from lantoa.demo.names import People, build_generator, communes, hamlets
from lantoa.demo.phrases import Phrasebook
from lantoa.demo.spreading import apportion, working_day
from lantoa.demo.tables import DemoUnits, agency, document, establish_units
from lantoa.initiatives.enums import Subject, Tier
from lantoa.movement.models import Campaign, Sector
from lantoa.movement.services import add_sector
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
from lantoa.units.enums import UnitKind
from lantoa.units.models import Unit

ROOT = "vl-bloc"
BOOK = "vinh_long.json"
START, END = date(2021, 1, 11), date(2023, 9, 29)
REGISTERED = {Subject.COLLECTIVE: 1061, Subject.INDIVIDUAL: 5908}
# How many people an agency of the group has, roughly, beside an office of the province.
SIZES = {"school": 2.4, "health": 2.0, "enterprise": 1.5, "bank": 1.2, "press": 1.1, "farming": 1.1}
SECTOR_WEIGHTS = {
    "kinh-te-giam-ngheo": 20,
    "sang-tao": 24,
    "ket-cau-ha-tang": 8,
    "dang-chinh-quyen-doan-the": 20,
    "dao-duc-cong-vu": 28,
}
EVERY = 150
"""Every so many registrations, one has a piece of evidence."""


def load() -> None:
    """Establish the bloc and bring in its own sectors and its three years."""
    ground = establish_units("vinh_long_units.csv")
    ensure_accounts()
    sectors = _own_sectors(ground.root)
    campaigns = launch_years(ground.root, range(START.year, END.year + 1), phase="Giai đoạn 2021–2023")
    news = _registrations(ground, sectors, campaigns)
    load_initiatives(news, by=None)
    officer, office = demo_person("vl-bloc-officer"), demo_person("office")
    for number, new in enumerate(news[::EVERY], start=1):
        reference = f"{number:02d}/BB-ĐUK"
        prove(new.initiative, "Biên bản kiểm tra mô hình", reference, days=45, by=officer, accepted_by=office)


def _own_sectors(root: Unit) -> dict[str, Sector]:
    return {
        row["code"]: add_sector(unit=root, valid_from=date(START.year, 1, 1), by=None, **row)
        for row in document(BOOK)["sectors"]
    }


def _registrations(
    ground: DemoUnits, sectors: dict[str, Sector], campaigns: dict[int, Campaign]
) -> list[NewInitiative]:
    """Shares by the size of the agency."""
    rng = build_generator("vinh-long")
    teller = Teller(ground, sectors, campaigns, rng)
    units = ground.of_kinds(UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL, UnitKind.CELL)
    weights = [_size(unit, ground) * rng.uniform(0.7, 1.3) for unit in units]
    return [
        teller.tell(unit, subject)
        for subject, total in REGISTERED.items()
        for unit, share in zip(units, apportion(total, weights), strict=True)
        for _ in range(share)
    ]


class Teller:
    """Makes one registration after another: no name and no person twice in a unit."""

    def __init__(
        self, ground: DemoUnits, sectors: dict[str, Sector], campaigns: dict[int, Campaign], rng: Random
    ) -> None:
        self._ground, self._sectors, self._campaigns, self._rng = ground, sectors, campaigns, rng
        self._book, self._people = Phrasebook(BOOK, rng), People("nam_bo", rng)
        self._spots = list(communes("p63-86", hamlets("nam_bo", "ấp"), rng).values())
        self._taken: dict[Unit, set[str]] = defaultdict(set)

    def tell(self, unit: Unit, subject: Subject) -> NewInitiative:
        rng, taken, group = self._rng, self._taken[unit], self._ground.group(unit)
        sector = rng.choices(list(SECTOR_WEIGHTS), SECTOR_WEIGHTS.values())[0]
        phrase = self._book.new(group=group, spots=self._spots, taken=taken, sector=sector, subject=subject.value)
        body = "" if subject == Subject.INDIVIDUAL else phrase.holder or self._book.choice("tap_the", group)
        person = self._people.any(taken, of=body)
        taken |= {phrase.name, person}
        return registration(
            unit,
            phrase,
            day=working_day(rng, START, END, growth=1.15),
            campaigns=self._campaigns,
            sector=self._sectors[sector],
            subject=subject,
            holder=f"{body} – {agency(unit)}" if body else person,
            responsible=person,
            tier=Tier.BLOC if some(rng, 0.06) else Tier.BASE,
            **phrase.where,
        )


def _size(unit: Unit, ground: DemoUnits) -> float:
    whole = {UnitKind.BASE_COMMITTEE: 1.5, UnitKind.BASE_CELL: 0.6, UnitKind.CELL: 0.3}[UnitKind(unit.kind)]
    return whole * SIZES.get(ground.group(unit), 1.0)
