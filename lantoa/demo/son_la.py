"""Sơn La, Party committee of the bloc of agencies and enterprises: 86 base organisations, registrations of 2021–2023."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from lantoa.demo import son_la_appraisal, son_la_today
from lantoa.demo.accounts import demo_person, ensure_accounts
from lantoa.demo.making import launch_years, national_sectors, prove, registration, some
from lantoa.demo.names import People, Spot, communes, hamlets, seeded
from lantoa.demo.phrases import Phrase, Phrasebook
from lantoa.demo.spreading import working_day
from lantoa.demo.tables import Ground, agency, document, establish_units
from lantoa.initiatives.enums import Subject, Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import load_initiatives, withdraw
from lantoa.initiatives.services.loading import NewInitiative
from lantoa.kit.numbers import Quality
from lantoa.movement.models import Campaign, Sector
from lantoa.units.enums import UnitKind
from lantoa.units.models import Unit
from lantoa.units.services import set_member_count

ROOT = "sl-bloc"
YEARS = range(2021, 2026)
DIRECTIVE = "Chỉ thị 11-CT/TU ngày 28/9/2021"
START, END = date(2021, 1, 4), date(2023, 11, 30)
TO_REGISTER = {"economy": 29, "culture_society": 90, "defence_security": 14, "political_system": 58}
SILENT = 9
"""Base organisations that registered nothing: some did not, and a report must show it."""
MOST_A_UNIT = 5
MEMBERS, MEMBERS_ON = 5000, date(2023, 9, 28)


@dataclass(frozen=True)
class Stage:
    """What every registration of the bloc is made from."""

    ground: Ground
    sectors: dict[str, Sector]
    campaigns: dict[int, Campaign]
    spots: dict[str, Spot]
    people: People
    rng: Random


def load() -> None:
    """Establish the bloc and bring in its three years, then the files of 2026 that a visitor may work on."""
    ground = establish_units("son_la_units.csv")
    ensure_accounts()
    office = demo_person("office")
    set_member_count(ground.root, count=MEMBERS, quality=Quality.AT_LEAST.value, as_of=MEMBERS_ON, by=office)
    campaigns = launch_years(ground.root, YEARS, phase="Giai đoạn 2021–2025", directive_no=DIRECTIVE)
    rng = seeded("son-la")
    spots = communes("p63-14", hamlets("tay_bac", "bản"), rng)
    stage = Stage(ground, national_sectors(), campaigns, spots, People("tay_bac", rng), rng)
    worked = document("son_la_worked.json")
    told = [_worked(row, stage) for row in worked]
    others = _others(told, stage)
    load_initiatives(told + others, by=None)
    _prove(worked, [new.initiative for new in told])
    son_la_appraisal.load(ground.root, worked, [new.initiative for new in told])
    _withdraw([new.initiative for new in others])
    son_la_today.load(ground, spots)


def _worked(row: dict, stage: Stage) -> NewInitiative:
    """A registration told in full."""
    day = date.fromisoformat(row["registered_on"])
    initiative = Initiative(
        unit=stage.ground.units[row["unit"]],
        sector=stage.sectors[row["sector"]],
        tier=row["tier"],
        registered_on=day,
        starts_on=day + timedelta(days=14),
        review_on=date(day.year, 12, 10),
        campaign=stage.campaigns[day.year],
        responsible=stage.people.any(of=row["holder"]),
        **{name: row[name] for name in son_la_today.WORDED},
        **son_la_today.where(row, stage.spots),
    )
    return NewInitiative(initiative)


def _others(told: list[NewInitiative], stage: Stage) -> list[NewInitiative]:
    """The rest of each sector's number, in few words, over the base organisations that register."""
    rng, ground = stage.rng, stage.ground
    units = ground.of_kinds(UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL)
    held: dict[Unit, set[str]] = {unit: set() for unit in units}
    for new in told:
        held[new.initiative.unit].add(new.initiative.name)
    for unit in rng.sample([unit for unit in units if not held[unit]], SILENT):
        del held[unit]
    book, spots = Phrasebook("agencies.json", rng, "sl", is_even=True), list(stage.spots.values())
    made = []
    for code, total in TO_REGISTER.items():
        for _ in range(total - sum(new.initiative.sector == stage.sectors[code] for new in told)):
            unit = rng.choice([unit for unit, names in held.items() if len(names) < MOST_A_UNIT])
            phrase = book.new(group=ground.group(unit), spots=spots, taken=held[unit], sector=code)
            held[unit].add(phrase.name)
            made.append(_short(unit, code, phrase, stage))
    return made


def _short(unit: Unit, sector: str, phrase: Phrase, stage: Stage) -> NewInitiative:
    rng, day = stage.rng, working_day(stage.rng, START, END, growth=1.2)
    words = _held_by(unit, phrase, stage.people, rng) | _short_boxes(sector, phrase, rng) | _dates(day, rng)
    tier = Tier.BLOC if some(rng, 0.15) else Tier.BASE
    return registration(
        unit, phrase, day=day, campaigns=stage.campaigns, sector=stage.sectors[sector], tier=tier, **words
    )


def _held_by(unit: Unit, phrase: Phrase, people: People, rng: Random) -> dict[str, str]:
    """A collective, or one person where the phrase speaks of one."""
    if phrase.pattern.subject == Subject.INDIVIDUAL:
        name = people.any()
        return {"subject": Subject.INDIVIDUAL, "holder": name, "responsible": name}
    body = rng.choice(("Công đoàn cơ sở", "Chi đoàn Thanh niên", "Ban Nữ công", "Tổ công tác", "Chi bộ Văn phòng"))
    holder = f"{body} – {agency(unit)}"
    return {"subject": Subject.COLLECTIVE, "holder": holder, "responsible": people.any(of=body)}


def _short_boxes(sector: str, phrase: Phrase, rng: Random) -> dict[str, Any]:
    """Where it is done, and one sentence a box; a third of the files leave some boxes empty, as the paper ones did."""
    who = "Cán bộ, người lao động và người dân đến làm việc."
    if phrase.where:
        who = f"Người dân {phrase.spot.hamlet}, {phrase.spot.commune}."
    boxes = {box: rng.choice(texts[sector]) for box, texts in document("short_boxes.json").items()} | {"audience": who}
    if some(rng, 0.33):
        for box in ("goals", "resources", "outputs", "sustainability"):
            boxes[box] = boxes[box] if some(rng, 0.4) else ""
    return boxes | phrase.where


def _dates(day: date, rng: Random) -> dict[str, date]:
    """When it starts and is looked at again; some were registered without either."""
    if some(rng, 0.4):
        return {}
    starts = day + timedelta(days=rng.randrange(5, 30))
    return {"starts_on": starts, "review_on": starts + timedelta(days=rng.choice((90, 180, 270, 365)))}


def _prove(worked: list[dict], initiatives: list[Initiative]) -> None:
    officer, approver = demo_person("sl-bloc-officer"), demo_person("sl-bloc-approver")
    for row, initiative in zip(worked, initiatives, strict=True):
        for days, (caption, reference) in enumerate(row["evidence"], start=1):
            prove(initiative, caption, reference, days=60 * days, by=officer, accepted_by=approver)


def _withdraw(initiatives: list[Initiative]) -> None:
    """Two that were given up after the period: they stay in its figures and no longer stand today."""
    approver = demo_person("sl-bloc-approver")
    ends = (
        (date(2024, 3, 15), "Đơn vị sắp xếp lại, mô hình gộp vào chương trình chung."),
        (date(2025, 2, 20), "Mục tiêu đã xong, không duy trì tiếp."),
    )
    for initiative, (day, reason) in zip(initiatives, ends, strict=False):
        withdraw(initiative, by=approver, reason=reason, on=day)
