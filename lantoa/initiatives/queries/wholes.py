"""Initiatives with all that a page reads of other tables, in a fixed number of queries."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from lantoa.initiatives.models import Initiative, Replication


def whole(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """With unit, sector, place, campaign, themes, and what it continues."""
    related = ("unit", "sector", "place__parent", "campaign", "continues__unit", "submitted_by")
    return rows.select_related(*related).prefetch_related("themes")


def with_facts(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """With recognitions, evidence, adopted copies, and what continues it or is its source."""
    return rows.prefetch_related(
        "recognitions",
        "evidence",
        Prefetch("replications", Replication.objects.select_related("unit", "copy")),
        Prefetch("copied_from", Replication.objects.select_related("source__unit")),
        "continued_by__unit",
    )
