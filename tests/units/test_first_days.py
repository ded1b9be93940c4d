"""The first and the last day of units, edges and roles: inside, in the tree and in what people see and may do."""

from datetime import date, timedelta

import pytest
import time_machine

from lantoa.initiatives.models import Initiative
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import Person, Role, Unit
from lantoa.units.queries import edges_below, find_unit, first_day_below, keys_directly_below, path_to
from lantoa.units.rules import kinds_at
from lantoa.units.services import NewUnit, assign_role, end_role, establish, move, rename, set_member_count, undo
from lantoa.units.tree import Tree
from tests.cast import accept_initiative, make_person

FIRST = date(2024, 1, 1)
EVE = FIRST - timedelta(days=1)
MORROW = FIRST + timedelta(days=1)
BEGINS = ((EVE, False), (FIRST, True), (MORROW, True))


@pytest.fixture
def new(cast) -> Unit:
    row = NewUnit("moi", "Đảng bộ mới", UnitKind.BASE_COMMITTEE, FIRST, parent_code="khoi")
    return establish(row, by=cast.office)


@pytest.mark.parametrize(("day", "stands"), BEGINS)
def test_new_unit_is_below_its_superior_from_its_first_day(cast, new, day, stands):
    khoi = cast.unit("khoi")
    below = Unit.objects.within(Tree(day), [khoi.pk])
    above = Unit.objects.filter(pk__in=Tree(day).above(new.pk))

    assert below.filter(pk=new.pk).exists() is stands
    assert above.filter(pk=khoi.pk).exists() is stands
    assert (new.pk in keys_directly_below(day).get(khoi.pk, [])) is stands
    assert (new.pk in edges_below(khoi.pk, Tree(day)).get(khoi.pk, [])) is stands
    assert (khoi in path_to(new, day)) is stands


@pytest.mark.parametrize(("day", "sees"), BEGINS)
def test_new_unit_is_seen_and_worked_for_from_its_first_day(cast, new, day, sees):
    with time_machine.travel(f"{day} 09:00+07:00", tick=False):
        officer = Person.objects.get(pk=cast.bloc_officer.pk)
        assert Unit.objects.visible_to(officer).filter(pk=new.pk).exists() is sees
        assert kinds_at(officer, new) == ({RoleKind.OFFICER} if sees else set())


@pytest.mark.parametrize(("day", "holder"), [(EVE, "khoi"), (FIRST, "xa-an"), (MORROW, "xa-an")])
def test_moved_unit_changes_hands_on_the_very_day(cast, day, holder):
    move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=FIRST)
    row = accept_initiative(cast)

    holders = {
        code for code in ("khoi", "xa-an")
        if Initiative.objects.within(Tree(day), [cast.unit(code).pk]).filter(pk=row.pk).exists()
    }  # fmt: skip
    assert holders == {holder}


@pytest.mark.parametrize(("day", "is_inside"), [(date(2022, 12, 31), True), (date(2023, 1, 1), True)])
def test_ended_unit_keeps_its_last_superior_upward(cast, day, is_inside):
    above = Unit.objects.filter(pk__in=Tree(day).above(cast.unit("cu").pk))
    assert above.filter(pk=cast.unit("lt").pk).exists() is is_inside


@pytest.mark.parametrize(("since", "is_inside"), [(date(2022, 12, 31), True), (date(2023, 1, 1), False)])
def test_ended_unit_is_read_with_the_period_in_which_it_ended(cast, since, is_inside):
    tree = Tree(date(2024, 6, 1), dissolved_since=since)
    lt, cu = cast.unit("lt").pk, cast.unit("cu").pk
    assert Unit.objects.within(tree, [lt]).filter(pk=cu).exists() is is_inside
    assert (cu in edges_below(lt, tree)[lt]) is is_inside


@pytest.mark.parametrize(("day", "holds"), [(EVE, True), (FIRST, False)])
def test_role_holds_until_the_day_before_its_end(cast, day, holds):
    end_role(Role.objects.get(person=cast.officer), by=cast.bloc_office, on=FIRST)
    with time_machine.travel(f"{day} 09:00+07:00", tick=False):
        assert bool(kinds_at(Person.objects.get(pk=cast.officer.pk), cast.unit("db1"))) is holds


@pytest.mark.parametrize(("day", "holds"), BEGINS)
def test_role_holds_from_its_first_day(cast, day, holds):
    person = make_person("moi", "Người Mới")
    assign_role(person, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=FIRST)
    with time_machine.travel(f"{day} 09:00+07:00", tick=False):
        assert bool(kinds_at(Person.objects.get(pk=person.pk), cast.unit("cb11"))) is holds


@pytest.mark.parametrize(("day", "code"), [(EVE, "cb2"), (FIRST, "cb-2")])
def test_code_names_the_unit_from_its_day(cast, day, code):
    rename(cast.unit("cb2"), name="Chi bộ Dân tộc", code="cb-2", by=cast.office, on=FIRST)
    assert find_unit(code, day) == cast.unit("cb2")


def test_name_begins_after_the_one_before_it(cast):
    unit = cast.unit("cb2")
    with pytest.raises(Refused, match="ngày đổi tên phải sau ngày đó"):
        rename(unit, name="Tên mới", by=cast.office, on=unit.valid_from)
    assert rename(unit, name="Tên mới", by=cast.office, on=unit.valid_from + timedelta(days=1)).name == "Tên mới"


def test_ended_unit_is_renamed_until_its_last_day(cast):
    unit = cast.unit("cu")
    with pytest.raises(Refused, match="không đổi tên sau ngày đó"):
        rename(unit, name="Tên mới", by=cast.office, on=date(2023, 1, 1))
    assert rename(unit, name="Tên mới", by=cast.office, on=date(2022, 12, 31)).pk == unit.pk


def test_move_begins_after_the_superior_before_it(cast):
    unit = cast.unit("db1")
    with pytest.raises(Refused, match="ngày chuyển phải sau ngày đó"):
        move(unit, parent=cast.unit("lt"), by=cast.office, on=unit.valid_from)
    assert move(unit, parent=cast.unit("lt"), by=cast.office, on=unit.valid_from + timedelta(days=1)).pk == unit.pk


def test_move_before_a_later_one_is_refused(cast):
    move(cast.unit("db1"), parent=cast.unit("lt"), by=cast.office, on=FIRST)

    with pytest.raises(Refused, match="đã có thay đổi cấp trên sau ngày này"):
        move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=EVE)


def test_undone_move_gives_the_time_back_to_the_superior_before(cast):
    unit = move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=FIRST)
    undo(unit.change_parts.order_by("-pk").first().change, by=cast.office)

    edge = unit.edges_up.get()
    assert (edge.parent, edge.valid_to) == (cast.unit("khoi"), None)


def test_second_move_hides_the_first_from_undoing(cast):
    unit = move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=FIRST)
    first = unit.change_parts.order_by("-pk").first().change
    move(unit, parent=cast.unit("lt"), by=cast.office, on=MORROW)

    with pytest.raises(Refused, match="hãy hoàn tác thay đổi sau trước"):
        undo(first, by=cast.office)


def test_circle_to_come_is_found_on_its_first_day(cast):
    move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=FIRST)

    assert first_day_below(cast.unit("xa-an"), cast.unit("cb11"), EVE, None) == FIRST
    assert first_day_below(cast.unit("xa-an"), cast.unit("cb11"), EVE, EVE) is None
    with pytest.raises(Refused, match=f"từ ngày {FIRST:%d/%m/%Y}"):
        move(cast.unit("xa-an"), parent=cast.unit("cb11"), by=cast.office, on=EVE)


@pytest.mark.parametrize(("first", "last", "words"), [
    (date(2019, 12, 31), None, "ngày bắt đầu phải nằm trong thời gian hoạt động"),
    (date(2023, 1, 1), date(2023, 1, 1), "ngày bắt đầu phải nằm trong thời gian hoạt động"),
    (date(2022, 12, 31), date(2023, 1, 1), "thôi hoạt động từ sau ngày 31/12/2022"),
    (date(2022, 12, 31), date(2022, 12, 30), "ngày hết hiệu lực phải từ ngày bắt đầu"),
])  # fmt: skip
def test_unit_outside_the_time_of_its_superior_is_refused(cast, first, last, words):
    row = NewUnit("con", "Chi bộ con", UnitKind.CELL, first, parent_code="cu", valid_to=last)
    with pytest.raises(Refused, match=words):
        establish(row, by=cast.office)


@pytest.mark.parametrize("first", [date(2020, 1, 1), date(2022, 12, 31)])
def test_unit_within_the_time_of_its_superior_is_established(cast, first):
    row = NewUnit("con", "Chi bộ con", UnitKind.CELL, first, parent_code="cu", valid_to=date(2022, 12, 31))
    assert establish(row, by=cast.office).valid_from == first


def test_code_of_an_ended_unit_is_free_from_the_next_day(cast):
    rename(cast.unit("cb2"), name="Chi bộ Dân tộc", code="cb-2", by=cast.office, on=FIRST)
    row = {"name": "Chi bộ khác", "kind": UnitKind.BASE_CELL, "parent_code": "khoi"}
    with pytest.raises(Refused, match="Mã “cb2” là mã của"):
        establish(NewUnit("cb2", valid_from=EVE, **row), by=cast.office)
    assert establish(NewUnit("cb2", valid_from=FIRST, **row), by=cast.office).code == "cb2"


def test_members_stated_twice_for_a_day_are_recorded_only_where_they_differ(cast):
    unit = cast.unit("db1")
    for count in (70, 70, 71):
        set_member_count(unit, count=count, quality="exact", as_of=FIRST, by=cast.office)
    assert list(unit.member_counts.values_list("count", flat=True)) == [71]
