"""The dated tree: who stands below whom on which day, also for units that have ended."""

from datetime import date

import pytest

from lantoa.units.models import Unit
from lantoa.units.queries import children, find_unit, path_to, roots, top_of, unit_as_of, units_below
from lantoa.units.services import move, rename
from lantoa.units.tree import Tree
from tests.cast import SINCE

TODAY = date(2024, 6, 1)


def codes(units) -> set[str]:
    return {unit.code for unit in units}


def below(cast, code: str, tree: Tree) -> set[str]:
    return codes(Unit.objects.within(tree, [cast.unit(code).pk]))


def test_below_holds_the_root_and_all_under_it(cast):
    assert below(cast, "khoi", Tree(TODAY)) == {"khoi", "db1", "cb11", "cb2"}


def test_below_without_roots_is_empty(cast):
    assert Unit.objects.within(Tree(TODAY), []).count() == 0


def test_above_holds_the_unit_and_all_over_it(cast):
    assert codes(Unit.objects.filter(pk__in=Tree(TODAY).above(cast.unit("cb11").pk))) == {"lt", "khoi", "db1", "cb11"}


def test_a_dissolved_unit_stays_under_its_last_superior(cast):
    assert "cu" in below(cast, "lt", Tree(TODAY))


def test_a_unit_dissolved_before_the_period_is_left_out(cast):
    assert "cu" not in below(cast, "lt", Tree(TODAY, dissolved_since=date(2023, 1, 1)))


def test_a_unit_dissolved_within_the_period_is_kept(cast):
    assert "cu" in below(cast, "lt", Tree(TODAY, dissolved_since=date(2022, 12, 31)))


def test_nothing_stands_before_it_was_established(cast):
    assert below(cast, "lt", Tree(date(2019, 12, 31))) == {"lt"}


@pytest.mark.parametrize(("day", "expected"), [(date(2022, 12, 31), 7), (date(2023, 1, 1), 6)])
def test_units_below_counts_the_last_day_of_a_unit_as_inside(cast, day, expected):
    assert units_below(cast.unit("lt"), day).count() == expected


@pytest.mark.parametrize(("day", "holder"), [(date(2023, 12, 31), "khoi"), (date(2024, 1, 1), "lt")])
def test_a_moved_unit_stands_under_the_superior_of_the_day(cast, day, holder):
    move(cast.unit("db1"), parent=cast.unit("lt"), by=cast.office, on=date(2024, 1, 1))

    assert "db1" in codes(children(cast.unit(holder), day))


def test_what_is_below_a_moved_unit_moves_with_it(cast):
    move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 1, 1))

    assert below(cast, "xa-an", Tree(TODAY)) == {"xa-an", "db1", "cb11"}
    assert below(cast, "khoi", Tree(TODAY)) == {"khoi", "cb2"}


def test_children_come_in_vietnamese_order(cast):
    assert [unit.code for unit in children(cast.unit("lt"), TODAY)] == ["xa-binh", "xa-an", "khoi"]


def test_path_leads_from_the_top(cast):
    assert [unit.code for unit in path_to(cast.unit("cb11"), TODAY)] == ["lt", "khoi", "db1", "cb11"]


def test_path_of_a_dissolved_unit_leads_through_its_last_superior(cast):
    assert [unit.code for unit in path_to(cast.unit("cu"), TODAY)] == ["lt", "cu"]


def test_roots_leave_out_what_is_dissolved(cast):
    assert [unit.code for unit in roots()] == ["lt"]
    assert [unit.code for unit in roots(date(2019, 1, 1))] == []


def test_top_of_the_province_office_is_the_first_root(cast):
    assert top_of(cast.office).code == "lt"


def test_top_of_an_officer_is_the_own_unit(cast):
    assert top_of(cast.officer).code == "db1"


def test_top_of_someone_without_a_role_is_none(cast):
    assert top_of(cast.nobody) is None


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2019, 12, 31), None),
        (SINCE, "Chi bộ Ban Dân tộc"),
        (date(2023, 12, 31), "Chi bộ Ban Dân tộc"),
        (date(2024, 1, 1), "Chi bộ Ban Dân tộc và Tôn giáo"),
    ],
)
def test_as_of_gives_the_name_of_the_day(cast, day, name):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc và Tôn giáo", by=cast.office, on=date(2024, 1, 1))

    version = unit_as_of(cast.unit("cb2"), day).version
    assert (version.name if version else None) == name


def test_as_of_gives_the_superior_and_what_is_below(cast):
    seen = unit_as_of(cast.unit("khoi"), TODAY)

    assert {line: unit.code for line, unit in seen.parents.items()} == {"party": "lt"}
    assert seen.below_count == 3


def test_find_unit_by_a_code_of_the_past(cast):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc", code="cb2-moi", by=cast.office, on=date(2024, 1, 1))

    assert find_unit("cb2").pk == find_unit("cb2-moi").pk == cast.unit("cb2").pk


def test_find_unit_by_an_unknown_code_is_none(cast):
    assert find_unit("khong-co", TODAY) is None
