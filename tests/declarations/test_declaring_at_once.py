"""Two officers state the same number for the first time at the same moment: both stand in the history, one after the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from lantoa.declarations.models import Declaration
from lantoa.declarations.services import declare
from lantoa.kit.models import Event
from lantoa.units.models import Unit
from tests.cast import DAY


@pytest.mark.django_db(transaction=True)
def test_of_two_who_state_a_number_at_once_the_second_restates_it(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with DATABASE_URL=postgres://… for two")
    start = Barrier(2)

    def act(count: int) -> None:
        try:
            unit = Unit.objects.get(code="db1")
            start.wait(timeout=30)
            declare(unit, as_of=DAY, counts=[(None, count, "exact")], by=cast.officer)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, (11, 12)))

    row = Declaration.objects.get()
    first, second = Event.objects.filter(verb="declare").order_by("pk")
    assert {first.after["count"], second.after["count"]} == {11, 12}
    assert (first.before, second.before["count"]) == ({}, first.after["count"])
    assert row.count == second.after["count"]
