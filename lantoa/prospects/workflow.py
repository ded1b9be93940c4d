"""The legal moves of a prospect of the yearly scouting."""

from lantoa.kit.workflow import PRIMARY, QUIET, SECONDARY, Move, Workflow
from lantoa.prospects.enums import ProspectState

NOTED, RATED, TAKEN_UP, DROPPED = ProspectState
OPENING = "Mở một bản nháp đăng ký với tên, người làm, nơi làm và lý do đã ghi ở triển vọng; bạn điền nốt rồi nộp."
WHY = "Hãy ghi lý do để năm sau không phải rà lại từ đầu."

# fmt: off
SCOUTING = Workflow(
    "scouting", ProspectState, NOTED,
    tones={NOTED: "neutral", RATED: "info", TAKEN_UP: "done", DROPPED: "stopped"},
    moves=(
        #    name       from            to        button                 in the history              address
        Move("rate",    (NOTED, RATED), RATED,    "Đánh giá",            "đã đánh giá triển vọng",   "danh-gia",
             SECONDARY, "check", again="Đánh giá lại", story="Đánh giá triển vọng"),
        Move("take_up", (NOTED, RATED), TAKEN_UP, "Chuyển thành đăng ký", "đã chuyển thành đăng ký", "dang-ky",
             PRIMARY, "sprout", causes=OPENING),
        Move("drop",    (NOTED, RATED), DROPPED,  "Không theo tiếp",     "không theo tiếp",          "bo",
             QUIET, "stop", reason=WHY),
        Move("reopen",  DROPPED,        NOTED,    "Xem lại",             "đã xem lại",               "xem-lai",
             SECONDARY, "return"),
    ),
)
# fmt: on
