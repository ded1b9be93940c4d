"""Visits that guide or check, and the follow-up that they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.days import future_fault, require_past
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.units.models import Person, Unit
from lantoa.watch.models import FollowUp, Inspection
from lantoa.watch.rules import may_complete_follow_up, may_record_inspection


@dataclass(frozen=True)
class NewFollowUp:
    """What a visit asks to be done, by whom, until when."""

    content: str
    owner: str
    due_on: date


@transaction.atomic
def record_inspection(
    initiative: Initiative,
    *,
    kind: str,
    held_on: date,
    by_unit: Unit,
    people: str,
    findings: str,
    follow_ups: Sequence[NewFollowUp] = (),
    by: Person,
) -> Inspection:
    """Note a visit of a superior with its findings and follow-up. Raises `Refused` with one sentence a fault: for the own
    unit, a day before the acceptance or to come, a follow-up that is due before the visit."""
    initiative = lock_for_update(initiative, "unit")
    may_record_inspection(by, initiative, by_unit).require()
    if faults := _faults(initiative, held_on, findings, follow_ups):
        raise Refused(faults)
    visit = Inspection.objects.create(
        initiative=initiative,
        kind=kind,
        held_on=held_on,
        by_unit=by_unit,
        people=people,
        findings=findings,
        recorded_by=by,
    )
    FollowUp.objects.bulk_create(
        FollowUp(inspection=visit, content=new.content, owner=new.owner, due_on=new.due_on) for new in follow_ups
    )
    after = {
        "note": f"{visit.get_kind_display()} ngày {held_on:%d/%m/%Y}, {by_unit.name}",
        "kind": visit.get_kind_display(),
        "held_on": held_on,
        "by_unit": by_unit.name,
        "people": people,
        "findings": findings,
        "follow_ups": [[new.content, new.owner, new.due_on] for new in follow_ups],
    }
    audit.record(initiative, "record_inspection", by=by, after=after)
    return visit


@transaction.atomic
def complete_follow_up(follow_up: FollowUp, *, result: str, by: Person, on: date | None = None) -> FollowUp:
    """Say what came of it. Raises `Refused` for one that is done already, without a result, or for a day that cannot be."""
    follow_up = lock_for_update(follow_up, "inspection__initiative__unit")
    may_complete_follow_up(by, follow_up).require()
    result = require_reason(result, "Hãy ghi kết quả.")
    day = require_past(on, "Ngày xong")
    if day < follow_up.inspection.held_on:
        raise Refused(f"Việc được nêu ngày {follow_up.inspection.held_on:%d/%m/%Y}; ngày xong không thể trước đó.")
    follow_up.done_on, follow_up.done_note = day, result
    follow_up.save()
    audit.record(
        follow_up.inspection.initiative,
        "complete_follow_up",
        by=by,
        after={"note": follow_up.content, "done_on": day, "result": follow_up.done_note},
    )
    return follow_up


def _faults(initiative: Initiative, held_on: date, findings: str, follow_ups: Sequence[NewFollowUp]) -> list[str]:
    faults = []
    if fault := future_fault(held_on, "Ngày hướng dẫn, kiểm tra"):
        faults.append(fault)
    if held_on < initiative.accepted_on:
        faults.append(f"Mô hình được duyệt đăng ký ngày {initiative.accepted_on:%d/%m/%Y}; hãy ghi ngày từ đó trở đi.")
    if not findings.strip():
        faults.append("Hãy ghi nội dung và kết quả.")
    for new in follow_ups:
        if not (new.content.strip() and new.owner.strip()):
            faults.append("Mỗi việc cần làm phải có nội dung và người chịu trách nhiệm.")
        if new.due_on < held_on:
            faults.append(f"“{new.content}”: hạn không thể trước ngày hướng dẫn, kiểm tra.")
    return faults
