"""Registrations over the years: who registered what where, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lantoa.demo.generate.scale import Desk, Province, Workshop, later
from lantoa.demo.generate.texts import Texts
from lantoa.demo.names import People
from lantoa.demo.spreading import working_day
from lantoa.initiatives.enums import State, Subject, Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.movement.models import Sector, Theme
from lantoa.units.models import Person

GROWTH = 1.12
THEMED, INDIVIDUAL, TYPED = 0.3, 0.2, 0.3
"""Shares: with a theme; of one person; of the older ones those typed in one by one (the others came from sheets)."""


class Registrar:
    """Makes one registration after the other, in order of their days."""

    def __init__(self, shop: Workshop) -> None:
        self._shop, self._dice = shop, shop.dice("initiatives")
        self._texts, self._people = Texts(shop.words, shop.dice("texts")), People("nam_bo", shop.dice("holders"))
        self._sectors = {row.code: row for row in Sector.objects.filter(unit__isnull=True).order_by("pk")}
        self._themes: list[Theme] = []
        self._labels = {state: {"state": State(state).label} for state in State.values}

    def days(self, provinces: list[Province]) -> Iterator[tuple[date, Province]]:
        """When and in which province something is registered."""
        scale, dice = self._shop.scale, self._shop.dice("days")
        numbers = [
            (working_day(dice, scale.since + timedelta(days=1), scale.on, GROWTH), place)
            for place in range(len(provinces))
            for _ in range(scale.initiatives)
        ]
        return ((day, provinces[place]) for day, place in sorted(numbers))

    def add_themes(self, themes: list[Theme]) -> None:
        self._themes = themes

    def register(self, province: Province, day: date) -> tuple[Initiative, Desk]:
        """Write a registration with its history."""
        desk = self._dice.choice(province.desks)
        row = self._make(province, desk, day)
        self._shop.writer.add(row)
        self._tell(row, desk, self._advance_registration(row, desk))
        if self._dice.random() < THEMED:
            theme = self._dice.choice(self._themes)
            self._shop.writer.add(Initiative.themes.through(initiative_id=row.pk, theme_id=theme.pk))
        return row, desk

    def _make(self, province: Province, desk: Desk, day: date) -> Initiative:
        dice, code = self._dice, self._texts.sector()
        name, hamlet = self._texts.name(code)
        is_individual = dice.random() < INDIVIDUAL
        person = self._people.any()
        starts = later(day, dice, 5, 30)
        row = Initiative(
            unit_id=desk.unit.pk,
            name=name,
            subject=(Subject.INDIVIDUAL if is_individual else Subject.COLLECTIVE).value,
            holder=person if is_individual else f"Nhân dân {hamlet}",
            responsible=person,
            sector_id=self._sectors[code].pk,
            tier=(Tier.COMMUNE if dice.random() < 0.1 else Tier.BASE).value,
            campaign_id=province.campaigns[day.year],
            address=f"{hamlet[0].upper()}{hamlet[1:]}",
            registered_on=day,
            starts_on=starts,
            review_on=later(starts, dice, 90, 365),
            created_at=self._shop.history.moment(day),
            **self._texts.boxes(code, hamlet),
        )
        row.index()
        return row

    def _advance_registration(self, row: Initiative, desk: Desk) -> list[tuple[str, date, Person]]:
        """Move the registration as far as its age allows. Returns the moves (name, day, by)."""
        dice, on = self._dice, self._shop.scale.on
        age, roll = (on - row.registered_on).days, dice.random()
        moves: list[tuple[str, date, Person]] = []
        if age < 120 and roll < 0.03:
            return moves  # still a draft
        row.submitted_by_id = desk.officer.pk
        moves.append(("submit", row.registered_on, desk.officer))
        decided = min(later(row.registered_on, dice, 1, 14), on)
        if (age < 20 and roll < 0.6) or (age < 60 and roll < 0.12):
            pass  # waits
        elif roll > 0.99 or (age < 90 and roll > 0.96):
            moves.append(("send_back", decided, desk.approver))
            if age > 90:
                moves.append(("withdraw", min(later(decided, dice, 5, 60), on), desk.officer))
        else:
            row.accepted_on = decided
            moves.append(("accept", decided, desk.approver))
            if age > 200 and roll > 0.95:
                row.ended_on = later(decided, dice, 30, age - 20)
                moves.append(("withdraw", row.ended_on, desk.officer))
        return moves

    def _tell(self, row: Initiative, desk: Desk, moves: list[tuple[str, date, Person]]) -> None:
        """Make the moves and note them; of what came from a sheet, the history knows the sheet instead of its first moves."""
        note, day = self._shop.history.note, row.registered_on
        told = {"name": row.name, "unit": desk.unit.name, "registered_on": day.isoformat()}
        is_sheet = row.accepted_on is not None and self._dice.random() > TYPED
        if is_sheet:
            row.accepted_on = day
        else:
            note(row, "register", day, desk.officer, told)
        for name, moved_on, person in moves:
            before, after = REGISTRATION.apply(row, name)
            row.revision += 1
            if name == "accept" and is_sheet:
                note(row, "load", day, person, told | self._labels[after])
            elif name == "withdraw" or not is_sheet:
                reason = self._reason() if REGISTRATION.moves[name].needs_reason else ""
                note(row, name, moved_on, person, self._labels[after], self._labels[before], reason)

    def _reason(self) -> str:
        return self._dice.choice(self._shop.words["reasons"])


def goes_on(row: Initiative) -> bool:
    return row.accepted_on is not None and row.ended_on is None
