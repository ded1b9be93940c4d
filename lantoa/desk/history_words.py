"""What the desk records, in words."""

from lantoa.kit.history_words import plain

HISTORY_WORDS = plain(
    {
        "import": "Nhập từ Excel",
    }
)
