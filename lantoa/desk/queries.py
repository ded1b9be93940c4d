"""What waits for a person: counts and lists over all apps, each row through the one door."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person

WRITERS = {RoleKind.OFFICER, RoleKind.OFFICE}


@dataclass(frozen=True)
class Waiting:
    """One heap of work: what it is, what to do, its rows."""

    key: str
    title: str
    advice: str
    rows: QuerySet[Initiative]


def to_decide(user: Person) -> QuerySet[Initiative]:
    """Registrations that this person may accept or send back: handed in by somebody else, in their scope as decider."""
    kinds = {role.kind for role in user.roles_today}
    handed_in = Initiative.objects.visible_to(user).filter(state=State.SUBMITTED).exclude(submitted_by=user)
    if kinds & {RoleKind.APPROVER, RoleKind.OFFICE}:
        return handed_in
    if RoleKind.OFFICER in kinds:
        # An officer decides for units below the own one, not for the own unit itself.
        return handed_in.exclude(unit_id__in=user.root_ids)
    return handed_in.none()


def to_write(user: Person, state: str) -> QuerySet[Initiative]:
    """Registrations in this state at the person's own units, for those who may write."""
    kinds = {role.kind for role in user.roles_today}
    if not kinds & WRITERS:
        return Initiative.objects.none()
    return Initiative.objects.visible_to(user).filter(Q(unit_id__in=user.root_ids) | Q(submitted_by=user), state=state)


def waiting(user: Person) -> list[Waiting]:
    """The heaps that need this person, in the order in which to take them; empty ones are left out."""
    heaps = [
        Waiting(
            "to_mend", "Bị trả lại, cần sửa", "Đọc lý do trả lại, sửa rồi nộp lại.", to_write(user, State.SENT_BACK)
        ),
        Waiting("to_decide", "Chờ bạn duyệt", "Xem hồ sơ, rồi duyệt hoặc trả lại kèm lý do.", to_decide(user)),
        Waiting(
            "drafts", "Bản nháp chưa nộp", "Điền nốt các ô còn thiếu rồi nộp đăng ký.", to_write(user, State.DRAFT)
        ),
    ]
    return [heap for heap in heaps if heap.rows.exists()]


def waiting_count(user: Person) -> int:
    return to_write(user, State.SENT_BACK).count() + to_decide(user).count()
