"""Who may do what in the movement app. Pure: (person, object) → Ruling; for the frame, the services ask again for which unit."""

from __future__ import annotations

from lantoa.kit.ruling import YES, Ruling, no
from lantoa.kit.workflow import MoveRules
from lantoa.movement.models import Directive, SteeringCommittee, Task
from lantoa.movement.workflow import AT_WORK, TASK
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.rules import kinds_at

STEERERS = {RoleKind.OFFICE, RoleKind.OFFICER}
ACCEPTERS = {RoleKind.OFFICE, RoleKind.OFFICER, RoleKind.APPROVER}


def may_lay_down(person: Person) -> Ruling:
    if person.holds({RoleKind.OFFICE}):
        return YES
    return no("Chỉ văn phòng quản trị được thêm lĩnh vực, đợt thi đua và chủ đề.")


def may_steer(person: Person, unit: Unit) -> Ruling:
    """Set up and renew the unit's steering committee, issue its directives: officers and offices of the unit or above it."""
    if STEERERS & kinds_at(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách hoặc văn phòng của “{unit.name}”, hoặc của cấp trên, được làm việc này.")


def may_reshuffle(person: Person, committee: SteeringCommittee) -> Ruling:
    if committee.valid_to is not None:
        return no("Ban chỉ đạo đã thôi hoạt động nên không kiện toàn được.")
    return may_steer(person, committee.unit)


def may_assign(person: Person, directive: Directive) -> Ruling:
    return may_steer(person, directive.unit)


def may_work_on(person: Person, task: Task) -> Ruling:
    """Acknowledge, note progress, report done: officers and offices of the unit that must do it, or above."""
    if may_steer(person, task.unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{task.unit.name}” hoặc của cấp trên được nhận, ghi tiến độ và báo xong.")


def may_pass_on(person: Person, task: Task) -> Ruling:
    """Once the unit has taken the task on and while it works on it."""
    if task.state not in AT_WORK:
        return no("Chỉ giao tiếp được nhiệm vụ đã nhận và đang làm.")
    return may_work_on(person, task)


def may_answer_for(person: Person, task: Task) -> Ruling:
    """The assigning side: those who answer for the unit that gave the task."""
    if ACCEPTERS & kinds_at(person, task.assigning_unit):
        return YES
    return no(f"Chỉ bên giao việc, “{task.assigning_unit.name}” hoặc cấp trên, được xác nhận, trả lại hay thu hồi.")


def _may_decide(person: Person, task: Task) -> Ruling:
    """Two parties: who reported the work done does not accept it, nor send it back."""
    if task.reported_by_id == person.pk:
        return no("Bạn là người báo làm xong; việc xác nhận hoặc trả lại phải do người khác làm.")
    return may_answer_for(person, task)


may_move_task = MoveRules(
    TASK,
    acknowledge=may_work_on,
    report_progress=may_work_on,
    report_done=may_work_on,
    accept_done=_may_decide,
    send_back=_may_decide,
    withdraw_task=may_answer_for,
)
"""May this person make this move on this task now? The table first, then the person."""
