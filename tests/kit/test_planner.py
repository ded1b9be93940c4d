"""The planner counts again after a mass of rows came in: on PostgreSQL, whose plans hang on it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.kit.planner import count_anew
from lantoa.units.models import Place


@pytest.mark.django_db
def test_rows_of_this_very_transaction_are_counted():
    since = date(2025, 7, 1)
    Place.objects.bulk_create(
        Place(code=f"x{number}", name=f"Xã {number}", kind="commune", valid_from=since) for number in range(700)
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        count_anew()

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'units_place'::regclass")
            assert cursor.fetchone()[0] >= 700
    else:
        assert len(asked) == 0
