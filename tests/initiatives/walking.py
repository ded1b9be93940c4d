"""A random walk through the life of a few initiatives, with a second, naive book of what must be true on each day.

Each step is one day on; the clock is set to it. A move that the services refuse must leave the book as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lantoa.initiatives.models import Candidacy, Initiative, Recognition, Replication
from lantoa.initiatives.services import accept, register, send_back, submit, withdraw
from lantoa.initiatives.services.recognising import decline, propose, recognise, take_back
from lantoa.initiatives.services.renewing import renew, retire, revoke
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.kit.calendar import add_months
from lantoa.kit.ruling import Refused
from tests.cast import Cast, second_office, values

TIERS = ("base", "bloc", "province")
UNITS = ("db1", "cb2", "xa-an", "xa-binh")
RECHECK_MONTHS, GRACE_DAYS = 24, 180
PEOPLE = ("office", "second_office", "office", "second_office", "approver", "officer", "outsider", "auditor")


@dataclass
class Told:
    """What the naive book says of one recognition: windows that were opened, and how it ended."""

    tier: str
    opened: list[date]
    ended: date | None = None
    ending: str = ""

    def standing(self, on: date) -> str:
        if on < self.opened[0]:
            return ""
        if self.ended and on >= self.ended:
            return self.ending
        last = max(day for day in self.opened if day <= on)
        due = add_months(last, RECHECK_MONTHS)
        if on < due:
            return "standing"
        return "due" if on < due + timedelta(days=GRACE_DAYS) else "lapsed"

    def is_in_force(self, on: date) -> bool:
        return self.standing(on) in ("standing", "due")


@dataclass
class Life:
    """The naive book of one initiative: (day, state) each time it changed; its recognitions by key; copies by key."""

    states: list[tuple[date, str]]
    recognitions: dict[int, Told] = field(default_factory=dict)
    copies: dict[int, list[date | None]] = field(default_factory=dict)

    def state(self, on: date) -> str:
        return next((state for day, state in reversed(self.states) if day <= on), "")


class Walk:
    """`step(day)` tries one random move of one random person; `lives` is the book."""

    def __init__(self, cast: Cast, seed: int) -> None:
        second_office(cast)
        self.cast, self.random, self.lives, self.today = cast, Random(seed), {}, date.min
        self.made = self.refused = 0

    def step(self, day: date) -> None:
        self.today = day
        move = self.random.choice(MOVES)
        try:
            move(self, self.cast.people[self.random.choice(PEOPLE)])
            self.made += 1
        except Refused:
            self.refused += 1

    def any(self, rows) -> object:
        """One of the rows; refused like an illegal move when there is none."""
        found = list(rows.order_by("pk"))
        if not found:
            raise Refused("nothing there")
        return self.random.choice(found)

    # --- moves: the service first, the book only when it did not refuse ---

    def register(self, by) -> None:
        unit = self.cast.unit(self.random.choice(UNITS))
        name = f"Mô hình {len(self.lives) + 1}"
        made = register(values=values(self.cast, unit=unit, name=name, registered_on=self.today), by=by)
        self.lives[made.pk] = Life([(self.today, "draft")])

    def _registration(self, service: Callable, by, state: str, **given) -> None:
        record = self.any(Initiative.objects.all())
        service(record, by=by, **given)
        self.lives[record.pk].states.append((self.today, state))

    def submit(self, by) -> None:
        self._registration(submit, by, "submitted")

    def accept(self, by) -> None:
        record = self.any(Initiative.objects.all())
        accept(record, by=by)
        self.lives[record.pk].states.append((self.today, "accepted"))
        for row in Replication.objects.filter(copy=record, ended_on__isnull=True):
            self._adopted(row)

    def send_back(self, by) -> None:
        self._registration(send_back, by, "sent_back", reason="Sửa")

    def withdraw(self, by) -> None:
        if self.random.random() < 0.7:
            raise Refused("rarely")
        record = self.any(Initiative.objects.all())
        withdraw(record, by=by, reason="Thôi")
        life = self.lives[record.pk]
        life.states.append((self.today, "withdrawn"))
        for told in life.recognitions.values():
            if told.ended is None:
                told.ended, told.ending = self.today, "retired"
        for other in self.lives.values():
            for key, days in other.copies.items():
                if days[1] is None and Replication.objects.filter(pk=key, copy=record).exists():
                    days[1] = self.today

    def propose(self, by) -> None:
        propose(self.any(Initiative.objects.all()), tier=self.random.choice(TIERS), statement="Tốt", by=by)

    def recognise(self, by) -> None:
        made = recognise(self.any(Candidacy.objects.all()), decision_no="1-QĐ", by=by)
        self.lives[made.initiative_id].recognitions[made.pk] = Told(made.tier, [self.today])

    def decline(self, by) -> None:
        decline(self.any(Candidacy.objects.all()), reason="Chưa đủ", by=by)

    def take_back(self, by) -> None:
        take_back(self.any(Candidacy.objects.all()), reason="Bổ sung", by=by)

    def renew(self, by) -> None:
        record = self.any(Recognition.objects.all())
        renew(record, findings="Còn tốt", by=by)
        self.lives[record.initiative_id].recognitions[record.pk].opened.append(self.today)

    def _end(self, service: Callable, by, ending: str) -> None:
        if self.random.random() < 0.7:
            raise Refused("rarely")
        record = self.any(Recognition.objects.all())
        service(record, reason="Vì", by=by)
        told = self.lives[record.initiative_id].recognitions[record.pk]
        told.ended, told.ending = self.today, ending

    def revoke(self, by) -> None:
        self._end(revoke, by, "revoked")

    def retire(self, by) -> None:
        self._end(retire, by, "retired")

    def copy(self, by) -> None:
        source, copy = self.any(Initiative.objects.all()), self.any(Initiative.objects.all())
        row = link_copy(source, copy, kept="Tất cả", by=by)
        self.lives[source.pk].copies[row.pk] = [None, None]
        if row.adopted_on:
            self._adopted(row)

    def _adopted(self, row: Replication) -> None:
        if self.lives[row.copy_id].state(self.today) == "accepted":
            self.lives[row.source_id].copies[row.pk][0] = self.today

    def give_up(self, by) -> None:
        row = self.any(Replication.objects.all())
        self.random.choice((fail_copy, end_copy))(row, reason="Không hợp", by=by)
        self.lives[row.source_id].copies[row.pk][1] = self.today


MOVES = (
    Walk.register, Walk.submit, Walk.submit, Walk.accept, Walk.accept, Walk.send_back, Walk.withdraw, Walk.propose,
    Walk.propose, Walk.recognise, Walk.recognise, Walk.decline, Walk.take_back, Walk.renew, Walk.revoke, Walk.retire,
    Walk.copy, Walk.copy, Walk.give_up,
)  # fmt: skip
