"""A random walk through the life of a few initiatives, one or more moves a day, legal and illegal ones.

The clock is set to the day of the step. A move that the services refuse must leave everything as it was; a move that the
book knows to be illegal must be refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE, Cast, make_person, second_office
from tests.dossiers.walking_book import Book, Life

OFFICES = ("office", "second_office", "third_office")
PEOPLE = (*OFFICES * 5, "approver", "approver", "officer", "bloc_officer", "outsider", "auditor")
UNITS = ("db1", "cb2", "xa-an", "xa-binh")
ILLEGAL_SHARE, BACK_SHARE, MOST_BACK = 0.25, 0.3, 20
DAY = timedelta(days=1)


class Nothing(Exception):
    """The move finds nothing to be tried on."""


class Walk:
    """`step(day)` tries one random move; `book` is the naive book; `made` and `refused` count moves by name."""

    def __init__(self, cast: Cast, seed: int, *, legal: Sequence[Callable], illegal: Sequence[Callable]) -> None:
        self.cast, self.random, self.book, self.today = cast, Random(seed), Book(), date.min
        self.legal, self.illegal = legal, illegal
        self.made, self.refused, self.forbidden = Counter(), Counter(), Counter()
        second_office(cast)
        cast.people["third_office"] = make_person("third_office", "Mai Văn Phòng Ba")
        assign_role(cast.people["third_office"], unit=None, kind=RoleKind.OFFICE, by=None, on=SINCE)
        self.events = Event.objects.count()

    def step(self, day: date) -> None:
        """One move of one person; what is refused leaves no trace in the history either."""
        self.today = day
        is_illegal = self.random.random() < ILLEGAL_SHARE
        move = self.random.choice(self.illegal if is_illegal else self.legal)
        try:
            move(self) if is_illegal else move(self, self.random.choice(PEOPLE))
        except Nothing:
            pass
        except Refused:
            (self.forbidden if is_illegal else self.refused)[move.__name__] += 1
            assert Event.objects.count() == self.events, (day, move.__name__)
        else:
            assert not is_illegal, (day, move.__name__)
            self.made[move.__name__] += 1
            self.events = Event.objects.count()

    # --- choosing ---

    def one(self, among: Iterable[Any]) -> Any:
        found = list(among)
        if not found:
            raise Nothing
        return self.random.choice(found)

    def likely(self, among: Iterable[Any], fits: Callable[[Any], bool]) -> Any:
        """One that fits, mostly; any, sometimes."""
        found = list(among)
        return self.one(filter(fits, found) if self.random.random() < 0.8 else found)

    def life(self, *states: str) -> tuple[int, Life]:
        """An initiative, mostly one in these states."""
        return self.likely(self.book.lives.items(), lambda pair: pair[1].state in states)

    def back(self) -> date | None:
        """What is said as `on`: mostly nothing, sometimes a day gone by."""
        if self.random.random() > BACK_SHARE:
            return None
        return self.today - timedelta(days=self.random.randint(1, MOST_BACK))

    def rarely(self) -> None:
        if self.random.random() < 0.6:
            raise Nothing

    def person(self, part: str):
        return self.cast.people[part]

    def other(self, *but: str):
        """An office that has no part in it: only the rule in question can stop it."""
        return self.person(self.one(part for part in OFFICES if part not in but))

    @staticmethod
    def row(pk: int) -> Initiative:
        return Initiative.objects.get(pk=pk)
