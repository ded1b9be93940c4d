"""Evidence: sent by the unit, accepted or rejected with a reason by somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from lantoa.evidence.models import Evidence
from lantoa.evidence.rules import may_accept_evidence, may_reject_evidence
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.proving import may_add_evidence
from lantoa.kit import audit
from lantoa.kit.days import future_fault, require_past
from lantoa.kit.likeness.reused import index_photo
from lantoa.kit.models import StoredFile
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.plans.models import Milestone, ProgressReport
from lantoa.units.models import Person


@transaction.atomic
def add_evidence(
    initiative: Initiative,
    *,
    caption: str,
    dated_on: date,
    by: Person,
    reference: str = "",
    file: StoredFile | None = None,
    milestone: Milestone | None = None,
    report: ProgressReport | None = None,
) -> Evidence:
    """Send a file, or name a document or observation, that shows the effect. It counts once somebody else accepts it.

    `milestone`, `report`: of this initiative, what it proves. A photo's prints are written, so that it is known again.
    Raises `Refused` for what lacks, a day to come, a milestone or report of another initiative, and what was sent already.
    """
    initiative = lock_for_update(initiative, "unit")
    may_add_evidence(by, initiative).require()
    fact = Evidence(
        initiative=initiative,
        caption=caption,
        reference=reference,
        file=file,
        milestone=milestone,
        report=report,
        dated_on=dated_on,
        added_by=by,
    )
    if faults := _faults_of(fact):
        raise Refused(faults)
    fact.save()
    if file is not None:
        index_photo(file)
    audit.record(initiative, "add_evidence", by=by, after=_describe_evidence(fact))
    return fact


@transaction.atomic
def add_pieces(
    initiative: Initiative, *, pieces: Sequence[tuple[StoredFile | None, date]], by: Person, **told: Any
) -> list[Evidence]:
    """One piece of evidence for each file with its day, with the same words; all of them or none."""
    return [add_evidence(initiative, file=file, dated_on=day, by=by, **told) for file, day in pieces]


@transaction.atomic
def accept_evidence(evidence: Evidence, *, by: Person, on: date | None = None) -> Evidence:
    """Accept a piece of evidence on the day `on` (today), not before its own day. Never by the one who added it."""
    evidence = lock_for_update(evidence, "initiative__unit")
    may_accept_evidence(by, evidence).require()
    evidence.accepted_on, evidence.accepted_by = _decided_on(evidence, on), by
    evidence.save()
    after = {"caption": evidence.caption, "accepted_on": evidence.accepted_on}
    audit.record(evidence.initiative, "accept_evidence", by=by, after=after)
    return evidence


@transaction.atomic
def reject_evidence(evidence: Evidence, *, reason: str, by: Person, on: date | None = None) -> Evidence:
    """Not accepted, with the reason that the sender reads. It stays on record and is not counted; another may be sent."""
    evidence = lock_for_update(evidence, "initiative__unit")
    may_reject_evidence(by, evidence).require()
    reason = require_reason(reason, "Hãy ghi lý do không chấp nhận để đơn vị biết cần gửi gì khác.")
    evidence.rejected_on, evidence.rejected_by, evidence.rejection = _decided_on(evidence, on), by, reason
    evidence.save()
    after = {"caption": evidence.caption, "rejected_on": evidence.rejected_on}
    audit.record(evidence.initiative, "reject_evidence", by=by, after=after, reason=reason)
    return evidence


def _decided_on(evidence: Evidence, on: date | None) -> date:
    day = require_past(on)
    if day < evidence.dated_on:
        raise Refused(f"Minh chứng ghi ngày {evidence.dated_on:%d/%m/%Y}; không thể xét trước ngày đó.")
    return day


def _faults_of(fact: Evidence) -> list[str]:
    faults = []
    if fault := future_fault(fact.dated_on, "Ngày của minh chứng"):
        faults.append(fault)
    if fact.file is None and not fact.reference:
        faults.append("Hãy chọn tệp, hoặc ghi số, ký hiệu văn bản hay nơi lưu để người khác tìm được.")
    if fact.milestone is not None and fact.milestone.plan.initiative_id != fact.initiative_id:
        faults.append(f"Mốc “{fact.milestone}” thuộc mô hình khác.")
    if fact.report is not None and fact.report.initiative_id != fact.initiative_id:
        faults.append(f"“{fact.report}” thuộc mô hình khác.")
    if sent := _sent_already(fact):
        what = "Minh chứng này" if fact.file is None else f"Tệp “{fact.file.name}”"
        faults.append(f"{what} đã được gửi với nội dung “{sent.caption}”, ngày {sent.dated_on:%d/%m/%Y}.")
    return faults


def _sent_already(fact: Evidence) -> Evidence | None:
    """The same file, or without a file the same words, for the same purpose: a form sent twice. What was rejected may be
    sent again."""
    rows = Evidence.objects.kept().filter(initiative=fact.initiative, milestone=fact.milestone, report=fact.report)
    if fact.file is not None:
        return rows.filter(file__sha256=fact.file.sha256).first()
    same = {"caption": fact.caption, "reference": fact.reference, "dated_on": fact.dated_on}
    return rows.filter(file__isnull=True, **same).first()


def _describe_evidence(fact: Evidence) -> dict[str, Any]:
    told: dict[str, Any] = {"caption": fact.caption, "reference": fact.reference, "dated_on": fact.dated_on}
    if fact.file is not None:
        told |= {"file": fact.file.name, "sha256": fact.file.sha256}
    if fact.milestone is not None:
        told["milestone"] = str(fact.milestone)
    if fact.report is not None:
        told["report"] = str(fact.report)
    return told
