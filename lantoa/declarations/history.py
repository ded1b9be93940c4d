"""NEW lantoa/declarations/history.py"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from lantoa.declarations.models import Declaration
from lantoa.kit.models import Event


def events_about_declarations(rows: Iterable[Declaration]) -> QuerySet[Event]:
    """What happened to any of these numbers, newest first."""
    keys = [str(row.pk) for row in rows]
    return Event.objects.filter(object_type=Declaration.audit_name, object_id__in=keys).order_by("-sequence")
