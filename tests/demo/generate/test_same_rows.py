"""The same scale and seed give the same rows, and only in an empty database."""

from __future__ import annotations

from datetime import date

import pytest
from django.apps import apps
from django.db import transaction

from lantoa.demo.generate.load import generate
from lantoa.demo.generate.scale import Scale
from lantoa.initiatives.models import Initiative
from lantoa.kit.ruling import Refused
from lantoa.movement.services import ensure_national_sectors
from lantoa.rulebook.services import ensure_rules

ON = date(2026, 3, 20)
TINY = Scale(provinces=1, initiatives=40, years=1, on=ON, seed=7)


@pytest.fixture
def ground(db) -> None:
    ensure_rules()
    ensure_national_sectors()


class Undone(Exception):
    pass


def rows_of(scale: Scale) -> dict[str, list[tuple]]:
    """Every row that a generation writes but for its key where the database gives it; taken back afterwards."""
    try:
        with transaction.atomic():
            generate(scale)
            raise Undone(_all_rows())
    except Undone as done:
        return done.args[0]


def _all_rows() -> dict[str, list[tuple]]:
    models = [model for model in apps.get_models() if model.__module__.startswith("lantoa.")]
    return {
        model.__name__: list(
            model._base_manager.order_by("pk").values_list(
                *(field.attname for field in model._meta.local_concrete_fields if not field.primary_key)
            )
        )
        for model in models
    }


def test_same_seed_gives_the_same_rows(ground):
    first, second = rows_of(TINY), rows_of(TINY)
    assert first["Event"]
    assert first == second


def test_another_seed_gives_others(ground):
    assert rows_of(TINY)["Initiative"] != rows_of(Scale(1, 40, 1, ON, seed=8))["Initiative"]


def test_database_with_units_is_refused(ground, cast):
    with pytest.raises(Refused, match="đã có đơn vị"):
        generate(TINY)
    assert not Initiative.objects.filter(unit__code__startswith="p1").exists()
