"""Three simulated years of random legal and illegal moves: exactly one state each day, and every total a naive count."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

import pytest
import time_machine

from lantoa.kit.audit import verify
from lantoa.recognition.enums import Standing
from tests.dossiers import walking_councils, walking_illegal, walking_moves, walking_recognition, walking_tomorrow
from tests.dossiers.walking import Walk
from tests.dossiers.walking_checks import (
    check_lists,
    check_spans,
    given_so_far,
    stored_facts,
    stored_standings,
    stored_totals,
)

START = date(2021, 1, 4)
DAYS, AFTER, MOVES_A_DAY = 3 * 365, 1000, 2
ILLEGAL = (*walking_illegal.MOVES, *walking_tomorrow.MOVES)
LEGAL = (*walking_moves.MOVES, *walking_recognition.MOVES, *walking_councils.MOVES)

BY_COUNCIL = ("given by a council", "refused by a council")


def names(*moves: tuple) -> list[str]:
    return [move.__name__ for move in chain.from_iterable(moves)]


def days(count: int) -> Iterator[date]:
    return (START + timedelta(days=offset) for offset in range(count))


def is_month_end(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def walk_years(cast, seed: int) -> Walk:
    """The walk, held against the book at the end of each day, its totals at the end of each month."""
    walking_councils.set_up(cast)
    walk = Walk(cast, seed, legal=LEGAL, illegal=ILLEGAL)
    with time_machine.travel(START, tick=False) as clock:
        for day in days(DAYS):
            clock.move_to(day)
            for _ in range(MOVES_A_DAY):
                walk.step(day)
            given = given_so_far()
            facts = stored_facts(given)
            assert facts == walk.book.facts(), day
            assert stored_standings(facts["initiatives"], given, day) == walk.book.standings(day), day
            if is_month_end(day):
                assert stored_totals(cast, START, day) == walk.book.totals(START, day), day
    return walk


@pytest.mark.parametrize("seed", [8])
def test_three_years_of_random_moves(cast, seed):
    walk = walk_years(cast, seed)

    assert [name for name in (*names(LEGAL, walking_councils.STEPS), *BY_COUNCIL) if not walk.made[name]] == []
    assert [name for name in names(ILLEGAL) if not walk.forbidden[name]] == []
    with time_machine.travel(START + timedelta(days=DAYS + AFTER), tick=False):
        assert seen_afterwards(cast, walk) == {"none", *Standing}
    assert verify() == []


def seen_afterwards(cast, walk: Walk) -> set[str]:
    """The same days looked back on from long after the last move, when all that is not checked again has lapsed."""
    given, seen = given_so_far(), set()
    for day in days(DAYS + AFTER):
        found = stored_standings(walk.book.lives, given, day)
        assert found == walk.book.standings(day), day
        seen.update(found.values())
        if is_month_end(day) and day.month % 6 == 0:
            assert stored_totals(cast, START, day) == walk.book.totals(START, day), day
            check_lists(given, day)
    check_spans(given)
    return seen
