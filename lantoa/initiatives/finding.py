"""Hits of the one search among initiatives."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.kit.finding import Group, Hit, find_first
from lantoa.units.models import Person

ORDER = ("name_sort", "pk")


def find_initiatives(text: str, user: Person) -> Group:
    """Initiatives behind the person's door."""
    rows = Initiative.objects.visible_to(user).search(text)
    first, count = find_first(rows, ORDER)
    hits = [
        Hit(
            str(row),
            f"{row.unit.name} · {row.year or 'chưa rõ năm'} · {row.get_state_display()}",
            row.get_absolute_url(),
        )
        for row in Initiative.objects.visible_to(user).filter(pk__in=first).select_related("unit").order_by(*ORDER)
    ]
    return Group("Mô hình, điển hình", "mô hình", hits, count, f"{reverse('initiatives')}?{urlencode({'tim': text})}")
