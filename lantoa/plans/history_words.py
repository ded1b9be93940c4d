"""What is recorded of plans and progress reports, in words."""

from lantoa.kit.history_words import plain

HISTORY_WORDS = plain(
    {
        "make_plan": "Lập kế hoạch",
        "edit_plan": "Sửa kế hoạch",
        "complete_milestone": "Xong mốc",
        "reopen_milestone": "Mở lại mốc",
        "write_progress": "Soạn báo cáo tiến độ",
        "edit_progress": "Sửa báo cáo tiến độ",
        "submit_progress": "Nộp báo cáo tiến độ",
        "accept_progress": "Nhận báo cáo tiến độ",
        "send_back_progress": "Trả lại báo cáo tiến độ",
    }
)
