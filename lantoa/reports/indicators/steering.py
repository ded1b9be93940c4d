"""Figures about directives: tasks given, done and overdue, at the units that must do them."""

from __future__ import annotations

from lantoa.movement.models import Task
from lantoa.reports.figures import ReportScope
from lantoa.reports.indicators.base import Counted, Indicator


def _assigned(scope: ReportScope):
    return scope.below(Task.objects.assigned_between(scope.start, scope.end))


def _done(scope: ReportScope):
    return scope.below(Task.objects.done_between(scope.start, scope.end))


def _overdue(scope: ReportScope):
    return scope.below(Task.objects.overdue(scope.end))


TASKS: tuple[Indicator, ...] = (
    Counted(
        "tasks.assigned",
        "Nhiệm vụ được giao",
        "nhiệm vụ",
        "Nhiệm vụ giao theo văn bản chỉ đạo trong kỳ, không kể nhiệm vụ đã thu hồi tính đến ngày cuối kỳ.",
        rows=_assigned,
        kind="task",
    ),
    Counted(
        "tasks.done",
        "Nhiệm vụ hoàn thành",
        "nhiệm vụ",
        "Nhiệm vụ được bên giao xác nhận hoàn thành trong kỳ, kể cả nhiệm vụ giao từ kỳ trước.",
        rows=_done,
        kind="task",
    ),
    Counted(
        "tasks.overdue",
        "Nhiệm vụ quá hạn",
        "nhiệm vụ",
        "Nhiệm vụ đã qua hạn mà đến ngày cuối kỳ chưa được xác nhận hoàn thành.",
        rows=_overdue,
        kind="task",
    ),
)
