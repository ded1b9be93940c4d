"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "layout.party": "Thể thức văn bản của Đảng",
    "layout.state": "Thể thức văn bản hành chính",
    "signing.by_unit_kind": "Thẩm quyền và chức danh ký",
}
