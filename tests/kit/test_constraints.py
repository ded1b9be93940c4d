"""What the database itself refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from lantoa.declarations.models import Declaration
from lantoa.movement.models import Sector


@pytest.mark.parametrize("code", [None, "economy"])
def test_second_statement_of_a_day_is_refused_by_the_database(cast, code):
    row = {"unit": cast.unit("db1"), "as_of": date(2023, 1, 1), "sector": cast.sector[code] if code else None}
    Declaration.objects.create(**row, count=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.create(**row, count=2)


def test_second_national_sector_of_a_code_is_refused_by_the_database(cast):
    again = Sector(code="economy", name="Kinh tế", national="economy", valid_from=cast.sector["economy"].valid_from)

    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
