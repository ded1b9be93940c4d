"""The files of 2026 in Sơn La, each on its own stretch of the road: what a visitor finds waiting."""

from __future__ import annotations

from datetime import date
from typing import Any

from lantoa.demo.accounts import demo_person
from lantoa.demo.days import past
from lantoa.demo.making import launch_years, national_sectors
from lantoa.demo.names import DemoPlace, People, build_generator
from lantoa.demo.tables import DemoUnits, document
from lantoa.initiatives.enums import Kind, Subject
from lantoa.initiatives.models import BOXES, Initiative
from lantoa.initiatives.services import accept, register, send_back, submit, withdraw
from lantoa.movement.models import Campaign
from lantoa.movement.services import add_theme

YEAR = 2026
WORDED = ("name", "holder", *BOXES)


def load(ground: DemoUnits, spots: dict[str, DemoPlace]) -> Campaign:
    """Register each file through the services and take it along its road. Answers the year's campaign."""
    campaign = launch_years(ground.root, range(YEAR, YEAR + 1))[YEAR]
    sectors, people = national_sectors(), People("tay_bac", build_generator("son-la 2026"))
    for row in document("son_la_today.json"):
        day = past(row["registered_on"]) if row["registered_on"] else None
        values: dict[str, Any] = {
            "unit": ground.units[row["unit"]],
            "sector": sectors[row["sector"]],
            "kind": Kind.MODEL,
            "subject": Subject.COLLECTIVE,
            "campaign": campaign,
            "registered_on": day,
            "responsible": people.any(of=row["holder"]),
            "continues": Initiative.objects.filter(unit__in=ground.units.values(), name=row.get("continues")).first(),
            "themes": [add_theme(name=name) for name in row["themes"]],
        }
        values |= {name: row[name] for name in WORDED} | where(row, spots)
        _take(register(values=values, by=demo_person(row["by"])), row, day)
    return campaign


def where(row: dict, spots: dict[str, DemoPlace]) -> dict[str, Any]:
    """Place and address of a file told in full; none for one that is done at the agency itself."""
    if row["commune"] is None:
        return {}
    spot = spots[row["commune"]]
    return {"place": spot.place, "address": f"{spot.commune}, {spot.district}"}


def _take(initiative: Initiative, row: dict, day: date | None) -> None:
    for move, *rest in row["road"]:
        if move == "submit":
            initiative = submit(initiative, by=demo_person(row["by"]), on=day)
        elif move == "send_back":
            initiative = send_back(initiative, by=demo_person(rest[0]), reason=rest[1])
        elif move == "accept":
            initiative = accept(initiative, by=demo_person(rest[0]), on=past(rest[1]))
        elif move == "withdraw":
            initiative = withdraw(initiative, by=demo_person(rest[0]), reason=rest[1])
