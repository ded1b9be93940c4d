"""The legal moves of a task."""

from lantoa.kit.workflow import Move, Workflow
from lantoa.movement.enums import TaskState

AT_WORK = (TaskState.ACKNOWLEDGED, TaskState.IN_PROGRESS, TaskState.SENT_BACK)

TASK = Workflow(
    name="task",
    states=TaskState,
    initial=TaskState.ASSIGNED,
    moves=(
        Move(
            "acknowledge",
            (TaskState.ASSIGNED,),
            TaskState.ACKNOWLEDGED,
            "Nhận nhiệm vụ",
            "đã nhận nhiệm vụ",
            "nhan",
            tone="primary",
        ),
        Move("report_progress", AT_WORK, TaskState.IN_PROGRESS, "Ghi tiến độ", "đã ghi tiến độ", "tien-do"),
        Move(
            "report_done",
            AT_WORK,
            TaskState.REPORTED_DONE,
            "Báo đã làm xong",
            "đã báo làm xong",
            "bao-xong",
            tone="primary",
        ),
        Move(
            "accept_done",
            (TaskState.REPORTED_DONE,),
            TaskState.DONE,
            "Xác nhận hoàn thành",
            "đã xác nhận hoàn thành",
            "xac-nhan",
            tone="primary",
        ),
        Move(
            "send_back",
            (TaskState.REPORTED_DONE,),
            TaskState.SENT_BACK,
            "Trả lại làm tiếp",
            "đã trả lại để làm tiếp",
            "tra-lai",
            needs_reason=True,
        ),
        Move(
            "withdraw_task",
            (TaskState.ASSIGNED, *AT_WORK, TaskState.REPORTED_DONE),
            TaskState.WITHDRAWN,
            "Thu hồi nhiệm vụ",
            "đã thu hồi nhiệm vụ",
            "thu-hoi",
            needs_reason=True,
            tone="danger",
        ),
    ),
)
