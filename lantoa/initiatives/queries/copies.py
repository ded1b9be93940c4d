"""Registrations whose texts were copied, whole or in part, and not said to be. Hints for those who appraise, never verdicts.

The index of prints gives candidates; only these few are read and compared, box by box (docs/decisions/0012-near-duplicates.md).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

from django.db.models import Count, Q

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import BOXES, Initiative, Replication, TextPrint
from lantoa.kit.likeness.texts import NOTHING, Overlap, Passage, compare, prints_of, spans
from lantoa.units.models import Person

TEXTS = ("name", *BOXES)
WHOLE_LIKE = 60  # of 100, over all boxes: the registration as a whole runs alike
BOX_LIKE = 75  # of 100, in one box of at least BOX_WORDS words
BOX_WORDS = 35
PART_LIKE = 55  # of 100: a box worth naming once the whole is alike
FORM_SHARE = 0.02  # a print that more of all registrations have is the form's, not the clerk's
FORM_LEAST = 40  # registrations; fewer are no form
ROWS = 20_000  # of the index read for one check, rarest prints first
RANKED = 200
READ = (16, 48)  # candidates read: those that share most, and those that share most in one box


@dataclass(frozen=True)
class BoxLikeness:
    """`box`: field of the registration that is looked at; `at`: field of the other; `passages`: the words both have, as the
    first wrote them."""

    box: str
    at: str
    score: int
    passages: tuple[str, ...]

    @property
    def label(self) -> str:
        return str(Initiative._meta.get_field(self.box).verbose_name)


@dataclass(frozen=True)
class TextLikeness:
    """An initiative with like texts. `score`: 0–100, of the boxes named, by their length; `share`: percent of all words that
    stand in these boxes. `is_open`: the person may open it, else only unit, year and name may be shown. `is_said`: the reuse
    was declared (one continues the other, or is its copy, or both have one origin): no hint."""

    initiative: Initiative
    score: int
    share: int
    boxes: tuple[BoxLikeness, ...]
    is_own_unit: bool
    is_open: bool
    is_said: bool

    @property
    def year(self) -> int | None:
        return self.initiative.year


def passages_of(initiative: Initiative) -> dict[str, Passage]:
    """The texts of a registration that say something, by field."""
    return {name: Passage(text) for name in TEXTS if (text := getattr(initiative, name))}


def like_texts(initiative: Initiative, *, user: Person, most: int = 5) -> list[TextLikeness]:
    """Registrations of one's province, of any unit and year, with texts like this one's; unsaid ones first, then the likest.

    Drafts of others and registrations withdrawn before they counted stay unknown.
    """
    texts = passages_of(initiative)
    counts = _frequencies(prints_of(texts.values()), initiative)
    size = Initiative.objects.count() if counts else 0
    limit = max(FORM_LEAST, round(FORM_SHARE * size))
    common = {value for value, count in counts.items() if count > limit}
    rare = prints_of(texts.values()) - common
    likes = {}
    for row in _candidates(
        initiative, texts, {value: counts[value] for value in rare if value in counts}, user, size=size
    ):
        if like := _likeness(initiative, texts, row, common=common, rare=rare):
            likes[row] = like
    said = said_with(initiative, likes)
    opened = set(Initiative.objects.visible_to(user).filter(pk__in=[r.pk for r in likes]).values_list("pk", flat=True))
    found = [
        TextLikeness(row, score, share, boxes, row.unit_id == initiative.unit_id, row.pk in opened, row.pk in said)
        for row, (score, share, boxes) in likes.items()
    ]
    return sorted(found, key=lambda like: (like.is_said, -like.score, -like.share, like.initiative.pk))[:most]


def copied_texts(initiative: Initiative, *, user: Person, most: int = 5) -> list[TextLikeness]:
    """The hints: like texts whose reuse nobody declared."""
    return [like for like in like_texts(initiative, user=user, most=most) if not like.is_said]


def _frequencies(prints: Collection[int], initiative: Initiative) -> dict[int, int]:
    """How many other registrations have each of the prints."""
    rows = TextPrint.objects.filter(value__in=prints).exclude(initiative=initiative.pk).order_by()
    return dict(rows.values("value").annotate(count=Count("pk")).values_list("value", "count")) if prints else {}


def _candidates(
    initiative: Initiative, texts: Mapping[str, Passage], counts: Mapping[int, int], user: Person, *, size: int
) -> list[Initiative]:
    """The registrations worth reading: a rare print shared tells more than one that many have.
    `size`: registrations in all."""
    asked, rows = [], 0
    for value in sorted(counts, key=lambda value: counts[value]):
        rows += counts[value]
        if rows > ROWS and asked:
            break
        asked.append(value)
    if not asked:
        return []
    holders = TextPrint.objects.filter(value__in=asked).exclude(initiative=initiative.pk).order_by()
    boxes_of = {value: [name for name, text in texts.items() if value in text.held] for value in asked}
    weights = {value: log(2 + size / counts[value]) for value in asked}
    total: Counter[int] = Counter()
    by_box: dict[str, Counter[int]] = defaultdict(Counter)
    for value, key in holders.values_list("value", "initiative_id"):
        total[key] += weights[value]
        for box in boxes_of[value]:
            by_box[box][key] += weights[value]
    best: Counter[int] = Counter()
    for held in by_box.values():
        best |= held
    likely = [key for key, _ in total.most_common(RANKED)]
    drafts_of_others = Q(state=State.DRAFT) & ~Q(unit=initiative.unit_id)
    never = Q(state=State.WITHDRAWN, accepted_on__isnull=True)
    door = Initiative.objects.known_to(user).exclude(drafts_of_others).exclude(never)
    known = set(door.filter(pk__in=likely).values_list("pk", flat=True))
    first = [key for key in likely if key in known][: READ[0]]
    others = [key for key, _ in best.most_common(RANKED) if key in known and key not in first][: READ[1]]
    return list(door.filter(pk__in=first + others).select_related("unit"))


def _likeness(
    initiative: Initiative,
    texts: Mapping[str, Passage],
    other: Initiative,
    *,
    common: Collection[int],
    rare: Collection[int],
) -> tuple[int, int, tuple[BoxLikeness, ...]] | None:
    """Score, share and boxes that are alike, None when nothing is alike enough to be shown."""
    theirs = {name: text for name, text in passages_of(other).items() if text.is_telling}
    pairs: dict[str, tuple[str, Overlap]] = {}
    for box, text in texts.items():
        if text.is_telling and theirs:
            at = max(theirs, key=lambda name: (len(text.held & theirs[name].held), name == box))
            pairs[box] = at, compare(text, theirs[at], common=common, rare=rare)
    words = sum(len(texts[box]) for box in pairs)
    whole = sum(len(texts[box]) * overlap.score for box, (_, overlap) in pairs.items()) / max(words, 1)
    is_whole = whole >= WHOLE_LIKE
    named = {
        box: (at, overlap)
        for box, (at, overlap) in pairs.items()
        if (is_whole and overlap.score >= PART_LIKE) or _is_copied(texts[box], theirs[at], overlap)
    }
    if not named:
        return None
    length = sum(len(texts[box]) for box in named)
    score = round(sum(len(texts[box]) * overlap.score for box, (_, overlap) in named.items()) / length)
    boxes = tuple(
        BoxLikeness(box, at, overlap.score, tuple(spans(getattr(initiative, box), overlap.spots)))
        for box, (at, overlap) in named.items()
    )
    return score, round(100 * length / words), boxes


def _is_copied(text: Passage, other: Passage, overlap: Overlap) -> bool:
    return overlap is not NOTHING and overlap.score >= BOX_LIKE and min(len(text), len(other)) >= BOX_WORDS


def said_with(initiative: Initiative, rows: Iterable[Initiative]) -> set[int]:
    """Those with which the reuse is declared: the two have an origin in common, the earlier one itself included."""
    keys = [row.pk for row in rows]
    origins = _origins([initiative.pk, *keys]) if keys else {}
    return {key for key in keys if origins[key] & origins[initiative.pk]}


def _origins(keys: Collection[int]) -> dict[int, set[int]]:
    """For each initiative itself and all that it continues or was copied from. Two queries a generation."""
    found = {key: {key} for key in keys}
    edge = set(keys)
    while edge:
        steps: dict[int, set[int]] = defaultdict(set)
        continued = Initiative.objects.filter(pk__in=edge, continues__isnull=False).order_by()
        copied = Replication.objects.filter(copy__in=edge).order_by()
        for key, origin in (*continued.values_list("pk", "continues_id"), *copied.values_list("copy_id", "source_id")):
            steps[key].add(origin)
        edge = set()
        for origins in found.values():
            fresh = {origin for key in origins for origin in steps.get(key, ())} - origins
            origins |= fresh
            edge |= fresh
    return found
