"""The road of a task."""

from __future__ import annotations

from django.utils import timezone

from lantoa.kit.moving import Handler, Road
from lantoa.kit.numbers import format_date, format_number
from lantoa.movement.forms.steering import DoneForm, ProgressForm
from lantoa.movement.models import Task
from lantoa.movement.queries import open_below
from lantoa.movement.rules import may_move_task
from lantoa.movement.services import (
    accept_done,
    acknowledge,
    report_done,
    report_progress,
    send_back,
    withdraw_task,
)
from lantoa.movement.workflow import TASK
from lantoa.units.models import Person


def _what_is_open(task: Task, person: Person) -> str:
    below = open_below(task)
    return f"Còn {format_number(below)} nhiệm vụ đã giao tiếp xuống dưới chưa hoàn thành." if below else ""


def _what_goes_along(task: Task, person: Person) -> str:
    if below := open_below(task):
        others = f"{format_number(below)} nhiệm vụ đã giao tiếp xuống dưới"
        return f"Nhiệm vụ và {others} sẽ được thu hồi; số liệu các ngày trước giữ nguyên."
    today = format_date(timezone.localdate())
    return f"Từ ngày {today}, nhiệm vụ không còn tính cho “{task.unit.name}”; số liệu các ngày trước giữ nguyên."


def _visible(person: Person):
    related = ("unit", "directive__unit", "parent__unit", "reported_by")
    return Task.objects.visible_to(person).select_related(*related).prefetch_related("coordinating")


TASK_ROAD = Road(
    TASK,
    url_name="task_move",
    rows=_visible,
    rules=may_move_task,
    handlers=(
        Handler(acknowledge),
        Handler(report_progress, form=ProgressForm),
        Handler(report_done, form=DoneForm, preview=_what_is_open),
        Handler(accept_done),
        Handler(send_back),
        Handler(withdraw_task, preview=_what_goes_along),
    ),
    template="movement/task_move.html",
)
