"""Sơn La, Party committee of the bloc of agencies and enterprises: 86 base organisations, registrations of 2021–2023."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lantoa.demo import son_la_appraisal, son_la_proof, son_la_today, son_la_waiting, son_la_watch
from lantoa.demo.accounts import demo_person, ensure_accounts
from lantoa.demo.making import launch_years, national_sectors, prove
from lantoa.demo.names import People, build_generator, communes, hamlets
from lantoa.demo.phrases import Phrasebook
from lantoa.demo.son_la_short import Stage, short
from lantoa.demo.spreading import working_day
from lantoa.demo.tables import document, establish_units
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import withdraw
from lantoa.kit.numbers import Quality
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
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


def load() -> None:
    """Establish the bloc and bring in its three years, then the files of 2026 that a visitor may work on."""
    ground = establish_units("son_la_units.csv")
    ensure_accounts()
    office = demo_person("office")
    set_member_count(ground.root, count=MEMBERS, quality=Quality.AT_LEAST.value, as_of=MEMBERS_ON, by=office)
    campaigns = launch_years(ground.root, YEARS, phase="Giai đoạn 2021–2025", directive_no=DIRECTIVE)
    rng = build_generator("son-la")
    spots = communes("p63-14", hamlets("tay_bac", "bản"), rng)
    stage = Stage(ground, national_sectors(), campaigns, spots, People("tay_bac", rng), rng)
    worked = document("son_la_worked.json")
    told = [_register_in_full(row, stage) for row in worked]
    others = _others(told, stage)
    load_initiatives(told + others, by=None)
    full = [new.initiative for new in told]
    _prove(worked, full)
    council = son_la_appraisal.load(ground.root, worked, full)
    _withdraw([new.initiative for new in others])
    campaign = son_la_today.load(ground, spots)
    # From here on a generator of its own: what stands above stays as it is, whatever is added below.
    news = son_la_watch.load(
        replace(stage, rng=build_generator("son-la watch"), people=People("tay_bac", build_generator("son-la 2027"))),
        campaign,
    )
    son_la_waiting.load(council, full, news)
    son_la_proof.load(ground, full, news)


def _register_in_full(row: dict, stage: Stage) -> NewInitiative:
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
            made.append(short(unit, code, phrase, stage, working_day(rng, START, END, growth=1.2)))
    return made


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
