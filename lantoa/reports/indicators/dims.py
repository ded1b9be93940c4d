"""The dimensions by which figures may be split: the way from a counted row to the value, and the values' labels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lantoa.initiatives.enums import Kind, Subject, Tier
from lantoa.movement.enums import NationalSector
from lantoa.movement.models import Sector
from lantoa.units.enums import BASE_ORGANISATION_KINDS, UnitKind


@dataclass(frozen=True)
class Dim:
    """`path`: field path on the counted row. `labels`: value → Vietnamese; None where any value may be asked for."""

    name: str
    path: str
    labels: dict[str, str] | None
    has_value: Callable[[str], bool] | None = None

    def label(self, value: str) -> str:
        return self.labels[value] if self.labels else value

    def along(self, prefix: str) -> Dim:
        return Dim(self.name, prefix + self.path, self.labels, self.has_value)


SECTOR = Dim("sector", "sector__national", dict(NationalSector.choices))
OWN_SECTOR = Dim("own_sector", "sector__code", None, lambda code: Sector.objects.filter(code=code).exists())
SUBJECT = Dim("subject", "subject", dict(Subject.choices))
KIND = Dim("kind", "kind", dict(Kind.choices))
TIER = Dim("tier", "tier", dict(Tier.choices))
BASE_KIND = Dim("kind", "kind", {kind.value: UnitKind(kind).label for kind in BASE_ORGANISATION_KINDS})

DIM_LABELS = {
    "sector": "Lĩnh vực",
    "own_sector": "Lĩnh vực riêng",
    "subject": "Tập thể, cá nhân",
    "kind": "Loại",
    "tier": "Cấp",
}
