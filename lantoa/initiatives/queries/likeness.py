"""Initiatives whose names are alike, so that an old one is not registered again as new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from itertools import combinations
from operator import and_

from django.db.models import Q, QuerySet
from django.utils import timezone
from rapidfuzz import fuzz

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.kit.text import label_key, search_key
from lantoa.units.models import Person, Unit

LIKE_ENOUGH = 78  # of 100; below it the names share only common words
BEGUN = 85  # of a name that holds every word typed so far
SHORTEST = 6  # letters; less says nothing yet
WORDS_ASKED = 4


@dataclass(frozen=True)
class Likeness:
    """An initiative whose name is like the one being typed. `is_open`: the person may open its page."""

    initiative: Initiative
    score: int
    is_own: bool
    is_open: bool
    is_same: bool

    @property
    def can_continue(self) -> bool:
        """Whether a new registration may carry it on: only what once was registered can be."""
        return self.is_open and self.initiative.state == State.ACCEPTED


def similar_to(
    name: str, *, unit: Unit | None, user: Person, exclude: int | None = None, most: int = 6
) -> list[Likeness]:
    """Initiatives with a like name in one's province, of any year: own unit's first, then the likest.

    Drafts count at the own unit only: those of others are nobody's business yet. Candidates share two of the longest
    words of the name, one where it has only two (a scan of folded text); rapidfuzz rates them.
    """
    key = search_key(name)
    words = sorted(set(key.split()), key=len, reverse=True)[:WORDS_ASKED]
    if len(key) < SHORTEST:
        return []
    pairs = combinations(words, 2) if len(words) > 2 else [(word,) for word in words]
    any_words = Q()
    for shared in pairs:
        any_words |= reduce(and_, (Q(search__contains=f" {word}") for word in shared))
    drafts_of_others = Q(state=State.DRAFT) & ~Q(unit=unit)
    known = Initiative.objects.known_to(user).filter(any_words).exclude(pk=exclude)
    known = known.exclude(state=State.WITHDRAWN).exclude(drafts_of_others)
    own = unit.pk if unit else None
    rated = [(at != own, -_likeness(key, other), pk) for pk, at, other in known.values_list("pk", "unit_id", "name")]
    best = [(-score, pk) for _, score, pk in sorted(rated) if -score >= LIKE_ENOUGH][: most * 4]
    rows = Initiative.objects.known_to(user).select_related("unit").in_bulk([pk for _, pk in best])
    open_ids = set(Initiative.objects.visible_to(user).filter(pk__in=rows).values_list("pk", flat=True))
    found = [
        Likeness(
            initiative=rows[pk],
            score=round(score),
            is_own=unit is not None and rows[pk].unit_id == unit.pk,
            is_open=pk in open_ids,
            is_same=rows[pk].name_key == label_key(name),
        )
        for score, pk in best
    ]
    return sorted(found, key=lambda like: (not like.is_own, -like.score))[:most]


def _likeness(key: str, other: str) -> float:
    """How like two names are, of 100. A name still being typed is like one that holds each of its words."""
    words = search_key(other)
    score = fuzz.token_sort_ratio(key, words)
    typed = set(key.split())
    return max(score, BEGUN) if len(typed) > 1 and typed <= set(words.split()) else score


def just_drafted(name: str, unit: Unit, user: Person) -> Initiative | None:
    """The draft of this very name at the unit that the person opened within the last minute: a button pressed twice."""
    since = timezone.now() - timedelta(minutes=1)
    drafts = Initiative.objects.visible_to(user).filter(unit=unit, name_key=label_key(name), state=State.DRAFT)
    for draft in drafts.filter(created_at__gte=since):
        if Event.objects.about(draft).filter(verb="register", actor_id=user.pk).exists():
            return draft
    return None


def open_drafts(user: Person, unit: Unit | None, most: int = 3) -> QuerySet[Initiative]:
    """The newest drafts of the unit that were not handed in yet."""
    return Initiative.objects.visible_to(user).filter(unit=unit, state=State.DRAFT).order_by("-pk")[:most]


def same_name(initiative: Initiative) -> QuerySet[Initiative]:
    """Other registrations of the very same name at the same unit, except the one that this continues."""
    others = Initiative.objects.filter(unit=initiative.unit_id, name_key=initiative.name_key)
    return others.exclude(pk__in=[initiative.pk, initiative.continues_id or initiative.pk]).exclude(
        state=State.WITHDRAWN
    )
