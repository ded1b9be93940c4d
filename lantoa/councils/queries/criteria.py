"""Which criteria hold: those of the nearest unit upward, the latest version in force on the day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from lantoa.councils.models import CriteriaSet
from lantoa.movement.models import Sector
from lantoa.units.models import Unit
from lantoa.units.queries import path_to


def sets_serving(unit: Unit, on: date) -> QuerySet[CriteriaSet]:
    """Sets in force on the day that the unit or one above it laid down, or that hold for all; superseded ones too while
    their days last."""
    return CriteriaSet.objects.serving(unit).standing(on)


def general_sets(unit: Unit, on: date) -> list[CriteriaSet]:
    """General sets to choose from: the newest version of each that is in force, nearest unit first."""
    return _nearest(sets_serving(unit, on).filter(sector=""), unit, on)


def criteria_for(unit: Unit, sector: Sector | None, on: date) -> CriteriaSet | None:
    """The set of the sector's national field that is nearest upward from the unit; None when there is none."""
    if sector is None:
        return None
    return next(iter(_nearest(sets_serving(unit, on).filter(sector=sector.national), unit, on)), None)


def _nearest(sets: QuerySet[CriteriaSet], unit: Unit, on: date) -> list[CriteriaSet]:
    found = list(sets.select_related("unit"))
    replaced = {row.supersedes_id for row in found}
    found = [row for row in found if row.pk not in replaced]
    if not found:
        return []
    distance = {above.pk: place for place, above in enumerate(reversed(path_to(unit, on)))}
    furthest = len(distance)
    return sorted(found, key=lambda row: (distance.get(row.unit_id, furthest), -row.valid_from.toordinal(), row.pk))
