"""Hits of the one search among initiatives."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.kit.finding import MOST, Group, Hit
from lantoa.units.models import Person


def find_initiatives(text: str, user: Person) -> Group:
    """Initiatives behind the person's door."""
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
