"""Plain dated facts: recognitions and adopted copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.queries.lineage import families
from lantoa.initiatives.rules import may_record_fact
from lantoa.initiatives.services.spreading import lineage_refusal
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class NewReplication:
    """Another unit adopts the source. `copy`: its own registration there, once it has one."""

    source: Initiative
    unit: Unit
    adopted_on: date
    copy: Initiative | None = None


@transaction.atomic
def record_replication(
    initiative: Initiative, *, unit: Unit, adopted_on: date, by: Person, copy: Initiative | None = None
) -> Replication:
    """Note that another unit adopted the initiative; `copy`: its own registration there.

    Raises `Refused` for the own unit, for a copy of a third unit, for one that is not accepted, and for a day to come.
    """
    may_record_fact(by, initiative).require()
    require_past(adopted_on)
    new = NewReplication(initiative, unit, adopted_on, copy)
    held = initiative.replications.filter(unit=unit, ended_on__isnull=True).exists()
    if fault := _fault_of(new, is_held=held):
        raise Refused(fault)
    return _create_replications([new], by=by)[0]


@transaction.atomic
def load_replications(news: Sequence[NewReplication], *, by: Person | None) -> list[Replication]:
    """Note many adopted copies at once, all or none. `by` None: the installation itself.

    Raises `Refused` with one sentence a fault, for what `record_replication` refuses and for a pair that comes twice.
    """
    held = set(
        Replication.objects.filter(source__in={new.source.pk for new in news}, ended_on__isnull=True).values_list(
            "source_id", "unit_id"
        )
    )
    faults = []
    for new in news:
        pair = (new.source.pk, new.unit.pk)
        refusal = may_record_fact(by, new.source).reason if by else ""
        faults.append(refusal or _fault_of(new, is_held=pair in held))
        held.add(pair)
    faults = list(filter(None, faults))
    if faults:
        raise Refused(faults)
    facts = _create_replications(news, by=by)
    if looped := _find_loops(news):  # only together do they make a ring: none of them alone was refused
        raise Refused([f"“{new.copy.name}” được ghi là nhân rộng từ chính nó, qua các bản khác." for new in looped])
    return facts


def _find_loops(news: Sequence[NewReplication]) -> list[NewReplication]:
    linked = [new for new in news if new.copy is not None]
    below = families(new.copy.pk for new in linked)
    return [new for new in linked if new.source.pk in below[new.copy.pk]]


def _fault_of(new: NewReplication, *, is_held: bool) -> str:
    if new.source.state != State.ACCEPTED:
        return "Chỉ ghi nhân rộng cho mô hình đã được duyệt đăng ký."
    if new.unit == new.source.unit:
        return "Đơn vị áp dụng phải khác đơn vị có mô hình gốc."
    if new.adopted_on < new.source.accepted_on:
        return "Ngày áp dụng phải từ ngày mô hình gốc được duyệt đăng ký trở đi."
    if is_held:
        return f"“{new.unit.name}” đang áp dụng mô hình này."
    if new.copy is not None and new.copy.unit_id != new.unit.pk:
        return f"“{new.copy.name}” không phải của “{new.unit.name}”; hãy chọn mô hình của đơn vị áp dụng."
    return lineage_refusal(new.source, new.unit, new.copy)


def _create_replications(news: Sequence[NewReplication], *, by: Person | None) -> list[Replication]:
    facts = Replication.objects.bulk_create(
        Replication(source=new.source, unit=new.unit, adopted_on=new.adopted_on, copy=new.copy) for new in news
    )
    audit.record_many(
        (
            audit.EventDraft(
                new.source, "record_replication", after={"unit": new.unit.name, "adopted_on": new.adopted_on}
            )
            for new in news
        ),
        by=by,
    )
    return facts
