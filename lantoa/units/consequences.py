"""What becomes of a unit's own rows when it ends: the units below it, the roles, its later dates."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lantoa.units.ending import Fate, UnitEnd, UnitPart, consequence_of_end, refuses, stays
from lantoa.units.models import ParentEdge, Role, Unit
from lantoa.units.services.ending import units_to_move


def _lasting_filter(end: UnitEnd) -> Q:
    return Q(valid_to__isnull=True) | Q(valid_to__gt=end.on)


def _close(row: Any, end: UnitEnd) -> None:
    row.valid_to = end.on


def _move_edge(edge: ParentEdge, end: UnitEnd, before: dict) -> ParentEdge:
    return ParentEdge(
        unit=edge.unit,
        parent=end.successor,
        line=edge.line,
        is_managing=True,
        valid_from=end.next_day,
        valid_to=before["valid_to"],
    )


def _move_role(role: Role, end: UnitEnd, before: dict) -> Role | None:
    """The same role at the successor, unless the person has it there already."""
    if not end.moves_roles or not role.person.is_active:
        return None
    own = Role.objects.filter(_lasting_filter(end), person=role.person, unit=end.successor, kind=role.kind)
    if own.exists():
        return None
    return Role(
        person=role.person,
        unit=end.successor,
        kind=role.kind,
        valid_from=end.next_day,
        valid_to=before["valid_to"],
    )


def _units_below(unit: Unit, end: UnitEnd) -> QuerySet[ParentEdge]:
    return units_to_move(unit, end.on) if end.successor else ParentEdge.objects.none()


def _units_left(unit: Unit, end: UnitEnd) -> QuerySet[ParentEdge]:
    return ParentEdge.objects.none() if end.successor else units_to_move(unit, end.on)


def _roles(unit: Unit, end: UnitEnd) -> QuerySet[Role]:
    return unit.roles.filter(_lasting_filter(end), valid_from__lte=end.on).select_related("person", "unit")


def _describe_roles(end: UnitEnd) -> str:
    last = f"kết thúc sau ngày {end.on:%d/%m/%Y}, tài khoản vẫn dùng được"
    return f"{last}; giữ nguyên vai trò tại {end.successor.name}" if end.moves_roles and end.successor else last


PARTS = (
    UnitPart(
        "don-vi-chuyen",
        "đơn vị trực thuộc",
        _units_below,
        Fate.ENDS,
        lambda end: f"chuyển sang trực thuộc {end.successor.name}",
        _close,
        _move_edge,
        page="unit",
    ),
    refuses(
        "don-vi-con-lai",
        "đơn vị trực thuộc đang hoạt động",
        _units_left,
        "Hãy chọn đơn vị kế thừa để chuyển sang đó, hoặc chuyển cấp trên cho các đơn vị này trước.",
        page="unit",
    ),
    UnitPart(
        "vai-tro",
        "vai trò của người dùng tại đơn vị",
        _roles,
        Fate.ENDS,
        _describe_roles,
        _close,
        _move_role,
        page="person",
    ),
    refuses(
        "vai-tro-sau",
        "vai trò bắt đầu sau ngày này",
        lambda unit, end: unit.roles.filter(valid_from__gt=end.on),
        "Hãy kết thúc các vai trò đó trước, hoặc chọn ngày sau.",
        page="person",
    ),
    refuses(
        "cap-tren-sau",
        "quan hệ trực thuộc bắt đầu sau ngày này",
        lambda unit, end: ParentEdge.objects.filter(Q(unit=unit) | Q(parent=unit), valid_from__gt=end.on),
        "Hãy hoàn tác các thay đổi đó trước, hoặc chọn ngày sau.",
        page="unit",
    ),
    refuses(
        "ten-sau",
        "tên dùng từ sau ngày này",
        lambda unit, end: unit.versions.filter(valid_from__gt=end.on),
        "Hãy hoàn tác lần đổi tên đó trước, hoặc chọn ngày sau.",
        page="unit",
    ),
    refuses(
        "dang-vien-sau",
        "số đảng viên ghi tại ngày sau đó",
        lambda unit, end: unit.member_counts.filter(as_of__gt=end.on),
        "Đơn vị đã báo số sau ngày này; hãy chọn ngày sau.",
        page="unit",
    ),
    stays(
        "cap-tren-khac",
        "quan hệ theo tuyến khác",
        lambda unit, end: ParentEdge.objects.filter(
            _lasting_filter(end), Q(unit=unit) | Q(parent=unit), is_managing=False, valid_from__lte=end.on
        ),
        becomes="kết thúc cùng ngày, giữ trong lịch sử",
        page="unit",
    ),
    stays(
        "dang-vien",
        "lần ghi số đảng viên",
        lambda unit, end: unit.member_counts.filter(as_of__lte=end.on),
        becomes="giữ trong lịch sử của đơn vị này",
        page="unit",
    ),
)
UNIT_ENDS = consequence_of_end(0, PARTS)
