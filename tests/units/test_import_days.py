"""The sheet of units on the first and the last day of a superior."""

from datetime import date, timedelta

import pytest

from lantoa.units.imports import UNITS
from tests.cast import SINCE
from tests.units.test_imports import row
from tests.workbooks import check_rows, places

LAST = date(2022, 12, 31)
ONE = timedelta(days=1)


@pytest.mark.parametrize(("first", "last", "faulty"), [
    (SINCE, LAST, []), (SINCE - ONE, LAST, ["E2"]), (SINCE, LAST + ONE, ["F2"]), (SINCE, None, ["F2"]),
    (LAST, LAST, []), (LAST, LAST - ONE, ["F2"]),
])  # fmt: skip
def test_unit_stands_within_the_time_of_its_superior(cast, first, last, faulty):
    assert places(check_rows(UNITS, [row("moi", "cu", valid_from=first, valid_to=last)], cast.office)) == faulty


@pytest.mark.parametrize(("first", "faulty"), [(date(2021, 1, 1), []), (date(2020, 12, 31), ["E2"])])
def test_unit_begins_no_earlier_than_a_superior_of_the_same_sheet(cast, first, faulty):
    rows = [row("con", "cha", valid_from=first), row("cha", "khoi", kind="Đảng bộ cơ sở")]
    assert places(check_rows(UNITS, rows, cast.office)) == faulty
