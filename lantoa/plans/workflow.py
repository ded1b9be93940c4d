"""NEW lantoa/plans/workflow.py"""

from lantoa.kit.workflow import Move, Workflow
from lantoa.plans.enums import ProgressState

PROGRESS = Workflow(
    name="progress",
    states=ProgressState,
    initial=ProgressState.DRAFT,
    moves=(
        Move(
            "submit_progress",
            (ProgressState.DRAFT, ProgressState.SENT_BACK),
            ProgressState.SUBMITTED,
            "Nộp báo cáo",
            "đã nộp báo cáo tiến độ",
            "nop",
            tone="primary",
        ),
        Move(
            "accept_progress",
            (ProgressState.SUBMITTED,),
            ProgressState.ACCEPTED,
            "Nhận báo cáo",
            "đã nhận báo cáo tiến độ",
            "nhan",
            tone="primary",
        ),
        Move(
            "send_back_progress",
            (ProgressState.SUBMITTED,),
            ProgressState.SENT_BACK,
            "Trả lại",
            "đã trả lại báo cáo tiến độ",
            "tra-lai",
            needs_reason=True,
        ),
    ),
)
