"""Rows of work in words, as the list of work draws them wherever it stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lantoa.kit.ages import due_words, since_words
from lantoa.kit.parts import Todo
from lantoa.kit.waiting import Waiting
from lantoa.kit.work_items import find_no_doers


def build_todos(rows: Iterable[Waiting], on: date) -> list[Todo]:
    """Rows of work as the list draws them."""
    return [
        Todo(
            name=row.line.name,
            url=row.line.url,
            asked=row.asked,
            unit=row.line.unit,
            since=since_words(row.since, on) if row.since else "",
            who=who_words(row),
            left=due_words(row.due, on) if row.due else "",
            tone=_tone(row, on),
            is_new=row.is_new,
            note=row.line.note,
        )
        for row in rows
    ]


def who_words(row: Waiting) -> str:
    """By whom it can be done: "bạn", "bạn hoặc Lò Văn Inh", "bạn hoặc Lò Văn Inh và 2 người khác". "" where it is not known,
    or not the person's to do."""
    if not row.kind.is_duty or row.kind.find_doers is find_no_doers:
        return ""
    if not row.others:
        return "bạn"
    more = len(row.others) - 1
    return f"bạn hoặc {row.others[0]}" + (f" và {more} người khác" if more else "")


def _tone(row: Waiting, on: date) -> str:
    if row.due and row.due < on:
        return "stopped"
    return "needs" if row.kind.is_duty else "info"
