"""How well copied texts and reused photos are found: precision and recall on the held-out part of a labelled set, through the
very functions that the pages call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from django.db import transaction

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.copies import BOX_LIKE, BOX_WORDS, WHOLE_LIKE, copied_texts
from lantoa.kit.likeness.photos import NEAR, ONE_PHOTO
from lantoa.kit.likeness.reused import like_photos
from tools.bench.evidence_ground import near_reader, near_unit, prepare_photos, prepare_texts, store_photo
from tools.bench.evidence_photos import cases
from tools.bench.evidence_texts import text_set

HELD_OUT = 1


@dataclass
class Tally:
    """Pairs: a case with its true source counts as found or missed, with anything else that is hinted at as wrong."""

    positives: int = 0
    negatives: int = 0
    found: int = 0
    wrong: int = 0
    found_by_kind: dict[str, str] = field(default_factory=dict)
    thresholds: dict[str, int] = field(default_factory=dict)
    precision: float = 0.0
    recall: float = 0.0


@dataclass(frozen=True)
class Evidence:
    texts: Tally
    photos: Tally


def evidence(part: int = HELD_OUT) -> Evidence:
    """Both checks on a part of the labelled set. Texts are looked for among 20,000 others."""
    texts, photos = tally(_text_hints(part)), tally(_photo_hints(part))
    texts.thresholds = {"whole": WHOLE_LIKE, "box": BOX_LIKE, "box_words": BOX_WORDS}
    photos.thresholds = {"bits": NEAR, "laid": ONE_PHOTO}
    return Evidence(texts, photos)


def tally(hints: Iterable[tuple[str, Hashable | None, set]]) -> Tally:
    """`hints`: for each case its kind, its source or None, and what was hinted at."""
    total, cases_of, found_of, wrong_of = Tally(), Counter(), Counter(), Counter()
    for kind, source, hinted in hints:
        cases_of[kind] += 1
        total.positives += source is not None
        total.negatives += source is None
        found_of[kind] += source in hinted
        wrong_of[kind] += len(hinted - {source})
    total.found, total.wrong = found_of.total(), wrong_of.total()
    total.precision = round(total.found / max(1, total.found + total.wrong), 3)
    total.recall = round(total.found / max(1, total.positives), 3)
    total.found_by_kind = {
        kind: f"{found_of[kind]} of {count}, {wrong_of[kind]} wrong" for kind, count in cases_of.items()
    }
    return total


def _text_hints(part: int) -> Iterable[tuple[str, Hashable | None, set]]:
    places, person, unit = prepare_texts(part), near_reader(), near_unit()
    for case in text_set(part).cases:
        found = copied_texts(Initiative(unit=unit, **case.texts), user=person, most=20)
        # What is like a source that stands in the set under another number was not made from it: wrong as well.
        hinted = {places.get(like.initiative.pk, f"outside {like.initiative.pk}") for like in found}
        yield case.kind, case.source, hinted


def _photo_hints(part: int) -> Iterable[tuple[str, Hashable | None, set]]:
    places = prepare_photos(part)
    for case in cases(part):
        with transaction.atomic():
            file = store_photo(case.image, "case.jpg")
            found = like_photos(file)
            transaction.set_rollback(True)
        yield case.kind, case.source, {places.get(key, f"outside {key}") for key, _ in found}
