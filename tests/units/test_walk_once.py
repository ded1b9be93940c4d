"""Within a request that only reads, the tree is walked once; what is found stays the same."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.initiatives.models import Initiative
from lantoa.units.models import Unit
from lantoa.units.tree import walk_once
from tests.cast import accept_initiative


def walks(queries) -> int:
    return sum("RECURSIVE" in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("name", ["officer", "approver", "outsider", "auditor", "nobody"])
def test_rows_in_scope_are_the_same_within(cast, name):
    accept_initiative(cast)
    person = getattr(cast, name)
    doors = (Unit.objects.visible_to, Initiative.objects.visible_to)
    outside = [set(door(person).values_list("pk", flat=True)) for door in doors]

    with walk_once():
        within = [set(door(person).values_list("pk", flat=True)) for door in doors for _ in (1, 2)]

    assert within == [rows for rows in outside for _ in (1, 2)]


def test_tree_is_walked_once_within_and_for_each_question_outside(cast):
    def ask():
        with CaptureQueriesContext(connection) as queries:
            list(Unit.objects.visible_to(cast.officer))
            list(Initiative.objects.visible_to(cast.officer))
        return walks(queries)

    with walk_once():
        assert (ask(), ask()) == (1, 0)
    assert ask() == 2


def test_a_page_walks_each_tree_once(cast, client):
    accept_initiative(cast)
    client.force_login(cast.officer, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    asked = [query["sql"] for query in queries.captured_queries if "RECURSIVE" in query["sql"]]
    assert len(asked) == len(set(asked)) <= 4
