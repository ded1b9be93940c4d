"""Who may put forward, decide, renew, revoke and retire. Two parties always: nobody moves an own file."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.councils.enums import SittingState
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import decides_for, may_register
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.kit.workflow import MoveRules
from lantoa.recognition.enums import CandidacyState, Standing
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.workflow import CANDIDACY, RECOGNITION
from lantoa.units.models import Person, Unit


def may_propose(person: Person, initiative: Initiative) -> Ruling:
    """Officers and offices of the initiative's unit and of those above it, for a registration that stands."""
    return first_refusal(
        lambda: may_register(person, initiative.unit),
        lambda: (
            YES if initiative.state == State.ACCEPTED else no("Chỉ đề nghị công nhận mô hình đã được duyệt đăng ký.")
        ),
    )


def may_decide_at(person: Person, unit: Unit) -> Ruling:
    """Who decides there, about recognitions."""
    if decides_for(person, unit):
        return YES
    return no(f"Chỉ người duyệt, văn phòng của “{unit.name}” hoặc của cấp trên được quyết định ở cấp này.")


def may_move_recognition(person: Person, recognition: Recognition, name: str, on: date | None = None) -> Ruling:
    """May this person renew, revoke or retire on the day (today)? Retiring is the unit's own to ask; the others are the
    decider's. What was ended stays ended, also for a move that is dated back before its end."""
    day = on or timezone.localdate()
    standing = recognition.standing_on(day if recognition.ended_on is None else max(day, recognition.ended_on))
    if standing is None:
        return no(f"Công nhận này chỉ có từ ngày {recognition.recognised_on:%d/%m/%Y}.")
    return RECOGNITION_RULES(person, recognition, name, state=standing)


def may_mark_outstanding(person: Person, recognition: Recognition, on: date) -> Ruling:
    if recognition.outstanding_on is not None:
        return no("Mô hình đã được chọn tiêu biểu ở cấp này.")
    if recognition.standing_on(on) == Standing.LAPSED:
        return no("Công nhận đã hết hiệu lực; hãy kiểm tra, công nhận lại trước khi chọn tiêu biểu.")
    return may_move_recognition(person, recognition, "renew", on)


def is_own_file(person: Person, initiative: Initiative) -> Ruling:
    """Yes when the person handed the registration in: they never decide about it."""
    if initiative.submitted_by_id == person.pk:
        return YES
    return no("Không phải hồ sơ của người này.")


def deciding_unit_of(recognition: Recognition) -> Unit:
    """Where the decision was taken; an earlier one that was only noted is the initiative's own superior's business."""
    return recognition.candidacy.unit if recognition.candidacy else recognition.initiative.unit


def _may_decide(person: Person, candidacy: Candidacy) -> Ruling:
    return first_refusal(
        lambda: _is_of_another(person, candidacy),
        lambda: may_decide_at(person, candidacy.unit),
        lambda: _council_has_concluded(candidacy),
    )


def _council_has_concluded(candidacy: Candidacy) -> Ruling:
    """A dossier that lies with a sitting waits for its end."""
    item = candidacy.item
    if item is None or item.taken_off_on is not None or item.sitting.state == SittingState.CONCLUDED:
        return YES
    return no(f"Hội đồng chưa kết thúc phiên “{item.sitting}”; hãy chờ kết quả thẩm định rồi quyết định.")


def _may_bring_in(person: Person, candidacy: Candidacy) -> Ruling:
    """Who works for the deciding unit brings dossiers before its council; the council's own rules come on top."""
    return first_refusal(
        lambda: _is_of_another(person, candidacy),
        lambda: may_register(person, candidacy.unit) or may_decide_at(person, candidacy.unit),
    )


def _is_of_another(person: Person, candidacy: Candidacy) -> Ruling:
    """Two parties: neither who put it forward nor who handed the registration in."""
    if candidacy.proposed_by_id == person.pk:
        return no("Bạn là người đề nghị công nhận hồ sơ này; việc quyết định phải do người khác làm.")
    if is_own_file(person, candidacy.initiative):
        return no("Bạn là người nộp đăng ký mô hình này; việc quyết định phải do người khác làm.")
    return YES


def _may_take_back(person: Person, candidacy: Candidacy) -> Ruling:
    if candidacy.state != CandidacyState.PROPOSED:
        return no("Hồ sơ đã đưa ra hội đồng nên không rút được.")
    return may_register(person, candidacy.initiative.unit)


def _may_judge(person: Person, recognition: Recognition) -> Ruling:
    if is_own_file(person, recognition.initiative):
        return no("Bạn là người nộp đăng ký mô hình này; việc kiểm tra lại hay thu hồi phải do người khác làm.")
    return first_refusal(
        lambda: may_decide_at(person, deciding_unit_of(recognition)),
        lambda: _was_proposed_by_another(person, recognition),
    )


def _was_proposed_by_another(person: Person, recognition: Recognition) -> Ruling:
    if recognition.candidacy and recognition.candidacy.proposed_by_id == person.pk:
        return no("Bạn là người đề nghị công nhận hồ sơ này; việc kiểm tra lại hay thu hồi phải do người khác làm.")
    return YES


def _may_retire(person: Person, recognition: Recognition) -> Ruling:
    return may_register(person, recognition.initiative.unit) or may_decide_at(person, deciding_unit_of(recognition))


may_move_candidacy = MoveRules(
    CANDIDACY, appraise=_may_bring_in, recognise=_may_decide, decline=_may_decide, take_back=_may_take_back
)
"""May this person make this move on this step of the dossier now? The table first, then the person."""

RECOGNITION_RULES = MoveRules(RECOGNITION, renew=_may_judge, revoke=_may_judge, retire=_may_retire)
