"""Pages ask as often for many rows as for few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.councils.services import assign_balanced, close_scoring, create_council, open_scoring
from tests.cast import SINCE
from tests.councils.sitting_cast import make_council, make_set, make_sitting, score


def count_queries(client, url) -> int:
    client.get(url)  # what is read once a process is read now
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def make_scored(cast, items: int, *, is_closed: bool = False):
    sitting = open_scoring(make_sitting(cast, items=items), by=cast.bloc_officer)
    for given in assign_balanced(sitting, per_item=2, by=cast.bloc_officer):
        score(given, 8, 8, 8)
    return close_scoring(sitting, by=cast.bloc_officer) if is_closed else sitting


@pytest.mark.parametrize("name", ["sitting", "sitting_assign"])
@pytest.mark.parametrize("part", ["bloc_officer", "approver"])
def test_a_sitting_with_many_items_asks_no_more(cast, as_person, name, part):
    few, many, client = make_scored(cast, 2), make_scored(cast, 9), as_person(part)

    assert count_queries(client, reverse(name, args=[few.pk])) == count_queries(client, reverse(name, args=[many.pk]))


@pytest.mark.parametrize("part", ["auditor", "approver"])
def test_results_of_many_items_ask_no_more(cast, as_person, part):
    few, many, client = make_scored(cast, 2, is_closed=True), make_scored(cast, 9, is_closed=True), as_person(part)

    assert count_queries(client, reverse("sitting", args=[few.pk])) == count_queries(
        client, reverse("sitting", args=[many.pk])
    )


def test_the_list_of_councils_asks_no_more_for_thirty(cast, as_person):
    make_council(cast)
    client = as_person("office")
    before = count_queries(client, reverse("councils"))
    for number in range(30):
        create_council(unit=cast.unit("khoi"), name=f"Hội đồng {number}", tier="bloc", valid_from=SINCE, by=cast.office)

    assert count_queries(client, reverse("councils")) == before


def test_the_list_of_criteria_sets_asks_no_more_for_thirty(cast, as_person):
    make_set(cast)
    client = as_person("office")
    before = count_queries(client, reverse("criteria_sets"))
    for number in range(30):
        make_set(cast, name=f"Bộ {number}")

    assert count_queries(client, reverse("criteria_sets")) == before


def test_the_own_list_asks_no_more_for_many_items(cast, as_person):
    client = as_person("approver")
    make_scored(cast, 3)
    before = count_queries(client, reverse("my_scoring"))
    sitting = cast.approver.seats.get().council.sittings.get()
    assert sitting.items.count() == 3
    scored_more = open_scoring(make_sitting(cast, items=9), by=cast.bloc_officer)
    assign_balanced(scored_more, per_item=1, by=cast.bloc_officer)

    assert count_queries(client, reverse("my_scoring")) <= before + 2  # one more sitting, not nine more items
