"""Days of the demonstration data on whatever day it is loaded: nothing happens ahead of its day."""

from __future__ import annotations

from datetime import date

from django.utils import timezone


def past(text: str) -> date:
    """The day, or today on a machine whose calendar is not there yet."""
    return min(date.fromisoformat(text), timezone.localdate())


def has_come(text: str) -> bool:
    return date.fromisoformat(text) <= timezone.localdate()
