"""Hits of the one search among initiatives."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.kit.finding import MOST, Group, Hit, count_hits
from lantoa.units.models import Person


def find_initiatives(text: str, user: Person) -> Group:
    """Initiatives behind the person's door."""
    rows = Initiative.objects.visible_to(user).search(text)
    # Only the keys of all that match are put in order; their long texts would be carried along.
    first = list(rows.order_by("name_sort", "pk").values_list("pk", flat=True)[:MOST])
    hits = [
        Hit(
            str(row),
            f"{row.unit.name} · {row.year or 'chưa rõ năm'} · {row.get_state_display()}",
            row.get_absolute_url(),
        )
        for row in Initiative.objects.visible_to(user)
        .filter(pk__in=first)
        .select_related("unit")
        .order_by("name_sort", "pk")
    ]
    return Group(
        "Mô hình, điển hình", "mô hình", hits, count_hits(rows), f"{reverse('initiatives')}?{urlencode({'tim': text})}"
    )
