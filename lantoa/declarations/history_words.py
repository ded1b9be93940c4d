"""What is recorded of declared numbers, in words."""

from lantoa.kit.history_words import build_words

HISTORY_WORDS = build_words(
    {
        "declare": "Kê khai",
    }
)
