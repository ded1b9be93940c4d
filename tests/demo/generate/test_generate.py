"""A small generated installation: whole by its own checks, and each province for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from lantoa.config.commands.check import all_checks
from lantoa.demo.generate.load import GeneratedData, generate
from lantoa.demo.generate.scale import Scale
from lantoa.evidence.models import Evidence
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.kit.models import Event
from lantoa.movement.models import Task
from lantoa.movement.services import ensure_national_sectors
from lantoa.recognition.models import Recognition
from lantoa.rulebook.services import ensure_rules
from lantoa.units.models import ParentEdge, Person, Unit
from lantoa.units.queries import path_to

ON = date(2026, 3, 20)
SMALL = Scale(provinces=2, initiatives=300, years=3, on=ON, seed=7)
# `django_db` also on what uses the rows of the module: pytest-django runs these tests together and first.
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[GeneratedData]:
    with django_db_blocker.unblock(), transaction.atomic():
        ensure_rules()
        ensure_national_sectors()
        yield generate(SMALL)
        transaction.set_rollback(True)


def officer(number: int) -> Person:
    return Person.objects.get(username=f"p{number}-officer")


def test_there_is_what_was_asked_for(made):
    by_province = Counter(Initiative.objects.values_list("unit__code", flat=True))
    provinces = Counter(code.split("-")[0] for code in by_province.elements())
    assert provinces == {"p1": 300, "p2": 300}
    assert made.accounts == ("office", "p1-officer", "p1-approver", "p2-officer", "p2-approver")


@pytest.mark.parametrize("name", all_checks())
def test_check_finds_nothing_wrong(made, name):
    assert all_checks()[name]() == []


def test_every_state_is_there(made):
    assert set(Initiative.objects.values_list("state", flat=True)) == set(State.values)


@pytest.mark.parametrize("model", [Evidence, Recognition, Replication, Task, Event])
def test_what_gathers_around_is_there(made, model):
    assert model.objects.exists()


def test_communes_stand_under_their_district_until_the_reform(made):
    commune = Unit.objects.get(code="p1-x1")
    above = [edge.parent.code for edge in ParentEdge.objects.filter(unit=commune).order_by("valid_from")]
    assert above == ["p1-h1", "p1"]
    assert [unit.code for unit in path_to(commune, ON)] == ["p1", "p1-x1"]


@pytest.mark.parametrize("model", [Unit, Initiative, Evidence, Recognition, Replication, Task])
def test_officer_sees_nothing_of_the_other_province(made, model):
    first, second = (set(model.objects.visible_to(officer(n)).values_list("pk", flat=True)) for n in (1, 2))
    assert first
    assert second
    assert first.isdisjoint(second)


def test_password_opens_the_site(made):
    assert officer(1).check_password(made.password)
    assert not officer(1).check_password(f"{made.password}x")


def test_nothing_happened_after_the_day(made):
    assert not Initiative.objects.filter(registered_on__gt=ON).exists()
    assert timezone.localdate(Event.objects.order_by("-sequence")[0].at) <= ON
