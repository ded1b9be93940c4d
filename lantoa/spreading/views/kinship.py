"""Lineages and copies as the components draw them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.queries.lineage import CopyRow, Lineage
from lantoa.kit.parts import Item, Tab
from lantoa.spreading.parts import Kin

COPY_TONES = {
    CopyStanding.WAITING: "needs",
    CopyStanding.LIVE: "done",
    CopyStanding.FAILED: "stopped",
    CopyStanding.ENDED: "neutral",
}
# A copy that waits has begun to live, and says so in its word.
KIN_TONES = {
    CopyStanding.WAITING: "live",
    CopyStanding.LIVE: "live",
    CopyStanding.FAILED: "failed",
    CopyStanding.ENDED: "ended",
}
SECTIONS = (("suggestions", "Gợi ý cho đơn vị"), ("programmes", "Chương trình"), ("handbooks", "Sổ tay cách làm"))
NUMBER_COLUMNS = {"hien-trang", "muc-tieu", "ket-qua", "thay-doi"}


@dataclass(frozen=True)
class Count:
    """A count of copies, with the address that lists exactly these."""

    label: str
    value: int
    url: str
    definition: str = ""


@dataclass(frozen=True)
class Credit:
    """What the source unit is credited with. `generations`: units that apply it, by generation."""

    counts: list[Count]
    generations: list[tuple[int, int]]
    units: int
    clear_url: str


def section_tabs(current: str) -> list[Tab]:
    """The three pages about spreading that belong to no single initiative."""
    return [Tab(label, reverse(name), name == current) for name, label in SECTIONS]


def kin_of(lineage: Lineage) -> Kin:
    """The initiative with its copies, nested; those of other provinces are counted and not named."""
    below: dict[int, list[CopyRow]] = {}
    for row in lineage.rows:
        below.setdefault(row.replication.source_id, []).append(row)
    copies, hidden = _copies(lineage.initiative.pk, below, lineage, {lineage.initiative.pk})
    record = lineage.initiative
    return Kin(str(record), "", str(record.unit), record.year, "current", copies=copies, hidden=hidden)


def ancestors_of(lineage: Lineage) -> list[Kin]:
    """Oldest first."""
    return [
        Kin(str(row), _link(row, lineage), str(row.unit), row.year, "ancestor") for row in reversed(lineage.ancestors)
    ]


def credit_of(lineage: Lineage, asked: str) -> Credit:
    """How many units apply it and its copies, by standing and by generation. Credit does not hang on who reads."""
    here = reverse("initiative_spread", args=[lineage.initiative.pk])
    live = lineage.find_copies(CopyStanding.LIVE)
    counts = [
        Count(
            standing.label,
            len(lineage.find_copies(standing)),
            f"{here}?{urlencode({'tinh-trang': standing})}#ban-nhan-rong",
        )
        for standing in (CopyStanding.LIVE, CopyStanding.WAITING, CopyStanding.FAILED, CopyStanding.ENDED)
    ]
    generations = sorted(Counter(row.generation for row in live).items())
    units = len({row.replication.unit_id for row in live})
    return Credit(counts, generations, units, here if asked else "")


def said_of(row: Replication) -> list[Item]:
    """What the unit said it did with the source."""
    said = (("Giữ nguyên", row.kept), ("Điều chỉnh", row.changed), ("Bỏ bớt", row.dropped), ("Vì sao", row.why))
    return [Item(label, words) for label, words in said if words]


def build_sort_link(key: str, name: str, sort: str) -> tuple[str, str, bool]:
    """The address that sorts by this column, how the rows stand now, and whether it holds numbers."""
    direction = {name: "asc", f"-{name}": "desc"}.get(sort, "")
    turned = f"-{name}" if direction == "asc" else name
    return f"?{urlencode({'chi-tieu': key, 'sap-xep': turned})}", direction, name in NUMBER_COLUMNS


def _copies(pk: int, below: dict[int, list[CopyRow]], lineage: Lineage, seen: set[int]) -> tuple[list[Kin], int]:
    found, hidden = [], 0
    for row in below.get(pk, []):
        copy = row.replication.copy
        deeper: tuple[list[Kin], int] = ([], 0)
        if copy is not None and copy.pk not in seen:
            seen.add(copy.pk)
            deeper = _copies(copy.pk, below, lineage, seen)
        if row.is_known:
            found.append(_kin(row, copy, deeper, lineage))
        else:
            found += deeper[0]  # a copy of the province may descend from one outside
            hidden += 1 + deeper[1]
    return found, hidden


def _kin(row: CopyRow, copy: Initiative | None, deeper: tuple[list[Kin], int], lineage: Lineage) -> Kin:
    day = row.replication.adopted_on
    is_told = copy is not None and (copy.accepted_on is not None or copy.pk in lineage.open_ids)  # no drafts of others
    return Kin(
        label=str(copy if is_told else row.replication.source),
        url=_link(copy, lineage) if copy else "",
        unit=str(row.replication.unit),
        year=day.year if day else None,
        tone=KIN_TONES[row.standing],
        word="chờ duyệt" if row.standing == CopyStanding.WAITING else "",
        copies=deeper[0],
        hidden=deeper[1],
    )


def _link(row: Initiative, lineage: Lineage) -> str:
    """A draft that the person may open has its own page, and no copies yet."""
    if row.pk not in lineage.open_ids:
        return ""
    return reverse("initiative_spread", args=[row.pk]) if row.accepted_on else row.get_absolute_url()
