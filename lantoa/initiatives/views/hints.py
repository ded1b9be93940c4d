"""Hints for those who decide: texts and photos that seem to have been used before. Never a verdict."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.copies import BoxLikeness, TextLikeness, copied_texts
from lantoa.initiatives.rules import may_decide_for
from lantoa.initiatives.wording import field_label
from lantoa.units.models import Person

READ_IN = (State.SUBMITTED, State.ACCEPTED)
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


def hints(record: Initiative, user: Person) -> dict[str, Any]:
    """For the page of a registration: `text_hints`, of which only those who may decide learn."""
    if record.state not in READ_IN or not may_decide_for(user, record.unit):
        return {"text_hints": []}
    return {"text_hints": [_text_hint(record, like) for like in copied_texts(record, user=user)]}


def mark_passages(text: str, passages: Sequence[str]) -> list[Piece]:
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
    return BoxHint(field_label(box.box), other, box.score, mark_passages(getattr(record, box.box), box.passages))


def _whose(initiative: Initiative, *, is_own: bool, when: str) -> str:
    return ", ".join(filter(None, ["cùng đơn vị" if is_own else initiative.unit.name, when]))
