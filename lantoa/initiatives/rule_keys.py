"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "registration.required_fields": "Các ô phải có khi nộp đăng ký",
}
