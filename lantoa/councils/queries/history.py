"""What happened at a sitting, read from the audit chain."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from lantoa.councils.models import Item, Sitting
from lantoa.kit.models import Event


def events_of(sitting: Sitting) -> QuerySet[Event]:
    """Events of the sitting and of its items, the latest first. Scores are not among them."""
    items = [str(pk) for pk in sitting.items.values_list("pk", flat=True)]
    about = Q(object_type=Sitting.audit_name, object_id=str(sitting.pk))
    about |= Q(object_type=Item.audit_name, object_id__in=items)
    return Event.objects.filter(about).order_by("-sequence")
