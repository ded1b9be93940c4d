"""What the watch records, in words."""

from lantoa.kit.history_words import plain

HISTORY_WORDS = plain(
    {
        "record_inspection": "Ghi hướng dẫn, kiểm tra",
        "complete_follow_up": "Báo xong việc sau kiểm tra",
        "run_alerts": "Tính cảnh báo",
    }
)
