"""Rows of the sheet of units that give a standing unit its last day: tried out as the service would do them, and done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit
from lantoa.units.queries import path_to
from lantoa.units.services import end_unit

REASON = "Nhập danh sách đơn vị"


@dataclass(frozen=True)
class LastDay:
    """A standing unit that ends by the sheet. It names no successor: what cannot stay goes to the superior."""

    unit: Unit
    on: date


def write_ends(ends: Iterable[LastDay], *, by: Person | None) -> None:
    """End the units, the lowest first: a superior may end in the same sheet. Raises `Refused` as `end_unit` does."""
    for end in lowest_first(ends):
        end_unit(end.unit, on=end.on, by=by, reason=REASON)


def faults_of_ends(ends: Iterable[LastDay], *, by: Person | None) -> dict[int, list[str]]:
    """Key of a unit → why it cannot end. All are really ended and taken back at once, so that the check says what writing
    will do, rows that depend on one another included."""
    found: dict[int, list[str]] = {}
    ends = list(ends)
    if not ends:
        return found
    with _taken_back():
        for end in lowest_first(ends):
            try:
                with transaction.atomic():
                    end_unit(Unit.objects.get(pk=end.unit.pk), on=end.on, by=by, reason=REASON)
            except Refused as refused:
                found[end.unit.pk] = refused.reasons
    return found


def lowest_first(ends: Iterable[LastDay]) -> list[LastDay]:
    """The units so that each comes before those above it."""
    return sorted(ends, key=lambda end: -len(path_to(end.unit, end.on)))


@contextmanager
def _taken_back() -> Iterator[None]:
    """Whatever is written within is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
