"""What the desk records, in words."""

from lantoa.kit.history_words import build_words

HISTORY_WORDS = build_words(
    {
        "import": "Nhập từ Excel",
    }
)
