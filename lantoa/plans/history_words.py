"""What is recorded of plans and progress reports, in words."""

from lantoa.kit.history_words import build_words
from lantoa.plans.workflow import PROGRESS

HISTORY_WORDS = build_words(
    PROGRESS.history_words
    | {
        "make_plan": "Lập kế hoạch",
        "edit_plan": "Sửa kế hoạch",
        "complete_milestone": "Xong mốc",
        "reopen_milestone": "Mở lại mốc",
        "write_progress": "Soạn báo cáo tiến độ",
        "edit_progress": "Sửa báo cáo tiến độ",
    }
)
