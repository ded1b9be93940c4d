"""Registrations of Sơn La told in few words, as most files were."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from lantoa.demo.making import registration, some
from lantoa.demo.names import DemoPlace, People
from lantoa.demo.phrases import Phrase
from lantoa.demo.tables import DemoUnits, agency, document
from lantoa.initiatives.enums import Subject, Tier
from lantoa.movement.models import Campaign, Sector
from lantoa.recognition.services.loading import NewInitiative
from lantoa.units.models import Unit


@dataclass(frozen=True)
class Stage:
    """What every registration of the bloc is made from."""

    ground: DemoUnits
    sectors: dict[str, Sector]
    campaigns: dict[int, Campaign]
    spots: dict[str, DemoPlace]
    people: People
    rng: Random


def short(unit: Unit, sector: str, phrase: Phrase, stage: Stage, day: date) -> NewInitiative:
    """An unsaved registration of the day in few words."""
    rng = stage.rng
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
