"""Notices of the day. What a person has waiting is not written down for each: `lantoa.watch.needs` asks for it anew. Only what
was announced of a directive task before and after its day must be remembered."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.units.models import Person
from lantoa.units.telling import RecipientFinder
from lantoa.watch.models import Digest
from lantoa.watch.services.task_notices import tell_of_tasks


@transaction.atomic
def give_notices(*, on: date | None = None) -> int:
    """Tell people of directive tasks before and after their day.

    Returns how many notices are new; a second call on the same day gives none.
    """
    return tell_of_tasks(RecipientFinder(on or timezone.localdate()))


def mark_seen(person: Person) -> int:
    """All digests of the person so far count as read. Returns how many were new."""
    return Digest.objects.filter(person=person, seen_at__isnull=True).update(seen_at=timezone.now())
