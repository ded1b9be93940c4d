"""Who guides and checks an initiative, and who answers for what a visit asked."""

from __future__ import annotations

from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import DECIDERS_ABOVE, DECIDERS_AT, may_register
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.units.models import Person, Unit
from lantoa.units.rules import kinds_at
from lantoa.units.tree import tree_of_rights
from lantoa.watch.models import FollowUp

INSPECTORS = DECIDERS_AT | DECIDERS_ABOVE


def may_record_inspection(person: Person, initiative: Initiative, by_unit: Unit | None = None) -> Ruling:
    """Officers, approvers and offices of a superior: a unit does not inspect itself. `by_unit`: whose visit it was, one of
    the superiors."""
    return first_refusal(
        lambda: _is_watched(initiative),
        lambda: _is_superior(person, initiative.unit),
        lambda: _inspects(by_unit, initiative.unit),
    )


def may_complete_follow_up(person: Person, follow_up: FollowUp) -> Ruling:
    """Who writes for the initiative's unit; once."""
    if follow_up.done_on is not None:
        return no(f"Việc này đã được báo xong ngày {follow_up.done_on:%d/%m/%Y}.")
    unit = follow_up.inspection.initiative.unit
    if may_register(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{unit.name}” hoặc của cấp trên được báo kết quả việc này.")


def _is_watched(initiative: Initiative) -> Ruling:
    if initiative.ended_on is not None:
        return no("Mô hình đã thôi nên không ghi thêm lần hướng dẫn, kiểm tra.")
    if initiative.accepted_on is not None:
        return YES
    return no("Chỉ ghi hướng dẫn, kiểm tra cho mô hình đã được duyệt đăng ký.")


def _is_superior(person: Person, unit: Unit) -> Ruling:
    if INSPECTORS & kinds_at(person, unit, strictly_above=True):
        return YES
    return no(f"Chỉ cán bộ phụ trách, người duyệt của cấp trên “{unit.name}” được ghi; đơn vị không tự kiểm tra mình.")


def _inspects(by_unit: Unit | None, unit: Unit) -> Ruling:
    if by_unit is None:
        return YES
    if by_unit.pk == unit.pk:
        return no("Đơn vị không tự hướng dẫn, kiểm tra mình; hãy chọn cấp trên.")
    above = Unit.objects.filter(pk__in=tree_of_rights(timezone.localdate()).above(unit.pk))
    if above.filter(pk=by_unit.pk).exists():
        return YES
    return no(f"“{by_unit.name}” không phải là cấp trên của “{unit.name}”.")
