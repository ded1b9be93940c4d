"""What happened to a record, from the audit chain."""

from __future__ import annotations

from django.db.models import QuerySet

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.event_people import SignedReason, sign_reason
from lantoa.kit.models import Event
from lantoa.units.models import Person

# Each of these adds one to the record's revision, in the transaction that writes its event.
REVISING = ("edit", "hand_over", "hand_back", *REGISTRATION.moves)


def events_about(initiative: Initiative) -> QuerySet[Event]:
    """Newest first."""
    return Event.objects.about(initiative).order_by("-sequence")


def sent_back(initiative: Initiative) -> SignedReason | None:
    """Why the registration is back with its unit, if it is."""
    if initiative.state != State.SENT_BACK:
        return None
    return sign_reason(events_about(initiative).filter(verb="send_back").first())


def changed_by_others_since(initiative: Initiative, revision: int, person: Person) -> set[str]:
    """Names of the fields that somebody else changed after the record had been opened as `revision`."""
    events = events_about(initiative).filter(verb__in=REVISING)[: max(0, initiative.revision - revision)]
    return {name for event in events if event.actor_id != person.pk for name in event.after}
