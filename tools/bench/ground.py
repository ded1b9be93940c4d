"""What the benchmarks run on: an installation of its own with the demonstration data of Hòa Bình and 20,000 made-up rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from secrets import token_urlsafe

from lantoa.demo.load import load_demo
from lantoa.initiatives.models import Initiative
from lantoa.movement.models import Sector
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Person, Unit
from lantoa.units.services import NewUnit, assign_role, create_person, load_units

SIZE = 20_000
ROOT = "bench"
TEXT = "vườn rau sạch đường hoa tổ liên gia tự quản chuyển đổi số cùng nông dân thoát nghèo bền vững suối làng bản"


def prepare() -> None:
    """Load what is not there yet. A second run finds it."""
    load_demo(["hoa-binh"])
    if not Unit.objects.filter(code=ROOT).exists():
        _load_rows(_load_units())


def reader() -> Person:
    """An auditor who sees the made-up province and nothing else."""
    return Person.objects.get(username="bench-reader")


def _load_units() -> list[Unit]:
    since = date(2020, 1, 1)
    news = [NewUnit(ROOT, "Tỉnh đo tốc độ", UnitKind.PROVINCE_COMMITTEE, since)]
    news += [NewUnit(f"{ROOT}-{n}", f"Đảng bộ xã số {n}", UnitKind.COMMUNE_COMMITTEE, since, ROOT) for n in range(200)]
    units = load_units(news, by=None, is_demo=True)
    person = create_person(
        username="bench-reader", full_name="Người đo", password=token_urlsafe(), by=None, must_change=False
    )
    assign_role(person, unit=units[0], kind=RoleKind.AUDITOR, by=None, on=since)
    return units[1:]


def _load_rows(units: list[Unit]) -> None:
    dice = random.Random(2026)  # noqa: S311 - made-up rows, the same at each run
    sectors = list(Sector.objects.filter(unit__isnull=True))
    news = []
    for number in range(SIZE):
        name = f"{' '.join(dice.sample(TEXT.split(), 6))} {number}".capitalize()
        day = date(2021, 1, 1) + timedelta(days=dice.randrange(1800))
        unit, sector = dice.choice(units), dice.choice(sectors)
        row = Initiative(unit=unit, name=name, sector=sector, responsible="Người đo", registered_on=day)
        news.append(NewInitiative(row))
    load_initiatives(news, by=None)
