"""A member's scores of an item, given once; and conflicts of interest that members declare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lantoa.councils.models import Appraisal, Criterion, DeclaredConflict, Item, Member, Score
from lantoa.councils.queries import conflicts, hides_names
from lantoa.councils.rules import may_change, may_declare_for, may_return, may_score
from lantoa.councils.services.agenda import OPEN
from lantoa.councils.services.locking import lock_appraisal, lock_sitting
from lantoa.councils.totals import WHOLE, is_on_step, weighted_total
from lantoa.councils.workflow import APPRAISAL
from lantoa.kit import audit
from lantoa.kit.event_people import refer_to
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.services import apply_and_record, lock_for_update, require_reason
from lantoa.kit.text import clean_lines
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class GivenScore:
    value: Decimal
    reason: str = ""


Given = Mapping[int, GivenScore]  # key of a criterion → score


@transaction.atomic
def submit_scores(
    appraisal: Appraisal, *, scores: Given, by: Person, comment: str = "", on: date | None = None
) -> Appraisal:
    """Hand in the scores of all criteria of the item's set. They stand; only `return_scores` opens them again.

    Raises `Refused` for another's appraisal, for one that was handed in already (in another window), for an own file, and
    naming each criterion whose score is missing, outside the scale, off its step or without the reason that it needs; also
    where a conflict of interest has come up since the item was given to the member.
    """
    appraisal = lock_appraisal(appraisal)
    may_score(by, appraisal, on).require()
    _no_conflict_since(appraisal)
    criteria = list(appraisal.item.criteria.criteria.order_by("position"))
    if faults := list(score_faults(criteria, scores, on or timezone.localdate()).values()):
        raise Refused(faults)
    appraisal.scores.all().delete()
    Score.objects.bulk_create(
        Score(appraisal=appraisal, criterion=row, value=scores[row.pk].value, reason=clean_lines(scores[row.pk].reason))
        for row in criteria
    )
    appraisal.total = weighted_total((scores[row.pk].value, row.scale_max, row.weight) for row in criteria)
    appraisal.submitted_at, appraisal.comment = timezone.now(), clean_lines(comment)
    values = {row.name: scores[row.pk].value for row in criteria}
    after = {"total": appraisal.total, "scores": values}
    return apply_and_record(APPRAISAL, appraisal, "submit_scores", by=by, after=after)


def _no_conflict_since(appraisal: Appraisal) -> None:
    """What was no conflict when it was assigned may be one today: a new role, another tree. Named only where names are shown."""
    member = appraisal.member
    found = conflicts(appraisal.item, [member]).get(member.pk)
    if not found:
        return
    why = "" if hides_names(appraisal.item.sitting, member.person) else f" ({'; '.join(found)})"
    raise Refused(
        f"Bạn đang có xung đột lợi ích với hồ sơ này{why} nên không chấm được. Hãy khai xung đột lợi ích để hồ sơ được "
        "giao cho người khác."
    )


def score_faults(criteria: list[Criterion], scores: Given, on: date) -> dict[int, str]:
    """Key of a criterion → what is wrong with its score, in words."""
    below = Decimal(str(rule_value("councils.reason_required_below", on)))
    faults = {row.pk: _fault(row, scores.get(row.pk), below) for row in criteria}
    return {key: fault for key, fault in faults.items() if fault}


@transaction.atomic
def return_scores(appraisal: Appraisal, *, by: Person, reason: str, on: date | None = None) -> Appraisal:
    """Open handed-in scores again, so that their member can mend them; what was given stays in the history."""
    appraisal = lock_appraisal(appraisal)
    may_return(by, appraisal, on).require()
    reason = require_reason(reason, APPRAISAL.moves["return_scores"].reason)
    before = {"total": appraisal.total}
    appraisal.total = appraisal.submitted_at = None
    return apply_and_record(APPRAISAL, appraisal, "return_scores", by=by, before=before, reason=reason)


@transaction.atomic
def declare_conflict(
    member: Member,
    *,
    reason: str,
    by: Person,
    item: Item | None = None,
    unit: Unit | None = None,
    on: date | None = None,
) -> DeclaredConflict:
    """The member cannot judge this item, or anything of this unit: what was given to them of it is declined.

    Raises `Refused` for a second time, and for an item that the member has scored already.
    """
    council = lock_for_update(member.council, "unit")
    may_declare_for(by, member, on).require()
    if (item is None) == (unit is None):
        raise Refused("Hãy chọn một hồ sơ, hoặc một đơn vị.")
    if item is not None:
        may_change(lock_sitting(item.sitting)).require()
        if item.sitting.council_id != council.pk:
            raise Refused("Hồ sơ này không thuộc phiên họp của hội đồng.")
    reason = require_reason(reason, "Hãy ghi lý do xung đột lợi ích.")
    held = DeclaredConflict.objects.filter(member=member)
    if held.filter(item=item, unit=unit).exists():
        raise Refused("Xung đột lợi ích này đã được khai.")
    given = Appraisal.objects.select_for_update(of=("self",)).filter(
        member__council=council, member__person=member.person_id, item__sitting__state__in=OPEN
    )
    given = given.filter(item=item) if item else given.filter(item__unit=unit)
    if item and given.scored().exists():
        raise Refused(f"{member.person} đã gửi điểm {item.blind_label.lower()}; hãy nhờ thư ký trả lại phiếu trước.")
    declared = DeclaredConflict.objects.create(member=member, item=item, unit=unit, reason=reason)
    for appraisal in given.waiting():
        APPRAISAL.apply(appraisal, "decline")
        appraisal.decline_reason = reason
        appraisal.save()
    about = item.blind_label if item else unit.name
    after = {"member": refer_to(member.person), "about": about}
    audit.record(council, "declare_conflict", by=by, after=after, reason=reason)
    return declared


def _fault(criterion: Criterion, given: GivenScore | None, below: Decimal) -> str:
    """`below`: percent of the scale under which a reason is wanted."""
    most, step = format_number(criterion.scale_max), format_number(criterion.step)
    if given is None or given.value is None:
        return f"“{criterion.name}”: chưa có điểm; hãy cho điểm từ 0 đến {most}."
    shown = format_number(given.value)
    if not 0 <= given.value <= criterion.scale_max:
        return f"“{criterion.name}”: điểm {shown} nằm ngoài thang điểm; hãy cho điểm từ 0 đến {most}."
    if not is_on_step(given.value, criterion.step):
        return f"“{criterion.name}”: điểm {shown} không đúng bước; hãy cho điểm theo bước {step}, từ 0 đến {most}."
    if given.value * WHOLE < criterion.scale_max * below and not given.reason.strip():
        return f"“{criterion.name}”: điểm dưới {format_number(below)}% thang điểm phải ghi lý do."
    return ""
