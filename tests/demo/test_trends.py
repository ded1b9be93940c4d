"""The lines of the five complaints, seen from the autumn in which the demonstration's story ends.

Its days are told once and for all: seen from a later year nothing has happened since, and the lines truly lie flat.
"""

from __future__ import annotations

from datetime import date

import pytest
import time_machine

from lantoa.units.models import Person, Unit
from lantoa.watch.queries.complaints import trends
from tests.days import nine_o_clock
from tests.demo.conftest import load_sets

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
END = date(2026, 11, 20)


@pytest.fixture(scope="module", autouse=True)
def _loaded_then(django_db_setup, django_db_blocker, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    with time_machine.travel(nine_o_clock(END).timestamp()), django_db_blocker.unblock(), load_sets(home, ["son-la"]):
        yield


def test_sl_five_complaints_have_content_and_move():
    found = trends(Person.objects.get(username="sl-bloc-officer"), Unit.objects.get(code="sl-bloc"), END)

    assert len(found) == 5
    assert all(trend.count > 0 for trend in found)
    assert all(len({month.value for month in trend.counts}) > 1 for trend in found)
