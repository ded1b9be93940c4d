"""What becomes of tasks, directives and committees when their unit ends."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.movement.models import (
    Campaign,
    CommitteeDecision,
    CommitteeMember,
    Directive,
    Sector,
    SteeringCommittee,
    Task,
)
from lantoa.movement.workflow import TASK
from lantoa.units.ending import Fate, UnitEnd, UnitPart, consequence_of_end, ends, moves, refuses, stays
from lantoa.units.models import Role, Unit

LATER = "Hãy chọn ngày sau."
IN_HISTORY = "giữ trong lịch sử của đơn vị này"
COORDINATING = Task.coordinating.through


def _twins(end: UnitEnd) -> QuerySet[Task]:
    """The heir's own task of the same words from the same directive, for the task of the outer query."""
    same = {"directive": OuterRef("directive"), "content_key": OuterRef("content_key")}
    return Task.objects.standing().filter(unit=end.heir, **same)


def _find_open(unit: Unit) -> QuerySet[Task]:
    return Task.objects.open().filter(unit=unit)


def _find_doubled(unit: Unit, end: UnitEnd) -> QuerySet[Task]:
    return _find_open(unit).filter(Exists(_twins(end))) if end.heir else Task.objects.none()


def _find_moving(unit: Unit, end: UnitEnd) -> QuerySet[Task]:
    return _find_open(unit).exclude(pk__in=_find_doubled(unit, end).values("pk"))


def _passed_on(unit: Unit, end: UnitEnd) -> QuerySet[Task]:
    """Tasks that were passed on from one that the heir has too."""
    return Task.objects.filter(parent__in=_find_doubled(unit, end)).exclude(unit=end.heir)


def _hang_below_twin(task: Task, end: UnitEnd) -> None:
    parent = task.parent
    task.parent = Task.objects.standing().get(
        unit=end.heir, directive=parent.directive_id, content_key=parent.content_key
    )


def _withdraw(task: Task, end: UnitEnd) -> None:
    TASK.apply(task, "withdraw_task")
    task.withdrawn_on = max(end.on, task.assigned_on)


def _find_coordinated(unit: Unit, end: UnitEnd) -> QuerySet:
    """Places as a coordinating unit in open tasks, where the heir is not in the task already."""
    rows = COORDINATING.objects.filter(unit=unit, task__in=Task.objects.open())
    return rows.exclude(task__in=Task.objects.filter(Q(coordinating=end.heir) | Q(unit=end.heir)))


def _lasting_filter(end: UnitEnd) -> Q:
    return Q(valid_from__lte=end.on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=end.on))


def _close(row: Any, end: UnitEnd) -> None:
    row.valid_to = end.on


def _places_elsewhere(unit: Unit, end: UnitEnd) -> QuerySet[CommitteeMember]:
    people = Role.objects.filter(_lasting_filter(end), unit=unit).values("person_id")
    return CommitteeMember.objects.filter(_lasting_filter(end), person__in=people).exclude(committee__unit=unit)


TASKS = (
    UnitPart(
        "nhiem-vu-giao-tiep",
        "nhiệm vụ đã giao tiếp từ nhiệm vụ trùng",
        _passed_on,
        Fate.MOVES,
        lambda end: f"tính là giao tiếp từ nhiệm vụ của {end.heir.name}",
        _hang_below_twin,
    ),
    ends(
        "nhiem-vu-trung",
        "nhiệm vụ mà đơn vị nhận đã có",
        _find_doubled,
        _withdraw,
        becomes="thu hồi, vì đơn vị nhận có nhiệm vụ cùng nội dung của cùng văn bản",
    ),
    moves("nhiem-vu", "nhiệm vụ đang mở", _find_moving),
    moves("nhiem-vu-phoi-hop", "nhiệm vụ đơn vị phối hợp", _find_coordinated, page="task"),
    refuses(
        "nhiem-vu-xong-sau",
        "nhiệm vụ hoàn thành sau ngày này",
        lambda unit, end: Task.objects.filter(unit=unit, done_on__gt=end.on),
        LATER,
    ),
    stays(
        "nhiem-vu-cu",
        "nhiệm vụ đã xong hoặc đã thu hồi",
        lambda unit, end: (
            Task.objects.filter(unit=unit).exclude(pk__in=Task.objects.open()).exclude(done_on__gt=end.on)
        ),
        becomes=IN_HISTORY,
    ),
)
STEERING = (
    ends(
        "thanh-vien-ban-chi-dao",
        "thành viên ban chỉ đạo của đơn vị",
        lambda unit, end: CommitteeMember.objects.filter(_lasting_filter(end), committee__unit=unit),
        _close,
        becomes="kết thúc cùng ngày",
        page="committee",
    ),
    ends(
        "ban-chi-dao",
        "ban chỉ đạo của đơn vị",
        lambda unit, end: SteeringCommittee.objects.filter(_lasting_filter(end), unit=unit),
        _close,
        becomes="kết thúc cùng ngày",
    ),
    refuses(
        "ban-chi-dao-sau",
        "quyết định về ban chỉ đạo sau ngày này",
        lambda unit, end: CommitteeDecision.objects.filter(committee__unit=unit, decided_on__gt=end.on),
        LATER,
        page="committee",
    ),
    stays(
        "ban-chi-dao-khac",
        "chỗ của người ở đây trong ban chỉ đạo khác",
        _places_elsewhere,
        becomes="giữ nguyên; trang Còn thiếu nêu người hết vai trò để thay",
        page="committee",
    ),
)
DOCUMENTS = (
    refuses(
        "van-ban-sau",
        "văn bản ban hành sau ngày này",
        lambda unit, end: Directive.objects.filter(unit=unit, dated_on__gt=end.on),
        LATER,
    ),
    stays(
        "van-ban", "văn bản đã ban hành", lambda unit, end: Directive.objects.filter(unit=unit, dated_on__lte=end.on)
    ),
    refuses(
        "dot-sau",
        "đợt thi đua bắt đầu sau ngày này",
        lambda unit, end: Campaign.objects.filter(unit=unit, valid_from__gt=end.on),
        LATER,
    ),
    stays(
        "dot",
        "đợt thi đua đã phát động",
        lambda unit, end: Campaign.objects.filter(unit=unit, valid_from__lte=end.on),
        becomes=IN_HISTORY,
    ),
    refuses(
        "linh-vuc-sau",
        "lĩnh vực có hiệu lực sau ngày này",
        lambda unit, end: Sector.objects.filter(unit=unit, valid_from__gt=end.on),
        LATER,
    ),
    stays(
        "linh-vuc",
        "lĩnh vực riêng",
        lambda unit, end: Sector.objects.filter(unit=unit, valid_from__lte=end.on),
        becomes=IN_HISTORY,
    ),
)
UNIT_ENDS = consequence_of_end(40, (*TASKS, *STEERING, *DOCUMENTS))
