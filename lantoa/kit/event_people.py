"""Who stands in audit events. Events keep people by key, so that a name can be erased; screens get the names here, in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from lantoa.kit.models import Event

SYSTEM = "Hệ thống"
ERASED = "Người dùng đã xóa"
KEY = "person"


def refer_to(person: models.Model) -> dict[str, int]:
    """How a person stands among the values of an event."""
    return {KEY: person.pk}


@dataclass(frozen=True)
class People:
    """Names by key, as they are today. Whoever is not among them has been erased."""

    names: dict[int, str]

    def actor(self, event: Event) -> str:
        """Who did it; the system itself where nobody did."""
        return SYSTEM if event.actor_id is None else self.names.get(event.actor_id, ERASED)

    def name(self, value: Any) -> str:
        """The person of one value. Events of format 1 hold the name itself there."""
        return self.names.get(value[KEY], ERASED) if _is_reference(value) else str(value)


@dataclass(frozen=True)
class SignedReason:
    """Why something was done, by whom and when: what a notice above a record says."""

    reason: str
    who: str
    at: datetime


def people_in(events: Iterable[Event]) -> People:
    """The people who acted in these events or stand among their values, in one query."""
    keys = set()
    for event in events:
        keys.update(_keys_in([event.before, event.after]))
        if event.actor_id is not None:
            keys.add(event.actor_id)
    if not keys:
        return People({})
    found = get_user_model()._base_manager.in_bulk(keys)
    return People({key: str(person) for key, person in found.items()})


def sign_reason(event: Event | None) -> SignedReason | None:
    """The reason of one event with its author's name."""
    return SignedReason(event.reason, people_in([event]).actor(event), event.at) if event else None


def _is_reference(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {KEY} and isinstance(value[KEY], int)


def _keys_in(value: Any) -> Iterator[int]:
    if _is_reference(value):
        yield value[KEY]
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _keys_in(inner)
