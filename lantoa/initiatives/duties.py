"""What is to be done about an alert, and the page on which it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lantoa.initiatives.enums import AlertKind
from lantoa.initiatives.models import Alert, Milestone


@dataclass(frozen=True)
class Remedy:
    """`label`: what to do, as on a button; `page`: name of the address; `takes_subject`: its key is the alert's subject, not
    the initiative."""

    label: str
    page: str
    takes_subject: bool = False


REMEDIES = {
    AlertKind.NO_PLAN: Remedy("Lập kế hoạch", "initiative_watch"),
    AlertKind.MILESTONE_OVERDUE: Remedy("Báo kết quả mốc", "initiative_watch"),
    AlertKind.NO_GUIDANCE: Remedy("Ghi hướng dẫn, kiểm tra", "initiative_watch"),
    AlertKind.APPRAISAL_OVERDUE: Remedy("Thẩm định", "initiative_watch"),
    AlertKind.NO_EFFECT_DATA: Remedy("Gửi minh chứng", "evidence_new"),
    AlertKind.TARGET_MISSED: Remedy("Xem chỉ tiêu", "initiative_watch"),
    AlertKind.RENEWAL_DUE: Remedy("Kiểm tra lại", "initiative_watch"),
    AlertKind.NOT_SPREAD: Remedy("Ghi đơn vị áp dụng", "replication_new"),
    AlertKind.COMMENDATION_LATE: Remedy("Xem hồ sơ", "initiative"),
}


def remedy_of(alert: Alert) -> Remedy:
    return REMEDIES[AlertKind(alert.kind)]


def remedy_url(alert: Alert) -> str:
    """The page of the task: one click from the notice."""
    remedy = remedy_of(alert)
    return reverse(remedy.page, args=[alert.subject_id if remedy.takes_subject else alert.initiative_id])


def milestone_url(milestone: Milestone) -> str:
    return reverse("initiative_watch", args=[milestone.plan.initiative_id])
