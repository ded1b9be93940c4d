"""Two people end the same unit at the same moment: one does, the other is told."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection, connections

from lantoa.kit.ruling import Refused
from lantoa.units.models import Unit, UnitChange
from lantoa.units.services import end_unit

DAY = date(2024, 6, 30)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_end_a_unit_at_once_one_is_refused(cast):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time; run with DATABASE_URL=postgres://… for two")
    start = Barrier(2)

    def act(_) -> str:
        try:
            unit = Unit.objects.get(code="cb2")
            start.wait(timeout=30)
            end_unit(unit, on=DAY, by=cast.office)
            return "done"
        except Refused as refused:
            return str(refused)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(act, range(2)))

    assert answers[0] == "done" or answers[1] == "done"
    assert sum("đã thôi hoạt động" in answer for answer in answers) == 1
    assert UnitChange.objects.filter(kind="dissolve").count() == 1
