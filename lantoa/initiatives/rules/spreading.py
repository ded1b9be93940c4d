"""Who may take up, describe and give up copies, and run a programme."""

from __future__ import annotations

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.rules.registering import may_decide_for, may_register
from lantoa.kit.ruling import YES, Ruling, first_refusal, no
from lantoa.units.models import Person, Unit


def may_take_up(person: Person, source: Initiative, *, has_units: bool) -> Ruling:
    """Before a unit is chosen. `has_units`: whether the person writes for any unit but the source's."""
    if source.state != State.ACCEPTED:
        return no("Chỉ nhân rộng mô hình đã được duyệt đăng ký và chưa rút.")
    if has_units:
        return YES
    return no("Chỉ cán bộ phụ trách hoặc văn phòng của đơn vị khác được áp dụng mô hình này.")


def may_replicate(person: Person, source: Initiative, unit: Unit) -> Ruling:
    """Officers and offices of the adopting unit or above it, for a source that stands elsewhere."""
    return first_refusal(
        lambda: may_register(person, unit),
        lambda: YES if source.state == State.ACCEPTED else no("Chỉ nhân rộng mô hình đã được duyệt đăng ký."),
        lambda: YES if source.unit_id != unit.pk else no("Đơn vị áp dụng phải khác đơn vị có mô hình gốc."),
    )


def may_end_copy(person: Person, replication: Replication) -> Ruling:
    """The adopting unit's officers, and who may decide for it or for the source."""
    if replication.ended_on is not None:
        return no("Nơi áp dụng này đã thôi.")
    if (
        may_register(person, replication.unit)
        or may_decide_for(person, replication.unit)
        or may_decide_for(person, replication.source.unit)
    ):
        return YES
    return no(f"Chỉ cán bộ phụ trách của “{replication.unit.name}” hoặc người duyệt được ghi thôi áp dụng.")
