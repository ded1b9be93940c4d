"""What is recorded of evidence, in words."""

from __future__ import annotations

from lantoa.kit.history_words import HistoryWords
from lantoa.kit.models import Event


def note_piece(event: Event) -> tuple[str, str]:
    return event.after["caption"], event.after["reference"] or event.after.get("file", "")


def note_caption(event: Event) -> tuple[str, str]:
    return event.after["caption"], ""


def note_rejected(event: Event) -> tuple[str, str]:
    """The line's note is the reason."""
    return "", f"“{event.after['caption']}”"


HISTORY_WORDS = {
    "add_evidence": HistoryWords("Gửi minh chứng", note_piece),
    "accept_evidence": HistoryWords("Chấp nhận minh chứng", note_caption),
    "reject_evidence": HistoryWords("Không chấp nhận minh chứng", note_rejected),
}
