"""The rights as sets say exactly what the rules say one by one."""

import pytest

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import decidable_units, waiting_for, writable_units
from lantoa.initiatives.rules import may_decide_for, may_move, may_register
from lantoa.initiatives.services import register, submit
from lantoa.recognition.rules import may_decide_at
from lantoa.units.enums import RoleKind
from lantoa.units.models import Unit
from lantoa.units.services import assign_role
from tests.cast import PEOPLE, SINCE, accept_initiative, draft, submit_initiative, values

EVERYONE = [*PEOPLE, "nobody"]


@pytest.mark.parametrize("part", EVERYONE)
def test_writable_units_are_those_that_may_register(cast, part):
    person = cast.people[part]

    allowed = {unit for unit in Unit.objects.all() if may_register(person, unit) and unit.code != "cu"}

    assert set(writable_units(person)) == allowed


@pytest.mark.parametrize("part", EVERYONE)
def test_decidable_units_are_those_that_may_be_decided_for(cast, part):
    person = cast.people[part]

    assert set(decidable_units(person)) == {unit for unit in Unit.objects.all() if may_decide_for(person, unit)}


def test_an_officer_above_and_below_decides_for_the_lower_unit(cast):
    assign_role(cast.bloc_officer, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=SINCE)

    assert {unit.code for unit in decidable_units(cast.bloc_officer)} == {"db1", "cb11", "cb2"}


@pytest.mark.parametrize("part", EVERYONE)
def test_waiting_are_those_that_may_be_accepted(cast, part):
    person = cast.people[part]
    for unit in ("db1", "cb2", "khoi", "xa-an"):
        submit(register(values=values(cast, unit=cast.unit(unit)), by=cast.office), by=cast.office)
    submit_initiative(cast), draft(cast), accept_initiative(cast)
    submit(register(values=values(cast, unit=cast.unit("cb2")), by=cast.bloc_officer), by=cast.bloc_officer)

    assert set(waiting_for(person)) == {row for row in Initiative.objects.all() if may_move(person, row, "accept")}


@pytest.mark.parametrize("part", EVERYONE)
def test_who_decides_on_registrations_decides_on_recognitions(cast, part):
    person = cast.people[part]

    assert set(decidable_units(person)) == {unit for unit in Unit.objects.all() if may_decide_at(person, unit)}
