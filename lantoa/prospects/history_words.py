"""What is recorded of prospects, in words."""

from lantoa.kit.history_words import plain

HISTORY_WORDS = plain(
    {
        "note_prospect": "Ghi triển vọng",
        "edit_prospect": "Sửa triển vọng",
        "rate": "Đánh giá triển vọng",
        "take_up": "Chuyển thành đăng ký",
        "drop": "Không theo tiếp",
        "reopen": "Xem lại",
    }
)
