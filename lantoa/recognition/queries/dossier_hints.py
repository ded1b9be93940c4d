"""What a council is told of texts and photos that seem to have been used before, unsaid. Hints, never verdicts.

Frozen with the dossier, for readers of whom nothing is known yet: only what everybody of the province may learn of another
registration is named, its unit, its year and its name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils import timezone

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.reused import PhotoLikeness, reused_among
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.copies import TextLikeness, copied_texts
from lantoa.initiatives.wording import field_label
from lantoa.units.models import Person
from lantoa.units.queries import path_to
from lantoa.units.tree import Tree

ALL = 50  # of one text or photo: more than are ever read or handed in again
BY_NAME = 10  # of each kind, the likest first; of the rest only the number is told


@dataclass(frozen=True)
class FoundLikenesses:
    """Unsaid likenesses with other registrations; of each file only the likest."""

    texts: list[TextLikeness]
    files: list[tuple[Evidence, PhotoLikeness]]

    @property
    def in_short(self) -> str:
        """Without names: "1 đăng ký khác có nội dung giống, nhiều nhất 86%; 2 ảnh giống ảnh đã gửi …"; "" for none."""
        photos = [like.score for row, like in self.files if row.file.is_image]
        papers = len(self.files) - len(photos)
        told = [
            _count_scores([like.score for like in self.texts], "đăng ký khác có nội dung giống"),
            _count_scores(photos, "ảnh giống ảnh đã gửi cho mô hình khác"),
            f"{papers} tệp trùng tệp đã gửi cho mô hình khác" if papers else "",
        ]
        return "; ".join(filter(None, told))

    @property
    def by_name(self) -> list[str]:
        """A line for each of the likest, and how many more there are."""
        lines = [_text_line(like) for like in self.texts[:BY_NAME]]
        lines += [_file_line(row, like) for row, like in self.files[:BY_NAME]]
        more = len(self.texts) + len(self.files) - len(lines)
        return [*lines, f"Và {more} trường hợp khác."] if more else lines


def found_before(initiative: Initiative, pieces: Sequence[Evidence], *, by: Person) -> FoundLikenesses:
    """What `by` would be told, less what not every reader of the dossier may learn: registrations that were never handed in,
    and those of another province. `pieces`: the evidence in the dossier."""
    texts = copied_texts(initiative, user=by, most=ALL)
    reused = reused_among(pieces, user=by, most=ALL)
    keys = {like.initiative.pk for like in [*texts, *chain.from_iterable(reused.values())]} - {initiative.pk}
    told = _told_to_all(initiative, keys)
    files = []
    for piece in pieces:
        likes = [like for like in reused.get(piece.pk, []) if like.initiative.pk in told and not like.is_said]
        if likes:
            files.append((piece, likes[0]))
    return FoundLikenesses(
        [like for like in texts if like.initiative.pk in told], sorted(files, key=lambda pair: -pair[1].score)
    )


def _told_to_all(initiative: Initiative, keys: Collection[int]) -> set[int]:
    """Those of the initiatives that were handed in below the same top of the tree."""
    if not keys:
        return set()
    today = timezone.localdate()
    top = path_to(initiative.unit, today)[0]
    known = Initiative.objects.within(Tree(today), [top.pk]).exclude(state=State.DRAFT)
    return set(known.filter(pk__in=keys).values_list("pk", flat=True))


def _count_scores(scores: Collection[int], what: str) -> str:
    return f"{len(scores)} {what}, nhiều nhất {max(scores)}%" if scores else ""


def _text_line(like: TextLikeness) -> str:
    boxes = "; ".join(f"{field_label(box.box).lower()} {box.score}%" for box in like.boxes)
    return f"Nội dung giống {like.score}% với {_name_source(like.initiative, like.year, is_own_unit=like.is_own_unit)}: {boxes}."


def _file_line(row: Evidence, like: PhotoLikeness) -> str:
    other = _name_source(like.initiative, like.year, is_own_unit=like.is_own_unit)
    if like.evidence.file.sha256 == row.file.sha256:
        return f"“{row.caption}”: đúng tệp này (giống 100%) đã gửi cho {other}."
    return f"“{row.caption}”: giống {like.score}% một ảnh đã gửi cho {other}."


def _name_source(initiative: Initiative, year: int | None, *, is_own_unit: bool) -> str:
    whose = "cùng đơn vị" if is_own_unit else initiative.unit.name
    return f"“{initiative.name}” ({whose}, năm {year})" if year else f"“{initiative.name}” ({whose})"
