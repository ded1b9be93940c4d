"""Append-only, hash-chained audit events: who did what to which record, when, with the values before and after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from lantoa.kit.audit_names import audit_name_of
from lantoa.kit.models import ChainHead, Event
from lantoa.kit.ruling import Refused

# Format of an event → what its hash covers. Lines are verified as they were hashed, so no format is ever changed or dropped.
_SINCE_FIRST = ("sequence", "at", "actor_id", "verb", "object_type", "object_id", "before", "after", "reason")
HASHED = {1: (*_SINCE_FIRST, "actor_name"), 2: (*_SINCE_FIRST, "format")}
FORMAT = 2  # of what is written now: people by key only, so that their names can be erased


@dataclass(frozen=True)
class EventDraft:
    """What is to be recorded about one saved record. `before`/`after`: plain values of the changed fields only; a person
    stands there by key (`event_people.refer_to`)."""

    record: models.Model
    verb: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    reason: str = ""


def record(record: models.Model, verb: str, *, by, before=None, after=None, reason: str = "") -> Event:
    """Append one event inside the caller's transaction. `by`: a person, or None for the system itself."""
    return record_many([EventDraft(record, verb, before or {}, after or {}, reason)], by=by)[0]


@transaction.atomic
def record_many(happenings: Iterable[EventDraft], *, by) -> list[Event]:
    """Append events in order. Writers wait for each other on the chain's head."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    now = timezone.now()
    events = []
    for happening in happenings:
        event = Event(
            at=now,
            actor_id=by.pk if by else None,
            format=FORMAT,
            verb=happening.verb,
            object_type=audit_name_of(happening.record),
            object_id=str(happening.record.pk),
            before=_encode_values(happening.before),
            after=_encode_values(happening.after),
            reason=happening.reason,
        )
        events.append(_link(event, head))
    Event.objects.bulk_create(events, batch_size=500)
    head.save()
    return events


@transaction.atomic
def record_past(events: Iterable[Event], write: Callable[[Event], object]) -> int:
    """Append made-up events of the past, for a generated installation: each has its own moment, actor and plain values, oldest
    first. `write` takes each event once it hangs in the chain, and must have it saved before the transaction ends. Returns how
    many. Raises `Refused` for an event that lies before the one it follows."""
    head, _ = ChainHead.objects.select_for_update().get_or_create(pk=1)
    count, last = 0, None
    for event in events:
        if last is not None and event.at < last:
            raise Refused("Nhật ký phải theo thứ tự thời gian.")
        last = event.at
        write(_link(event, head))
        count += 1
    head.save()
    return count


def _link(event: Event, head: ChainHead) -> Event:
    """Hang the event at the end of the chain, both unsaved."""
    event.sequence, event.previous_hash = head.sequence + 1, head.hash
    event.hash = _hash(event)
    head.sequence, head.hash = event.sequence, event.hash
    return event


def changes(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two dicts reduced to the fields whose value differs."""
    differing = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in differing}, {name: after[name] for name in differing}


def verify() -> list[str]:
    """Walk the whole chain. Returns one Vietnamese sentence a fault; an empty list means that it holds."""
    faults: list[str] = []
    previous, expected = "0" * 64, 1
    for event in Event.objects.order_by("sequence").iterator(chunk_size=2000):
        if event.sequence != expected:
            faults.append(f"Nhật ký thiếu dòng {expected}.")
        if event.previous_hash != previous:
            faults.append(f"Nhật ký dòng {event.sequence} không nối với dòng trước.")
        if event.format not in HASHED or event.hash != _hash(event):
            faults.append(f"Nhật ký dòng {event.sequence} đã bị sửa sau khi ghi.")
        previous, expected = event.hash, event.sequence + 1
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    if (head.sequence, head.hash) != (expected - 1, previous):
        faults.append(f"Nhật ký dừng ở dòng {expected - 1}, trong khi dòng cuối đã ghi là {head.sequence}.")
    return faults


def _encode_values(values: dict[str, Any]) -> dict[str, Any]:
    """As the database will give it back: the hash must not depend on Python types that JSON does not have."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _hash(event: Event) -> str:
    content = {name: getattr(event, name) for name in HASHED[event.format]}
    content["at"] = event.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds")
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256((event.previous_hash + text).encode()).hexdigest()
