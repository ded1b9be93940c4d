"""Services that change the dated tree: rename, move, the undoing of a change; and the members that a unit states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, lock_in_place
from lantoa.units.enums import ChangeKind, Line, PartRole
from lantoa.units.models import ChangePart, MemberCount, ParentEdge, Person, Unit, UnitChange, UnitVersion
from lantoa.units.models.units import version_of
from lantoa.units.queries import children, find_unit, first_day_below, path_to, superiors_on, units_below
from lantoa.units.rules import may_change_tree, may_stand_below
from lantoa.units.scope import in_force
from lantoa.units.services.establishing import faults_of_code, line_of, outlives, taken_code

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class RenamePreview:
    """What a renaming would change: the version of now, and code, name, kind from the day on."""

    unit: Unit
    current: UnitVersion
    code: str
    name: str
    kind: str
    effective_on: date


@dataclass(frozen=True)
class MovePreview:
    """What a move would change: the unit, its units below, and the old and new superior."""

    unit: Unit
    old_parent: Unit | None
    new_parent: Unit
    effective_on: date
    below_count: int


def preview_rename(unit: Unit, *, name: str, by: Person, on: date, code: str = "", kind: str = "") -> RenamePreview:
    """What the renaming would do. Raises `Refused` as `rename` does; changes nothing."""
    may_change_tree(by, unit).require()
    current = unit.versions.get(valid_to=unit.valid_to)
    code, kind = code or current.code, kind or current.kind
    taken = find_unit(code, on)
    if taken and taken != unit:
        raise Refused(taken_code(code, taken, by))
    if faults := faults_of_code(code):
        raise Refused(faults)
    if on <= current.valid_from:
        raise Refused(f"Tên hiện nay dùng từ {current.valid_from:%d/%m/%Y}; ngày đổi tên phải sau ngày đó.")
    if not unit.stands_on(on):
        raise Refused(f"Đơn vị thôi hoạt động từ sau ngày {unit.valid_to:%d/%m/%Y}; không đổi tên sau ngày đó được.")
    if (name, code, kind) == (current.name, current.code, current.kind):
        raise Refused("Tên, mã và loại mới giống hệt hiện nay; không có gì để đổi.")
    if kind != current.kind:
        _refuse_misplaced_kind(unit, kind, on)
    return RenamePreview(unit, current, code, name, kind, on)


@transaction.atomic
def rename(
    unit: Unit,
    *,
    name: str,
    by: Person,
    on: date,
    code: str = "",
    kind: str = "",
    decision_no: str = "",
    note: str = "",
) -> Unit:
    """Give the unit a new name (and code, and kind) from the day `on`; the name until then stays in its period. A name of a
    day to come is worn from that day on (`wear_names_of_today`).

    Raises `Refused` when the day lies before the current name began or after the unit's end, or the code is another unit's.
    """
    lock_in_place(unit)
    preview = preview_rename(unit, name=name, by=by, on=on, code=code, kind=kind)
    current = preview.current
    before = {"name": current.name, "code": current.code, "kind": current.kind}
    after = {"name": name, "code": preview.code, "kind": preview.kind}
    end, current.valid_to = current.valid_to, on - ONE_DAY
    current.save()
    UnitVersion.objects.create(unit=unit, valid_from=on, valid_to=end, **after)
    _wear_name_of_today(unit)
    change = note_change(ChangeKind.RENAME, unit, on, by, decision_no, note)
    audit.record(unit, "rename", by=by, before=before, after=after | {"on": on, "change": change.pk}, reason=note)
    return unit


def preview_move(unit: Unit, *, parent: Unit, by: Person, on: date) -> MovePreview:
    """What the move would do. Raises `Refused` as `move` does; changes nothing."""
    may_change_tree(by, unit).require()
    may_change_tree(by, parent).require()
    edge = unit.edges_up.filter(in_force(on), is_managing=True).select_related("parent").first()
    line = edge.line if edge else line_of(unit)
    refuse_circle(unit, parent, on=on, until=unit.valid_to, lines=("", line))
    if not unit.stands_on(on):
        raise Refused(f"“{unit.name}” không hoạt động vào ngày {on:%d/%m/%Y}; hãy chọn ngày khác.")
    if not parent.stands_on(on):
        raise Refused(f"“{parent.name}” không còn hoạt động vào ngày {on:%d/%m/%Y}; hãy chọn đơn vị khác.")
    if edge and edge.parent_id == parent.pk:
        raise Refused(f"“{unit.name}” đã trực thuộc “{parent.name}”; không có gì để chuyển.")
    if edge and on <= edge.valid_from:
        raise Refused(f"Quan hệ hiện nay có từ {edge.valid_from:%d/%m/%Y}; ngày chuyển phải sau ngày đó.")
    if unit.edges_up.filter(is_managing=True, valid_from__gt=on).exists():
        raise Refused("Đơn vị đã có thay đổi cấp trên sau ngày này; hãy hoàn tác thay đổi đó trước.")
    refuse_taken_line(unit.edges_up.filter(is_managing=False), line, on)
    may_stand_below(unit.kind, parent.kind, unit.name, parent.name).require()
    if edge and path_to(unit, on)[0] != path_to(parent, on)[0]:
        raise Refused(
            f"“{parent.name}” thuộc cây tổ chức của “{path_to(parent, on)[0].name}”; chỉ chuyển cấp trên trong cùng một tỉnh."
        )
    refuse_outliving(parent, edge.valid_to if edge else unit.valid_to)
    return MovePreview(unit, edge.parent if edge else None, parent, on, units_below(unit, on).count())


@transaction.atomic
def move(unit: Unit, *, parent: Unit, by: Person, on: date, decision_no: str = "", note: str = "") -> Unit:
    """Put the unit, with all below it, under another superior from the day `on`. Figures of earlier days do not change."""
    lock_in_place(unit)
    preview = preview_move(unit, parent=parent, by=by, on=on)
    edge = unit.edges_up.select_for_update().filter(in_force(on), is_managing=True).first()
    end = unit.valid_to
    if edge:
        end, edge.valid_to = edge.valid_to, on - ONE_DAY
        edge.save()
    line = edge.line if edge else line_of(unit)
    ParentEdge.objects.create(unit=unit, parent=parent, line=line, is_managing=True, valid_from=on, valid_to=end)
    change = note_change(ChangeKind.MOVE, unit, on, by, decision_no, note)
    before = {"parent": preview.old_parent.name if preview.old_parent else ""}
    audit.record(
        unit, "move", by=by, before=before, after={"parent": parent.name, "on": on, "change": change.pk}, reason=note
    )
    return unit


@transaction.atomic
def undo(change: UnitChange, *, by: Person) -> UnitChange:
    """Take back a rename or a move: the period before it is open again. The change's row stays, marked as undone.

    Raises `Refused` when it is undone already, is of another kind, or a later change stands on it.
    """
    change = lock_for_update(change)
    unit = change.parts.get(role=PartRole.TARGET).unit
    may_change_tree(by, unit).require()
    if change.undone_at:
        raise Refused("Thay đổi này đã được hoàn tác.")
    if unit.change_parts.filter(
        role=PartRole.SOURCE, change__kind=ChangeKind.DISSOLVE, change__undone_at__isnull=True
    ).exists():
        raise Refused("Đơn vị đã kết thúc hoạt động sau thay đổi này; hãy hoàn tác việc kết thúc trước.")
    if change.kind not in (ChangeKind.RENAME, ChangeKind.MOVE):
        raise Refused("Chỉ hoàn tác được đổi tên và chuyển cấp trên.")
    if change.kind == ChangeKind.MOVE:
        for superior in _superiors_around(unit, change):
            may_change_tree(by, superior).require()  # as for the move itself: no way round it
    if change.kind == ChangeKind.RENAME:
        _take_back_name(unit, change)
    else:
        _take_back_superior(unit, change)
    change.undone_at = timezone.now()
    change.save()
    audit.record(unit, "undo", by=by, before={"change": str(change)}, after={"change": "", "undone": change.pk})
    return change


def _refuse_misplaced_kind(unit: Unit, kind: str, on: date) -> None:
    """A unit of the new kind must be able to stand where it stands, with what stands below it."""
    superior = superiors_on([unit.pk], on).get(unit.pk)
    if superior is not None:
        may_stand_below(kind, superior.kind, unit.name, superior.name).require()
    for child in children(unit, on):
        may_stand_below(child.kind, kind, child.name, unit.name).require()


def _superiors_around(unit: Unit, change: UnitChange) -> list[Unit]:
    """The superiors that the unit left and came to by this move."""
    edges = unit.edges_up.filter(is_managing=True).select_related("parent")
    days = (change.effective_on - ONE_DAY, change.effective_on)
    return [edge.parent for day in days for edge in edges.filter(in_force(day))]


@transaction.atomic
def set_member_count(unit: Unit, *, count: int, quality: str, as_of: date, by: Person) -> MemberCount:
    """State the unit's number of members, its subtree included, on a day; a second statement of that day replaces the first."""
    may_change_tree(by, unit).require()
    earlier = MemberCount.objects.select_for_update().filter(unit=unit, as_of=as_of).values("count", "quality").first()
    after = {"count": count, "quality": quality}
    stated, _ = MemberCount.objects.update_or_create(unit=unit, as_of=as_of, defaults=after)
    if earlier != after:
        audit.record(unit, "set_member_count", by=by, before=earlier or {}, after=after | {"as_of": as_of})
    return stated


def _take_back_name(unit: Unit, change: UnitChange) -> None:
    _reopen_earlier(unit.versions.order_by("-valid_from"), change)
    version = unit.versions.order_by("valid_from").last()
    if Unit.objects.filter(code=version.code).exclude(pk=unit.pk).exists():
        raise Refused(f"Mã cũ “{version.code}” nay là mã của đơn vị khác; hãy đổi mã của đơn vị đó trước khi hoàn tác.")
    _wear_name_of_today(unit)


def _wear_name_of_today(unit: Unit) -> None:
    versions = list(unit.versions.order_by("valid_from"))
    unit.wear(version_of(versions, timezone.localdate()), versions)
    unit.save()


@transaction.atomic
def wear_names_of_today() -> int:
    """Let the units wear the names that were recorded for a day to come, once it has come. Returns how many changed."""
    others = Q(name=F("unit__name"), code=F("unit__code"), kind=F("unit__kind"))
    begun = UnitVersion.objects.filter(in_force(timezone.localdate())).exclude(others)
    units = Unit.objects.select_for_update().filter(pk__in=begun.values("unit_id"))
    for unit in units:
        _wear_name_of_today(unit)
    return len(units)


def _take_back_superior(unit: Unit, change: UnitChange) -> None:
    edges = unit.edges_up.filter(is_managing=True).order_by("-valid_from")
    _reopen_earlier(edges, change)
    edge = edges.select_related("parent").first()
    if edge:
        lines = ("", edge.line)
        refuse_circle(unit, edge.parent, on=change.effective_on, until=edge.valid_to, lines=lines)
        refuse_outliving(edge.parent, edge.valid_to)


def _reopen_earlier(rows, change: UnitChange) -> None:
    latest, *earlier = list(rows[:2])
    if latest.valid_from != change.effective_on:
        raise Refused("Đã có thay đổi khác sau thay đổi này; hãy hoàn tác thay đổi sau trước.")
    end = latest.valid_to
    latest.delete()
    if earlier:
        earlier[0].valid_to = end
        earlier[0].save()


def refuse_outliving(parent: Unit, end: date | None) -> None:
    """Nothing stands below a unit that has ended. `end`: the last day on which it would be the superior; None: no last day."""
    if outlives(end, parent.valid_to):
        raise Refused(
            f"“{parent.name}” thôi hoạt động từ sau ngày {parent.valid_to:%d/%m/%Y}, trước khi đơn vị này thôi hoạt động; "
            "hãy chọn cấp trên khác."
        )


def refuse_circle(unit: Unit, parent: Unit, *, on: date, until: date | None, lines: Iterable[str]) -> None:
    """On no day from `on` may the superior stand below the unit, on any of these lines ("" is the managing one): later
    changes may already be recorded."""
    for line in lines:
        day = first_day_below(unit, parent, on, until, line)
        if day is not None:
            where = f" theo {Line(line).label.lower()}" if line else ""
            when = "" if day == on else f" từ ngày {day:%d/%m/%Y}"
            raise Refused(f"“{parent.name}” nằm dưới “{unit.name}”{where}{when}; không thể làm cấp trên của nó.")


def refuse_taken_line(edges: QuerySet[ParentEdge], line: str, on: date) -> None:
    """On no line may a unit have two superiors, today or later."""
    taken = edges.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), line=line).select_related("parent").first()
    if taken is None:
        return
    if taken.is_managing:
        raise Refused(
            f"{Line(line).label} là tuyến quản lý của đơn vị; hãy chọn tuyến khác, hoặc dùng Chuyển cấp trên."
        )
    raise Refused(f"{Line(line).label} đã có cấp trên là “{taken.parent.name}”; hãy kết thúc quan hệ đó trước.")


def note_change(
    kind: str, unit: Unit, on: date, by: Person | None, decision_no: str = "", note: str = ""
) -> UnitChange:
    """The row of the unit's history that says what changed, from which day, on which paper."""
    change = UnitChange.objects.create(kind=kind, effective_on=on, decision_no=decision_no, note=note, made_by=by)
    ChangePart.objects.create(change=change, unit=unit, role=PartRole.TARGET)
    return change
