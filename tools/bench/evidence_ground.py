"""What the checks for copies run on: a made-up province of its own with 20,000 registrations that have texts."""

from __future__ import annotations

import io
from datetime import date, timedelta
from random import Random
from secrets import token_urlsafe

from PIL import Image

from lantoa.initiatives.models import Initiative
from lantoa.kit.files import store
from lantoa.kit.likeness.reused import index_photo
from lantoa.kit.models import StoredFile
from lantoa.movement.models import Sector
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Person, Unit
from lantoa.units.services import NewUnit, assign_role, create_person, load_units
from tools.bench.evidence_photos import sources
from tools.bench.evidence_texts import text_set, write_unrelated

ROOT = "bench-near"
SIZE = 20_000
AT_ONCE = 2000
SINCE = date(2020, 1, 1)


def prepare_texts(part: int) -> dict[int, int]:
    """Load what is not there yet; the labelled sources of the part, key of the initiative → place in the set."""
    if not Unit.objects.filter(code=ROOT).exists():
        _load_units()
        texts = list(write_unrelated(SIZE))
        for start in range(0, SIZE, AT_ONCE):
            _load([(f"near-{start + n}", text) for n, text in enumerate(texts[start : start + AT_ONCE])])
    prefix = f"near-part{part}-"
    if not Initiative.objects.filter(code__startswith=prefix).exists():
        _load([(f"{prefix}{n}", text) for n, text in enumerate(text_set(part).sources)])
    rows = Initiative.objects.filter(code__startswith=prefix).values_list("pk", "code")
    return {key: int(code.removeprefix(prefix)) for key, code in rows}


def prepare_photos(part: int) -> dict[int, int]:
    """Store the labelled pictures that are not there yet; key of the file → place in the set."""
    prefix = f"near-part{part}-"
    if not StoredFile.objects.filter(name__startswith=prefix).exists():
        for number, image in enumerate(sources(part)):
            store_photo(image, f"{prefix}{number}.jpg")
    rows = StoredFile.objects.filter(name__startswith=prefix).values_list("pk", "name")
    return {key: int(name.removeprefix(prefix).removesuffix(".jpg")) for key, name in rows}


def store_photo(image: Image.Image, name: str) -> StoredFile:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=92)
    file = store(out, name=name, by=None)
    index_photo(file)
    return file


def near_unit() -> Unit:
    return Unit.objects.get(code=f"{ROOT}-0")


def near_reader() -> Person:
    return Person.objects.get(username="bench-near-reader")


def _load_units() -> None:
    news = [NewUnit(ROOT, "Tỉnh tìm bản sao", UnitKind.PROVINCE_COMMITTEE, SINCE)]
    news += [NewUnit(f"{ROOT}-{n}", f"Đảng bộ xã gần {n}", UnitKind.COMMUNE_COMMITTEE, SINCE, ROOT) for n in range(50)]
    units = load_units(news, by=None, is_demo=True)
    person = create_person(
        username="bench-near-reader", full_name="Người so", password=token_urlsafe(), by=None, must_change=False
    )
    assign_role(person, unit=units[0], kind=RoleKind.AUDITOR, by=None, on=SINCE)


def _load(rows: list[tuple[str, dict[str, str]]]) -> None:
    dice = Random(rows[0][0])  # noqa: S311 - made-up rows, the same at each run
    units = list(Unit.objects.filter(code__startswith=f"{ROOT}-").order_by("pk"))
    sectors = list(Sector.objects.filter(unit__isnull=True).order_by("pk"))
    news = []
    for code, texts in rows:
        row = Initiative(
            unit=dice.choice(units),
            code=code,
            name=f"Mô hình {code}",
            sector=dice.choice(sectors),
            responsible="Người so",
            registered_on=SINCE + timedelta(days=400 + dice.randrange(1500)),
            **texts,
        )
        news.append(NewInitiative(row))
    load_initiatives(news, by=None)
