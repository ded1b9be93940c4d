"""Texts that were copied, whole or in part, word for word or with words changed. Pure functions; none raises.

A text is a list of accent-free words. Its shingles are all runs of `SHINGLE` words; a few of them, those whose hashes are
the smallest, are its prints: the same passage gives the same prints wherever it stands, so an index of prints finds
candidates. The candidates are then compared word by word.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

SHINGLE = 4
"""Words in a shingle: fewer are common phrases, more do not outlive a change of every fourth word."""
PRINTS = 64
"""Most prints of one record; its texts share them out equally, at most `PRINTS_EACH` a text."""
PRINTS_EACH = 16
SHORTEST = 15
"""Words; shorter texts are alike by accident, and a shorter passage alone says nothing."""
PASSAGE = 6
"""Fewest words in a row worth showing as a common passage."""

_SIGNS = re.compile(r"[^\w\s]|_")
_WORD = re.compile(r"[^\W_]+")
_MIX, _MASK, _SIGN = 0x9E3779B97F4A7C15, (1 << 64) - 1, 1 << 63


@dataclass(frozen=True)
class Overlap:
    """How one text is like another. `score`: 0 to 100; `words`: how many of its words stand in runs that both have;
    `spots`: those runs as (first word, word after the last)."""

    score: int
    words: int
    spots: tuple[tuple[int, int], ...]


NOTHING = Overlap(0, 0, ())


class Passage:
    """A text made ready to be compared: its words, the hash of each shingle in order, and the set of them."""

    def __init__(self, text: str) -> None:
        self.words = words_of(text)
        self.hashes = shingles(self.words)
        self.held = frozenset(self.hashes)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def is_telling(self) -> bool:
        """Long enough to be compared."""
        return len(self.words) >= SHORTEST


def words_of(text: str) -> list[str]:
    """The words of `kit.text.search_key`, made fast for long texts; letters of other alphabets are left out."""
    spaced = _SIGNS.sub(" ", unicodedata.normalize("NFC", text)).replace("đ", "d").replace("Đ", "d")
    return unicodedata.normalize("NFKD", spaced).encode("ascii", "ignore").decode().lower().split()


def shingles(words: Sequence[str]) -> list[int]:
    """The hash of each run of `SHINGLE` words, signed 64 bits, in order; none of a shorter text."""
    return [_hash(" ".join(words[n : n + SHINGLE])) for n in range(len(words) - SHINGLE + 1)]


def _hash(shingle: str) -> int:
    mixed = zlib.crc32(shingle.encode()) * _MIX & _MASK
    return mixed - (1 << 64) if mixed & _SIGN else mixed


def prints_of(texts: Iterable[Passage]) -> set[int]:
    """The prints of a record of several texts. Of two records that share a text, the prints of it agree however many other
    texts stand beside it: each text gives its smallest hashes, only their number differs."""
    telling = [text for text in texts if text.is_telling]
    each = min(PRINTS_EACH, PRINTS // max(1, len(telling)))
    return {value for text in telling for value in sorted(text.held)[:each]}


def compare(
    text: Passage, other: Passage, *, common: Collection[int] = (), rare: Collection[int] = (), least: int = SHORTEST
) -> Overlap:
    """How much of the shorter of two texts stands in the other, or how alike they run, whichever is more.

    `common` and `rare`: those of the first text's prints that many records have, and the rest. A run of shared words with
    a common print and no rare one is a set phrase of forms: its words count in neither text. `least`: words that both
    must have besides.
    """
    runs = list(_runs(text.hashes, other.held))
    forms = [run for run in runs if _is_form(text.hashes, run, common, rare)] if common else []
    kept = [run for run in runs if run not in forms]
    if not kept:
        return NOTHING
    words, others = text.words, other.words
    if forms:
        known = {value for start, end in forms for value in text.hashes[start : end - SHINGLE + 1]}
        words, others = _without(text, known), _without(other, known)
    length, covered = min(len(words), len(others)), sum(end - start for start, end in kept)
    if length < least:
        return NOTHING
    alike = max(Indel.normalized_similarity(words, others), min(1, covered / length))
    return Overlap(round(100 * alike), covered, tuple(kept))


def _is_form(hashes: Sequence[int], run: tuple[int, int], common: Collection[int], rare: Collection[int]) -> bool:
    held = hashes[run[0] : run[1] - SHINGLE + 1]
    return any(value in common for value in held) and not any(value in rare for value in held)


def _without(text: Passage, known: Collection[int]) -> list[str]:
    """The words outside the shingles that are known."""
    inside = {place + step for place, value in enumerate(text.hashes) if value in known for step in range(SHINGLE)}
    return [word for place, word in enumerate(text.words) if place not in inside]


def _runs(hashes: Sequence[int], theirs: Collection[int]) -> Iterator[tuple[int, int]]:
    """Runs of words all of whose shingles the other text has too."""
    start = None
    for place, value in enumerate(hashes):
        if value in theirs:
            start = place if start is None else start
        elif start is not None:
            yield start, place + SHINGLE - 1
            start = None
    if start is not None:
        yield start, len(hashes) + SHINGLE - 1


def spans(text: str, spots: Sequence[tuple[int, int]], most: int = 3) -> list[str]:
    """The longest of the runs as they were written, accents and all."""
    text = unicodedata.normalize("NFC", text)
    places = [found.span() for found in _WORD.finditer(text)]
    longest = sorted(spots, key=lambda spot: spot[0] - spot[1])[:most]
    return [text[places[a][0] : places[b - 1][1]] for a, b in sorted(longest) if b - a >= PASSAGE and b <= len(places)]
