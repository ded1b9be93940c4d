"""The sector as a dimension of figures: the four national ones, and a province's own."""

from __future__ import annotations

from collections.abc import Iterable

from lantoa.figures.dims import Dim, DimGroup
from lantoa.movement.enums import NationalSector
from lantoa.movement.models import Sector


def _is_code(code: str) -> bool:
    return Sector.objects.filter(code=code).exists()


def group_own_sectors(keys: Iterable[int]) -> list[DimGroup]:
    """The own sectors among these keys, by code: two communes may call different sectors by one code, and a code may be laid
    down anew."""
    alike: dict[str, list[Sector]] = {}
    for sector in Sector.objects.filter(pk__in=list(keys), unit__isnull=False).order_by("national", "pk"):
        alike.setdefault(sector.code, []).append(sector)
    return [
        DimGroup(
            code,
            group[0].name,
            group[0].place,
            tuple(sector.pk for sector in group),
        )
        for code, group in alike.items()
    ]


SECTOR = Dim(
    "sector",
    "sector__national",
    dict(NationalSector.choices),
    left_out_when_empty=frozenset({NationalSector.OTHER.value}),
)
OWN_SECTOR = Dim("own_sector", "sector__code", None, _is_code, key_path="sector_id", groups=group_own_sectors)
