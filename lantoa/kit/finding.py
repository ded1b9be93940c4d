"""What a search answers: hits in groups, one group a kind of record."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.kit.text import search_key

MOST = 6


SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """A line of the answer; `url` "": there is no page of it."""

    label: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first lines, how many there are, and where all of them stand."""

    title: str
    noun: str
    hits: list[Hit]
    count: int
    all_url: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.hits)


def is_enough(text: str) -> bool:
    """Whether there are letters enough to search for."""
    return len(search_key(text)) >= SHORTEST
