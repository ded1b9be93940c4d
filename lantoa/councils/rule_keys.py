"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "councils.quorum": "Số thành viên phải có mặt để phiên họp có giá trị",
    "councils.minimum_scores": "Số phiếu tối thiểu để so độ chênh giữa các phiếu",
    "councils.reason_required_below": "Điểm thấp phải ghi lý do",
    "councils.council_unit_is_conflict": "Vai trò tại đơn vị lập hội đồng có là xung đột lợi ích",
    "councils.example_criteria": "Bộ tiêu chí để bắt đầu",
}
