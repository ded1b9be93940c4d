"""The legal moves of a registration."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.kit.numbers import format_date
from lantoa.kit.workflow import DANGER, PRIMARY, SECONDARY, Move, Workflow

DRAFT, SUBMITTED, SENT_BACK, ACCEPTED, WITHDRAWN = State


def _describe_withdrawal(initiative: Any) -> str:
    if initiative.accepted_on is None:
        return "Hồ sơ không còn trong danh sách việc; nội dung vẫn được lưu."
    today = format_date(timezone.localdate())
    return f"Từ ngày {today}, mô hình không còn tính vào số đang có; số liệu các kỳ trước giữ nguyên."


ACCEPTING = "Từ ngày {today}, mô hình được tính vào số đăng ký của “{record.unit.name}” và của các cấp trên."
RETURNING = "Hồ sơ về lại đơn vị để sửa và nộp lại; lý do hiện trên hồ sơ."
WHY = "Hãy ghi lý do để đơn vị biết cần sửa gì."

# fmt: off
REGISTRATION = Workflow(
    "registration", State, DRAFT,
    tones={DRAFT: "neutral", SUBMITTED: "info", SENT_BACK: "needs", ACCEPTED: "done", WITHDRAWN: "stopped"},
    moves=(
        #    name         from                   to         button           in the history        address
        Move("submit",    (DRAFT, SENT_BACK),    SUBMITTED, "Nộp đăng ký",   "đã nộp đăng ký",     "nop",
             PRIMARY, "send"),
        Move("accept",    SUBMITTED,             ACCEPTED,  "Duyệt đăng ký", "đã duyệt đăng ký",   "duyet",
             PRIMARY, "check", causes=ACCEPTING),
        Move("send_back", SUBMITTED,             SENT_BACK, "Trả lại",       "đã trả lại để sửa",  "tra-lai",
             SECONDARY, "return", reason=WHY, causes=RETURNING),
        Move("withdraw",  (DRAFT, SUBMITTED, SENT_BACK, ACCEPTED), WITHDRAWN, "Rút đăng ký", "đã rút đăng ký", "rut",
             DANGER, "stop", reason=WHY, causes=_describe_withdrawal),
    ),
)
# fmt: on
