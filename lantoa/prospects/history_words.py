"""What is recorded of prospects, in words."""

from lantoa.kit.history_words import build_words
from lantoa.prospects.workflow import SCOUTING

HISTORY_WORDS = build_words(
    SCOUTING.history_words
    | {
        "note_prospect": "Ghi triển vọng",
        "edit_prospect": "Sửa triển vọng",
    }
)
