"""Questions about sectors and campaigns for their page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.movement.enums import THE_FOUR, CampaignKind, NationalSector
from lantoa.movement.models import Campaign, Sector
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.queries import tops_of


@dataclass(frozen=True)
class SectorGroup:
    """A national sector with the units' own ones that roll up to it."""

    national: NationalSector
    own: list[Sector]

    @property
    def is_national(self) -> bool:
        return self.national in THE_FOUR


@dataclass(frozen=True)
class Phase:
    """A phase with its years; `campaign` None: years that belong to no phase."""

    campaign: Campaign | None
    years: list[Campaign]


def sector_groups(user: Person, on: date) -> list[SectorGroup]:
    """The four national sectors in their order, each with what the person may see of the units' own on that day; then those
    beside them, if there are any."""
    own: dict[str, list[Sector]] = defaultdict(list)
    rows = Sector.objects.visible_to(user).standing(on).filter(unit__isnull=False).select_related("unit")
    for sector in rows.order_by("unit__name_sort", "code"):
        own[sector.national].append(sector)
    return [SectorGroup(sector, own[sector]) for sector in NationalSector if sector in THE_FOUR or own[sector]]


def phases(user: Person) -> list[Phase]:
    """Phases, newest first, each with its years; last, the years that stand alone."""
    rows = list(Campaign.objects.visible_to(user).select_related("unit").order_by("-valid_from", "pk"))
    years: dict[int | None, list[Campaign]] = defaultdict(list)
    for row in rows:
        if row.kind == CampaignKind.YEAR:
            years[row.phase_id].append(row)
    found = [Phase(row, years[row.pk]) for row in rows if row.kind == CampaignKind.PHASE]
    return [*found, Phase(None, years[None])] if years[None] else found


def issuing_units(user: Person) -> QuerySet[Unit]:
    """Units in whose name the person may lay down sectors and campaigns: those of the own office roles."""
    today = timezone.localdate()
    if user.holds_everywhere({RoleKind.OFFICE}):
        return tops_of(user, today)
    offices = user.root_ids_as({RoleKind.OFFICE})
    return Unit.objects.visible_to(user).standing(today).filter(pk__in=offices).in_order()
