"""Reads the shipped table of Vietnamese places: provinces, districts, communes, and which old place became which new.

Pure: no Django, no network; the files lie in `lantoa/units/data/` with their sources in ATTRIBUTION.md there.

**Two generations.** On 1-7-2025 the country went from 63 provinces, 696 districts and 10,035 communes to 34 provinces
and 3,321 communes without districts. The statistics office gave old numbers to new places: 24 was Bắc Giang and is
Bắc Ninh; 03646 was phường Chiềng Lề and is phường Tô Hiệu. A bare number therefore does not say which place is meant.

**Codes** here are `<level><generation>-<number of the statistics office, with its leading zeros>`:

- level: `p` province or centrally run city, `d` district level, `c` commune level;
- generation: `63` up to 30-6-2025, `34` from 1-7-2025.

So `p63-24` is Bắc Giang, `p34-24` Bắc Ninh, `d63-116` a district, `c34-03646` phường Tô Hiệu. A code never crosses
1-7-2025, not even for a place that stayed as it was (Sơn La: `p63-14` and `p34-14`): a mapping joins the two.

**Periods.** One row is one place over one period; `(code, valid_from)` is unique; `valid_to` is the last day, itself
included. Three provinces that became centrally run cities in 2026, and 22 communes that became wards, have two rows
under one code. A parent is named by code; where it has two rows, `parent_of` picks the one standing at the end of the
child's own period.

**How far to trust the dates.** The old generation is known as it stood on its last day, OLD_UNTIL. Since when each of
its places had stood so is not in the sources: `valid_from` is OLD_SINCE for all of them, a lower bound put there so
that records of the years before can name a place. Merges and renames inside those years (the communes of 2023-2025,
Huế as a city from 2025) are not recorded. Days of 2026 have "chưa đối chiếu văn bản" in the note.
"""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

OLD_SINCE = date(2020, 1, 1)
OLD_UNTIL = date(2025, 6, 30)
NEW_SINCE = date(2025, 7, 1)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place over one period. `kind` is a value of PlaceKind.

    `lat`, `lon`: a point in or near it, in degrees; None for the whole old generation and where none can be trusted.
    """

    code: str
    name: str
    kind: str
    parent_code: str | None
    valid_from: date
    valid_to: date | None
    lat: float | None
    lon: float | None
    note: str

    @property
    def number(self) -> str:
        """The bare number of the statistics office, as people write it: "03646"."""
        return self.code.partition("-")[2]

    @property
    def is_start_assumed(self) -> bool:
        """Whether `valid_from` is only the assumed lower bound of the old generation."""
        return self.valid_from == OLD_SINCE

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class MappingRow:
    """An old place went into a new one: `new_code` as of NEW_SINCE. Partial: the old place has other heirs too.

    Provinces map to provinces, communes to communes; a district maps only where it had no commune (five islands).
    """

    old_code: str
    new_code: str
    is_partial: bool


def read_places() -> list[PlaceRow]:
    """Every place and period, by code and then date: 14,174 rows."""
    return [
        PlaceRow(
            code=row["code"],
            name=row["name"],
            kind=row["kind"],
            parent_code=row["parent_code"] or None,
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            note=row["note"],
        )
        for row in _rows("places.csv.gz")
    ]


def read_mappings() -> list[MappingRow]:
    """Every old place with each of its heirs, by old and then new code."""
    return [
        MappingRow(old_code=row["old_code"], new_code=row["new_code"], is_partial=row["is_partial"] == "1")
        for row in _rows("place_mappings.csv.gz")
    ]


def parent_of(row: PlaceRow, by_code: Mapping[str, Sequence[PlaceRow]]) -> PlaceRow | None:
    """The row of the place it lies in: the one standing on the last day of `row`, or today's. None for a province.

    `by_code`: the rows of each code, by date. Raises KeyError or StopIteration where the table is broken.
    """
    if row.parent_code is None:
        return None
    rows = by_code[row.parent_code]
    return rows[-1] if row.valid_to is None else next(parent for parent in rows if parent.stands_on(row.valid_to))


def _rows(name: str) -> Iterator[dict[str, str]]:
    packed = files("lantoa.units").joinpath("data", name).read_bytes()
    return csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"), newline=""))
