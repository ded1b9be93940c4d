"""The list of initiatives: filters, orders. The same functions serve the page, the export and the bulk acceptance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.models.initiatives import InitiativeQuerySet
from lantoa.initiatives.queries import waiting_for, writable_units
from lantoa.initiatives.rules import DECIDERS_ABOVE, DECIDERS_AT, WRITERS
from lantoa.kit.finding import order_unindexed
from lantoa.kit.kept import keep
from lantoa.recognition.models import Recognition
from lantoa.units.models import Person, Unit
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

# Names of the filters in the address, the order of the rows among them: what a saved view may hold.
FILTER_NAMES = frozenset(
    {
        "tim",
        "don-vi",
        "trang-thai",
        "linh-vuc",
        "nam",
        "viec",
        "doi-tuong",
        "loai",
        "cap",
        "cong-nhan",
        "co-ten",
        "tu",
        "den",
    }
    | {"sap-xep"}
)
ANY_TIER = "bat-ky"

BY_NAME = {"", "ten", "-ten"}
MANY = 2_000
# What a row of the list shows; the long texts of the form stay in the database.
SHOWN = (*("name", "holder", "responsible", "state", "registered_on", "accepted_on", "ended_on", "submitted_by_id"),)


@dataclass(frozen=True)
class Filters:
    """What is asked of the list; an empty value asks nothing. `sector`: code of a national or of an own sector;
    `recognised_at`: a tier, or ANY_TIER; `among`: keys of the rows that some kind of work is about (None: not asked)."""

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
    among: QuerySet | None = None


def filter_rows(rows: QuerySet[Initiative], filters: Filters) -> QuerySet[Initiative]:
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
        standing = Recognition.objects.standing(timezone.localdate())
        if filters.recognised_at != ANY_TIER:
            standing = standing.filter(tier=filters.recognised_at)
        asked &= Q(pk__in=standing.values("initiative_id"))
    if filters.among is not None:
        asked &= Q(pk__in=filters.among)
    rows = rows.search(filters.text).filter(asked)
    if filters.is_identified is None:
        return rows
    identified = rows.identified()
    return identified if filters.is_identified else rows.exclude(pk__in=identified.values("pk"))


def in_order(rows: QuerySet[Initiative], sort: str) -> QuerySet[Initiative]:
    """`sort`: a key of SORTS; anything else is the Vietnamese order of names."""
    return rows.order_by(*SORTS.get(sort, SORTS["ten"]))


class ByName(InitiativeQuerySet):
    """The same door, read along the index of the names. SQLite cannot know that a scope holds many rows, and would fetch and
    sort them all for a page of fifty; an expression in the place of the unit's key keeps it from that."""

    unit_path = "unit_key"


def in_long_list(user: Person, sort: str) -> QuerySet[Initiative]:
    """What the person sees, to be read in that order while there is very much of it. PostgreSQL plans it well by itself."""
    if connection.vendor != "sqlite" or sort not in BY_NAME:
        return Initiative.objects.visible_to(user)
    return ByName(Initiative).alias(unit_key=F("unit_id") + 0).visible_to(user)


class ListPaginator(Paginator):
    """Pages of the list. `long`: the same rows as `in_long_list` reads them, taken when there are many; `sort`: their order."""

    def __init__(
        self, rows: QuerySet[Initiative], size: int, *, sort: str, long: Callable[[], QuerySet[Initiative]]
    ) -> None:
        super().__init__(rows, size)
        self.sort, self.long = sort, long

    def short(self) -> QuerySet[Initiative]:
        """The rows while they are few: along the index of the names those of all others would be walked to find them."""
        return (
            order_unindexed(self.object_list, *SORTS[self.sort or "ten"]) if self.sort in BY_NAME else self.object_list
        )

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        rows = self.long() if self.count >= MANY else self.short()
        shown = rows.only(*SHOWN).annotate(unit_name=F("unit__name"), sector_name=F("sector__name"))
        return self._get_page(list(shown[start : start + self.per_page]), number, self)


def can_register(person: Person) -> bool:
    """Whether there is a unit for which the person may register, kept until something has happened."""
    if not person.holds(WRITERS):
        return False
    return keep(f"may-register-{person.pk}", timezone.localdate(), lambda: writable_units(person).exists())


def count_waiting(person: Person) -> int:
    """How many registrations wait for this person's decision, kept until something has happened; 0 for those who decide
    nothing."""
    if not person.holds(DECIDERS_AT | DECIDERS_ABOVE):
        return 0
    return keep(f"to-accept-{person.pk}", timezone.localdate(), lambda: waiting_for(person).order_by().count())
