"""The legal moves of a progress report."""

from lantoa.kit.workflow import PRIMARY, SECONDARY, Move, Workflow
from lantoa.plans.enums import ProgressState

DRAFT, SUBMITTED, SENT_BACK, ACCEPTED = ProgressState
WITH_UNIT = (DRAFT, SENT_BACK)
COUNTING = "Các con số trong báo cáo được tính là kết quả của mô hình; báo cáo không sửa được nữa."
RETURNING = "Báo cáo về lại đơn vị để sửa và nộp lại."
WHY = "Hãy ghi lý do để đơn vị biết cần sửa gì."

# fmt: off
PROGRESS = Workflow(
    "progress", ProgressState, DRAFT,
    tones={DRAFT: "neutral", SUBMITTED: "info", SENT_BACK: "needs", ACCEPTED: "done"},
    moves=(
        #    name                  from       to         button          in the history                address
        Move("submit_progress",    WITH_UNIT, SUBMITTED, "Nộp báo cáo",  "đã nộp báo cáo tiến độ",     "nop",
             PRIMARY, "send", story="Nộp báo cáo tiến độ"),
        Move("accept_progress",    SUBMITTED, ACCEPTED,  "Nhận báo cáo", "đã nhận báo cáo tiến độ",    "nhan",
             PRIMARY, "check", causes=COUNTING, story="Nhận báo cáo tiến độ"),
        Move("send_back_progress", SUBMITTED, SENT_BACK, "Trả lại",      "đã trả lại báo cáo tiến độ", "tra-lai",
             SECONDARY, "return", reason=WHY, causes=RETURNING, story="Trả lại báo cáo tiến độ"),
    ),
)
# fmt: on
