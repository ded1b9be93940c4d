"""What is recorded of candidacies and recognitions, in words."""

from __future__ import annotations

from lantoa.initiatives.wording import day_in_words
from lantoa.kit.history_words import HistoryWords, build_words
from lantoa.kit.models import Event
from lantoa.recognition.workflow import CANDIDACY, RECOGNITION


def note_recognition(event: Event) -> tuple[str, str]:
    told = event.after
    return f"Cấp {told['tier']}, ngày {day_in_words(told['recognised_on'])}", told["decision_no"]


def note_end(event: Event) -> tuple[str, str]:
    return f"Cấp {event.after['tier']}, từ ngày {day_in_words(event.after['ended_on'])}", ""


HISTORY_WORDS = {
    "record_recognition": HistoryWords("Ghi quyết định công nhận đã có", note_recognition),
    "end_recognition": HistoryWords("Thôi công nhận", note_end),
    **build_words(
        CANDIDACY.history_words
        | RECOGNITION.history_words
        | {
            "load": "Nhập từ tệp",
            "propose": "Đề nghị công nhận",
            "mark_outstanding": "Chọn tiêu biểu",
        }
    ),
}
