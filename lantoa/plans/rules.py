"""Who may plan, finish milestones, and report on progress."""

from __future__ import annotations

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import may_decide_for, may_register
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.kit.workflow import MoveRules
from lantoa.plans.models import Milestone, ProgressReport
from lantoa.plans.workflow import PROGRESS
from lantoa.units.models import Person


def may_plan(person: Person, initiative: Initiative) -> Ruling:
    """A plan is the unit's own work, before and after the registration is accepted."""
    return first_refusal(lambda: _goes_on(initiative), lambda: _writes_for(person, initiative))


def may_complete_milestone(person: Person, milestone: Milestone) -> Ruling:
    """The owner, if they have an account, and who plans."""
    if milestone.done_on is not None:
        return no(f"Mốc này đã xong ngày {milestone.done_on:%d/%m/%Y}.")
    initiative = milestone.plan.initiative
    if milestone.owner_person_id == person.pk:
        return _goes_on(initiative)
    return first_refusal(lambda: _goes_on(initiative), lambda: _answers_for(person, initiative))


def may_reopen_milestone(person: Person, milestone: Milestone) -> Ruling:
    if milestone.done_on is None:
        return no("Mốc này chưa xong nên không cần mở lại.")
    return may_plan(person, milestone.plan.initiative)


def may_report(person: Person, initiative: Initiative) -> Ruling:
    """Progress is reported of what was accepted and goes on."""
    return first_refusal(lambda: _was_accepted(initiative), lambda: may_plan(person, initiative))


def may_edit_report(person: Person, report: ProgressReport) -> Ruling:
    """While it is with those who write it."""
    return first_refusal(
        lambda: PROGRESS.ruling(report.state, "submit_progress") or no(_why_closed(report)),
        lambda: may_plan(person, report.initiative),
    )


def _may_submit(person: Person, report: ProgressReport) -> Ruling:
    return may_plan(person, report.initiative)


def _may_receive(person: Person, report: ProgressReport) -> Ruling:
    if report.submitted_by_id == person.pk:
        return no("Bạn là người nộp báo cáo này; việc nhận hoặc trả lại phải do người khác làm.")
    if may_decide_for(person, report.initiative.unit):
        return YES
    return no("Chỉ người duyệt, hoặc cán bộ phụ trách của cấp trên, được nhận hay trả lại báo cáo tiến độ.")


def _goes_on(initiative: Initiative) -> Ruling:
    if initiative.state == State.WITHDRAWN:
        return no("Đăng ký đã rút nên kế hoạch và tiến độ không đổi nữa.")
    return YES


def _was_accepted(initiative: Initiative) -> Ruling:
    if initiative.accepted_on is None:
        return no("Chỉ báo cáo tiến độ của mô hình đã được duyệt đăng ký.")
    return YES


def _writes_for(person: Person, initiative: Initiative) -> Ruling:
    if may_register(person, initiative.unit):
        return YES
    name = initiative.unit.name
    return no(f"Chỉ cán bộ phụ trách của “{name}” hoặc của cấp trên được lập kế hoạch, báo cáo tiến độ.")


def _answers_for(person: Person, initiative: Initiative) -> Ruling:
    if may_register(person, initiative.unit):
        return YES
    return no("Chỉ người chịu trách nhiệm của mốc, hoặc cán bộ phụ trách của đơn vị, được báo mốc đã xong.")


def _why_closed(report: ProgressReport) -> str:
    return f"Báo cáo đang ở trạng thái “{report.get_state_display()}” nên không sửa được."


may_move_report = MoveRules(
    PROGRESS, submit_progress=_may_submit, accept_progress=_may_receive, send_back_progress=_may_receive
)
"""May this person make this move on this report now? The table first, then the person."""
