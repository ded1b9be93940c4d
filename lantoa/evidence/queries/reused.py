"""Photos handed in as evidence that were handed in before, cropped or re-encoded or as they were. Hints, never verdicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.copies import said_with
from lantoa.kit.likeness.reused import like_photos
from lantoa.kit.models import StoredFile
from lantoa.units.models import Person


@dataclass(frozen=True)
class PhotoLikeness:
    """Another piece of evidence with what seems to be the same photo. `score`: 0–100. `is_open`: the person may open its
    initiative, else only unit, year and name may be shown, and not the photo. `is_said`: the two initiatives have a declared
    origin in common."""

    evidence: Evidence
    score: int
    is_own_unit: bool
    is_open: bool
    is_said: bool

    @property
    def initiative(self) -> Initiative:
        return self.evidence.initiative

    @property
    def year(self) -> int:
        return self.evidence.dated_on.year


def reused_photos(evidence: Evidence, *, user: Person, most: int = 5) -> list[PhotoLikeness]:
    """Other evidence of one's province, of this initiative or any other, with the same photo, or with byte for byte the same
    file of whatever kind; the likest first."""
    return reused_among([evidence], user=user, most=most).get(evidence.pk, [])


def reused_among(pieces: Sequence[Evidence], *, user: Person, most: int = 5) -> dict[int, list[PhotoLikeness]]:
    """The same for several pieces of one initiative, by key, without those that have no file. Three small queries a photo;
    the rest is asked once for all."""
    filed = [piece for piece in pieces if piece.file is not None]
    if not filed:
        return {}
    scores = _scores(filed)
    rows = _holders({key for found in scores.values() for key in found}, user)
    initiative = filed[0].initiative
    said = said_with(initiative, {row.initiative for row in rows})
    keys = {row.initiative_id for row in rows}
    opened = set(Initiative.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    found = {
        piece.pk: [
            PhotoLikeness(
                evidence=row,
                score=scores[piece.pk][row.file_id],
                is_own_unit=row.initiative.unit_id == initiative.unit_id,
                is_open=row.initiative_id in opened,
                is_said=row.initiative_id != initiative.pk and row.initiative_id in said,
            )
            for row in rows
            if row.file_id in scores[piece.pk] and row.pk != piece.pk
        ]
        for piece in filed
    }
    return {key: sorted(likes, key=_unsaid_and_likest)[:most] for key, likes in found.items()}


def _unsaid_and_likest(like: PhotoLikeness) -> tuple[bool, int, int]:
    return like.is_said, -like.score, like.evidence.pk


def _scores(filed: Sequence[Evidence]) -> dict[int, dict[int, int]]:
    """For each piece the likeness of stored files, by their keys; its own file is among them."""
    same: dict[str, list[int]] = defaultdict(list)
    sums = {piece.file.sha256 for piece in filed}
    for key, sha256 in StoredFile.objects.filter(sha256__in=sums).values_list("pk", "sha256"):
        same[sha256].append(key)
    return {piece.pk: dict(like_photos(piece.file)) | dict.fromkeys(same[piece.file.sha256], 100) for piece in filed}


def _holders(files: Collection[int], user: Person) -> list[Evidence]:
    """Evidence with these files of which the person may learn."""
    rows = Evidence.objects.filter(file__in=files, initiative__in=Initiative.objects.known_to(user))
    return list(rows.select_related("initiative__unit", "file").order_by("pk"))
