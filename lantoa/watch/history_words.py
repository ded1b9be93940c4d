"""What the watch records, in words."""

from lantoa.kit.history_words import build_words

HISTORY_WORDS = build_words(
    {
        "record_inspection": "Ghi hướng dẫn, kiểm tra",
        "complete_follow_up": "Báo xong việc sau kiểm tra",
        "run_alerts": "Tính cảnh báo",
    }
)
