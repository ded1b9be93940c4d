"""What the page of an initiative, its check before submission and its printed form show: plain values for the components."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.forms.steps import CHECK, STEPS, step_of
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules import may_move
from lantoa.initiatives.services import missing_to_submit
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.numbers import format_date
from lantoa.kit.parts import Action, Step
from lantoa.kit.workflow import Move
from lantoa.units.models import Person

READ = "ban"  # in an address: the revision of the record that the person had before them
MOVE_ICONS = {"submit": "send", "accept": "check", "send_back": "return", "withdraw": "stop"}


@dataclass(frozen=True)
class Lack:
    """What is still missing, and the step that asks for it."""

    label: str
    url: str


def step_url(initiative: Initiative, number: int) -> str:
    return f"{reverse('initiative_edit', args=[initiative.pk])}?buoc={number}"


def lacks(initiative: Initiative) -> list[Lack]:
    missing = missing_to_submit(initiative, timezone.localdate())
    return [Lack(words, step_url(initiative, step_of(name))) for name, words in missing.items()]


def steps(initiative: Initiative | None, current: int) -> list[Step]:
    """The steps as the stepper draws them; before the first is saved, the others cannot be opened."""
    titles = [*(step.title for step in STEPS), "Kiểm tra và nộp"]
    if initiative is None:
        return [Step(title, "current" if number == current else "todo") for number, title in enumerate(titles, start=1)]
    missing = missing_to_submit(initiative, timezone.localdate())
    waiting = {step_of(name) for name in missing} | ({CHECK} if initiative.state != State.ACCEPTED else set())
    return [
        Step(
            title,
            "current" if number == current else "todo" if number in waiting else "done",
            "" if number == current else step_url(initiative, number),
        )
        for number, title in enumerate(titles, start=1)
    ]


def first_open_step(initiative: Initiative) -> int:
    """The first step with something missing; the check when there is none."""
    missing = missing_to_submit(initiative, timezone.localdate())
    return min((step_of(name) for name in missing), default=CHECK)


def actions(initiative: Initiative, user: Person) -> list[Action]:
    """The moves out of the present state, those refused to this person with the reason."""
    return [action(initiative, user, move) for move in REGISTRATION.from_state(initiative.state)]


def action(initiative: Initiative, user: Person, move: Move) -> Action:
    ruling = may_move(user, initiative, move.name)
    reason = ruling.reason
    if ruling and move.name == "submit" and (missing := lacks(initiative)):
        reason = f"Còn thiếu {len(missing)} mục, nêu ở đầu trang."
    return Action(
        label=move.label,
        url=f"{reverse('initiative_move', args=[initiative.pk, move.slug])}?{READ}={initiative.revision}",
        is_allowed=not reason,
        reason=reason,
        tone=move.tone,
        needs_reason=move.needs_reason,
        consequence=_consequence(initiative, move.name),
        icon=MOVE_ICONS[move.name],
    )


def _consequence(initiative: Initiative, name: str) -> str:
    today = format_date(timezone.localdate())
    if name == "accept":
        return f"Từ ngày {today}, mô hình được tính vào số đăng ký của “{initiative.unit.name}” và của các cấp trên."
    if name == "withdraw" and initiative.accepted_on:
        return f"Từ ngày {today}, mô hình không còn tính vào số đang có; số liệu các kỳ trước giữ nguyên."
    if name == "withdraw":
        return "Hồ sơ không còn trong danh sách việc; nội dung vẫn được lưu."
    if name == "send_back":
        return "Hồ sơ về lại đơn vị để sửa và nộp lại; lý do hiện trên hồ sơ."
    return ""


ACTED = "vua"  # in the address after a move: the page then leads on to the next file that waits
