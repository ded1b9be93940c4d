"""Hints for those who decide: texts and photos that seem to have been used before. Never a verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Evidence, Initiative
from lantoa.initiatives.queries.copies import BoxLikeness, TextLikeness, copied_texts
from lantoa.initiatives.queries.reused import PhotoLikeness, reused_among, reused_photos
from lantoa.initiatives.rules import may_decide_for
from lantoa.initiatives.wording import field_label
from lantoa.kit.files.shown import Photo
from lantoa.kit.numbers import format_date
from lantoa.units.models import Person

READ_IN = (State.SUBMITTED, State.ACCEPTED)
CAPTION = 120  # letters under a photo of a grid; the rest stands on its own page
AROUND = 12  # words left standing on each side of a passage


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; `is_common`: the other registration has it too."""

    text: str
    is_common: bool


@dataclass(frozen=True)
class BoxHint:
    """`other`: the box of the other registration, where it is not the same one."""

    label: str
    other: str
    score: int
    pieces: list[Piece]


@dataclass(frozen=True)
class TextHint:
    """Another registration with like texts. `url` is "" where the person may not open it."""

    name: str
    url: str
    whose: str
    score: int
    share: int
    boxes: list[BoxHint]


@dataclass(frozen=True)
class FileHint:
    """The same photo or file in another piece of evidence. `photos`: this one beside the other, where both may be seen."""

    lead: str
    name: str
    url: str
    whose: str
    note: str
    photos: list[Photo]


def hints(record: Initiative, user: Person) -> dict[str, Any]:
    """For the page of a registration: `text_hints`, of which only those who may decide learn."""
    if record.state not in READ_IN or not may_decide_for(user, record.unit):
        return {"text_hints": []}
    return {"text_hints": [_text_hint(record, like) for like in copied_texts(record, user=user)]}


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


def marked(text: str, passages: Sequence[str]) -> list[Piece]:
    """The text cut at the passages; long stretches between them shortened to a few words on each side."""
    text = unicodedata.normalize("NFC", text)
    pieces, done = [], 0
    for passage in passages:
        at = text.find(passage, done)
        if at < 0:
            continue
        pieces.append(Piece(_short(text[done:at], is_first=done == 0), is_common=False))
        pieces.append(Piece(passage, is_common=True))
        done = at + len(passage)
    pieces.append(Piece(_short(text[done:], is_last=True), is_common=False))
    return [piece for piece in pieces if piece.text]


def _short(text: str, *, is_first: bool = False, is_last: bool = False) -> str:
    words = text.split(" ")
    if len(words) <= 2 * AROUND + 2:
        return text
    before = [] if is_first else words[:AROUND]
    after = [] if is_last else words[-AROUND:]
    return " ".join([*before, "…", *after])


def _text_hint(record: Initiative, like: TextLikeness) -> TextHint:
    other = like.initiative
    return TextHint(
        other.name,
        other.get_absolute_url() if like.is_open else "",
        _whose(other, is_own=like.is_own_unit, when=f"năm {like.year}" if like.year else ""),
        like.score,
        like.share,
        [_box_hint(record, box) for box in like.boxes],
    )


def _box_hint(record: Initiative, box: BoxLikeness) -> BoxHint:
    other = "" if box.at == box.box else field_label(box.at)
    return BoxHint(field_label(box.box), other, box.score, marked(getattr(record, box.box), box.passages))


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


def _whose(initiative: Initiative, *, is_own: bool, when: str) -> str:
    return ", ".join(filter(None, ["cùng đơn vị" if is_own else initiative.unit.name, when]))
