"""What is to be done about an alert, and the page on which it is done."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from lantoa.initiatives.rules import WRITERS
from lantoa.plans.models import Milestone
from lantoa.units.models import Person
from lantoa.watch.enums import AlertKind
from lantoa.watch.models import Alert


@dataclass(frozen=True)
class Remedy:
    """`label`: what to do, as on a button; `page`: name of the address at which who writes for a unit does it; `takes_subject`:
    its key is the alert's subject, not the initiative; `seen_at`: where everybody else sees how it stands, "" for `page`."""

    label: str
    page: str
    takes_subject: bool = False
    seen_at: str = ""


REMEDIES = {
    AlertKind.NO_PLAN: Remedy("Lập kế hoạch", "initiative_plan_edit", seen_at="initiative_plan"),
    AlertKind.MILESTONE_OVERDUE: Remedy("Báo kết quả mốc", "milestone", takes_subject=True, seen_at="initiative_plan"),
    AlertKind.FOLLOW_UP_OVERDUE: Remedy(
        "Báo kết quả", "follow_up_done", takes_subject=True, seen_at="initiative_watch"
    ),
    AlertKind.NO_GUIDANCE: Remedy("Hướng dẫn, kiểm tra", "initiative_watch"),
    AlertKind.APPRAISAL_OVERDUE: Remedy("Thẩm định", "initiative_recognition"),
    AlertKind.NO_EFFECT_DATA: Remedy("Báo cáo kết quả", "progress_new", seen_at="initiative_plan"),
    AlertKind.TARGET_MISSED: Remedy("Xem chỉ tiêu", "initiative_plan"),
    AlertKind.RENEWAL_DUE: Remedy("Kiểm tra lại", "initiative_recognition"),
    AlertKind.NOT_SPREAD: Remedy("Nhân rộng", "initiative_spread"),
    AlertKind.COMMENDATION_LATE: Remedy("Xem hồ sơ", "initiative"),
}


def remedy_of(alert: Alert) -> Remedy:
    return REMEDIES[AlertKind(alert.kind)]


def remedy_url(alert: Alert, person: Person) -> str:
    """The page of the task for this person: one click from the notice."""
    remedy = remedy_of(alert)
    if remedy.seen_at and not person.holds(WRITERS):
        return reverse(remedy.seen_at, args=[alert.initiative_id])
    return reverse(remedy.page, args=[alert.subject_id if remedy.takes_subject else alert.initiative_id])


def milestone_url(milestone: Milestone, person: Person) -> str:
    if person.holds(WRITERS) or milestone.owner_person_id == person.pk:
        return reverse("milestone", args=[milestone.pk])
    return reverse("initiative_plan", args=[milestone.plan.initiative_id])
