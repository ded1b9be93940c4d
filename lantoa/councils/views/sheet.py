"""What the page of a sitting shows: its moves with what they would do, and its rows in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.models import Item, Sitting
from lantoa.councils.queries import ItemResult, Progress, Results, decidable_items, label_of
from lantoa.councils.rules import may_move
from lantoa.councils.services import to_conclude
from lantoa.councils.workflow import SITTING
from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Action
from lantoa.kit.workflow import Move
from lantoa.units.models import Person

TONES = {
    SittingState.PLANNED: "neutral",
    SittingState.SCORING: "needs",
    SittingState.SCORED: "info",
    SittingState.CONCLUDED: "done",
}
VERDICT_TONES = {Verdict.RECOMMENDED: "done", Verdict.OUTSTANDING: "done", Verdict.NOT_RECOMMENDED: "stopped"}
ICONS = {"open_scoring": "edit", "close_scoring": "check", "reopen_scoring": "return", "conclude": "check"}


@dataclass(frozen=True)
class ItemRow:
    """One line of the agenda. `unit` "" where the reader must not know it; `mean` and `spread` "" while not open."""

    item: Item
    label: str
    unit: str
    progress: Progress
    mean: str
    spread: str
    place: int | None
    verdict_tone: str
    may_decide: bool


def tone_of(state: str) -> str:
    return TONES[SittingState(state)]


def actions(sitting: Sitting, user: Person, progress: Progress) -> list[Action]:
    """The moves out of the present state; those refused to this person with the reason."""
    return [action(sitting, user, move, progress) for move in SITTING.from_state(sitting.state)]


def action(sitting: Sitting, user: Person, move: Move, progress: Progress) -> Action:
    ruling = may_move(user, sitting, move.name)
    reason = ruling.reason
    if ruling and move.name == "conclude":
        reason = " ".join(to_conclude(sitting))
    return Action(
        label=move.label,
        url=reverse("sitting_move", args=[sitting.pk, move.slug]),
        is_allowed=not reason,
        reason=reason,
        tone=move.tone,
        needs_reason=move.needs_reason,
        consequence=_consequence(move.name, progress),
        icon=ICONS[move.name],
    )


def rows(sitting: Sitting, results: Results, user: Person, *, is_hidden: bool) -> list[ItemRow]:
    """Lines of the agenda; once scores are open the best first, those without a mean last."""
    lines, decidable = list(results.items), decidable_items(user, sitting)
    if sitting.is_closed:
        lines.sort(key=lambda row: (row.place is None, row.place or 0, row.item.position))
    return [_row(line, is_hidden=is_hidden, may_decide=line.item.pk in decidable) for line in lines]


def spread_in_words(line: ItemResult) -> str:
    if line.spread is None:
        return ""
    found = line.spread
    return (
        f"từ {format_number(found.lowest)} đến {format_number(found.highest)}; "
        f"các phiếu lệch nhau trung bình {format_number(found.deviation)}"
    )


def _row(line: ItemResult, *, is_hidden: bool, may_decide: bool) -> ItemRow:
    item = line.item
    return ItemRow(
        item=item,
        label=label_of(item, is_hidden=is_hidden),
        unit="" if is_hidden else item.unit.name,
        progress=line.progress,
        mean=format_number(line.mean, 2) if line.mean is not None else "",
        spread=spread_in_words(line),
        place=line.place,
        verdict_tone=VERDICT_TONES.get(item.verdict, "neutral"),
        may_decide=may_decide,
    )


def _consequence(name: str, progress: Progress) -> str:
    left = progress.given - progress.done
    if name == "open_scoring":
        return f"Thành viên thấy hồ sơ được phân công và chấm được ngay; đã phân công {progress.given} phiếu."
    if name == "close_scoring" and left:
        return f"Còn {left} trên {progress.given} phiếu chưa chấm; sau khi khóa, các phiếu đó không được tính."
    if name == "close_scoring":
        return "Mọi phiếu đã chấm xong; sau khi khóa, thành viên hội đồng xem được điểm của nhau."
    if name == "reopen_scoring":
        return (
            "Kết quả đã ghi cho các hồ sơ được rút lại, phải ghi lại sau khi khóa điểm; phần đã ghi còn trong nhật ký."
        )
    return "Kết quả của từng hồ sơ được giữ nguyên từ đây, không sửa được nữa."
