"""Questions about initiatives that join several tables or compare texts. No writes, no request."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from rapidfuzz import fuzz

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.kit.text import search_key
from lantoa.units.models import Person, Unit

LIKE_ENOUGH = 78  # of 100; below it the names share only common words
WORDS_ASKED = 4


@dataclass(frozen=True)
class Likeness:
    """An initiative whose name is like the one being typed. `is_open`: the person may open its page."""

    initiative: Initiative
    score: int
    where: str  # "own", "other"
    is_open: bool


def similar_to(
    name: str, *, unit: Unit | None, user: Person, exclude: int | None = None, most: int = 6
) -> list[Likeness]:
    """Initiatives with a like name in one's province, of any year: own unit's first, then the likest.

    Candidates share one of the longest words of the name (an index-free scan of folded text); rapidfuzz rates them.
    """
    key = search_key(name)
    words = sorted(set(key.split()), key=len, reverse=True)[:WORDS_ASKED]
    if len(key) < 6 or not words:
        return []
    any_word = Q()
    for word in words:
        any_word |= Q(search__contains=word)
    known = Initiative.objects.known_to(user).filter(any_word).exclude(pk=exclude)
    known = known.exclude(state__in=[State.WITHDRAWN, State.DRAFT])
    rated = [(fuzz.token_sort_ratio(key, search_key(row_name)), pk) for pk, row_name in known.values_list("pk", "name")]
    best = sorted((pair for pair in rated if pair[0] >= LIKE_ENOUGH), key=lambda pair: (-pair[0], pair[1]))[: most * 4]
    rows = Initiative.objects.known_to(user).select_related("unit").in_bulk([pk for _, pk in best])
    open_ids = set(Initiative.objects.visible_to(user).filter(pk__in=rows).values_list("pk", flat=True))
    found = [
        Likeness(rows[pk], round(score), "own" if unit and rows[pk].unit_id == unit.pk else "other", pk in open_ids)
        for score, pk in best
    ]
    return sorted(found, key=lambda like: (like.where != "own", -like.score))[:most]
