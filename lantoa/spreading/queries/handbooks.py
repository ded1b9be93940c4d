"""The list of handbook pages under its filters."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lantoa.initiatives.models import Initiative, Replication
from lantoa.spreading.models import Handbook


def handbooks_under(rows: QuerySet[Handbook], text: str, national: str, on: date) -> QuerySet[Handbook]:
    """Rows whose initiative holds every word and lies in the national sector, in Vietnamese order; `applied`: how many
    units apply it directly on the day."""
    if text:
        rows = rows.filter(initiative__in=Initiative.objects.search(text).values("pk"))
    if national:
        rows = rows.filter(initiative__sector__national=national)
    adopted = Replication.objects.adopted(on).filter(source=OuterRef("initiative")).order_by().values("source")
    counted = Subquery(adopted.annotate(count=Count("pk")).values("count"))
    rows = rows.annotate(applied=Coalesce(counted, 0)).select_related("initiative__unit", "initiative__sector")
    return rows.order_by("initiative__name_sort", "pk")
