"""The legal moves of registrations, prospects, progress reports, candidacies and recognitions."""

from lantoa.initiatives.enums import State
from lantoa.kit.workflow import Move, Workflow

REGISTRATION = Workflow(
    name="registration",
    states=State,
    initial=State.DRAFT,
    moves=(
        Move(
            "submit",
            (State.DRAFT, State.SENT_BACK),
            State.SUBMITTED,
            "Nộp đăng ký",
            "đã nộp đăng ký",
            "nop",
            tone="primary",
        ),
        Move(
            "accept", (State.SUBMITTED,), State.ACCEPTED, "Duyệt đăng ký", "đã duyệt đăng ký", "duyet", tone="primary"
        ),
        Move(
            "send_back",
            (State.SUBMITTED,),
            State.SENT_BACK,
            "Trả lại",
            "đã trả lại để sửa",
            "tra-lai",
            needs_reason=True,
        ),
        Move(
            "withdraw",
            (State.DRAFT, State.SUBMITTED, State.SENT_BACK, State.ACCEPTED),
            State.WITHDRAWN,
            "Rút đăng ký",
            "đã rút đăng ký",
            "rut",
            needs_reason=True,
            tone="danger",
        ),
    ),
)
