"""Member counts that do not fit those of the units below: much older, or smaller; and what asking costs."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.figures.figures import ReportScope
from lantoa.reports.summary import summary
from lantoa.units.services import set_member_count

START, END = date(2023, 1, 1), date(2023, 12, 31)
OWN = date(2022, 6, 30)


def state(cast, code: str, count: int, on: date, quality: str = "exact") -> None:
    set_member_count(cast.unit(code), count=count, quality=quality, as_of=on, by=cast.office)


def doubts(cast) -> list[str]:
    found = summary(ReportScope(cast.unit("khoi"), START, END)).doubts
    return [doubt.text for doubt in found if doubt.key == "units.members"]


@pytest.mark.parametrize(("days", "is_doubtful"), [(-1, False), (0, False), (1, True)])
def test_a_count_more_than_a_year_older_than_one_below_is_a_doubt(cast, days, is_doubtful):
    state(cast, "khoi", 500, OWN)
    state(cast, "db1", 70, date(2023, 6, 30) + timedelta(days=days))

    assert bool(doubts(cast)) is is_doubtful


@pytest.mark.parametrize(("count", "quality", "is_doubtful"), [
    (69, "exact", True), (70, "exact", False), (69, "at_most", True), (69, "at_least", False), (69, "about", False),
])  # fmt: skip
def test_a_count_below_those_of_the_units_under_it_is_a_doubt(cast, count, quality, is_doubtful):
    state(cast, "khoi", count, OWN, quality)
    state(cast, "db1", 50, OWN)
    state(cast, "cb2", 20, OWN)

    assert bool(doubts(cast)) is is_doubtful


def test_many_units_with_counts_ask_no_more_than_one(cast):
    def count_queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            summary(ReportScope(cast.unit("lt"), START, END)).as_json()
        return len(asked)

    state(cast, "lt", 500, OWN)
    one = count_queries()
    for code in ("khoi", "db1", "cb11", "cb2", "xa-an", "xa-binh"):
        state(cast, code, 50, OWN)
    assert count_queries() == one
