"""What must be true of recognitions and candidacies. Each check returns one sentence a fault."""

from __future__ import annotations

from django.db.models import F, Q

from lantoa.councils.enums import Verdict
from lantoa.initiatives.checks import _describe_row
from lantoa.initiatives.enums import State
from lantoa.recognition.enums import CandidacyState
from lantoa.recognition.models import Candidacy, Recognition


def recognitions_follow_acceptance() -> list[str]:
    """Only an accepted registration is recognised, and not before its acceptance."""
    wrong = Q(initiative__accepted_on__isnull=True) | Q(recognised_on__lt=F("initiative__accepted_on"))
    return [
        f"{_describe_row(row.initiative)}: được công nhận ngày {row.recognised_on:%d/%m/%Y} khi chưa được duyệt đăng ký."
        for row in Recognition.objects.filter(wrong).select_related("initiative").order_by("pk")
    ]


def recognitions_open_with_their_decision() -> list[str]:
    """Each recognition has a window from its own day on, and none opened before it or after it ended."""
    faults = []
    for row in Recognition.objects.select_related("initiative").prefetch_related("renewals").order_by("pk"):
        days = sorted(check.renewed_on for check in row.renewals.all())
        if not days or days[0] != row.recognised_on:
            faults.append(f"{_describe_row(row.initiative)}: {str(row).lower()} không có hiệu lực từ ngày quyết định.")
        elif row.ended_on and days[-1] > row.ended_on:
            faults.append(f"{_describe_row(row.initiative)}: {str(row).lower()} được kiểm tra lại sau khi đã thôi.")
    return faults


def kept_windows_are_the_last() -> list[str]:
    """The days of its last window that a recognition keeps are those of its last renewal."""
    faults = []
    for row in Recognition.objects.select_related("initiative").prefetch_related("renewals").order_by("pk"):
        last = max(row.renewals.all(), key=lambda check: (check.renewed_on, check.pk), default=None)
        days = (last.renewed_on, last.due_on, last.lapses_on) if last else (None, None, None)
        if (row.window_on, row.window_due_on, row.window_lapses_on) != days:
            faults.append(
                f"{_describe_row(row.initiative)}: {str(row).lower()} ghi hạn khác với lần kiểm tra lại sau cùng."
            )
    return faults


def decisions_answer_candidacies() -> list[str]:
    """A candidacy that was recognised has its recognition, of the same tier and day; no other has one."""
    faults = []
    for row in Candidacy.objects.select_related("initiative", "recognition").order_by("pk"):
        given = getattr(row, "recognition", None)
        if (row.state == CandidacyState.RECOGNISED) != (given is not None):
            faults.append(f"{_describe_row(row.initiative)}: {str(row).lower()} và công nhận không khớp nhau.")
        elif given and (given.tier, given.recognised_on) != (row.tier, row.decided_on):
            faults.append(f"{_describe_row(row.initiative)}: công nhận khác cấp hoặc ngày với đề nghị.")
    return faults


def councils_verdicts_are_followed() -> list[str]:
    """What a concluded council did not recommend was not recognised, and the other way round."""
    decided = Candidacy.objects.filter(
        state__in=[CandidacyState.RECOGNISED, CandidacyState.DECLINED],
        item__sitting__concluded_on__isnull=False,
        initiative__state=State.ACCEPTED,
    ).exclude(item__taken_off_on__isnull=False)
    return [
        f"{_describe_row(row.initiative)}: quyết định khác kết luận của hội đồng."
        for row in decided.select_related("initiative", "item").order_by("pk")
        if (row.state == CandidacyState.RECOGNISED) == (row.item.verdict == Verdict.NOT_RECOMMENDED)
    ]


CHECKS = (
    recognitions_follow_acceptance,
    recognitions_open_with_their_decision,
    kept_windows_are_the_last,
    decisions_answer_candidacies,
    councils_verdicts_are_followed,
)
