"""What is recorded of units and people, in words."""

from lantoa.kit.history_words import build_words

HISTORY_WORDS = build_words(
    {
        "establish": "Thành lập đơn vị",
        "rename": "Đổi tên đơn vị",
        "move": "Chuyển cấp trên",
        "end_unit": "Kết thúc hoạt động",
        "end_with_unit": "Thôi, vì đơn vị kết thúc hoạt động",
        "hand_over": "Chuyển sang đơn vị khác, vì đơn vị cũ kết thúc hoạt động",
        "hand_over_part": "Chuyển phần việc của đơn vị kết thúc hoạt động",
        "hand_back": "Trả về đơn vị cũ, vì việc kết thúc được hoàn tác",
        "undo": "Hoàn tác thay đổi",
        "link": "Thêm cấp trên theo tuyến khác",
        "unlink": "Thôi cấp trên theo tuyến khác",
        "set_member_count": "Ghi số đảng viên",
        "create_person": "Lập tài khoản",
        "edit_person": "Sửa thông tin người dùng",
        "close_account": "Khóa tài khoản",
        "reopen_account": "Mở lại tài khoản",
        "change_password": "Đổi mật khẩu",
        "reset_password": "Đặt lại mật khẩu",
        "assign_role": "Giao vai trò",
        "end_role": "Thôi vai trò",
    }
)
