"""Who may do what in a council. Pure: (person, object) → Ruling. `on`: the day on which it is done (today)."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from lantoa.councils.enums import AppraisalState, CouncilRole, SittingState
from lantoa.councils.models import Appraisal, Council, CriteriaSet, Item, Member, Sitting
from lantoa.councils.models.councils import LEADERS
from lantoa.councils.workflow import APPRAISAL, SITTING
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.kit.workflow import MoveRules
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.rules import kinds_at, may_everywhere

FORMERS = {RoleKind.OFFICE, RoleKind.APPROVER}
PREPARERS = {RoleKind.OFFICE, RoleKind.APPROVER, RoleKind.OFFICER}
CONCLUDERS = (CouncilRole.CHAIR, CouncilRole.SECRETARY)
OWN_SCORES = "Đây là phiếu của chính bạn; hãy nhờ người khác trong hội đồng trả lại."
OWN_FILE = "Bạn là người có liên quan đến hồ sơ này; việc này phải do người khác làm."


def seat_of(person: Person, council: Council, on: date | None = None) -> Member | None:
    """The person's seat in the council on the day."""
    return council.members.on(on or timezone.localdate()).filter(person=person).first()


def may_form_council(person: Person, unit: Unit) -> Ruling:
    """Set up a council and change its members: offices and approvers at the unit or above it."""
    if FORMERS & kinds_at(person, unit):
        return YES
    return no(f"Chỉ văn phòng hoặc người duyệt của “{unit.name}” hoặc của cấp trên được lập hội đồng và cử thành viên.")


def may_lay_down_criteria(person: Person, unit: Unit | None) -> Ruling:
    """Without a unit: for the whole installation, by the province office only."""
    return may_form_council(person, unit) if unit else may_everywhere(person)


def may_change_criteria(person: Person, criteria_set: CriteriaSet) -> Ruling:
    return may_lay_down_criteria(person, criteria_set.unit)


def may_prepare(person: Person, council: Council, on: date | None = None) -> Ruling:
    """Sittings, agenda, assignment, attendance: who leads the council, and who works for its unit or above it."""
    if PREPARERS & kinds_at(person, council.unit):
        return YES
    seat = seat_of(person, council, on)
    if seat and seat.role in LEADERS:
        return YES
    return no(f"Chỉ chủ tịch, phó chủ tịch, thư ký hội đồng hoặc cán bộ của “{council.unit.name}” được làm việc này.")


def may_conclude_for(person: Person, council: Council, on: date | None = None) -> Ruling:
    """Verdicts and the end of a sitting: chair, secretary, or an office or approver at the unit or above it."""
    if may_form_council(person, council.unit):
        return YES
    seat = seat_of(person, council, on)
    if seat and seat.role in CONCLUDERS:
        return YES
    return no(
        f"Chỉ chủ tịch, thư ký hội đồng hoặc văn phòng, người duyệt của “{council.unit.name}” được ghi kết quả "
        "và kết thúc phiên họp."
    )


def may_change(sitting: Sitting) -> Ruling:
    """A sitting that has ended is not changed any more."""
    if sitting.state == SittingState.CONCLUDED:
        return no("Phiên họp đã kết thúc nên không thay đổi được nữa.")
    return YES


def may_decide(person: Person, item: Item, on: date | None = None) -> Ruling:
    """Say what the council decided of the item: once scores are closed, and never of an own file."""
    sitting = item.sitting
    if sitting.state != SittingState.SCORED:
        return no(f"Chỉ ghi kết quả sau khi khóa điểm và trước khi kết thúc phiên; phiên {_quote_state(sitting)}.")
    if item.taken_off_on:
        return no("Hồ sơ đã được đưa ra khỏi chương trình.")
    return first_refusal(
        lambda: may_conclude_for(person, sitting.council, on),
        lambda: not_own(person, item),
    )


def may_score(person: Person, appraisal: Appraisal, on: date | None = None) -> Ruling:
    """Only the member to whom it was given, while scoring is open and their term holds; never an own file."""
    item = appraisal.item
    if appraisal.member.person_id != person.pk:
        return no("Hồ sơ này không được phân công cho bạn.")
    if item.sitting.state != SittingState.SCORING:
        return no(f"Chưa nhận điểm: phiên {_quote_state(item.sitting)}.")
    if item.taken_off_on:
        return no("Hồ sơ đã được đưa ra khỏi chương trình.")
    if not appraisal.member.sits_on(on or timezone.localdate()):
        return no("Nhiệm kỳ của bạn trong hội đồng đã kết thúc nên không chấm được nữa.")
    if item.concerned.filter(pk=person.pk).exists():
        return no("Bạn là người có liên quan đến hồ sơ này nên không được chấm.")
    if appraisal.state == AppraisalState.SCORED:
        return no("Phiếu chấm hồ sơ này đã được gửi trước đó; điểm đã gửi được giữ nguyên.")
    return APPRAISAL.ruling(appraisal.state, "submit_scores")


def may_return(person: Person, appraisal: Appraisal, on: date | None = None) -> Ruling:
    """Give submitted scores back to be mended: who prepares, while scoring is open. Never one's own, which would now be given
    in the knowledge of the others', and never those of an own file."""
    if appraisal.item.sitting.state != SittingState.SCORING:
        return no(f"Chỉ trả lại phiếu khi đang chấm điểm; phiên {_quote_state(appraisal.item.sitting)}.")
    return first_refusal(
        lambda: APPRAISAL.ruling(appraisal.state, "return_scores"),
        lambda: may_prepare(person, appraisal.item.sitting.council, on),
        lambda: no(OWN_SCORES) if appraisal.member.person_id == person.pk else YES,
        lambda: not_own(person, appraisal.item),
    )


def may_declare_for(person: Person, member: Member, on: date | None = None) -> Ruling:
    """A conflict is declared by the member, or noted by who prepares the sitting."""
    return YES if member.person_id == person.pk else may_prepare(person, member.council, on)


def not_own(person: Person, item: Item) -> Ruling:
    """Two parties: nobody steers what becomes of an own file."""
    return no(OWN_FILE) if item.concerned.filter(pk=person.pk).exists() else YES


def _no_own_file(person: Person, sitting: Sitting) -> Ruling:
    own = sitting.items.on_agenda().filter(concerned=person).first()
    if own is None:
        return YES
    return no(f"Bạn có liên quan đến {own.blind_label.lower()}; việc kết thúc phiên phải do người khác làm.")


def _quote_state(sitting: Sitting) -> str:
    return f"“{sitting.get_state_display().lower()}”"


def _may_open_or_close(person: Person, sitting: Sitting, on: date | None = None) -> Ruling:
    return may_prepare(person, sitting.council, on)


def _may_reopen(person: Person, sitting: Sitting, on: date | None = None) -> Ruling:
    return may_conclude_for(person, sitting.council, on)


def _may_conclude(person: Person, sitting: Sitting, on: date | None = None) -> Ruling:
    return first_refusal(
        lambda: may_conclude_for(person, sitting.council, on),
        lambda: _no_own_file(person, sitting),
    )


may_move = MoveRules(
    SITTING,
    open_scoring=_may_open_or_close,
    close_scoring=_may_open_or_close,
    reopen_scoring=_may_reopen,
    conclude=_may_conclude,
)
"""May this person make this move of the sitting now (or on the day `on`)? The table first, then the person."""

may_move_appraisal = MoveRules(APPRAISAL, submit_scores=may_score, return_scores=may_return)
"""May this person make this move of a member's appraisal now (or on the day `on`)?"""
