"""The audit events of generated rows, brought into the order of time and hung into one chain."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.audit_names import audit_name_of
from lantoa.kit.bulk import RowWriter
from lantoa.kit.models import Event
from lantoa.units.models import Person

OPENING, STEP = time(0, 10), timedelta(milliseconds=250)
"""Events of one day follow each other from the first moment on, close enough for a day on which thousands of units begin."""


class History:
    """Collects what happened, in any order; `write` sorts and seals it."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._rows: list[tuple] = []

    def note(
        self,
        record: models.Model,
        verb: str,
        day: date,
        by: Person | None,
        after: dict[str, Any] | None = None,
        before: dict[str, Any] | None = None,
        reason: str = "",
    ) -> None:
        """Something happened to a record that has its key. `after`, `before`: plain values, dates as ISO text."""
        actor = by.pk if by else None
        label, number = audit_name_of(record), len(self._rows)
        row = (min(day, self._on), number, actor, verb, label, str(record.pk), before or {}, after or {}, reason)
        self._rows.append(row)

    def moment(self, day: date) -> datetime:
        """When something of the day was written down."""
        return timezone.make_aware(datetime.combine(min(day, self._on), OPENING))

    def write(self, writer: RowWriter) -> int:
        """Hang all into the chain, oldest first; how many."""

        def write_event(event: Event) -> None:
            writer.add(event)
            if writer.is_full:
                writer.flush()

        self._rows.sort(key=lambda row: row[:2])
        return audit.record_past(self._events(), write_event)

    def _events(self) -> Iterator[Event]:
        last, moment = None, None
        for day, _, actor_id, verb, label, key, before, after, reason in self._rows:
            moment = moment + STEP if day == last else self.moment(day)
            last = day
            yield Event(
                at=moment,
                format=audit.FORMAT,
                actor_id=actor_id,
                verb=verb,
                object_type=label,
                object_id=key,
                before=before,
                after=after,
                reason=reason,
            )
