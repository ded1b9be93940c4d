"""Registrations that wait for a person: sent back, handed in, begun; and what one may begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import waiting_for
from lantoa.initiatives.rules import WRITERS, may_register
from lantoa.initiatives.work import find_deciders, find_writers, line_about
from lantoa.kit.extension_points import Beginning
from lantoa.kit.models import Event
from lantoa.kit.work_items import WorkItems, WorkLine
from lantoa.units.models import Person, Unit


def last_change_day() -> Coalesce:
    """The day of the last thing that happened to a registration; the one it bears where nothing is written of it."""
    key = Cast(OuterRef("pk"), CharField())
    events = Event.objects.filter(object_type=Initiative.audit_name, object_id=key).order_by("-sequence")
    return Coalesce(TruncDate(Subquery(events.values("at")[:1])), F("registered_on"))


def find_to_write(user: Person, state: str) -> QuerySet[Initiative]:
    """Registrations in this state that are with this person: at the units at which they write, or handed in by them."""
    if not user.holds(WRITERS):
        return Initiative.objects.none()
    mine = Q(unit_id__in=user.root_ids_as(WRITERS)) | Q(submitted_by=user)
    return Initiative.objects.visible_to(user).filter(mine, state=state)


def find_returned(user: Person, on: date) -> QuerySet[Initiative]:
    return find_to_write(user, State.SENT_BACK).select_related("unit")


def find_handed_in(user: Person, on: date) -> QuerySet[Initiative]:
    return waiting_for(user).select_related("unit")


def find_begun(user: Person, on: date) -> QuerySet[Initiative]:
    return find_to_write(user, State.DRAFT).select_related("unit")


def read_returned(rows: Sequence[Initiative], user: Person) -> list[WorkLine]:
    """With the reason of the return. One query."""
    keys = [str(row.pk) for row in rows]
    events = Event.objects.filter(object_type=Initiative.audit_name, object_id__in=keys, verb="send_back")
    reasons = dict(events.order_by("sequence").values_list("object_id", "reason"))
    return [
        line_about(row, row.get_absolute_url(), note=f"Lý do: {reasons[str(row.pk)]}" if str(row.pk) in reasons else "")
        for row in rows
    ]


def read_handed_in(rows: Sequence[Initiative], user: Person) -> list[WorkLine]:
    return [line_about(row, row.get_absolute_url(), barred=[row.submitted_by_id]) for row in rows]


def read_begun(rows: Sequence[Initiative], user: Person) -> list[WorkLine]:
    return [line_about(row, reverse("initiative_edit", args=[row.pk])) for row in rows]


def _accept_many_url() -> str:
    return f"{reverse('initiatives')}?trang-thai={State.SUBMITTED}"


WORK_ITEMS = (
    WorkItems(
        "can-sua",
        1,
        "Bị trả lại, cần sửa",
        "Sửa rồi nộp lại",
        find_returned,
        read_returned,
        advice="Đọc lý do trả lại, sửa rồi nộp lại.",
        since=last_change_day(),
        find_doers=find_writers,
    ),
    WorkItems(
        "cho-duyet",
        2,
        "Đăng ký chờ duyệt",
        "Duyệt đăng ký",
        find_handed_in,
        read_handed_in,
        advice="Xem hồ sơ, rồi duyệt hoặc trả lại kèm lý do.",
        since=last_change_day(),
        find_doers=find_deciders,
        bulk_label="Duyệt nhiều",
        bulk_url=_accept_many_url,
    ),
    WorkItems(
        "ban-nhap",
        60,
        "Bản nháp chưa nộp",
        "Điền nốt rồi nộp",
        find_begun,
        read_begun,
        advice="Điền nốt các ô còn thiếu rồi nộp đăng ký.",
        is_duty=False,
        since=last_change_day(),
        find_doers=find_writers,
    ),
)


def _register_url(user: Person, unit: Unit) -> str:
    return f"{reverse('initiative_new')}?don-vi={unit.code}" if may_register(user, unit) else ""


BEGINNINGS = (Beginning(10, "Đăng ký mô hình", "plus", _register_url),)
