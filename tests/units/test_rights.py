"""The rights of a person as sets say exactly what the rules say one by one."""

import pytest

from lantoa.units.enums import RoleKind
from lantoa.units.models import Unit
from lantoa.units.queries import managed_units, units_under
from lantoa.units.rules import kinds_at, may_manage_people
from lantoa.units.services import assign_role
from tests.cast import PEOPLE, SINCE

EVERYONE = [*PEOPLE, "nobody"]
AT = {RoleKind.APPROVER, RoleKind.OFFICE}
ABOVE = {RoleKind.OFFICER}


@pytest.mark.parametrize("part", EVERYONE)
def test_units_under_are_those_over_which_the_kinds_are_held(cast, part):
    person = cast.people[part]

    assert set(units_under(person, AT)) == {unit for unit in Unit.objects.all() if AT & kinds_at(person, unit)}
    assert set(units_under(person, (), above=ABOVE)) == {
        unit for unit in Unit.objects.all() if ABOVE & kinds_at(person, unit, strictly_above=True)
    }
    assert set(units_under(person, AT, above=ABOVE)) <= set(Unit.objects.visible_to(person))


def test_two_roles_add_their_units_up(cast):
    assign_role(cast.bloc_officer, unit=cast.unit("cb2"), kind=RoleKind.APPROVER, by=None, on=SINCE)
    assign_role(cast.bloc_officer, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=SINCE)

    assert {unit.code for unit in units_under(cast.bloc_officer, AT)} == {"cb2"}
    assert {unit.code for unit in units_under(cast.bloc_officer, AT, above=ABOVE)} == {"db1", "cb11", "cb2"}


def test_who_has_no_such_role_costs_no_look_at_the_tree(cast, django_assert_num_queries):
    assert cast.auditor.roles_today != []

    with django_assert_num_queries(0):
        assert list(units_under(cast.auditor, AT, above=ABOVE)) == []


@pytest.mark.parametrize("part", EVERYONE)
def test_managed_units_are_those_at_which_accounts_may_be_made(cast, part):
    person = cast.people[part]

    standing = {unit for unit in Unit.objects.all() if unit.code != "cu"}
    assert set(managed_units(person)) == {unit for unit in standing if may_manage_people(person, unit)}


def test_a_role_without_a_unit_is_held_everywhere_and_at_no_root(cast):
    office = {RoleKind.OFFICE}

    assert [cast.office.holds(office), cast.office.holds_everywhere(office)] == [True, True]
    assert [cast.bloc_office.holds(office), cast.bloc_office.holds_everywhere(office)] == [True, False]
    assert [person.root_ids_as(office) for person in (cast.office, cast.bloc_office, cast.officer)] == [
        set(),
        {cast.unit("khoi").pk},
        set(),
    ]
