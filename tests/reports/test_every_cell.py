"""Every number of the summary opens exactly its records: each cell, for each role of the cast, on each tree."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives.services import record_replication, withdraw
from lantoa.recognition.services.facts import record_recognition
from lantoa.reports.records import records
from lantoa.units.services import move, set_member_count
from tests.cast import PEOPLE, accept_initiative, second_office

PERIOD = {"tu": "2023-01-01", "den": "2023-12-31"}


@pytest.fixture
def lived(cast):
    """A province in which everything that a summary counts has happened."""
    first = accept_initiative(cast)
    accept_initiative(
        cast, name="Đường hoa", unit=cast.unit("xa-an"), sector=cast.sector["culture_society"], tier="commune"
    )
    accept_initiative(cast, name="Của chi bộ", unit=cast.unit("cb11"), subject="individual", kind="exemplar")
    accept_initiative(cast, name="Của khối", unit=cast.unit("khoi"), tier="bloc")
    withdraw(accept_initiative(cast, name="Đã rút"), by=cast.office, reason="Thôi", on=date(2023, 8, 1))
    record_recognition(first, tier="bloc", recognised_on=date(2023, 9, 1), by=second_office(cast))
    record_recognition(first, tier="province", recognised_on=date(2023, 10, 1), by=second_office(cast))
    record_replication(first, unit=cast.unit("cb2"), adopted_on=date(2023, 10, 1), by=cast.office)
    proof = add_evidence(first, caption="Biên bản", reference="12/BB", dated_on=date(2023, 5, 1), by=cast.office)
    accept_evidence(proof, by=second_office(cast), on=date(2023, 6, 1))
    load_declarations([NewDeclaration(cast.unit("db1"), date(2023, 6, 30), 7, quality="about")], by=None)
    set_member_count(cast.unit("db1"), count=70, quality="exact", as_of=date(2023, 1, 5), by=cast.office)
    move(cast.unit("cb2"), parent=cast.unit("xa-binh"), by=cast.office, on=date(2024, 3, 1))
    return cast


@pytest.mark.parametrize("part", PEOPLE)
@pytest.mark.parametrize("tree", ["then", "now"])
def test_every_cell_equals_its_records(lived, as_person, part, tree):
    client = as_person(part)
    page = client.get(reverse("summary"), PERIOD | {"cay": tree})

    checked = 0
    for cell in (cell for table in page.context["tables"] for cell in table.cells if cell.url):
        listed = client.get(cell.url).context["listed"]
        amounts = [record.amount for record in listed.records]
        assert (cell.url, listed.figure.value, listed.visible, listed.total) == (
            cell.url,
            cell.value,
            len(amounts),
            sum(amounts),
        )
        whole = records(listed.figure.key, listed.figure.dims, listed.scope)
        assert (len({record.id for record in whole.records}), whole.total) == (listed.count, cell.value or 0)
        checked += 1
    assert checked > 20
