"""What the sheets of this app share: who may import them, and the lists that their templates offer."""

from __future__ import annotations

from django.utils import timezone

from lantoa.initiatives.imports.sectors import sector_names
from lantoa.initiatives.rules import WRITERS
from lantoa.kit.ruling import YES, Ruling, no
from lantoa.units.models import Person, Unit

MOST_UNITS = 5_000
"""A longer list than this helps nobody to choose."""


def may_import(person: Person) -> Ruling:
    """Writers somewhere; for which units is asked row by row."""
    if person.holds(WRITERS):
        return YES
    return no("Chỉ cán bộ phụ trách và văn phòng được nhập số liệu từ tệp Excel.")


def offered_lists(person: Person) -> dict[str, list[str]]:
    """Codes of the person's units and names of their sectors, for the columns `unit` and `sector`."""
    units = Unit.objects.visible_to(person).standing(timezone.localdate()).in_order()
    return {"unit": list(units.values_list("code", flat=True)[:MOST_UNITS]), "sector": sector_names(person)}
