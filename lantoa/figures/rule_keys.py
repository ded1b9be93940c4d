"""The keys of the rulebook that figures read."""

RULE_KEYS = {
    "figures.member_count_months": "Khi nào số đảng viên của một đơn vị bị coi là cũ",
}
