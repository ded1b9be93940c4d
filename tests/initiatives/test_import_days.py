"""Sheets on the days that matter: today and tomorrow, the day of registration, the last day of a unit, what is declared."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.declarations.imports import DECLARED
from lantoa.declarations.queries import find_declarations as declared_rows
from lantoa.recognition.imports.initiatives import INITIATIVES
from tests.cast import DAY, accept_initiative
from tests.declarations.test_imports_declared import row as number
from tests.recognition.test_imports_initiatives import row as initiative
from tests.workbooks import check_rows, import_rows, places

TODAY = timezone.localdate()
LAST = date(2022, 12, 31)
ONE = timedelta(days=1)


@pytest.mark.parametrize(("day", "faulty"), [
    ({"as_of": TODAY}, []), ({"as_of": TODAY + ONE}, ["B2"]),
    ({"unit": "cu", "as_of": LAST}, []), ({"unit": "cu", "as_of": LAST + ONE}, ["B2"]),
])  # fmt: skip
def test_number_is_declared_for_a_day_of_the_unit(cast, day, faulty):
    assert places(check_rows(DECLARED, [number(**day)], cast.office)) == faulty


@pytest.mark.parametrize("count", [0, 1])
def test_none_at_all_can_be_declared(cast, count):
    assert places(check_rows(DECLARED, [number(count)], cast.officer)) == []


@pytest.mark.parametrize(("changed", "unchanged", "faulty"), [
    ({}, 1, []), ({"count": "gần 12"}, 0, ["D2"]), ({"count": 13}, 0, ["D2"]), ({"sector": "Kinh tế"}, 0, []),
])  # fmt: skip
def test_number_that_is_there_agrees_in_count_and_quality(cast, changed, unchanged, faulty):
    import_rows(DECLARED, [number(12)], cast.officer)
    found = check_rows(DECLARED, [number(12) | changed], cast.officer)
    assert (found.unchanged, places(found)) == (unchanged, faulty)


def test_number_of_another_unit_is_refused(cast):
    assert places(check_rows(DECLARED, [number(unit="khoi")], cast.officer)) == ["A2"]


@pytest.mark.parametrize(("changed", "faulty"), [
    ({"registered_on": TODAY}, []), ({"registered_on": TODAY + ONE}, ["registered_on"]),
    ({"unit": "cu", "registered_on": LAST}, []), ({"unit": "cu", "registered_on": LAST + ONE}, ["registered_on"]),
    ({"recognised_tier": "Cơ sở", "recognised_on": DAY}, []),
    ({"recognised_tier": "Cơ sở", "recognised_on": DAY - ONE}, ["recognised_on"]),
    ({"recognised_tier": "Cơ sở", "recognised_on": TODAY}, []),
    ({"recognised_tier": "Cơ sở", "recognised_on": TODAY + ONE}, ["recognised_on"]),
    ({"recognised_on": DAY}, ["recognised_tier"]), ({"recognised_tier": "Cơ sở"}, ["recognised_on"]),
])  # fmt: skip
def test_registration_and_decision_are_of_days_that_can_be(cast, changed, faulty):
    keys = [column.key for column in INITIATIVES.columns]
    found = places(check_rows(INITIATIVES, [initiative(**changed)], cast.office))

    assert found == [f"{chr(65 + keys.index(key))}2" for key in faulty]


@pytest.mark.parametrize(("part", "tier", "faulty"), [
    ("officer", "Cơ sở", 1), ("bloc_officer", "Khối", 1),
    ("bloc_office", "Khối", 0), ("bloc_office", "Tỉnh", 1), ("office", "Tỉnh", 0),
])  # fmt: skip
def test_decision_is_brought_by_who_could_take_it(cast, part, tier, faulty):
    row = initiative(recognised_tier=tier, recognised_on=DAY)
    assert len(check_rows(INITIATIVES, [row], cast.people[part]).errors) == faulty


def test_registration_of_another_unit_is_refused(cast):
    assert places(check_rows(INITIATIVES, [initiative(unit="khoi")], cast.officer)) == ["B2"]


def test_as_many_as_are_identified_is_no_doubt(cast):
    accept_initiative(cast)
    import_rows(DECLARED, [number(1), number(0, as_of=DAY)], cast.officer)
    unit = cast.unit("db1").pk
    rows = declared_rows([(unit, date(2023, 6, 30)), (unit, DAY)])
    assert [len(row.doubts) for row in rows] == [0, 1]
