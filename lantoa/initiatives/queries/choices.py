"""What may be chosen for a registration or a declaration of a unit. `kept`: key of what was chosen before, still allowed."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from lantoa.movement.models import Campaign, Sector
from lantoa.units.enums import PlaceKind
from lantoa.units.models import Place, Unit
from lantoa.units.scope import in_force

COMMUNES = (PlaceKind.COMMUNE, PlaceKind.WARD, PlaceKind.TOWNSHIP, PlaceKind.SPECIAL_ZONE)


def sectors_for(unit: Unit | None, on: date, kept: int | None = None) -> QuerySet[Sector]:
    """Sectors in force on the day that serve the unit: its province's own first, then the national ones."""
    serving = Sector.objects.serving(unit) if unit else Sector.objects.filter(unit__isnull=True)
    chosen = Sector.objects.filter(Q(pk__in=serving.standing(on).values("pk")) | Q(pk=kept))
    return chosen.order_by(F("unit").asc(nulls_last=True), "pk")


def campaigns_for(unit: Unit, kept: int | None = None) -> QuerySet[Campaign]:
    """Phases and years launched for the unit, newest first."""
    return Campaign.objects.filter(Q(pk__in=Campaign.objects.serving(unit).values("pk")) | Q(pk=kept))


def communes(on: date, kept: int | None = None) -> QuerySet[Place]:
    """Communes, wards and special zones of the day, with the province that each lies in."""
    return Place.objects.filter(Q(in_force(on), kind__in=COMMUNES) | Q(pk=kept)).select_related("parent")
