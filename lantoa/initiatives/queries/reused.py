"""Photos handed in as evidence that were handed in before, cropped or re-encoded or as they were. Hints, never verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.initiatives.models import Evidence, Initiative
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
    if evidence.file is None:
        return []
    same = StoredFile.objects.filter(sha256=evidence.file.sha256).values_list("pk", flat=True)
    scores = dict(like_photos(evidence.file)) | dict.fromkeys(same, 100)
    known = Initiative.objects.known_to(user)
    rows = Evidence.objects.filter(file__in=scores, initiative__in=known).exclude(pk=evidence.pk)
    others = list(rows.select_related("initiative__unit", "file").order_by("pk"))
    said = said_with(evidence.initiative, {row.initiative for row in others})
    keys = {row.initiative_id for row in others}
    opened = set(Initiative.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    unit = evidence.initiative.unit_id
    found = [
        PhotoLikeness(
            evidence=row,
            score=scores[row.file_id],
            is_own_unit=row.initiative.unit_id == unit,
            is_open=row.initiative_id in opened,
            is_said=row.initiative_id != evidence.initiative_id and row.initiative_id in said,
        )
        for row in others
    ]
    return sorted(found, key=lambda like: (like.is_said, -like.score, like.evidence.pk))[:most]
