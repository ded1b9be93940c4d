"""What is recorded of declared numbers, in words."""

from lantoa.kit.history_words import plain

HISTORY_WORDS = plain(
    {
        "declare": "Kê khai",
    }
)
