"""What directives ask of a person."""

from __future__ import annotations

from datetime import date

from lantoa.kit.work_items import Need, TaskLine, WorkItems
from lantoa.movement.models import Task
from lantoa.movement.queries import waiting_tasks
from lantoa.units.models import Person

TASK_KINDS = {
    "to_acknowledge": ("nhiem-vu-moi", "Nhiệm vụ mới giao", "Đọc rồi bấm nhận nhiệm vụ."),
    "to_do": ("nhiem-vu", "Nhiệm vụ đang làm", "Ghi tiến độ; xong thì báo đã làm xong."),
    "to_accept": (
        "nhiem-vu-cho-xac-nhan",
        "Nhiệm vụ chờ xác nhận",
        "Xem kết quả rồi xác nhận, hoặc trả lại kèm lý do.",
    ),
}


def find_tasks(user: Person, name: str) -> Need:
    """The tasks of one kind that wait for the person."""
    slug, title, advice = TASK_KINDS[name]
    return Need(slug, title, advice, "Hạn", waiting_tasks(user)[name], "due_on", _task_line, has_due_days=True)


def _work_items(order: int, name: str) -> WorkItems:
    def find(user: Person, on: date) -> Need:
        return find_tasks(user, name)

    return WorkItems(TASK_KINDS[name][0], order, find)


WORK_ITEMS = tuple(_work_items(order, name) for order, name in enumerate(TASK_KINDS, start=20))


def _task_line(row: Task) -> TaskLine:
    return TaskLine(row.content, str(row.directive), row.unit.name, row.due_on, row.get_absolute_url())
