"""What directives ask of a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import QuerySet

from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.movement.models import Task
from lantoa.movement.queries import waiting_tasks
from lantoa.units.models import Person


def _rows(name: str) -> Callable[[Person, date], QuerySet[Task]]:
    def rows(user: Person, on: date) -> QuerySet[Task]:
        return waiting_tasks(user)[name]

    return rows


def read_tasks(rows: Sequence[Task], user: Person) -> list[WorkLine]:
    return [WorkLine(row.content, row.get_absolute_url(), row.unit.name, str(row.directive)) for row in rows]


WORK_ITEMS = (
    WorkItems(
        "nhiem-vu-moi",
        20,
        "Nhiệm vụ mới giao",
        "Nhận nhiệm vụ",
        _rows("to_acknowledge"),
        read_tasks,
        advice="Đọc rồi bấm nhận nhiệm vụ.",
        since="assigned_on",
        due="due_on",
    ),
    WorkItems(
        "nhiem-vu",
        21,
        "Nhiệm vụ đang làm",
        "Làm, ghi tiến độ",
        _rows("to_do"),
        read_tasks,
        advice="Ghi tiến độ; xong thì báo đã làm xong.",
        since="assigned_on",
        due="due_on",
    ),
    WorkItems(
        "nhiem-vu-cho-xac-nhan",
        22,
        "Nhiệm vụ chờ xác nhận",
        "Xác nhận kết quả",
        _rows("to_accept"),
        read_tasks,
        advice="Xem kết quả rồi xác nhận, hoặc trả lại kèm lý do.",
        since="reported_on",
    ),
)
