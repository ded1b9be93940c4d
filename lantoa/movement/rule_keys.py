"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "tasks.due_soon_days": "Lọc nhiệm vụ sắp đến hạn",
    "committees.expected_unit_kinds": "Đơn vị nào phải có ban chỉ đạo",
}
