"""Three simulated years of random legal and illegal moves: exactly one state each day, and every total a naive count."""

from datetime import date, timedelta

import pytest
import time_machine

from lantoa.initiatives.models import Initiative, Recognition
from lantoa.reports.figures import ReportScope
from lantoa.reports.records import cell
from tests.initiatives.walking import Told, Walk

START = date(2021, 1, 4)
DAYS = 3 * 365


def walked(cast, seed: int) -> Walk:
    walk = Walk(cast, seed)
    with time_machine.travel(START, tick=False) as clock:
        for offset in range(DAYS):
            day = START + timedelta(days=offset)
            clock.move_to(day)
            for person in cast.people.values():
                person.__dict__.pop("roles_today", None)
            walk.step(day)
    return walk


def figure(cast, key: str, on: date) -> int:
    made = cell(key, {}, ReportScope(cast.unit("lt"), START, on))
    assert made.total() == made.figure.value, key
    return made.figure.value


def counts(walk: Walk, on: date) -> dict[str, int]:
    """The totals of a day, counted one by one from the naive book."""
    standing = [life for life in walk.lives.values() if life.state(on) == "accepted"]
    copies = [sum(_is_live(days, on) for days in life.copies.values()) for life in standing]
    return {
        "initiatives.registered": sum(
            any(state == "accepted" and day <= on for day, state in life.states) for life in walk.lives.values()
        ),
        "initiatives.identified": len(standing),
        "recognitions.standing": sum(
            any(t.is_in_force(on) for t in life.recognitions.values()) for life in walk.lives.values()
        ),
        "replications.copies": sum(copies),
        "initiatives.replicated": sum(count > 0 for count in copies),
    }


def _is_live(days, on: date) -> bool:
    adopted, ended = days
    return adopted is not None and adopted <= on and (ended is None or ended > on)


@pytest.mark.parametrize("seed", range(1, 5))
def test_three_years_of_random_moves(cast, seed):
    walk = walked(cast, seed)

    assert walk.made > 60
    assert walk.refused > 60
    assert {row.pk: row.state for row in Initiative.objects.all()} == {
        pk: life.states[-1][1] for pk, life in walk.lives.items()
    }
    for row in Recognition.objects.prefetch_related("renewals"):
        told: Told = walk.lives[row.initiative_id].recognitions[row.pk]
        for offset in range(DAYS + 400):
            day = START + timedelta(days=offset)
            assert (row.standing_on(day) or "") == told.standing(day), (row.pk, day)
    with time_machine.travel(START + timedelta(days=DAYS + 400), tick=False):
        for offset in range(20, DAYS + 400, 61):
            on = START + timedelta(days=offset)
            expected = counts(walk, on)
            assert {key: figure(cast, key, on) for key in expected} == expected, on
