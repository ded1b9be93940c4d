"""What must be true of evidence. Each check returns one sentence a fault."""

from __future__ import annotations

from django.db.models import F, Q

from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import shows_something
from lantoa.initiatives.checks import _describe_row


def evidence_has_four_eyes() -> list[str]:
    """Nobody accepts or rejects a piece of evidence of their own."""
    own = Evidence.objects.filter(Q(accepted_by=F("added_by")) | Q(rejected_by=F("added_by")))
    return [
        f"{_describe_row(row.initiative)}: minh chứng “{row.caption}” do chính người gửi "
        + ("chấp nhận." if row.accepted_on else "quyết định.")
        for row in own.select_related("initiative").order_by("pk")
    ]


def evidence_photos_are_known_again() -> list[str]:
    """Each photo that shows something has its prints, so that it is found when it is handed in again."""
    rows = Evidence.objects.filter(file__prints__isnull=True).exclude(file__thumbnail="")
    return [
        f"{_describe_row(row.initiative)}: ảnh “{row.file}” của minh chứng “{row.caption}” không có dấu ảnh."
        for row in rows.filter(file__isnull=False).select_related("initiative", "file").order_by("pk")
        if shows_something(row.file)
    ]


CHECKS = (
    evidence_has_four_eyes,
    evidence_photos_are_known_again,
)
