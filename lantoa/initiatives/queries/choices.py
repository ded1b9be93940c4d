"""What may be chosen for a registration or a declaration of a unit."""

from __future__ import annotations

from datetime import date

from django.db.models import F, QuerySet

from lantoa.movement.models import Campaign, Sector
from lantoa.units.enums import PlaceKind
from lantoa.units.models import Place, Unit

COMMUNES = (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE)


def sectors_for(unit: Unit, on: date) -> QuerySet[Sector]:
    """Sectors in force on the day that serve the unit: its province's own first, then the national ones."""
    return Sector.objects.serving(unit).standing(on).order_by(F("unit").asc(nulls_last=True), "pk")


def campaigns_for(unit: Unit) -> QuerySet[Campaign]:
    """Phases and years launched for the unit, newest first."""
    return Campaign.objects.serving(unit)


def communes(on: date) -> QuerySet[Place]:
    """Communes, wards and special zones of the day, with the province that each lies in."""
    return Place.objects.standing(on).filter(kind__in=COMMUNES).select_related("parent")
