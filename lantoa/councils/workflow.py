"""The legal moves of a sitting, and of one member's appraisal of one item."""

from lantoa.councils.enums import AppraisalState, SittingState
from lantoa.kit.workflow import Move, Workflow

SITTING = Workflow(
    name="sitting",
    states=SittingState,
    initial=SittingState.PLANNED,
    moves=(
        Move(
            "open_scoring",
            (SittingState.PLANNED,),
            SittingState.SCORING,
            "Mở chấm điểm",
            "đã mở chấm điểm",
            "mo-cham",
            tone="primary",
        ),
        Move(
            "close_scoring",
            (SittingState.SCORING,),
            SittingState.SCORED,
            "Khóa điểm",
            "đã khóa điểm",
            "khoa-diem",
            tone="primary",
        ),
        Move(
            "reopen_scoring",
            (SittingState.SCORED,),
            SittingState.SCORING,
            "Mở lại chấm điểm",
            "đã mở lại chấm điểm",
            "mo-lai",
            needs_reason=True,
        ),
        Move(
            "conclude",
            (SittingState.SCORED,),
            SittingState.CONCLUDED,
            "Kết thúc phiên họp",
            "đã kết thúc phiên họp",
            "ket-thuc",
            tone="primary",
        ),
    ),
)

APPRAISAL = Workflow(
    name="appraisal",
    states=AppraisalState,
    initial=AppraisalState.ASSIGNED,
    moves=(
        Move(
            "submit_scores",
            (AppraisalState.ASSIGNED,),
            AppraisalState.SCORED,
            "Gửi điểm",
            "đã gửi điểm",
            "gui-diem",
            tone="primary",
        ),
        Move(
            "decline",
            (AppraisalState.ASSIGNED,),
            AppraisalState.DECLINED,
            "Từ chối chấm",
            "đã từ chối chấm",
            "tu-choi",
            needs_reason=True,
        ),
        Move(
            "return_scores",
            (AppraisalState.SCORED,),
            AppraisalState.ASSIGNED,
            "Trả lại để chấm lại",
            "đã trả lại phiếu để chấm lại",
            "tra-lai",
            needs_reason=True,
        ),
    ),
)
