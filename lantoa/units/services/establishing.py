"""Services that establish units, one by one and many at once; and what is wrong with units to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.kit import audit
from lantoa.kit.numbers import Quality
from lantoa.kit.ruling import Refused
from lantoa.units.enums import ChangeKind, Line, PartRole
from lantoa.units.models import ChangePart, MemberCount, ParentEdge, Person, Place, Unit, UnitChange, UnitVersion
from lantoa.units.rules import may_add_root, may_change_tree, may_stand_below


@dataclass(frozen=True)
class NewUnit:
    """One unit to establish. `parent_code` may name a unit of the same load. `members`: its stated number, subtree included."""

    code: str
    name: str
    kind: str
    valid_from: date
    parent_code: str = ""
    valid_to: date | None = None
    members: int | None = None
    members_quality: str = Quality.EXACT.value
    place: Place | None = None


@transaction.atomic
def establish(new: NewUnit, *, by: Person, decision_no: str = "") -> Unit:
    """Establish one unit. Raises `Refused` when the code is taken, the superior unknown or out of scope."""
    return load_units([new], by=by, decision_no=decision_no)[0]


@transaction.atomic
def load_units(news: Sequence[NewUnit], *, by: Person, decision_no: str = "", is_demo: bool = False) -> list[Unit]:
    """Establish many units at once, parents in any order among them; all or none.

    Raises `Refused` with one sentence a fault. Records one change and one audit event a unit.
    """
    known = {
        unit.code: unit for unit in Unit.objects.filter(code__in={n.parent_code for n in news} | {n.code for n in news})
    }
    faults = _faults_of_load(news, known, by)
    if faults:
        raise Refused(faults)
    units = [_build_unit(new, is_demo) for new in news]
    Unit.objects.bulk_create(units)
    by_code = known | {unit.code: unit for unit in units}
    UnitVersion.objects.bulk_create(
        UnitVersion(unit=u, code=u.code, name=u.name, kind=u.kind, valid_from=u.valid_from, valid_to=u.valid_to)
        for u in units
    )
    ParentEdge.objects.bulk_create(
        ParentEdge(
            unit=by_code[n.code],
            parent=by_code[n.parent_code],
            line=line_of(by_code[n.code]),
            valid_from=n.valid_from,
            valid_to=n.valid_to,
        )
        for n in news
        if n.parent_code
    )
    MemberCount.objects.bulk_create(
        MemberCount(unit=by_code[n.code], as_of=n.valid_from, count=n.members, quality=n.members_quality)
        for n in news
        if n.members is not None
    )
    _record_establishment(units, by=by, decision_no=decision_no)
    return units


def line_of(unit: Unit) -> str:
    """The line on which the unit is managed."""
    return Line.PARTY if unit.is_party else Line.GOVERNMENT


def _build_unit(new: NewUnit, is_demo: bool) -> Unit:
    unit = Unit(valid_from=new.valid_from, valid_to=new.valid_to, place=new.place, is_demo=is_demo)
    unit.wear(UnitVersion(code=new.code, name=new.name, kind=new.kind))
    return unit


def _record_establishment(units: list[Unit], *, by: Person | None, decision_no: str) -> None:
    changes = UnitChange.objects.bulk_create(
        UnitChange(kind=ChangeKind.ESTABLISH, effective_on=unit.valid_from, decision_no=decision_no, made_by=by)
        for unit in units
    )
    ChangePart.objects.bulk_create(
        ChangePart(change=change, unit=unit, role=PartRole.TARGET) for change, unit in zip(changes, units, strict=True)
    )
    audit.record_many(
        (
            audit.EventDraft(
                unit,
                "establish",
                after={"code": unit.code, "name": unit.name, "kind": unit.kind, "valid_from": unit.valid_from},
            )
            for unit in units
        ),
        by=by,
    )


def _faults_of_load(news: Sequence[NewUnit], known: dict[str, Unit], by: Person | None) -> list[str]:
    coming = {new.code: new for new in news}
    faults = [f"Mã “{code}” có ở {times} dòng; mỗi đơn vị một mã." for code, times in _find_repeated(news)]
    faults += _faults_of_other_times(coming, known, by)
    for new in news:
        faults += faults_of_code(new.code)
        if new.code in known:
            faults.append(taken_code(new.code, known[new.code], by))
        if new.valid_to and new.valid_to < new.valid_from:
            faults.append(f"Đơn vị “{new.code}”: ngày hết hiệu lực phải từ ngày bắt đầu trở đi.")
        faults += _faults_of_superior(new, known.get(new.parent_code) or coming.get(new.parent_code))
        ruling = _may_load(new, known, by)
        if ruling:
            faults.append(ruling)
    faults += [f"Đơn vị “{code}” trực thuộc vòng tròn: cấp trên của nó lại nằm dưới nó." for code in _circles(coming)]
    return faults


def faults_of_code(code: str) -> list[str]:
    """What is wrong with a unit's code as such. It stands in addresses between two slashes."""
    if not code or code != code.strip():
        return ["Mã đơn vị không được để trống và không bắt đầu hay kết thúc bằng dấu cách."]
    if "/" in code or code in {".", ".."}:
        return [f"Mã “{code}” không dùng được dấu “/”; hãy thay bằng dấu “-”."]
    return []


def _find_repeated(news: Sequence[NewUnit]) -> list[tuple[str, int]]:
    return [(code, times) for code, times in Counter(new.code for new in news).items() if times > 1]


def taken_code(code: str, holder: Unit, by: Person | None) -> str:
    """That the code is another unit's, which is named only to those who may see it."""
    if by is None or Unit.objects.visible_to(by).filter(pk=holder.pk).exists():
        return f"Mã “{code}” đang là mã của “{holder.name}”; hãy chọn mã khác."
    return f"Mã “{code}” đã có đơn vị khác dùng; hãy chọn mã khác."


def _faults_of_other_times(coming: dict[str, NewUnit], known: dict[str, Unit], by: Person | None) -> list[str]:
    """A code that another unit bore or will bear within the new unit's time would name two units on one day."""
    borne = UnitVersion.objects.filter(code__in=set(coming) - set(known)).select_related("unit")
    clashes = [
        old
        for old in borne
        if (old.valid_to or date.max) >= coming[old.code].valid_from
        and old.valid_from <= (coming[old.code].valid_to or date.max)
    ]
    seen = {old.unit_id for old in clashes}
    if by is not None and clashes:
        seen = set(Unit.objects.visible_to(by).filter(pk__in=seen).values_list("pk", flat=True))
    return [_time_of_code(old, old.name if old.unit_id in seen else "") for old in clashes]


def _time_of_code(old: UnitVersion, name: str) -> str:
    holder = f"“{name}”" if name else "đơn vị khác"
    if old.valid_to is None:
        return f"Mã “{old.code}” là mã của {holder} từ {old.valid_from:%d/%m/%Y}; hãy chọn mã khác."
    return f"Mã “{old.code}” là mã của {holder} đến {old.valid_to:%d/%m/%Y}; hãy chọn mã khác hoặc ngày bắt đầu sau đó."


def _faults_of_superior(new: NewUnit, superior: Unit | NewUnit | None) -> list[str]:
    if not new.parent_code:
        return []
    if new.parent_code == new.code:
        return [f"Đơn vị “{new.code}” không thể trực thuộc chính nó."]
    if superior is None:
        return [f"Chưa có đơn vị cấp trên mã “{new.parent_code}”; hãy thêm đơn vị đó trước hoặc trong cùng tệp."]
    if new.valid_from < superior.valid_from or (superior.valid_to and new.valid_from > superior.valid_to):
        return [f"Đơn vị “{new.code}”: ngày bắt đầu phải nằm trong thời gian hoạt động của cấp trên “{superior.name}”."]
    if ruling := _find_misplacement(new, superior):
        return [ruling]
    if outlives(new.valid_to, superior.valid_to):
        return [
            f"Cấp trên “{superior.name}” thôi hoạt động từ sau ngày {superior.valid_to:%d/%m/%Y}; đơn vị “{new.code}” phải "
            "có ngày hết hiệu lực không muộn hơn ngày đó."
        ]
    return []


def _find_misplacement(new: NewUnit, superior: Unit | NewUnit) -> str:
    return may_stand_below(new.kind, superior.kind, new.name, superior.name).reason


def outlives(end: date | None, other: date | None) -> bool:
    """Whether what ends on the first day (None: never) goes on after the second."""
    return (end or date.max) > (other or date.max)


def _may_load(new: NewUnit, known: dict[str, Unit], by: Person | None) -> str:
    if by is None:
        return ""
    if not new.parent_code:
        return may_add_root(by).reason
    parent = known.get(new.parent_code)
    return may_change_tree(by, parent).reason if parent else ""


def _circles(coming: dict[str, NewUnit]) -> list[str]:
    found = []
    for code in coming:
        seen, step = set(), code
        while step in coming and step not in seen:
            seen.add(step)
            step = coming[step].parent_code
        if step == code:
            found.append(code)
    return found
