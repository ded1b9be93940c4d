"""What every service does: lock the row and read it anew, ask for a reason, make a move of the table and record it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.text import clean_lines
from lantoa.kit.workflow import Workflow

M = TypeVar("M", bound=models.Model)


def lock_for_update(record: M, *related: str) -> M:
    """The row as it is now, locked until the transaction ends: of two people who act at once, the second finds what the
    first did. `related`: relations to load with it; their rows are not locked."""
    return lock_by_key(type(record), record.pk, *related)


def lock_by_key(model: type[M], key: Any, *related: str) -> M:
    """As `lock_for_update`, for a row of which only the key is known. Raises `DoesNotExist`."""
    rows = model._default_manager.select_for_update(of=("self",))
    return (rows.select_related(*related) if related else rows).get(pk=key)


def lock_in_place(record: models.Model) -> None:
    """As `lock_for_update`, into the record at hand: for services whose callers go on with it."""
    record.refresh_from_db(from_queryset=type(record)._default_manager.select_for_update())


def require_reason(text: str, sentence: str) -> str:
    """The text, cleaned. Raises `Refused` with the sentence where nothing is written."""
    cleaned = clean_lines(text)
    if not cleaned:
        raise Refused(sentence)
    return cleaned


def require_revision(record: models.Model, revision: int | None, sentence: str) -> None:
    """Raises `Refused` with the sentence when the record was saved since the person read `revision`; None: not asked."""
    if revision is not None and revision != record.revision:
        raise Refused(sentence)


def apply_and_record(
    workflow: Workflow,
    record: M,
    name: str,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
    about: models.Model | None = None,
    also: Iterable[audit.EventDraft] = (),
) -> M:
    """Make the move on the locked record, save it, and record it under the move's name with the states in words.

    `before`, `after`: what else changed, as plain values. `about`: another record whose history tells the move; it names the
    state reached only, since the state before is not its own. `also`: more that is recorded with it. A record that counts
    its revisions is one further. Raises `Refused` when the table forbids the move.
    """
    left, reached = workflow.apply(record, name)
    if hasattr(record, "revision"):
        record.revision += 1
    record.save()
    old = {} if about else {"state": workflow.label_of(left), **(before or {})}
    new = {"state": workflow.label_of(reached), **(after or {})}
    audit.record_many([audit.EventDraft(about or record, name, old, new, reason), *also], by=by)
    return record
