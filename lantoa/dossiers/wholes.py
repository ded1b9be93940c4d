"""NEW lantoa/dossiers/wholes.py"""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from lantoa.initiatives.models import Initiative, Replication


def with_facts(rows: QuerySet[Initiative]) -> QuerySet[Initiative]:
    """With recognitions, evidence, adopted copies, and what continues it or is its source."""
    return rows.prefetch_related(
        "recognitions",
        "evidence",
        Prefetch("replications", Replication.objects.select_related("unit", "copy")),
        Prefetch("copied_from", Replication.objects.select_related("source__unit")),
        "continued_by__unit",
    )
