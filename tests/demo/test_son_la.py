"""One set alone, and without places."""

from __future__ import annotations

from django.db import transaction

from lantoa.demo import son_la
from lantoa.initiatives.models import Initiative
from lantoa.movement.services import ensure_national_sectors
from lantoa.rulebook.services import ensure_rules
from lantoa.units.models import Person


def loaded_and_taken_back() -> list[tuple]:
    with transaction.atomic():
        ensure_rules()
        ensure_national_sectors()
        son_la.load()
        rows = list(
            Initiative.objects.order_by("pk").values_list("unit__code", "name", "holder", "registered_on", "goals")
        )
        transaction.set_rollback(True)
    return rows


def test_two_loads_are_the_same(db, settings, tmp_path):
    settings.HOME = tmp_path

    first = loaded_and_taken_back()

    assert len(first) == 200
    assert loaded_and_taken_back() == first


def test_accounts_are_those_of_the_set(db, settings, tmp_path):
    settings.HOME = tmp_path
    ensure_rules()
    ensure_national_sectors()

    son_la.load()

    assert set(Person.objects.values_list("username", flat=True)) == {
        "auditor",
        "office",
        "sl-base-officer",
        "sl-bloc-approver",
        "sl-bloc-officer",
    }
