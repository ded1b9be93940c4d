"""Who may launch and run a spreading programme, write and publish a handbook page, and say no to a suggestion."""

from __future__ import annotations

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.rules.registering import may_decide_for, may_register
from lantoa.kit.ruling import YES, Ruling, no
from lantoa.spreading.models import Handbook, Programme
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit
from lantoa.units.rules import kinds_at

LAUNCHERS = {RoleKind.OFFICE, RoleKind.OFFICER, RoleKind.APPROVER}


def may_launch(person: Person, unit: Unit) -> Ruling:
    """Officers, approvers and offices of the unit or above it."""
    if LAUNCHERS & kinds_at(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách, người duyệt hoặc văn phòng của “{unit.name}” được lập chương trình nhân rộng.")


def may_run(person: Person, programme: Programme) -> Ruling:
    """Add and excuse targets: who may launch at its unit."""
    if may_launch(person, programme.unit):
        return YES
    return no(f"Chỉ người phụ trách của đơn vị phát động “{programme.unit.name}” được sửa chương trình này.")


def may_write_handbook(person: Person, initiative: Initiative) -> Ruling:
    """The source unit's writers and deciders; once published, only those who decide. `is_proven` is asked by the service."""
    if initiative.state != State.ACCEPTED:
        return no("Chỉ viết sổ tay cho mô hình đang được đăng ký.")
    held = Handbook.objects.filter(initiative=initiative, published_on__isnull=False).exists()
    if may_decide_for(person, initiative.unit):
        return YES
    if held:
        return no("Sổ tay đã công bố; chỉ người duyệt hoặc cấp trên được sửa.")
    if may_register(person, initiative.unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{initiative.unit.name}” hoặc người duyệt được viết sổ tay.")


def may_publish_handbook(person: Person, initiative: Initiative) -> Ruling:
    if may_decide_for(person, initiative.unit):
        return YES
    return no("Chỉ người duyệt, hoặc cán bộ phụ trách của cấp trên, được công bố hay ẩn sổ tay.")


def may_decline(person: Person, unit: Unit) -> Ruling:
    """Who registers for the unit answers its suggestions."""
    if may_register(person, unit):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{unit.name}” hoặc của cấp trên được trả lời gợi ý.")
