"""One set alone, and without places."""

from __future__ import annotations

import pytest
from django.db import transaction

from lantoa.councils.models import Appraisal
from lantoa.demo import son_la
from lantoa.initiatives.models import Initiative
from lantoa.kit.models import StoredFile
from lantoa.movement.services import ensure_national_sectors
from lantoa.plans.models import Milestone
from lantoa.rulebook.services import ensure_rules
from lantoa.units.models import Person

ACCOUNTS = [
    "auditor", "office", "sl-base-officer", "sl-bloc-approver", "sl-bloc-chair", "sl-bloc-officer",
    "sl-judge-1", "sl-judge-2", "sl-judge-3", "sl-judge-4",
]  # fmt: skip


def loaded_and_taken_back() -> tuple[list[tuple], ...]:
    """What two loads must have in common: registrations, scores, alerts' causes, and the accounts."""
    with transaction.atomic():
        ensure_rules()
        ensure_national_sectors()
        son_la.load()
        rows = (
            list(
                Initiative.objects.order_by("pk").values_list("unit__code", "name", "holder", "registered_on", "goals")
            ),
            list(Appraisal.objects.order_by("pk").values_list("item__title", "member__person__username", "total")),
            list(Milestone.objects.order_by("pk").values_list("plan__initiative__name", "due_on", "done_on")),
            list(StoredFile.objects.order_by("pk").values_list("sha256", flat=True)),
            list(Person.objects.order_by("username").values_list("username", flat=True)),
        )
        transaction.set_rollback(True)
    return rows


@pytest.mark.drill
def test_two_loads_are_the_same(db, settings, tmp_path):
    settings.HOME = tmp_path

    first = loaded_and_taken_back()

    assert len(first[0]) == 233
    assert first[-1] == ACCOUNTS
    assert loaded_and_taken_back() == first
