"""What the page of a sitting shows: its rows in words."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.councils.enums import Verdict
from lantoa.councils.models import Item, Sitting
from lantoa.councils.queries import ItemResult, Progress, Results, decidable_items, label_of
from lantoa.councils.workflow import SITTING
from lantoa.kit.numbers import format_number
from lantoa.units.models import Person

VERDICT_TONES = {Verdict.RECOMMENDED: "done", Verdict.OUTSTANDING: "done", Verdict.NOT_RECOMMENDED: "stopped"}


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
    return SITTING.tone_of(state)


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
