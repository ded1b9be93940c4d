"""The dimensions by which figures may be split: the way from a counted row to the value, and the values' labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from lantoa.units.enums import BASE_ORGANISATION_KINDS, Tier, UnitKind


@dataclass(frozen=True)
class DimGroup:
    """One value of an open dimension with the keys of the records that share it, as a table names it."""

    value: str
    label: str
    note: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Dim:
    """`path`: field path on the counted row. `labels`: value → Vietnamese; None where any value may be asked for, then
    `groups` names those that these keys (of the record to which `key_path` leads) fall into. `is_part`: a value's figure is a
    part of the total; else it is a number of its own, but that of `whole`, which is the total itself. `left_out_when_empty`:
    values that get no row where nothing is found."""

    name: str
    path: str
    labels: dict[str, str] | None
    has_value: Callable[[str], bool] | None = None
    key_path: str = ""
    groups: Callable[[Iterable[int]], list[DimGroup]] | None = None
    is_part: bool = True
    whole: str = ""
    left_out_when_empty: frozenset[str] = frozenset()

    def label(self, value: str) -> str:
        return self.labels[value] if self.labels else value

    def along(self, prefix: str) -> Dim:
        return replace(self, path=prefix + self.path, key_path=prefix + self.key_path if self.key_path else "")


TIER = Dim("tier", "tier", dict(Tier.choices), left_out_when_empty=frozenset(Tier.values))


BASE_KIND = Dim("kind", "kind", {kind.value: UnitKind(kind).label for kind in BASE_ORGANISATION_KINDS})


DIM_LABELS = {
    "sector": "Lĩnh vực",
    "own_sector": "Lĩnh vực riêng",
    "subject": "Tập thể, cá nhân",
    "kind": "Loại",
    "tier": "Cấp",
    "measure": "Chỉ tiêu",
}
