"""Who may send evidence, and who may accept or reject it."""

from __future__ import annotations

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import may_decide_for
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.units.models import Person


def may_accept_evidence(person: Person, evidence: Evidence) -> Ruling:
    """Who may decide, and never the one who added it."""
    if evidence.accepted_on:
        return no("Minh chứng này đã được chấp nhận.")
    if evidence.rejected_on:
        return no("Minh chứng này đã không được chấp nhận; đơn vị có thể gửi minh chứng khác.")
    if evidence.added_by_id == person.pk:
        return no("Bạn là người gửi minh chứng này; việc chấp nhận phải do người khác làm.")
    return first_refusal(
        lambda: may_decide_for(person, evidence.initiative.unit), lambda: _goes_on(evidence.initiative)
    )


def may_reject_evidence(person: Person, evidence: Evidence) -> Ruling:
    """Who might accept it. What is accepted stays so: figures of past days rest on it."""
    return may_accept_evidence(person, evidence)


def _goes_on(initiative: Initiative) -> Ruling:
    if initiative.ended_on is None:
        return YES
    return no(f"Mô hình đã thôi từ ngày {initiative.ended_on:%d/%m/%Y} nên minh chứng không được xét nữa.")
