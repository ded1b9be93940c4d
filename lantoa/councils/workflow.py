"""The legal moves of a sitting, and of one member's appraisal of one item."""

from lantoa.councils.enums import AppraisalState, SittingState
from lantoa.kit.workflow import COUNTED, PRIMARY, SECONDARY, Move, Workflow, automatic

PLANNED, SCORING, CLOSED, CONCLUDED = SittingState
REOPENING = "Kết quả đã ghi cho các hồ sơ được rút lại, phải ghi lại sau khi khóa điểm; phần đã ghi còn trong nhật ký."
CONCLUDING = "Kết quả của từng hồ sơ được giữ nguyên từ đây, không sửa được nữa."

# fmt: off
SITTING = Workflow(
    "sitting", SittingState, PLANNED,
    tones={PLANNED: "neutral", SCORING: "needs", CLOSED: "info", CONCLUDED: "done"},
    moves=(
        #    name              from     to         button               in the history           address
        Move("open_scoring",   PLANNED, SCORING,   "Mở chấm điểm",      "đã mở chấm điểm",       "mo-cham",
             PRIMARY, "edit", causes=COUNTED),
        Move("close_scoring",  SCORING, CLOSED,    "Khóa điểm",         "đã khóa điểm",          "khoa-diem",
             PRIMARY, "check", causes=COUNTED),
        Move("reopen_scoring", CLOSED,  SCORING,   "Mở lại chấm điểm",  "đã mở lại chấm điểm",   "mo-lai",
             SECONDARY, "return", reason="Hãy ghi lý do mở lại chấm điểm.", causes=REOPENING),
        Move("conclude",       CLOSED,  CONCLUDED, "Kết thúc phiên họp", "đã kết thúc phiên họp", "ket-thuc",
             PRIMARY, "check", causes=CONCLUDING),
    ),
)
# fmt: on

ASSIGNED, SCORED, OUT = AppraisalState
RETURNING = "Điểm đã cho được giữ trong phiếu để sửa; việc trả lại được ghi vào nhật ký."

# A member declines by declaring a conflict of interest, with which the appraisals that it touches end.
# fmt: off
APPRAISAL = Workflow(
    "appraisal", AppraisalState, ASSIGNED,
    tones={ASSIGNED: "needs", SCORED: "done", OUT: "neutral"},
    moves=(
        #    name              from      to        button                 in the history                address
        Move("submit_scores",  ASSIGNED, SCORED,   "Gửi điểm",            "đã gửi điểm",                "gui-diem",
             PRIMARY, "send"),
        automatic("decline",   ASSIGNED, OUT,      "Từ chối chấm",        "đã từ chối chấm",            "tu-choi"),
        Move("return_scores",  SCORED,   ASSIGNED, "Trả lại để chấm lại", "đã trả lại phiếu để chấm lại", "tra-lai",
             PRIMARY, "return", reason="Hãy ghi lý do trả lại phiếu chấm.", causes=RETURNING),
    ),
)
# fmt: on
