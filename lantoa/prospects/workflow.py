"""NEW lantoa/prospects/workflow.py"""

from lantoa.kit.workflow import Move, Workflow
from lantoa.prospects.enums import ProspectState

SCOUTING = Workflow(
    name="scouting",
    states=ProspectState,
    initial=ProspectState.NOTED,
    moves=(
        Move(
            "rate",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.RATED,
            "Đánh giá",
            "đã đánh giá triển vọng",
            "danh-gia",
        ),
        Move(
            "take_up",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.TAKEN_UP,
            "Chuyển thành đăng ký",
            "đã chuyển thành đăng ký",
            "dang-ky",
            tone="primary",
        ),
        Move(
            "drop",
            (ProspectState.NOTED, ProspectState.RATED),
            ProspectState.DROPPED,
            "Không theo tiếp",
            "không theo tiếp",
            "bo",
            needs_reason=True,
        ),
        Move("reopen", (ProspectState.DROPPED,), ProspectState.NOTED, "Xem lại", "đã xem lại", "xem-lai"),
    ),
)
