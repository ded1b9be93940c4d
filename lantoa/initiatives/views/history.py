"""What happened to a record, as the timeline and the comparisons of the screens show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.text import capfirst

from lantoa.initiatives.wording import field_label, in_words, tone_of
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.event_people import People, people_in
from lantoa.kit.history import all_history_words, words_of
from lantoa.kit.history_words import HistoryWords
from lantoa.kit.models import Event
from lantoa.kit.parts import Change, Entry


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any], names: Iterable[str]) -> list[Change]:
    """The named fields side by side, where their words differ."""
    pairs = [(name, in_words(name, old.get(name)), in_words(name, new.get(name))) for name in names]
    return [Change(field_label(name), before, after) for name, before, after in pairs if before != after]


def entries(events: Iterable[Event]) -> list[Entry]:
    events = list(events)
    people, known = people_in(events), all_history_words()
    return [_entry(event, people, words_of(event, known)) for event in events]


def _entry(event: Event, people: People, said: HistoryWords) -> Entry:
    move = REGISTRATION.moves.get(event.verb)
    note, document = said.note(event)
    return Entry(
        when=event.at,
        who=people.actor(event),
        what=capfirst(said.words),
        note=event.reason or note,
        document=document,
        tone=tone_of(move.target) if move else "neutral",
        changes=changes_between(event.before, event.after, event.after) if event.verb == "edit" else (),
    )
