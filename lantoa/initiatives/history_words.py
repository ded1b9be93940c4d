"""What the register and the lineage record, in words."""

from __future__ import annotations

from lantoa.initiatives.wording import day_in_words
from lantoa.initiatives.workflow import REGISTRATION
from lantoa.kit.history_words import HistoryWords, build_words, note_as_recorded, words_of_moves
from lantoa.kit.models import Event


def note_origin(event: Event) -> tuple[str, str]:
    if continued := event.after.get("continues"):
        return f"Tiếp tục từ “{continued}”", ""
    return note_as_recorded(event)


def note_copy(event: Event) -> tuple[str, str]:
    return f"{event.after['unit']}, từ ngày {day_in_words(event.after['adopted_on'])}", ""


HISTORY_WORDS = {
    **words_of_moves(REGISTRATION),
    "register": HistoryWords("Lập bản nháp", note_origin),
    "record_replication": HistoryWords("Ghi đơn vị áp dụng", note_copy),
    **build_words(
        {
            "edit": "Sửa hồ sơ",
            "replicate": "Được nhân rộng",
            "copy": "Nhân rộng từ mô hình khác",
            "fail_copy": "Nơi áp dụng không thành công",
            "end_copy": "Nơi áp dụng thôi áp dụng",
        }
    ),
}
