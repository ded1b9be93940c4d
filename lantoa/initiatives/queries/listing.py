"""The list of initiatives: filters, orders. The same functions serve the page, the export and the bulk acceptance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.initiatives.models import Initiative, Recognition
from lantoa.units.models import Unit
from lantoa.units.tree import Tree

# Value in the address → order of the rows. Vietnamese order of the name decides among equals.
SORTS = {
    "ten": ("name_sort", "pk"),
    "-ten": ("-name_sort", "-pk"),
    "don-vi": ("unit__name_sort", "unit_id", "name_sort", "pk"),
    "-don-vi": ("-unit__name_sort", "-unit_id", "name_sort", "pk"),
    "ngay": (F("registered_on").asc(nulls_first=True), "name_sort", "pk"),
    "-ngay": (F("registered_on").desc(nulls_last=True), "name_sort", "pk"),
}


@dataclass(frozen=True)
class Filters:
    """What is asked of the list; an empty value asks nothing. `sector`: code of a national or of an own sector."""

    text: str = ""
    unit: Unit | None = None
    sector: str = ""
    subject: str = ""
    kind: str = ""
    tier: str = ""
    state: str = ""
    year: int | None = None
    start: date | None = None
    end: date | None = None
    is_identified: bool | None = None
    recognised_at: str = ""


def filtered(rows: QuerySet[Initiative], filters: Filters) -> QuerySet[Initiative]:
    """The rows that the filters leave. The unit asks for its subtree of today."""
    asked = Q()
    for name in ("subject", "kind", "tier", "state"):
        if value := getattr(filters, name):
            asked &= Q(**{name: value})
    if filters.unit:
        asked &= Q(unit_id__in=Tree(timezone.localdate()).below([filters.unit.pk]))
    if filters.sector:
        asked &= Q(sector__code=filters.sector) | Q(sector__national=filters.sector)
    if filters.year:
        asked &= Q(registered_on__year=filters.year)
    if filters.start:
        asked &= Q(registered_on__gte=filters.start)
    if filters.end:
        asked &= Q(registered_on__lte=filters.end)
    if filters.recognised_at:
        standing = Recognition.objects.standing(timezone.localdate()).filter(tier=filters.recognised_at)
        asked &= Q(pk__in=standing.values("initiative_id"))
    rows = rows.search(filters.text).filter(asked)
    if filters.is_identified is None:
        return rows
    identified = rows.identified()
    return identified if filters.is_identified else rows.exclude(pk__in=identified.values("pk"))


def in_order(rows: QuerySet[Initiative], sort: str) -> QuerySet[Initiative]:
    """`sort`: a key of SORTS; anything else is the Vietnamese order of names."""
    return rows.order_by(*SORTS.get(sort, SORTS["ten"]))
