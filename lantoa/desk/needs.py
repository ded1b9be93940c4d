"""Every kind of work that may wait for a person, as the apps contribute it."""

from __future__ import annotations

from datetime import date

from lantoa.kit.extension_points import contributions
from lantoa.kit.work_items import Need
from lantoa.units.models import Person


def all_needs(user: Person, on: date) -> list[Need]:
    """All kinds, empty ones too, in the order in which to take them."""
    return [work.find(user, on) for work in contributions("work_items")]
