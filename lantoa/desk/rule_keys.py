"""Keys of the rulebook that this app reads, and what each is for."""

RULE_KEYS = {
    "files.keep_upload_days": "Xóa tệp gửi lên mà chưa gắn vào hồ sơ",
    "import.keep_days": "Xóa tệp nhập chưa ghi xong",
    "import.max_file_mb": "Dung lượng của tệp nhập",
    "import.max_rows": "Số dòng của tệp nhập",
}
