"""Which initiatives of Hòa Bình were taken over by other units: registrations that tell of the same way of working, what each
copy kept, changed and dropped, copies of copies, and those that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lantoa.demo.accounts import demo_person
from lantoa.demo.making import some
from lantoa.demo.tables import document
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.services.spreading import fail_copy, link_copy

SOURCES, COPIES = 132, 171
# The one that the province's plan of 2023 spreads to all communes.
SPREAD, SPREAD_COPIES = "Chính quyền thân thiện vì Nhân dân phục vụ", 15
PLAN_OF, SPREAD_BEFORE = date(2023, 3, 13), 4
"""Most units took it up after the plan."""
AGAIN = 0.12
"""Share of the sources that are copies themselves."""
SPREAD_FAILED = 2
"""Further copies of it, begun before the plan and given up since."""
FAILED, FAILED_BY = 6, date(2024, 6, 20)
"""Copies besides those that were given up before the article's day."""

COMMON = 20
"""Registrations that a way of working needs to be one that spreads."""


@dataclass(frozen=True)
class Adoption:
    """`copy` takes up `source` on the day of its own registration."""

    source: Initiative
    copy: Initiative
    has_failed: bool = False


class Chooser:
    """Chooses pairs among registrations of the same way of working, nothing twice."""

    def __init__(self, by_way: dict[str, list[Initiative]], rng: Random) -> None:
        self._by_way, self._rng = by_way, rng
        self._ways = [way for way, rows in by_way.items() if len(rows) >= COMMON]
        self._copied: dict[str, list[Initiative]] = defaultdict(list)
        self._lines: dict[int, set[int]] = {}

    def copies(self, number: int, *, failed: bool = False) -> list[Adoption]:
        """A new source with so many copies; nothing where the way drawn has too few later ones at other units."""
        way = self._rng.choice(self._ways)
        rows, copied = self._by_way[way], self._copied[way]
        is_copy = bool(copied) and some(self._rng, AGAIN)
        source = self._rng.choice(copied) if is_copy else self._rng.choice(rows[: len(rows) // 3])
        line = self._lines.get(source.pk, set()) | {source.unit_id}
        units: dict[int, Initiative] = {}
        for row in rows:
            if row.registered_on > source.registered_on and row.unit_id not in line:
                units.setdefault(row.unit_id, row)
        if len(units) < number:
            return []
        chosen = self._rng.sample(list(units.values()), number)
        for row in (*chosen, *([] if is_copy else [source])):
            rows.remove(row)
            self._lines[row.pk] = line
        if is_copy:
            copied.remove(source)
        if not failed:
            copied += chosen
        return [Adoption(source, copy, failed) for copy in chosen]


def adoptions(told: Sequence[tuple[Initiative, str]], rng: Random) -> list[Adoption]:
    """SOURCES initiatives with COPIES adopted copies among the registrations given with the pattern of their names, and
    FAILED and SPREAD_FAILED further copies. A copy is a later registration of the same way of working at another unit."""
    by_way: dict[str, list[Initiative]] = defaultdict(list)
    for initiative, way in sorted(told, key=lambda pair: (pair[0].registered_on, pair[0].pk)):
        by_way[way].append(initiative)
    first, *later = by_way.pop(SPREAD)
    units = {row.unit_id: row for row in reversed(later) if row.unit_id != first.unit_id}
    chosen = sorted(units.values(), key=lambda row: (row.registered_on, row.pk))
    early = [row for row in chosen if row.registered_on < PLAN_OF]
    before, failing = early[:SPREAD_BEFORE], early[: SPREAD_BEFORE - 1 : -2][:SPREAD_FAILED]
    chosen = before + [row for row in chosen if row.registered_on >= PLAN_OF][: SPREAD_COPIES - len(before)]
    news = [Adoption(first, copy) for copy in chosen]
    chooser = Chooser(by_way, rng)
    wanted = _draw_copy_counts(rng)
    while wanted:
        if copies := chooser.copies(wanted[-1]):
            wanted.pop()
            news += copies
    while sum(new.has_failed for new in news) < FAILED:
        news += [new for new in chooser.copies(1, failed=True) if new.copy.registered_on < date(2023, 9, 1)]
    return news + [Adoption(first, copy, has_failed=True) for copy in failing]


def _draw_copy_counts(rng: Random) -> list[int]:
    """How many copies each source has but for the one above: mostly one, some two."""
    sources = SOURCES - 1
    twice = COPIES - SPREAD_COPIES - sources
    numbers = [2] * twice + [1] * (sources - twice)
    rng.shuffle(numbers)
    return numbers


def take_up(news: Sequence[Adoption], rng: Random) -> list[Replication]:
    """Say of each what was kept, changed and dropped; the failed ones give up with their reason."""
    words, officer = document("hoa_binh_copies.json"), demo_person("hb-officer")
    reasons, tried = iter(words["failed"]), iter(words["spread_failed"])
    made = []
    for new in news:
        if new.source.name == SPREAD and new.has_failed:
            made.append(_build_failed_copy(new, next(tried)))
            continue
        said = {name: rng.choice(words[name]) for name in ("kept", "changed", "dropped", "why")}
        if new.source.name == SPREAD:
            said = {"kept": words["spread_kept"], "changed": rng.choice(words["spread_changed"]), "why": said["why"]}
        row = link_copy(new.source, new.copy, by=officer, on=new.copy.registered_on, **said)
        if new.has_failed:
            day = min(row.adopted_on + timedelta(days=210), FAILED_BY)
            row = fail_copy(row, reason=next(reasons), by=officer, on=day)
        made.append(row)
    return made


def _build_failed_copy(new: Adoption, words: Mapping[str, str]) -> Replication:
    """A copy of the one that spreads, given up on the day told."""
    officer = demo_person("hb-officer")
    said = {name: words[name] for name in ("kept", "changed", "dropped", "why")}
    row = link_copy(new.source, new.copy, by=officer, on=new.copy.registered_on, **said)
    return fail_copy(row, reason=words["reason"], by=officer, on=date.fromisoformat(words["ended_on"]))
