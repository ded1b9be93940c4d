"""Spreading: a unit takes up another's initiative as a registration of its own, and may give it up again."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import CopyEnding, State
from lantoa.initiatives.models import BOXES, Initiative, Replication
from lantoa.initiatives.queries.choices import sectors_for
from lantoa.initiatives.queries.lineage import ancestors, descendants
from lantoa.initiatives.rules.spreading import may_end_copy, may_replicate
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.units.models import Person, Unit

SHARED = ("kind", "subject", "name", *BOXES)


def draft_of_copy(source: Initiative, unit: Unit) -> dict[str, Any]:
    """What a copy's registration begins with: the source's words, for the unit to make its own.

    A sector that does not serve the unit is replaced by the national one it rolls up to; the tier is the unit's own affair.
    """
    sectors = sectors_for(unit, timezone.localdate())
    own = sectors.filter(pk=source.sector_id).first()
    sector = own or sectors.filter(unit__isnull=True, national=source.sector.national).first() or source.sector
    return {name: getattr(source, name) for name in SHARED} | {"unit": unit, "sector": sector}


def lineage_refusal(source: Initiative, unit: Unit, copy: Initiative | None = None) -> str:
    """Why the unit may not copy this source, in words: it would be a copy of a copy of its own."""
    line = ancestors(source)
    if copy is not None and copy.pk in {source.pk, *(row.pk for row in line)}:
        return f"“{source.name}” được nhân rộng từ chính “{copy.name}”, nên không thể là mô hình gốc của nó."
    if any(row.unit_id == unit.pk for row in line):
        return f"“{source.name}” vốn được nhân rộng từ mô hình của “{unit.name}”; không thể nhân rộng ngược lại."
    above = {source.unit_id, *(row.unit_id for row in line)}
    below = [] if copy is None else [row for _, row in descendants(copy) if row.unit_id in above]
    if below:
        return f"“{below[0].unit.name}” đã nhân rộng từ “{copy.name}”, nên không thể là nơi có mô hình gốc của nó."
    return ""


@transaction.atomic
def link_copy(
    source: Initiative,
    copy: Initiative,
    *,
    by: Person,
    kept: str = "",
    changed: str = "",
    dropped: str = "",
    why: str = "",
    on: date | None = None,
) -> Replication:
    """Say that the registration `copy` takes up `source`: what was kept, changed, dropped and why. It counts from the day
    `on` (today), or from the later one on which the copy's registration is accepted; where it was noted before that the unit
    applies the source, from the day noted.

    Raises `Refused` for the own unit, a second copy at one unit, a copy of a copy of itself, a day to come, and no word on
    what was done.
    """
    source = lock_for_update(source, "unit")
    may_replicate(by, source, copy.unit).require()
    copy = lock_for_update(copy, "unit")
    day = require_past(on)
    if copy.state == State.WITHDRAWN:
        raise Refused(f"“{copy.name}” đã rút đăng ký nên không nối được với mô hình gốc.")
    if refusal := lineage_refusal(source, copy.unit, copy):
        raise Refused(refusal)
    if not (kept.strip() or changed.strip() or dropped.strip()):
        raise Refused("Hãy ghi giữ nguyên gì, điều chỉnh gì hoặc bỏ bớt gì so với mô hình gốc.")
    replication = _find_note(source, copy) or Replication(
        source=source, unit=copy.unit, adopted_on=_counts_from(source, copy, day)
    )
    replication.copy = copy
    replication.kept, replication.changed = kept.strip(), changed.strip()
    replication.dropped, replication.why = dropped.strip(), why.strip()
    replication.save()
    audit.record(source, "replicate", by=by, after={"note": f"“{copy.unit.name}” nhân rộng mô hình này"})
    audit.record(copy, "copy", by=by, after={"note": f"Nhân rộng từ “{source.name}” của “{source.unit.name}”"})
    return replication


def _find_note(source: Initiative, copy: Initiative) -> Replication | None:
    """The plain note that the unit applies the source, which an accepted registration may now stand behind; it counts from
    its own day on."""
    held = source.replications.live().filter(unit=copy.unit).first()
    if held is None or (held.copy_id is None and copy.accepted_on is not None):
        return held
    raise Refused(f"“{copy.unit.name}” đang áp dụng mô hình này.")


def stays_in_lineage(initiative: Initiative) -> None:
    """Raises `Refused` when the registration is tied to its unit as a source or a copy: it cannot change hands."""
    if initiative.copied_from.exists() or initiative.replications.exists():
        raise Refused("Hồ sơ đã nối với bản gốc hoặc bản nhân rộng nên không chuyển sang đơn vị khác được.")


def adopt_copies(copy: Initiative) -> None:
    """The copy's registration was accepted: from that day it counts as adopted. Inside the caller's transaction."""
    for row in Replication.objects.live().filter(copy=copy, adopted_on__isnull=True).select_related("source"):
        row.adopted_on = _counts_from(row.source, copy, copy.accepted_on)
        row.save()


def end_copies_of(copy: Initiative, *, on: date, by: Person) -> None:
    """The copy's registration was withdrawn: it is no longer adopted. Inside the caller's transaction."""
    for row in Replication.objects.live().filter(copy=copy).select_related("source", "unit"):
        _end(row, CopyEnding.ENDED, on=max(on, row.adopted_on or on), reason="Rút đăng ký", by=by)


@transaction.atomic
def fail_copy(replication: Replication, *, reason: str, by: Person, on: date | None = None) -> Replication:
    """The copy did not work; it stays on record with its reason, for others to learn."""
    return _give_up(replication, CopyEnding.FAILED, reason=reason, by=by, on=on)


@transaction.atomic
def end_copy(replication: Replication, *, reason: str, by: Person, on: date | None = None) -> Replication:
    """The unit no longer applies it, without failure."""
    return _give_up(replication, CopyEnding.ENDED, reason=reason, by=by, on=on)


def _give_up(replication: Replication, ending: CopyEnding, *, reason: str, by: Person, on: date | None) -> Replication:
    replication = lock_for_update(replication, "source__unit", "unit", "copy")
    may_end_copy(by, replication).require()
    day = require_past(on)
    if replication.adopted_on and day < replication.adopted_on:
        raise Refused(f"Đơn vị áp dụng từ ngày {replication.adopted_on:%d/%m/%Y}; không thể thôi trước ngày đó.")
    reason = require_reason(reason, "Hãy ghi lý do để nơi khác rút kinh nghiệm.")
    return _end(replication, ending, on=day, reason=reason, by=by)


def _end(replication: Replication, ending: CopyEnding, *, on: date, reason: str, by: Person) -> Replication:
    replication.ended_on, replication.ending, replication.end_reason = on, ending, reason
    replication.save()
    note = f"“{replication.unit.name}”: {ending.label.lower()} từ ngày {on:%d/%m/%Y}"
    verb = "fail_copy" if ending == CopyEnding.FAILED else "end_copy"
    audit.record(replication.source, verb, by=by, after={"note": note}, reason=reason)
    return replication


def _counts_from(source: Initiative, copy: Initiative, day: date) -> date | None:
    """The day, but not before both are accepted."""
    if source.accepted_on is None or copy.accepted_on is None:
        return None
    return max(source.accepted_on, copy.accepted_on, day)
