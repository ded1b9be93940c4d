"""What pages show again and again, kept until something has happened.

What it rests on changes by a service, which leaves an event, by the day, or by what calls `forget_kept`. A kept value therefore
stands for as long as the last event, the day and the version are those under which it was worked out. Nothing is read from here
by reports, exports or the command line, and nobody's records are kept: only counts, keys and figures.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import uuid4

from django.core.cache import cache

from lantoa.kit.models import ChainHead

VERSION_KEY = "kept-version"
KEPT_SECONDS = 24 * 60 * 60

T = TypeVar("T")


def keep(name: str, on: date, work_out: Callable[[], T]) -> T:
    """The value of `work_out()` as of the day, worked out anew only when something has happened since. It must be plain data."""
    kept = cache.get_many([name, VERSION_KEY])
    version = kept.get(VERSION_KEY) or forget_kept()
    # Read before the value: what happens meanwhile makes the mark too old, never too new.
    mark = (on, _last_event(), version)
    if name in kept and kept[name][0] == mark:
        return kept[name][1]
    value = work_out()
    cache.set(name, (mark, value), KEPT_SECONDS)
    return value


def forget_kept() -> str:
    """Called by what changes what is kept and leaves no event: the daily run, new rules, a restore, a new version of the
    program. Also where the version was lost: what was kept under another one must not come back. Returns the new version."""
    version = uuid4().hex
    cache.set(VERSION_KEY, version, None)
    return version


def _last_event() -> str:
    return ChainHead.objects.values_list("hash", flat=True).first() or ""
