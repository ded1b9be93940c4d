"""Declared counts: a unit's bare number on a day, in all or in one sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.declarations.models import Declaration, Measure
from lantoa.initiatives.rules import may_declare
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.numbers import Quality
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update
from lantoa.movement.models import Sector
from lantoa.units.models import Person, Unit

STATED_TWICE = "Mỗi lĩnh vực chỉ kê khai một lần cho một ngày."


@dataclass(frozen=True)
class NewDeclaration:
    unit: Unit
    as_of: date
    count: int
    sector: Sector | None = None
    quality: str = Quality.EXACT.value
    measure: str = Measure.STANDING.value


@transaction.atomic
def declare(
    unit: Unit,
    *,
    as_of: date,
    counts: Sequence[tuple[Sector | None, int, str]],
    by: Person,
    measure: str = Measure.STANDING.value,
) -> list[Declaration]:
    """State (or state anew) the unit's numbers of one measure and day; earlier ones of that day are replaced, with both in the
    history.

    `counts`: (sector or None for the whole, number, quality) each. Raises `Refused` out of scope, for a day to come, on a
    repeated sector and on one that does not serve the unit.
    """
    may_declare(by, unit).require()
    require_past(as_of, "Ngày chốt")
    # A number that is not there yet cannot be locked: of two who state it at once, the second finds what the first stated.
    lock_for_update(unit)
    if len({sector for sector, _, _ in counts}) != len(counts):
        raise Refused(STATED_TWICE)
    _require_serving(unit, [sector for sector, _, _ in counts if sector])
    held = {
        row.sector_id: row
        for row in Declaration.objects.select_for_update(of=("self",)).filter(unit=unit, as_of=as_of, measure=measure)
    }
    stated = []
    for sector, count, quality in counts:
        row = held.get(sector.pk if sector else None) or Declaration(
            unit=unit, as_of=as_of, sector=sector, measure=measure
        )
        before = {"count": row.count, "quality": row.quality} if row.pk else {}
        stated.append(row)
        if before == {"count": count, "quality": quality}:
            continue
        row.count, row.quality = count, quality
        row.save()
        audit.record(row, "declare", by=by, before=before, after=_describe_declaration(row))
    return stated


def _require_serving(unit: Unit, sectors: Sequence[Sector]) -> None:
    serving = set(Sector.objects.serving(unit).values_list("pk", flat=True)) if sectors else ()
    for sector in sectors:
        if sector.pk not in serving:
            raise Refused(f"Lĩnh vực “{sector}” không dùng cho “{unit.name}”; hãy chọn lĩnh vực khác.")


@transaction.atomic
def load_declarations(news: Sequence[NewDeclaration], *, by: Person | None) -> list[Declaration]:
    """Many declarations at once, all or none, none of them a restatement. `by` None: the installation itself."""
    if by is not None:
        for unit in {new.unit for new in news}:
            may_declare(by, unit).require()
    for new in news:
        require_past(new.as_of, "Ngày chốt")
    if len({(new.unit, new.as_of, new.sector, new.measure) for new in news}) != len(news):
        raise Refused(STATED_TWICE)
    rows = Declaration.objects.bulk_create(
        Declaration(
            unit=new.unit,
            as_of=new.as_of,
            sector=new.sector,
            count=new.count,
            quality=new.quality,
            measure=new.measure,
        )
        for new in news
    )
    audit.record_many((audit.EventDraft(row, "declare", after=_describe_declaration(row)) for row in rows), by=by)
    return rows


def _describe_declaration(row: Declaration) -> dict:
    told = {
        "as_of": row.as_of,
        "sector": str(row.sector) if row.sector else "",
        "count": row.count,
        "quality": row.quality,
    }
    return told if row.measure == Measure.STANDING else told | {"measure": row.measure}
