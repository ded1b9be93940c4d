"""Initiatives with all that a page reads of other tables, in a fixed number of queries."""

from __future__ import annotations

from django.db.models import QuerySet

from lantoa.initiatives.models import Initiative


def with_related(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """With unit, sector, place, campaign, themes, and what it continues."""
    related = ("unit", "sector", "place__parent", "campaign", "continues__unit", "submitted_by")
    return rows.select_related(*related).prefetch_related("themes")
