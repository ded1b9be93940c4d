"""What a search answers: hits in groups, one group a kind of record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat

from lantoa.kit.listed_keys import ListedKeys
from lantoa.kit.numbers import format_number
from lantoa.kit.text import search_key

MOST = 6
MOST_COUNTED = 1000
"""Hits are counted up to here: what is more need not be known to the row, and would be a walk over all that is held."""
SHORTEST = 2


@dataclass(frozen=True)
class Hit:
    """A line of the answer; `url` "": there is no page of it."""

    label: str
    note: str
    url: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first lines, how many there are (`count_hits`), and where all of them stand."""

    title: str
    noun: str
    hits: list[Hit]
    count: int
    all_url: str = ""

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.hits)

    @property
    def count_words(self) -> str:
        """ "7", or "hơn 1.000" where nobody counted further."""
        return format_number(self.count) if self.count <= MOST_COUNTED else f"hơn {format_number(MOST_COUNTED)}"


def find_first(rows: QuerySet, order: Sequence[Any]) -> tuple[list[Any], int]:
    """Keys of the first `MOST` rows in the order, and how many rows there are (`count_hits`).

    Hits are found first and then put in order: a planner that is asked for both at once walks all that is held along an index
    of the order, whatever the scope, until it has met enough.
    """
    keys = list(rows.order_by().values_list("pk", flat=True)[: MOST_COUNTED + 1])
    if len(keys) <= MOST_COUNTED:
        rows = rows.model._default_manager.filter(pk__in=ListedKeys(keys))
    return list(order_unindexed(rows, *order).values_list("pk", flat=True)[:MOST]), len(keys)


def order_unindexed(rows: QuerySet, first: str, *others: str) -> QuerySet:
    """`order_by`, the first a text of the row, perhaps with a minus, so that no index is walked: none is in the order of a value
    that is worked out. For few rows among very many."""
    text = Concat(F(first.removeprefix("-")), Value(""))
    return rows.order_by(text.desc() if first.startswith("-") else text.asc(), *others)


def count_hits(rows: QuerySet) -> int:
    """How many there are, and one more than `MOST_COUNTED` for any number above it."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def is_enough(text: str) -> bool:
    """Whether there are letters enough to search for."""
    return len(search_key(text)) >= SHORTEST
