"""What is recorded of programmes, handbooks and suggestions, in words."""

from lantoa.kit.history_words import build_words

HISTORY_WORDS = build_words(
    {
        "launch_programme": "Đưa vào chương trình nhân rộng",
        "add_targets": "Thêm đơn vị đích",
        "excuse_target": "Cho một đơn vị không phải áp dụng",
        "unexcuse_target": "Đưa một đơn vị trở lại chương trình",
        "write_handbook": "Viết sổ tay cách làm",
        "edit_handbook": "Sửa sổ tay cách làm",
        "publish_handbook": "Công bố sổ tay",
        "hide_handbook": "Ẩn sổ tay",
        "decline_suggestion": "Không áp dụng mô hình được gợi ý",
        "reconsider_suggestion": "Xem lại mô hình được gợi ý",
    }
)
