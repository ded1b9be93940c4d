"""Counting what the demonstration data loads, by queries that the product does not use."""

from __future__ import annotations

from datetime import date

from django.db.models import Count

from lantoa.initiatives.models import Initiative, Replication
from lantoa.units.models import Unit

THREE_YEARS = (date(2021, 1, 1), date(2023, 12, 31))
JUNE_2024 = date(2024, 6, 30)
SOURCE_UNIT = "initiative__unit__code"


def of(prefix: str, field: str = "unit__code") -> dict[str, str]:
    return {f"{field}__startswith": f"{prefix}-"}


def count_registered(prefix: str):
    return Initiative.objects.filter(accepted_on__range=THREE_YEARS, **of(prefix))


def by(rows, field: str) -> dict[str, int]:
    return {row[field]: row["n"] for row in rows.values(field).annotate(n=Count("pk")).order_by(field)}


def kinds_below(code: str) -> dict[str, int]:
    return by(Unit.objects.filter(edges_up__parent__code=code), "kind")


def copies_in_june():
    return Replication.objects.filter(adopted_on__lte=JUNE_2024).exclude(ended_on__lte=JUNE_2024)
