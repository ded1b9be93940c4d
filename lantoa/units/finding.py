"""Hits of the one search among units and places."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import Case, F, IntegerField, Value, When
from django.urls import reverse

from lantoa.kit.finding import MOST, Group, Hit, count_hits
from lantoa.kit.numbers import format_date
from lantoa.units.enums import PlaceKind
from lantoa.units.models import Person, Place, Unit


def find_units(text: str, user: Person) -> Group:
    """Units behind the person's door."""
    rows = Unit.objects.visible_to(user).search(text)
    hits = [
        Hit(row.name, f"{row.get_kind_display()} · mã {row.code}{_describe_end(row.valid_to)}", row.get_absolute_url())
        for row in rows.in_order()[:MOST]
    ]
    return Group(
        "Đơn vị", "đơn vị", hits, count_hits(rows), f"{reverse('units')}?{urlencode({'tim': text, 'ca': 'on'})}"
    )


def find_places(text: str, user: Person) -> Group:
    """Places of today first, the large before the small; of the past, with what became of them."""
    rows = Place.objects.search(text)
    large = Case(
        When(kind__in=[PlaceKind.PROVINCE, PlaceKind.CITY], then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    ordered = rows.order_by(F("valid_to").asc(nulls_first=True), large, "name_sort", "pk")
    shown = ordered.select_related("parent").prefetch_related("successors__new")[:MOST]
    return Group("Địa bàn", "địa bàn", [Hit(place.name, _about(place)) for place in shown], count_hits(rows))


def _about(place: Place) -> str:
    words = [place.get_kind_display()]
    if place.parent:
        words.append(f"thuộc {place.parent.name}")
    heirs = _heirs(place)
    if place.valid_to:
        words.append(f"đến {format_date(place.valid_to)}" + (f", nay là {', '.join(heirs)}" if heirs else ""))
    return " · ".join(words)


def _heirs(place: Place) -> list[str]:
    return [mapping.new.name + (" (một phần)" if mapping.is_partial else "") for mapping in _sort_successors(place)]


def _sort_successors(place: Place) -> Iterable:
    return sorted(place.successors.all(), key=lambda mapping: mapping.new.name_sort)


def _describe_end(day) -> str:
    return f" · thôi hoạt động sau {format_date(day)}" if day else ""
