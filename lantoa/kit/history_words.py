"""How an event of the audit chain is told in a history: the words of its verb, and what it says beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantoa.kit.workflow import Workflow

if TYPE_CHECKING:  # the list of points is read before there are models
    from lantoa.kit.models import Event


def note_as_recorded(event: Event) -> tuple[str, str]:
    """Services say it in these two words: the note, and the document that the act rests on."""
    return str(event.after.get("note", "")), str(event.after.get("document", ""))


@dataclass(frozen=True)
class HistoryWords:
    """`words`: of the verb, capital or not; `note(event)`: what the event says beside them, and the document it rests on."""

    words: str
    note: Callable[[Event], tuple[str, str]] = note_as_recorded


def words_of_moves(workflow: Workflow) -> dict[str, HistoryWords]:
    """The moves of a table carry their words."""
    return {move.name: HistoryWords(move.past) for move in workflow.moves.values()}


def for_record(audit_name: str, words: dict[str, HistoryWords]) -> dict[str, HistoryWords]:
    """The same verbs, but of this kind of record only: another app uses them for something else."""
    return {f"{audit_name}:{verb}": said for verb, said in words.items()}


def build_words(words: dict[str, str]) -> dict[str, HistoryWords]:
    return {verb: HistoryWords(said) for verb, said in words.items()}


def keys_of(event: Event) -> Iterable[str]:
    """Under which keys the words of an event may stand, the more exact one first."""
    return f"{event.object_type}:{event.verb}", event.verb
