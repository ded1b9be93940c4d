"""What is recorded of councils, sittings and scores, in words."""

from lantoa.councils.models import Appraisal, Sitting
from lantoa.councils.workflow import APPRAISAL, SITTING
from lantoa.kit.history_words import build_words, for_record, words_of_moves

HISTORY_WORDS = {
    **for_record(Appraisal.audit_name, words_of_moves(APPRAISAL)),
    **for_record(Sitting.audit_name, words_of_moves(SITTING)),
    **build_words(
        {
            "create_council": "đã lập hội đồng",
            "add_member": "đã thêm thành viên",
            "end_member": "đã cho thôi thành viên",
            "declare_conflict": "đã khai xung đột lợi ích",
            "make_criteria_set": "đã lập bộ tiêu chí",
            "new_version": "đã lập bản mới của bộ tiêu chí",
            "plan_sitting": "đã lập phiên họp",
            "change_sitting": "đã sửa phiên họp",
            "put_on_agenda": "đã đưa hồ sơ vào chương trình",
            "take_off_agenda": "đã đưa hồ sơ ra khỏi chương trình",
            "assign": "đã phân công",
            "unassign": "đã thu lại phân công",
            "record_attendance": "đã điểm danh",
            "set_verdict": "đã ghi kết quả",
            "attach_minutes": "đã đính kèm biên bản đã ký",
        }
    ),
}
