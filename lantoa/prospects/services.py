"""The yearly scouting: note a prospect, edit, rate, drop, reopen, and take it up as a registration."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services.registering import register
from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import apply_and_record, lock_for_update, require_reason
from lantoa.movement.models import Sector
from lantoa.prospects.models import RATINGS, Prospect
from lantoa.prospects.rules import may_edit_prospect, may_move_prospect, may_note
from lantoa.prospects.workflow import SCOUTING
from lantoa.units.models import Person

NOTED = ("unit", "year", "name", "holder", "location", "why", "sector")
NEEDED = ("name", "holder", "location", "why")
FIRST_YEAR = 2000


@transaction.atomic
def note_prospect(*, values: Mapping[str, Any], by: Person, on: date | None = None) -> Prospect:
    """Note a promising practice. `values`: fields of NOTED; without a year, that of `on` (today).

    Raises `Refused` with one sentence a fault.
    """
    day = on or timezone.localdate()
    may_note(by, values["unit"]).require()
    prospect = Prospect(**{"year": day.year} | _pick_noted(values), noted_by=by, noted_on=day)
    _check(prospect)
    prospect.save()
    after = _words(prospect) | {"note": f"Rà soát năm {prospect.year}"}
    audit.record(prospect, "note_prospect", by=by, after=after)
    return prospect


@transaction.atomic
def edit_prospect(prospect: Prospect, *, values: Mapping[str, Any], by: Person) -> Prospect:
    """Change what was noted. Raises `Refused` with one sentence a fault, and for what was taken up or dropped."""
    prospect = lock_for_update(prospect, "unit", "sector")
    may_edit_prospect(by, prospect).require()
    if values.get("unit", prospect.unit) != prospect.unit:
        may_note(by, values["unit"]).require()
    before = _words(prospect)
    for name, value in _pick_noted(values).items():
        setattr(prospect, name, value)
    _check(prospect)
    old, new = audit.changes(before, _words(prospect))
    if new:
        prospect.save()
        audit.record(prospect, "edit_prospect", by=by, before=old, after=new | {"note": _changed_in_words(new)})
    return prospect


@transaction.atomic
def rate(prospect: Prospect, *, rating: int, remark: str, by: Person, on: date | None = None) -> Prospect:
    """Say how promising it is, from 1 to 5, and why. Never by the one who noted it; again as often as needed."""
    prospect = lock_for_update(prospect, "unit", "sector")
    may_move_prospect(by, prospect, "rate").require()
    if not RATINGS[0] <= rating <= RATINGS[1]:
        raise Refused(f"Mức triển vọng từ {RATINGS[0]} đến {RATINGS[1]}.")
    prospect.rating = rating
    prospect.rating_reason = require_reason(remark, "Hãy ghi nhận xét: vì sao cho mức này.")
    prospect.rated_by, prospect.rated_on = by, on or timezone.localdate()
    told = {"rating": rating, "note": f"Mức {rating}/{RATINGS[1]}: {prospect.rating_reason}"}
    return apply_and_record(SCOUTING, prospect, "rate", by=by, after=told)


@transaction.atomic
def take_up(prospect: Prospect, *, by: Person, sector: Sector | None = None, tier: str = Tier.BASE) -> Initiative:
    """Open a registration draft from the prospect and keep the link. `sector`: needed when none was noted.

    Raises `Refused` when it was taken up or dropped a moment before.
    """
    prospect = lock_for_update(prospect, "unit", "sector")
    may_move_prospect(by, prospect, "take_up").require()
    sector = sector or prospect.sector
    if sector is None:
        raise Refused("Hãy chọn lĩnh vực để mở bản đăng ký.")
    values = {
        "unit": prospect.unit,
        "name": prospect.name,
        "holder": prospect.holder,
        "address": prospect.location,
        "situation": prospect.why,
        "sector": sector,
        "tier": tier,
    }
    prospect.initiative = register(values=values, by=by)
    prospect.sector = sector
    after = {"initiative": prospect.initiative.pk, "note": "Đã mở bản nháp đăng ký"}
    apply_and_record(SCOUTING, prospect, "take_up", by=by, after=after)
    note = f"Từ triển vọng năm {prospect.year} “{prospect.name}”"
    audit.record(prospect.initiative, "take_up", by=by, after={"note": note})
    return prospect.initiative


@transaction.atomic
def drop(prospect: Prospect, *, reason: str, by: Person) -> Prospect:
    """Follow it no further, with the reason; it stays in the list of its year."""
    prospect = lock_for_update(prospect, "unit", "sector")
    may_move_prospect(by, prospect, "drop").require()
    reason = require_reason(reason, SCOUTING.moves["drop"].reason)
    return apply_and_record(SCOUTING, prospect, "drop", by=by, reason=reason)


@transaction.atomic
def reopen(prospect: Prospect, *, by: Person, reason: str = "") -> Prospect:
    """Look at a dropped prospect again, as if just noted: the old rating stays in its history only."""
    prospect = lock_for_update(prospect, "unit", "sector")
    may_move_prospect(by, prospect, "reopen").require()
    prospect.rating, prospect.rating_reason, prospect.rated_by, prospect.rated_on = None, "", None, None
    return apply_and_record(SCOUTING, prospect, "reopen", by=by, reason=reason.strip())


def _pick_noted(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in NOTED if name in values}


def _check(prospect: Prospect) -> None:
    faults = [
        f"Hãy ghi “{Prospect._meta.get_field(name).verbose_name}”."
        for name in NEEDED
        if not getattr(prospect, name).strip()
    ]
    if not FIRST_YEAR <= prospect.year <= timezone.localdate().year:
        faults.append(f"Năm rà soát từ {FIRST_YEAR} đến {timezone.localdate().year}.")
    if faults:
        raise Refused(faults)


def _words(prospect: Prospect) -> dict[str, Any]:
    plain = {name: getattr(prospect, name) for name in NOTED}
    return plain | {"unit": prospect.unit.name, "sector": str(prospect.sector or "")}


def _changed_in_words(changed: Mapping[str, Any]) -> str:
    return f"Sửa: {', '.join(Prospect._meta.get_field(name).verbose_name for name in changed)}"
