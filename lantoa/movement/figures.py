"""Figures about directives: tasks given, done and overdue, at the units that must do them."""

from __future__ import annotations

from lantoa.figures.cells import ShownByUnit
from lantoa.figures.counted import CountedIndicator, Indicator
from lantoa.figures.figures import ReportScope
from lantoa.movement.models import Task


def _assigned_tasks(scope: ReportScope):
    return scope.below(Task.objects.assigned_between(scope.start, scope.end))


def _done_tasks(scope: ReportScope):
    return scope.below(Task.objects.done_between(scope.start, scope.end))


def _overdue(scope: ReportScope):
    return scope.below(Task.objects.overdue(scope.end))


FIGURES: tuple[Indicator, ...] = (
    CountedIndicator(
        "tasks.assigned",
        "Nhiệm vụ được giao",
        "nhiệm vụ",
        "Nhiệm vụ giao theo văn bản chỉ đạo trong kỳ, không kể nhiệm vụ đã thu hồi tính đến ngày cuối kỳ.",
        rows=_assigned_tasks,
        kind="task",
        order=100,
    ),
    CountedIndicator(
        "tasks.done",
        "Nhiệm vụ hoàn thành",
        "nhiệm vụ",
        "Nhiệm vụ được bên giao xác nhận hoàn thành trong kỳ, kể cả nhiệm vụ giao từ kỳ trước.",
        rows=_done_tasks,
        kind="task",
        order=101,
    ),
    CountedIndicator(
        "tasks.overdue",
        "Nhiệm vụ quá hạn",
        "nhiệm vụ",
        "Nhiệm vụ đã qua hạn mà đến ngày cuối kỳ chưa được xác nhận hoàn thành.",
        rows=_overdue,
        kind="task",
        order=102,
    ),
)


class TaskRecords(ShownByUnit):
    """A task among the records of a figure."""

    related = ("unit", "directive")
    order = ("unit__name_sort", "due_on", "pk")

    def label(self, row: Task) -> str:
        return f"{row.directive}: {row.content}"
