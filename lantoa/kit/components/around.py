"""What stands around the content: trail, places, tabs, lists to choose from, pages of a list, the head of a printed page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.core.paginator import Page
from django.template import Context
from django.utils import timezone

from lantoa.kit.components.wording import part_id
from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Crumb, Option, Place, Tab

register = template.Library()

BOTTOM_BAR_PLACES = 5
RAIL_PLACES = 9


@register.inclusion_tag("kit/_breadcrumb.html")
def breadcrumb(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    return {"crumbs": crumbs}


@register.inclusion_tag("kit/_place.html")
def place_link(place: Place) -> dict[str, Any]:
    return {"place": place}


@register.filter
def first_places(places: Sequence[Place]) -> Sequence[Place]:
    """What the bottom bar shows: all, or one fewer than fits, to leave room for "Thêm"."""
    return places if len(places) <= BOTTOM_BAR_PLACES else places[: BOTTOM_BAR_PLACES - 1]


@register.filter
def rail_places(places: Sequence[Place]) -> Sequence[Place]:
    """What the rail shows at once: as many as a low screen holds; the rest unfolds below."""
    return places[:RAIL_PLACES]


@register.filter
def folded_places(places: Sequence[Place]) -> Sequence[Place]:
    return places[RAIL_PLACES:]


@register.filter
def holds_current(places: Sequence[Place]) -> bool:
    return any(place.is_current for place in places)


@register.filter
def later_places(places: Sequence[Place]) -> Sequence[Place]:
    return places[len(first_places(places)) :]


@register.inclusion_tag("kit/_hatch_defs.html")
def hatch_defs() -> dict[str, Any]:
    """The hatching of missing parts, once a page; `kit/base.html` has it."""
    return {}


@register.inclusion_tag("kit/_options.html")
def options(items: Sequence[Option], *, label: str, is_filtered: bool = True) -> dict[str, Any]:
    """A list to choose from, with an accent-free filter: the answer to a breadcrumb's `siblings_url`."""
    return {"items": items, "label": label, "is_filtered": is_filtered, "id": part_id("options", label)}


@register.inclusion_tag("kit/_tabs.html")
def tabs(items: Sequence[Tab], *, label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("kit/_print_header.html")
def print_header(unit: str, *, superior: str = "", title: str = "", printed_on: date | None = None) -> dict[str, Any]:
    """What stands on top of the printed page only: the unit, its superior, the day of printing (today by default)."""
    return {"unit": unit, "superior": superior, "title": title, "printed_on": printed_on or timezone.localdate()}


@register.inclusion_tag("kit/_pager.html", takes_context=True)
def pager(context: Context, page: Page, *, label: str = "Trang", parameter: str = "trang") -> dict[str, Any]:
    """ "51–100 trong 11.441", with links that keep the rest of the address. Needs `request` in the context."""
    query = context["request"].GET.copy()

    def link(number: int) -> str:
        query[parameter] = number
        return f"?{query.urlencode()}"

    return {
        "label": label,
        "first": format_number(page.start_index()),
        "last": format_number(page.end_index()),
        "total": format_number(page.paginator.count),
        "has_other_pages": page.has_other_pages(),
        "number": format_number(page.number),
        "pages": format_number(page.paginator.num_pages),
        "previous_url": link(page.previous_page_number()) if page.has_previous() else "",
        "next_url": link(page.next_page_number()) if page.has_next() else "",
        "first_url": link(1) if page.number > 2 else "",
        "last_url": link(page.paginator.num_pages) if page.number < page.paginator.num_pages - 1 else "",
    }
