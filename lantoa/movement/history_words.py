"""What is recorded of campaigns, committees, directives and tasks, in words."""

from lantoa.kit.history_words import build_words, for_record, words_of_moves
from lantoa.movement.models import Task
from lantoa.movement.workflow import TASK

HISTORY_WORDS = {
    **for_record(Task.audit_name, words_of_moves(TASK)),
    **build_words(
        {
            "assign_tasks": "Giao nhiệm vụ",
            "pass_on": "Giao tiếp từ cấp trên",
            "issue_directive": "Đã ghi văn bản",
            "correct_directive": "Đã sửa",
            "attach_scan": "Đã gắn bản quét",
            "establish_committee": "Thành lập ban chỉ đạo",
            "reshuffle": "Kiện toàn ban chỉ đạo",
            "note_left_office": "Ghi thành viên thôi chức vụ",
            "end_committee": "Cho ban chỉ đạo thôi hoạt động",
            "add_sector": "Thêm lĩnh vực",
            "launch_campaign": "Mở đợt thi đua",
            "add_theme": "Thêm chủ đề",
        }
    ),
}
