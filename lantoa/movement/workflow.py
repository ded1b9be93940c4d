"""The legal moves of a task."""

from lantoa.kit.workflow import COUNTED, DANGER, PRIMARY, SECONDARY, Move, Workflow
from lantoa.movement.enums import TaskState

ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, REPORTED, SENT_BACK, DONE, WITHDRAWN = TaskState
AT_WORK = (ACKNOWLEDGED, IN_PROGRESS, SENT_BACK)
IN_LIFE = (ASSIGNED, *AT_WORK, REPORTED)
ACCEPTING = "Từ ngày {today}, nhiệm vụ được tính là hoàn thành."
RETURNING = "“{record.unit.name}” làm tiếp rồi báo lại; lý do hiện trên nhiệm vụ."
WHY = "Hãy ghi lý do để đơn vị biết vì sao."

# fmt: off
TASK = Workflow(
    "task", TaskState, ASSIGNED,
    tones={ASSIGNED: "info", ACKNOWLEDGED: "info", IN_PROGRESS: "info", REPORTED: "needs", SENT_BACK: "needs",
           DONE: "done", WITHDRAWN: "stopped"},
    moves=(
        #    name               from      to            button                 in the history            address
        Move("acknowledge",     ASSIGNED, ACKNOWLEDGED, "Nhận nhiệm vụ",       "đã nhận nhiệm vụ",       "nhan",
             PRIMARY, "check"),
        Move("report_progress", AT_WORK,  IN_PROGRESS,  "Ghi tiến độ",         "đã ghi tiến độ",         "tien-do",
             SECONDARY, "edit"),
        Move("report_done",     AT_WORK,  REPORTED,     "Báo đã làm xong",     "đã báo làm xong",        "bao-xong",
             PRIMARY, "send", causes=COUNTED),
        Move("accept_done",     REPORTED, DONE,         "Xác nhận hoàn thành", "đã xác nhận hoàn thành", "xac-nhan",
             PRIMARY, "check", causes=ACCEPTING),
        Move("send_back",       REPORTED, SENT_BACK,    "Trả lại làm tiếp",    "đã trả lại để làm tiếp", "tra-lai",
             SECONDARY, "return", reason=WHY, causes=RETURNING),
        Move("withdraw_task",   IN_LIFE,  WITHDRAWN,    "Thu hồi nhiệm vụ",    "đã thu hồi nhiệm vụ",    "thu-hoi",
             DANGER, "stop", reason=WHY, causes=COUNTED),
    ),
)
# fmt: on
