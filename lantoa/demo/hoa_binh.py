"""Hòa Bình province in 2024: declared counts of its districts, identified initiatives of its communes, adopted copies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.demo import hoa_binh_programme, hoa_binh_steering
from lantoa.demo.accounts import demo_person, ensure_accounts
from lantoa.demo.hoa_binh_copies import adoptions, take_up
from lantoa.demo.making import launch_years, national_sectors, prove, registration, some
from lantoa.demo.names import DemoPlace, People, build_generator, hamlets
from lantoa.demo.phrases import ALONE, PLACES, Phrase, Phrasebook
from lantoa.demo.spreading import apportion, working_day
from lantoa.demo.tables import DemoUnits, agency, establish_units, rows
from lantoa.initiatives.enums import Subject, Tier
from lantoa.movement.enums import NationalSector
from lantoa.movement.models import Campaign, Sector
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
from lantoa.units.models import Unit

ROOT = "hb"
START, END = date(2020, 1, 6), date(2024, 6, 28)
IDENTIFIED = {"economy": 709, "culture_society": 1850, "defence_security": 1016, "political_system": 459}
DECLARED_ON = {
    "declared_2022": date(2022, 12, 31),
    "declared_2023": date(2023, 12, 31),
    "declared_2024": date(2024, 6, 30),
}
HAMLETS_A_COMMUNE = 8
AGENCIES_IN = "hb-thanh-pho-phuong-lam"
"""The ward where the province's agencies sit."""


@dataclass(frozen=True)
class PhrasedInitiative:
    """A registration and the phrase that it was made from."""

    new: NewInitiative
    phrase: Phrase


def load() -> None:
    """Establish the province and bring in what its units declared, registered and took over from each other."""
    ground = establish_units("hoa_binh_units.csv")
    ensure_accounts()
    table = rows("hoa_binh_districts.csv")
    load_declarations(
        [
            NewDeclaration(unit=ground.units[row["code"]], as_of=on, count=int(row[column]))
            for column, on in DECLARED_ON.items()
            for row in table
        ],
        by=None,
    )
    campaigns = launch_years(ground.root, range(START.year, END.year + 1), directive_no="Chỉ thị 56-CT/TU")
    told = _registrations(ground, {row["code"]: int(row["identified"]) for row in table}, campaigns)
    load_initiatives([one.new for one in told], by=None)
    news = adoptions(
        [(one.new.initiative, one.phrase.pattern.name) for one in told], build_generator("hoa-binh copies")
    )
    copies = take_up(news, build_generator("hoa-binh words"))
    officer, office = demo_person("hb-officer"), demo_person("office")
    for number, source in enumerate(
        {new.source.pk: new.source for new in news if not new.has_failed}.values(), start=1
    ):
        reference = f"{number:02d}/BB-BCĐDVK"
        prove(source, "Biên bản kiểm tra hiệu quả mô hình", reference, days=30, by=officer, accepted_by=office)
    targets, having = hoa_binh_programme.load(ground, copies)
    hoa_binh_steering.load(ground, targets, having)


def _registrations(
    ground: DemoUnits, by_child: dict[str, int], campaigns: dict[int, Campaign]
) -> list[PhrasedInitiative]:
    rng = build_generator("hoa-binh")
    teller = Teller(ground, campaigns, rng)
    units = list(_units(ground, by_child, rng))
    force = sum(ground.group(unit) == "force" for unit in units)
    # The forces work in their own sector; the rest of each sector's number falls on the others by chance.
    others = [code for code, total in IDENTIFIED.items() for _ in range(total)]
    for _ in range(force):
        others.remove(NationalSector.DEFENCE_SECURITY)
    rng.shuffle(others)
    codes = iter(others)
    return [
        teller.tell(unit, NationalSector.DEFENCE_SECURITY if ground.group(unit) == "force" else next(codes))
        for unit in units
    ]


def _units(ground: DemoUnits, by_child: dict[str, int], rng: Random) -> Iterator[Unit]:
    """The unit of each registration: those below a child of the province, or the child itself where nothing is below."""
    for code, total in by_child.items():
        below = [unit for unit in ground.units.values() if unit.code.startswith(f"{code}-")]
        below = below or [ground.units[code]]
        for unit, share in zip(below, apportion(total, [rng.uniform(0.6, 1.5) for _ in below]), strict=True):
            yield from [unit] * share


class Teller:
    """Makes one registration after another, no name twice in a unit."""

    def __init__(self, ground: DemoUnits, campaigns: dict[int, Campaign], rng: Random) -> None:
        self._ground, self._campaigns, self._rng = ground, campaigns, rng
        self._sectors: dict[str, Sector] = national_sectors()
        self._people = People("muong", rng)
        self._books = {group: Phrasebook("hoa_binh.json", rng) for group in ALONE}
        self._agencies = Phrasebook("agencies.json", rng, "hb")
        ward = ground.units[AGENCIES_IN]
        self._town = DemoPlace("", agency(ward), agency(ground.units[_district_code(ward, ground)]), ward.place)
        self._taken: dict[Unit, set[str]] = {}
        self._spots = {unit.code: self._spots_of(unit) for unit in ground.units.values() if _is_commune(unit, ground)}

    def tell(self, unit: Unit, sector: str) -> PhrasedInitiative:
        group = self._ground.group(unit)
        spots = self._spots.get(unit.code) or self._rng.choice(list(self._spots.values()))
        taken = self._taken.setdefault(unit, set())
        book = self._books.get(group, self._agencies)
        phrase = book.new(group=group, spots=spots, taken=taken, sector=sector)
        taken.add(phrase.name)
        spot = self._town if group not in ALONE and not phrase.where else phrase.spot
        new = registration(
            unit,
            phrase,
            day=working_day(self._rng, START, END, growth=1.1),
            campaigns=self._campaigns,
            sector=self._sectors[sector],
            tier=self._tier(group),
            **self._pick_holder(unit, phrase),
            **spot.where,
        )
        return PhrasedInitiative(new, phrase)

    def _pick_holder(self, unit: Unit, phrase: Phrase) -> dict[str, str]:
        if phrase.pattern.subject == Subject.INDIVIDUAL:
            name = self._people.any()
            return {"subject": Subject.INDIVIDUAL, "holder": name, "responsible": name}
        holder = phrase.holder or f"Công đoàn cơ sở – {agency(unit)}"
        return {"subject": Subject.COLLECTIVE, "holder": holder, "responsible": self._people.any(of=holder)}

    def _tier(self, group: str) -> str:
        return (Tier.DISTRICT if some(self._rng, 0.08) else Tier.COMMUNE) if group in PLACES else Tier.BASE

    def _spots_of(self, unit: Unit) -> list[DemoPlace]:
        """A commune's hamlets; quarters in a ward or a town."""
        commune = agency(unit).split(" (")[0]
        district = agency(self._ground.units[_district_code(unit, self._ground)])
        is_rural = commune.startswith("xã ")
        names = hamlets("muong", "xóm") if is_rural else hamlets("phuong")
        chosen = self._rng.sample(names, HAMLETS_A_COMMUNE)
        return [DemoPlace(name, commune, district, unit.place) for name in sorted(chosen)]


def _is_commune(unit: Unit, ground: DemoUnits) -> bool:
    return ground.group(unit) in PLACES


def _district_code(unit: Unit, ground: DemoUnits) -> str:
    return max((code for code in ground.units if unit.code.startswith(f"{code}-")), key=len)
