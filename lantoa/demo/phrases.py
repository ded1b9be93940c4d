"""Names of initiatives from patterns with slots, by the group of the unit and the sector."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from lantoa.demo.names import DemoPlace
from lantoa.demo.tables import document
from lantoa.initiatives.enums import Kind

SLOT = re.compile(r"\{(\w+)\}")
ANY = "any"
# Units that are not agencies: only what is written for them suits them.
PLACES = ("commune", "ward")
ALONE = (*PLACES, "force")
ALSO = {"college": "school"}
"""Groups whose units are of a wider group as well."""
TRIES = 400


@dataclass(frozen=True)
class Pattern:
    """One way of working. `subject` empty: of a collective or of one person; `only`: for one region."""

    sector: str
    name: str
    content: str
    groups: tuple[str, ...]
    subject: str = ""
    kind: str = Kind.MODEL.value
    holder: str = ""
    only: str = ""

    def suits(self, *, group: str, sector: str = "", subject: str = "") -> bool:
        fits = not {group, ALSO.get(group, group)}.isdisjoint(self.groups)
        fits = fits or (ANY in self.groups and group not in ALONE)
        return fits and (not sector or self.sector == sector) and (not subject or self.subject in ("", subject))


@dataclass(frozen=True)
class Phrase:
    """A pattern with its slots filled. `where`: address and place, when the name speaks of the spot."""

    pattern: Pattern
    name: str
    holder: str
    spot: DemoPlace
    where: dict[str, Any]


class Phrasebook:
    """The patterns and slots of one file. `region` keeps those that fit there; `is_even` prefers what was used less."""

    def __init__(self, file: str, rng: Random, region: str = "", *, is_even: bool = False) -> None:
        read = document(file)
        self._slots = read["slots"]
        self._rng = rng
        self._is_even = is_even
        patterns = [Pattern(**row | {"groups": tuple(row["groups"])}) for row in read["patterns"]]
        self._patterns = [pattern for pattern in patterns if pattern.only in ("", region)]
        self._suiting: dict[tuple[str, str, str], list[Pattern]] = {}
        self._used: Counter[Pattern] = Counter()

    def new(
        self, *, group: str, spots: Sequence[DemoPlace], taken: Collection[str], sector: str = "", subject: str = ""
    ) -> Phrase:
        """A phrase whose name is not among those taken. Raises `LookupError` where the book has no more."""
        suiting = self._for(group, sector, subject)
        weights = [1 / (1 + self._used[pattern]) ** 2 for pattern in suiting] if self._is_even else None
        for _ in range(TRIES):
            phrase = self._fill_pattern(self._rng.choices(suiting, weights)[0], group, self._rng.choice(spots))
            if phrase.name not in taken:
                self._used[phrase.pattern] += 1
                return phrase
        raise LookupError(f"no more names for {group}, {sector}, {subject}")

    def choice(self, slot: str, group: str) -> str:
        """One of the words for a slot that suit the group."""
        lists = self._slots[slot]
        if isinstance(lists, list):
            return self._rng.choice(lists)
        # What belongs to the kind of agency comes up twice as often as what belongs to any.
        own = lists.get(group) or lists.get(ALSO.get(group, ""), [])
        return self._rng.choice(own * 2 + lists[ANY])

    def _fill_pattern(self, pattern: Pattern, group: str, spot: DemoPlace) -> Phrase:
        chosen = dict(spot.slots)

        def word(found: re.Match) -> str:
            slot = found.group(1)
            if slot not in chosen:
                chosen[slot] = self.choice(slot, group)
            return chosen[slot]

        name, holder = SLOT.sub(word, pattern.name), SLOT.sub(word, pattern.holder)
        is_named = not spot.slots.keys().isdisjoint(SLOT.findall(pattern.name))
        return Phrase(pattern, name, holder, spot, spot.where if is_named else {})

    def _for(self, group: str, sector: str, subject: str) -> list[Pattern]:
        key = (group, sector, subject)
        if key not in self._suiting:
            self._suiting[key] = [
                pattern for pattern in self._patterns if pattern.suits(group=group, sector=sector, subject=subject)
            ]
        return self._suiting[key]
