"""A unit's answer to a suggestion: no, with a reason; and taking that back."""

from __future__ import annotations

from django.db import transaction

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.spreading.models import DeclinedSuggestion
from lantoa.spreading.rules.programmes import may_decline
from lantoa.units.models import Person, Unit


@transaction.atomic
def decline_suggestion(unit: Unit, initiative: Initiative, *, reason: str, by: Person) -> DeclinedSuggestion:
    """Say that the initiative does not suit the unit: it is not suggested there again. Raises `Refused` without a reason
    and for what was declined already."""
    may_decline(by, unit).require()
    unit = lock_for_update(unit)
    reason = require_reason(reason, "Hãy ghi vì sao không phù hợp, dù chỉ vài chữ.")
    if DeclinedSuggestion.objects.filter(unit=unit, initiative=initiative).exists():
        raise Refused(f"“{unit.name}” đã trả lời gợi ý này.")
    answer = DeclinedSuggestion.objects.create(unit=unit, initiative=initiative, reason=reason, declined_by=by)
    audit.record(answer, "decline_suggestion", by=by, after={"note": f"{unit.name}: {initiative.name}"}, reason=reason)
    return answer


@transaction.atomic
def reconsider_suggestion(answer: DeclinedSuggestion, *, by: Person) -> None:
    """Take the no back: the initiative may be suggested again."""
    may_decline(by, answer.unit).require()
    answer = lock_for_update(answer)
    audit.record(
        answer, "reconsider_suggestion", by=by, after={"note": f"{answer.unit.name}: {answer.initiative.name}"}
    )
    answer.delete()
