"""Questions about prospects: the list under its filters, and what waits for a rating."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.rights import by_another, decidable_units
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree


@dataclass(frozen=True)
class ProspectFilters:
    """What is asked of the list. `unit`: with all below it."""

    unit: Unit | None = None
    year: int | None = None
    state: str = ""


def prospects_under(rows: QuerySet[Prospect], asked: ProspectFilters) -> QuerySet[Prospect]:
    """The rows asked for: newest year first, in it the most promising first, unrated ones last."""
    if asked.unit:
        rows = rows.within(Tree(timezone.localdate()), [asked.unit.pk])
    if asked.year:
        rows = rows.filter(year=asked.year)
    if asked.state:
        rows = rows.filter(state=asked.state)
    return rows.select_related("unit").order_by("-year", F("rating").desc(nulls_last=True), "pk")


def prospect_years(user: Person) -> list[int]:
    """Years with a prospect that the person may see, newest first."""
    years = Prospect.objects.visible_to(user).order_by().values_list("year", flat=True).distinct()
    return sorted(years, reverse=True)


def waiting_prospects(user: Person) -> QuerySet[Prospect]:
    """Prospects that this person may rate and nobody has: noted by somebody else, at a unit that they decide for."""
    noted = Prospect.objects.visible_to(user).filter(state=ProspectState.NOTED, unit__in=decidable_units(user))
    return noted.filter(by_another(user, "noted_by"))


def prospect_of(initiative: Initiative, user: Person) -> Prospect | None:
    """The prospect that the registration came of, if the person may see it."""
    return Prospect.objects.visible_to(user).filter(initiative=initiative).first()
