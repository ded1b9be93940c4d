"""Work about an initiative, as its own app and those above it tell of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.kit.work_items import Doers, WorkLine
from lantoa.units.doers import find_people_by_role


def line_about(initiative: Initiative, url: str, *, note: str = "", barred: Collection[int | None] = ()) -> WorkLine:
    """The line of a row of an initiative: its name leads to where the work is done. The unit must be loaded."""
    return WorkLine(str(initiative), url, initiative.unit.name, note, barred=frozenset(filter(None, barred)))


def find_deciders(units: Collection[int], on: date) -> Doers:
    """Who decides at each unit, as `decides_for` says one by one."""
    return find_people_by_role(units, on, at=DECIDERS_AT, above=DECIDERS_ABOVE)


def find_writers(units: Collection[int], on: date) -> Doers:
    """Who registers for each unit, as `may_register` says one by one."""
    return find_people_by_role(units, on, at=WRITERS)
