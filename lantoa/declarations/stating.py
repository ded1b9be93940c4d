"""What one unit states of one measure, and what does not fit between its own numbers: the same for a report, the page of a
statement and a sheet that brings new ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lantoa.figures.parts import CEILINGS, FLOORS
from lantoa.figures.stated import RolledUp, Statement
from lantoa.kit.numbers import Quality, format_date, format_number
from lantoa.movement.enums import THE_FOUR
from lantoa.movement.models import Sector


class Stating(Protocol):
    """A stated number: saved, or still to be (then without `pk`)."""

    pk: int
    as_of: date
    count: int
    quality: str
    sector: Sector | None


@dataclass(frozen=True)
class UnitStatements:
    """What one unit states of one measure. `whole`: its latest total, None if it never stated one; `by_sector`: the latest row
    of each sector, each with its own day."""

    whole: Stating | None
    by_sector: tuple[Stating, ...]

    @property
    def any_row(self) -> Stating:
        return self.whole or self.by_sector[0]

    @property
    def row_ids(self) -> set[int]:
        return {row.pk for row in (self.whole, *self.by_sector) if row is not None}

    @property
    def parts(self) -> dict[str, list[Stating]]:
        """National sector → the rows that make its number: the one that states it, else those of its own sectors.
        Own sectors beside a stated national one are "of which"; peers are a part each."""
        grouped: dict[str, list[Stating]] = defaultdict(list)
        for row in self.by_sector:
            grouped[row.sector.national].append(row)
        return {
            national: [row for row in rows if row.sector.unit_id is None] or rows for national, rows in grouped.items()
        }

    @property
    def part_rows(self) -> list[Stating]:
        return [row for rows in self.parts.values() for row in rows]

    @property
    def has_all_parts(self) -> bool:
        return set(THE_FOUR) <= self.parts.keys()

    @property
    def is_whole_anew(self) -> bool:
        """Whether the sectors were all stated on one day after that of the total: they make a new one. One sector alone does
        not, nor do sectors of several days."""
        days = {row.as_of for row in self.part_rows}
        return self.whole is not None and self.has_all_parts and len(days) == 1 and max(days) > self.whole.as_of

    @property
    def total(self) -> Statement | None:
        """The stated total; the sum of the sectors where these are all that was stated. Without all four national sectors
        that sum is a lower bound, and totals stated below go before it: some sectors of a province are not its whole."""
        if self.whole is not None and not self.is_whole_anew:
            return build_statement([self.whole])
        rows = self.part_rows
        if not rows:
            return None
        return build_statement(rows) if self.has_all_parts else build_statement(rows, is_bound=True)


def build_statement(rows: Iterable[Stating], *, is_bound: bool = False) -> Statement:
    """The rows as one statement. `is_bound`: they are surely there, and perhaps not all."""
    rows = list(rows)
    qualities = {row.quality for row in rows} | ({Quality.AT_LEAST.value} if is_bound else set())
    days = tuple(sorted({row.as_of for row in rows}))
    keys = tuple(row.pk for row in rows)
    return Statement(sum(row.count for row in rows), frozenset(qualities), keys, days, is_whole=not is_bound)


def build_latest(rows: Iterable[Stating]) -> UnitStatements:
    """What these rows of one unit and measure, oldest first, come to: the latest of each sector."""
    latest = {row.sector.pk if row.sector else None: row for row in rows}
    return UnitStatements(latest.pop(None, None), tuple(latest.values()))


def find_part_faults(said: UnitStatements) -> Iterator[str]:
    """Sectors against the total, and own sectors against the national one of which they are a part."""
    yield from find_total_faults(said)
    yield from find_own_sector_faults(said)


def find_total_faults(said: UnitStatements) -> Iterator[str]:
    """Sectors against the total.

    Inexact numbers are given their due: parts that are surely there may not exceed a total with a ceiling, whenever they were
    stated; exact parts of the day of an exact total must make it.
    """
    if said.whole is None or said.is_whole_anew or not said.by_sector:
        return
    parts, whole = said.part_rows, said.whole
    surely = sum(row.count for row in parts if row.quality in FLOORS)
    is_one_day = {row.as_of for row in parts} == {whole.as_of}
    is_exact = is_one_day and {row.quality for row in (*parts, whole)} == {Quality.EXACT.value}
    if (is_exact and surely != whole.count) or (whole.quality in CEILINGS and surely > whole.count):
        total = sum(row.count for row in parts)
        yield describe_sum(total, [row.as_of for row in parts], whole.count, [whole.as_of])


def describe_sum(total: int, days: Iterable[date], whole: int, whole_days: Iterable[date]) -> str:
    """Both numbers with their days, in words."""
    return (
        f"các lĩnh vực cộng lại {format_number(total)} ({describe_days(days)}), tổng ghi "
        f"{format_number(whole)} ({describe_days(whole_days)})"
    )


def describe_source(rolled: RolledUp) -> str:
    """Of which days a number is, and of how many units where it is the sum of several."""
    days = describe_days(rolled.days)
    return f"cộng từ {format_number(rolled.spoken)} đơn vị, {days}" if rolled.spoken > 1 else days


def find_own_sector_faults(said: UnitStatements) -> Iterator[str]:
    """Own sectors against the national one of which they are a part, by the same rule but for days."""
    nationals = {row.sector.national: row for row in said.by_sector if row.sector.unit_id is None}
    for national, row in nationals.items():
        own = [other for other in said.by_sector if other.sector.national == national and other is not row]
        surely = sum(other.count for other in own if other.quality in FLOORS)
        if row.quality in CEILINGS and surely > row.count:
            yield (
                f"lĩnh vực {row.sector.name} ghi {format_number(row.count)} (ngày {format_date(row.as_of)}), các lĩnh vực "
                f"riêng trong đó cộng lại {format_number(surely)} ({describe_days(row.as_of for row in own)})"
            )


def describe_days(days: Iterable[date]) -> str:
    days = sorted(set(days))
    if len(days) == 1:
        return f"ngày {format_date(days[0])}"
    return f"từ ngày {format_date(days[0])} đến {format_date(days[-1])}"
