"""NEW lantoa/evidence/views/hints.py"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import Truncator

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.reused import PhotoLikeness, reused_among, reused_photos
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_decide_for
from lantoa.initiatives.views.hints import _whose
from lantoa.kit.files.shown import Photo
from lantoa.kit.numbers import format_date
from lantoa.units.models import Person

CAPTION = 120  # letters under a photo of a grid; the rest stands on its own page


@dataclass(frozen=True)
class FileHint:
    """The same photo or file in another piece of evidence. `photos`: this one beside the other, where both may be seen."""

    lead: str
    name: str
    url: str
    whose: str
    note: str
    photos: list[Photo]


def file_hints(row: Evidence, user: Person) -> list[FileHint]:
    """For a piece of evidence, of which only those who may decide learn."""
    if row.file is None or not may_decide_for(user, row.initiative.unit):
        return []
    return [_file_hint(row, like) for like in reused_photos(row, user=user)]


def reused_files(record: Initiative, user: Person) -> list[tuple[Evidence, list[FileHint]]]:
    """The unsaid ones of all evidence that was not rejected, for those who may decide: pieces with what they are like."""
    if not may_decide_for(user, record.unit):
        return []
    rows = list(record.evidence.kept().select_related("file").order_by("dated_on", "pk"))
    reused = reused_among(rows, user=user)
    found = [(row, [_file_hint(row, like) for like in reused.get(row.pk, []) if not like.is_said]) for row in rows]
    return [(row, likes) for row, likes in found if likes]


def photo_of(row: Evidence, *, note: str, badge: str = "", tone: str = "neutral") -> Photo:
    """A piece whose file is a picture, as the grid draws it."""
    url, thumb = row.get_absolute_url(), reverse("evidence_thumbnail", args=[row.pk])
    caption = Truncator(row.caption).chars(CAPTION)
    return Photo(url, thumb, caption, note=note, badge=badge, tone=tone)


def _file_hint(row: Evidence, like: PhotoLikeness) -> FileHint:
    other, is_photo = like.evidence, row.file.is_image
    if other.file.sha256 == row.file.sha256:
        lead = "Đúng tệp này (giống 100%) đã gửi cho mô hình"
    else:
        lead = f"Ảnh này giống {like.score}% một ảnh đã gửi cho mô hình"
    when = f"ngày {format_date(other.dated_on)}" if like.is_open else f"năm {like.year}"
    pair = [photo_of(row, note="Ảnh đang xem"), photo_of(other, note=format_date(other.dated_on))]
    return FileHint(
        lead,
        other.initiative.name,
        other.get_absolute_url() if like.is_open else "",
        _whose(other.initiative, is_own=like.is_own_unit, when=when),
        _note(row, like),
        pair if is_photo and like.is_open else [],
    )


def _note(row: Evidence, like: PhotoLikeness) -> str:
    if like.evidence.initiative_id == row.initiative_id:
        return "Là minh chứng khác của chính mô hình này."
    said = "Hai mô hình đã khai là nối tiếp hoặc nhân rộng của nhau." if like.is_said else ""
    return said if like.is_open else f"{said} Ngoài phạm vi của bạn nên không hiện tệp.".strip()
