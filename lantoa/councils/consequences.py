"""What becomes of councils and their papers when their unit ends."""

from typing import Any

from django.db.models import Q, QuerySet

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Council, CriteriaSet, DeclaredConflict, Item, Member, Sitting
from lantoa.units.ending import UnitEnd, consequence_of_end, ends, refuses, stays
from lantoa.units.models import Role, Unit


def _lasting_filter(end: UnitEnd) -> Q:
    return Q(valid_from__lte=end.on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=end.on))


def _close(row: Any, end: UnitEnd) -> None:
    row.valid_to = end.on


def _seats_elsewhere(unit: Unit, end: UnitEnd) -> QuerySet[Member]:
    people = Role.objects.filter(_lasting_filter(end), unit=unit).values("person_id")
    return Member.objects.filter(_lasting_filter(end), person__in=people).exclude(council__unit=unit)


def _later(unit: Unit, end: UnitEnd) -> QuerySet[Sitting]:
    is_later = Q(held_on__gt=end.on) | Q(concluded_on__gt=end.on)
    return Sitting.objects.filter(is_later, council__unit=unit, state=SittingState.CONCLUDED)


UNIT_ENDS = consequence_of_end(
    50,
    (
        refuses(
            "phien-hop-mo",
            "phiên họp hội đồng chưa kết thúc",
            lambda unit, end: Sitting.objects.filter(council__unit=unit).exclude(state=SittingState.CONCLUDED),
            "Hãy kết thúc các phiên đó trước.",
        ),
        refuses("phien-hop-sau", "phiên họp hội đồng sau ngày này", _later, "Hãy chọn ngày sau."),
        refuses(
            "hoi-dong-sau",
            "hội đồng lập sau ngày này",
            lambda unit, end: Council.objects.filter(unit=unit, valid_from__gt=end.on),
            "Hãy chọn ngày sau.",
        ),
        refuses(
            "thanh-vien-hoi-dong-sau",
            "thành viên hội đồng tham gia sau ngày này",
            lambda unit, end: Member.objects.filter(council__unit=unit, valid_from__gt=end.on),
            "Hãy chọn ngày sau.",
            page="council",
        ),
        ends(
            "thanh-vien-hoi-dong",
            "thành viên hội đồng của đơn vị",
            lambda unit, end: Member.objects.filter(_lasting_filter(end), council__unit=unit),
            _close,
            becomes="kết thúc cùng ngày",
            page="council",
        ),
        ends(
            "hoi-dong",
            "hội đồng của đơn vị",
            lambda unit, end: Council.objects.filter(_lasting_filter(end), unit=unit),
            _close,
            becomes="hết hiệu lực cùng ngày; biên bản và điểm được giữ",
        ),
        stays(
            "hoi-dong-khac",
            "chỗ của người ở đây trong hội đồng khác",
            _seats_elsewhere,
            becomes="giữ nguyên đến khi hội đồng đó thay người",
            page="council",
        ),
        stays(
            "ho-so-hoi-dong",
            "hồ sơ của đơn vị ở các phiên họp",
            lambda unit, end: Item.objects.filter(unit=unit),
            becomes="hội đồng làm tiếp; hồ sơ giữ tên đơn vị này",
            page="sitting",
        ),
        stays(
            "tieu-chi",
            "bộ tiêu chí đã ban hành",
            lambda unit, end: CriteriaSet.objects.filter(unit=unit),
            becomes="giữ trong lịch sử của đơn vị này",
        ),
        stays(
            "xung-dot",
            "lần tự khai xung đột với đơn vị",
            lambda unit, end: DeclaredConflict.objects.filter(unit=unit),
            becomes="giữ nguyên, vẫn áp dụng cho hồ sơ của đơn vị này",
        ),
    ),
)
