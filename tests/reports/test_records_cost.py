"""What a page of records costs: its counts, and that what is skipped is not read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.figures.figures import ReportScope
from lantoa.reports.records import records
from tests.cast import DAY, accept_initiative


@pytest.fixture
def statements(cast):
    """`statements("officer")`: the list of SQL statements of the second page of two registrations a page."""

    def ask(username: str) -> list[str]:
        for number in range(5):
            accept_initiative(cast, name=f"Mô hình {number}")
        scope = ReportScope(cast.unit("khoi"), DAY.replace(month=1, day=1), DAY.replace(month=12, day=31))
        with CaptureQueriesContext(connection) as asked:
            found = records("initiatives.registered", {}, scope, user=getattr(cast, username), start=2, stop=4)
        assert [record.label for record in found.records] == ["Mô hình 2", "Mô hình 3"]
        assert (found.count, found.visible, found.total) == (5, 5, 5)
        return [query["sql"] for query in asked.captured_queries]

    return ask


@pytest.mark.parametrize(("username", "counts"), [("bloc_officer", 2), ("office", 1)])
def test_rows_are_counted_once_for_the_figure_and_once_for_the_person(statements, username, counts):
    assert sum("COUNT(*)" in sql for sql in statements(username)) == counts


def test_skipped_rows_are_not_read_with_their_texts(statements):
    skipping = [sql for sql in statements("bloc_officer") if "OFFSET" in sql]
    assert len(skipping) == 1
    assert '"content"' not in skipping[0]


def test_shown_rows_are_looked_up_by_their_keys_alone(statements):
    reading = [sql for sql in statements("bloc_officer") if '"content"' in sql]
    assert len(reading) == 1
    assert "RECURSIVE" not in reading[0]
