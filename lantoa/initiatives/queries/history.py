"""What happened to a record, from the audit chain."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Declaration, Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.models import Event
from lantoa.units.models import Person

# Each of these adds one to the record's revision, in the transaction that writes its event.
REVISING = ("edit", *REGISTRATION.moves)


def events_about(initiative: Initiative) -> QuerySet[Event]:
    """Newest first."""
    return Event.objects.about(initiative).order_by("-sequence")


def sent_back(initiative: Initiative) -> Event | None:
    """Why the registration is back with its unit, if it is."""
    if initiative.state != State.SENT_BACK:
        return None
    return events_about(initiative).filter(verb="send_back").first()


def events_about_declarations(rows: Iterable[Declaration]) -> QuerySet[Event]:
    """What happened to any of these numbers, newest first."""
    keys = [str(row.pk) for row in rows]
    return Event.objects.filter(object_type=Declaration._meta.label_lower, object_id__in=keys).order_by("-sequence")


def changed_by_others_since(initiative: Initiative, revision: int, person: Person) -> set[str]:
    """Names of the fields that somebody else changed after the record had been opened as `revision`."""
    events = events_about(initiative).filter(verb__in=REVISING)[: max(0, initiative.revision - revision)]
    return {name for event in events if event.actor_id != person.pk for name in event.after}
