"""Evidence as the screens read it: what waits for a person, the shelves of one initiative, what still lacks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import strptime

from django.conf import settings
from django.db.models import QuerySet
from PIL import ExifTags, Image

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.rights import by_another, decidable_units
from lantoa.kit.likeness.photos import grey, prints_of
from lantoa.kit.models import StoredFile
from lantoa.plans.models import Milestone
from lantoa.units.models import Person

FIRST_YEAR = 1995  # what a camera wrote of a year before is its clock's fault


@dataclass
class Shelves:
    """The evidence of one initiative by how it is shown; each list the newest first. `rejected` stands in no other list."""

    photos: list[Evidence] = field(default_factory=list)
    papers: list[Evidence] = field(default_factory=list)
    references: list[Evidence] = field(default_factory=list)
    rejected: list[Evidence] = field(default_factory=list)

    @property
    def kept_pieces(self) -> list[Evidence]:
        return [*self.photos, *self.papers, *self.references]

    @property
    def waiting_count(self) -> int:
        return sum(row.is_waiting for row in self.kept_pieces)

    @property
    def accepted_count(self) -> int:
        return len(self.kept_pieces) - self.waiting_count


def waiting_evidence(user: Person) -> QuerySet[Evidence]:
    """Pieces that this person may accept or reject now: as `may_accept_evidence` says, one by one."""
    rows = Evidence.objects.visible_to(user).waiting().filter(initiative__ended_on__isnull=True)
    return rows.filter(by_another(user, "added_by"), initiative__unit__in=decidable_units(user))


def with_people(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """With file, initiative, people, and what it proves."""
    people = ("added_by", "accepted_by", "rejected_by")
    return rows.select_related("file", "initiative__unit", "milestone", "report", *people)


def shelves_of(initiative: Initiative) -> Shelves:
    shelves = Shelves()
    for row in with_people(initiative.evidence.order_by("-dated_on", "-pk")):
        if row.rejected_on is not None:
            shelves.rejected.append(row)
        elif row.file is None:
            shelves.references.append(row)
        else:
            (shelves.photos if row.file.is_image else shelves.papers).append(row)
    return shelves


def milestones_of(initiative: Initiative) -> QuerySet[Milestone]:
    """What its evidence may prove; none without a plan."""
    return Milestone.objects.filter(plan__initiative=initiative)


def missing_to_evidence(initiative: Initiative, accepted: int, waiting: int) -> list[str]:
    """What still lacks for the initiative to count as "có minh chứng", in words. `accepted`, `waiting`: pieces."""
    lacks = [f"thông tin để có tên, địa chỉ: {word}" for word in initiative.missing_to_identify]
    if not accepted:
        some = f" ({waiting} minh chứng đang chờ)" if waiting else ""
        lacks.append(f"ít nhất một minh chứng được người duyệt chấp nhận{some}")
    return lacks


def camera_day(file: StoredFile) -> date | None:
    """The day that the camera wrote into the picture; None where it wrote none. A hint: clocks of cameras go wrong."""
    path = Path(settings.MEDIA_ROOT) / file.path
    if not file.is_image or not path.is_file():
        return None
    try:
        with Image.open(path) as image:
            written = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
        day = date(*strptime(str(written)[:10], "%Y:%m:%d")[:3])
    except (OSError, SyntaxError, ValueError):  # cameras and editing programs write anything there
        return None
    return day if day.year >= FIRST_YEAR else None


def shows_something(file: StoredFile) -> bool:
    """Whether the picture has enough in it to be told from others. What is not on disk any more is another check's matter."""
    path = Path(settings.MEDIA_ROOT) / file.thumbnail
    if not file.thumbnail or not path.is_file():
        return False
    with Image.open(path) as image:
        return bool(prints_of(grey(image)))
