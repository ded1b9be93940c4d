"""Who may register, decide, withdraw, and note facts about an initiative."""

from __future__ import annotations

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.kit.workflow import MoveRules
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.rules import kinds_at

WRITERS = {RoleKind.OFFICER, RoleKind.OFFICE}
DECIDERS_AT = {RoleKind.APPROVER, RoleKind.OFFICE}
DECIDERS_ABOVE = {RoleKind.OFFICER}


def may_register(person: Person, unit: Unit) -> Ruling:
    """Officers and offices register for their own unit and the units below it."""
    if WRITERS & kinds_at(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{unit.name}” hoặc của cấp trên được đăng ký, sửa mô hình.")


def decides_for(person: Person, unit: Unit) -> bool:
    """Whether the person decides there: approvers and offices at the unit or above it, and officers of a superior unit."""
    return bool(DECIDERS_AT & kinds_at(person, unit) or DECIDERS_ABOVE & kinds_at(person, unit, strictly_above=True))


def may_decide_for(person: Person, unit: Unit) -> Ruling:
    """Who decides there, about registrations."""
    if decides_for(person, unit):
        return YES
    return no("Chỉ người duyệt, hoặc cán bộ phụ trách của cấp trên, được duyệt hay trả lại đăng ký.")


def may_declare(person: Person, unit: Unit) -> Ruling:
    """Who registers for the unit also declares for it."""
    if may_register(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{unit.name}” hoặc của cấp trên được kê khai số liệu.")


def may_edit(person: Person, initiative: Initiative) -> Ruling:
    """Writers while it is with them; once accepted, those who may decide. A submitted file is not changed under its reader."""
    if initiative.state in (State.DRAFT, State.SENT_BACK):
        return may_register(person, initiative.unit)
    if initiative.state == State.ACCEPTED:
        return may_decide_for(person, initiative.unit)
    if initiative.state == State.SUBMITTED:
        return no("Hồ sơ đang chờ duyệt nên không sửa được; người duyệt có thể trả lại để sửa.")
    return no("Đăng ký đã rút nên không sửa được.")


def may_record_fact(person: Person, initiative: Initiative) -> Ruling:
    """Note a recognition or an adopted copy: who may decide, about an accepted registration."""
    return first_refusal(lambda: may_decide_for(person, initiative.unit), lambda: _is_accepted(initiative))


def may_record_recognition(person: Person, initiative: Initiative) -> Ruling:
    """As another fact; never by the one who handed the registration in: a noted decision counts as a given one."""
    if initiative.submitted_by_id == person.pk:
        return no("Bạn là người nộp đăng ký mô hình này; việc ghi công nhận phải do người khác làm.")
    return may_record_fact(person, initiative)


def _may_submit(person: Person, initiative: Initiative) -> Ruling:
    return may_register(person, initiative.unit)


def _may_decide(person: Person, initiative: Initiative) -> Ruling:
    if initiative.submitted_by_id == person.pk:
        return no("Bạn là người nộp đăng ký này; việc duyệt hoặc trả lại phải do người khác làm.")
    return may_decide_for(person, initiative.unit)


def _may_withdraw(person: Person, initiative: Initiative) -> Ruling:
    if initiative.state == State.ACCEPTED:
        return may_decide_for(person, initiative.unit)
    return may_register(person, initiative.unit)


def _is_accepted(initiative: Initiative) -> Ruling:
    if initiative.state == State.ACCEPTED:
        return YES
    return no("Chỉ ghi được cho mô hình đã được duyệt đăng ký.")


may_move = MoveRules(
    REGISTRATION, submit=_may_submit, accept=_may_decide, send_back=_may_decide, withdraw=_may_withdraw
)
"""May this person make this move on this initiative now? The table first, then the person."""
