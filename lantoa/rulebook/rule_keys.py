"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "files.max_mb": "Dung lượng của tệp kèm hồ sơ",
    "files.max_video_mb": "Dung lượng của video kèm hồ sơ",
}
