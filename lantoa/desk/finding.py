"""One search over initiatives, units and places: for those who know a word, not where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Value, When
from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.kit.numbers import format_date
from lantoa.kit.text import search_key
from lantoa.units.enums import PlaceKind
from lantoa.units.models import Person, Place, Unit

MOST = 6
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """A line of the answer; `url` "": there is no page of it."""

    label: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first lines, how many there are, and where all of them stand."""

    title: str
    noun: str
    hits: list[Hit]
    count: int
    all_url: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.hits)


def is_enough(text: str) -> bool:
    """Whether there are letters enough to search for."""
    return len(search_key(text)) >= SHORTEST


def found(text: str, user: Person) -> list[Group]:
    """The groups that hold anything; accents, case and đ/d aside."""
    if not is_enough(text):
        return []
    return [group for group in (_initiatives(text, user), _units(text, user), _places(text)) if group.count]


def _initiatives(text: str, user: Person) -> Group:
    rows = Initiative.objects.visible_to(user).search(text)
    hits = [
        Hit(
            str(row),
            f"{row.unit.name} · {row.year or 'chưa rõ năm'} · {row.get_state_display()}",
            row.get_absolute_url(),
        )
        for row in rows.select_related("unit").order_by("name_sort", "pk")[:MOST]
    ]
    return Group(
        "Mô hình, điển hình", "mô hình", hits, rows.count(), f"{reverse('initiatives')}?{urlencode({'tim': text})}"
    )


def _units(text: str, user: Person) -> Group:
    rows = Unit.objects.visible_to(user).search(text)
    hits = [
        Hit(row.name, f"{row.get_kind_display()} · mã {row.code}{_ended(row.valid_to)}", row.get_absolute_url())
        for row in rows.in_order()[:MOST]
    ]
    return Group("Đơn vị", "đơn vị", hits, rows.count(), f"{reverse('units')}?{urlencode({'tim': text, 'ca': 'on'})}")


def _places(text: str) -> Group:
    """Places of today first, the large before the small; of the past, with what became of them."""
    rows = Place.objects.search(text)
    large = Case(
        When(kind__in=[PlaceKind.PROVINCE, PlaceKind.CITY], then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = rows.order_by(F("valid_to").asc(nulls_first=True), large, "name_sort", "pk")
    shown = ordered.select_related("parent").prefetch_related("successors__new")[:MOST]
    return Group("Địa bàn", "địa bàn", [Hit(place.name, _about(place)) for place in shown], rows.count())


def _about(place: Place) -> str:
    words = [place.get_kind_display()]
    if place.parent:
        words.append(f"thuộc {place.parent.name}")
    heirs = _heirs(place)
    if place.valid_to:
        words.append(f"đến {format_date(place.valid_to)}" + (f", nay là {', '.join(heirs)}" if heirs else ""))
    return " · ".join(words)


def _heirs(place: Place) -> list[str]:
    return [mapping.new.name + (" (một phần)" if mapping.is_partial else "") for mapping in _ordered(place)]


def _ordered(place: Place) -> Iterable:
    return sorted(place.successors.all(), key=lambda mapping: mapping.new.name_sort)


def _ended(day) -> str:
    return f" · thôi hoạt động sau {format_date(day)}" if day else ""
