"""Words for events: the sum of what the apps say of their verbs."""

from __future__ import annotations

from collections.abc import Mapping

from lantoa.kit.extension_points import contributed_by_key
from lantoa.kit.history_words import HistoryWords, keys_of
from lantoa.kit.models import Event


def all_history_words() -> Mapping[str, HistoryWords]:
    return contributed_by_key("history_words")


def words_of(event: Event, known: Mapping[str, HistoryWords]) -> HistoryWords:
    """What is said of the event; the verb itself where no app has words for it. `known`: as `all_history_words` gives it."""
    return next((known[key] for key in keys_of(event) if key in known), HistoryWords(event.verb))
