"""What pages show again and again, kept until something has happened.

What it rests on changes by a service, which leaves an event, by the day, or by what calls `forget_kept`. A kept value therefore
stands for as long as the last event, the day and the version are those under which it was worked out. Nothing is read from here
by reports, exports or the command line, and nobody's records are kept: only counts, keys and figures.
"""

from __future__ import annotations

import logging
import pickle
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeVar
from uuid import uuid4

from django.core.cache import cache

from lantoa.kit.models import ChainHead

logger = logging.getLogger(__name__)

VERSION_KEY = "kept-version"
KEPT_SECONDS = 24 * 60 * 60

T = TypeVar("T")
_MARK: ContextVar[list[tuple[str, str]] | None] = ContextVar("mark", default=None)


def keep(name: str, on: date, work_out: Callable[[], T]) -> T:
    """The value of `work_out()` as of the day, worked out anew only when something has happened since. It must be plain data."""
    # Read before the value: what happens meanwhile makes the mark too old, never too new.
    mark = (on, *_read_mark())
    kept = _read_kept(name)
    if kept is not None and kept[0] == mark:
        return kept[1]
    value = work_out()
    _write_kept(name, (mark, value), KEPT_SECONDS)
    return value


@contextmanager
def mark_once() -> Iterator[None]:
    """Within, the last event and the version are read once: for what reads much and changes nothing."""
    token = _MARK.set([])
    try:
        yield
    finally:
        _MARK.reset(token)


def forget_kept() -> str:
    """Called by what changes what is kept and leaves no event: the daily run, new rules, a restore, a new version of the
    program. Also where the version was lost: what was kept under another one must not come back. Returns the new version."""
    version = uuid4().hex
    _write_kept(VERSION_KEY, version, None)
    return version


def _read_kept(name: str) -> Any:
    """What stands under the name; None also where its file cannot be read, or was written by another version of the program."""
    try:
        return cache.get(name)
    except (OSError, EOFError, AttributeError, ImportError, pickle.UnpicklingError, zlib.error) as error:
        logger.warning("%s cannot be read and is worked out anew: %s", name, error)
        return None


def _write_kept(name: str, value: Any, seconds: int | None) -> None:
    """A full disk must not take the page down: what cannot be kept is worked out again."""
    try:
        cache.set(name, value, seconds)
    except OSError as error:
        logger.warning("%s could not be kept: %s", name, error)


def _read_mark() -> tuple[str, str]:
    """Hash of the last event, and the version."""
    read = _MARK.get()
    if read:
        return read[0]
    event = ChainHead.objects.values_list("hash", flat=True).first() or ""
    mark = (event, _read_kept(VERSION_KEY) or forget_kept())
    if read is not None:
        read.append(mark)
    return mark
