"""A unit ends: what that will do, the doing of it in one transaction, and its undoing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.audit_names import models_by_audit_name
from lantoa.kit.days import require_past
from lantoa.kit.extension_points import Effect, consequences_of
from lantoa.kit.models import Event
from lantoa.kit.numbers import format_date
from lantoa.kit.ruling import Refused
from lantoa.units.ending import MOVE, UnitEnd, set_and_note, values_of
from lantoa.units.enums import ChangeKind, PartRole
from lantoa.units.models import ChangedRow, ChangePart, ParentEdge, Person, Succession, Unit, UnitChange
from lantoa.units.queries import first_day_below, path_to
from lantoa.units.rules import may_change_tree, may_end_unit, may_manage_people, may_stand_below
from lantoa.units.scope import in_force
from lantoa.units.services.establishing import outlives


@dataclass(frozen=True)
class EndPreview:
    """What the end of the unit would do. `refusals`: why it may not happen as asked; empty when it may."""

    unit: Unit
    end: UnitEnd
    effects: tuple[Effect, ...]

    @property
    def refusals(self) -> list[str]:
        return [f"{effect.count} {effect.words}: {effect.refusal}" for effect in self.effects if effect.refusal]


def preview_end(
    unit: Unit,
    *,
    on: date,
    by: Person | None,
    successor: Unit | None = None,
    moves_roles: bool = False,
    reason: str = "",
) -> EndPreview:
    """What would become of all that stands at the unit if `on` were its last day; changes nothing.

    Raises `Refused` when the day, the successor or the person is wrong; what stands at the unit and does not let it end is
    told by the effects. `by` None is the installation itself.
    """
    if by is not None:
        may_end_unit(by, unit).require()
    end = UnitEnd(on, successor, _last_superior(unit, on), reason, moves_roles)
    _refuse_day(unit, on)
    if successor is None and moves_roles:
        raise Refused("Hãy chọn đơn vị kế thừa để chuyển vai trò sang đó.")
    if successor is not None:
        _refuse_successor(unit, end, by)
    effects = (effect for item in consequences_of(MOVE) for effect in item.preview(unit, end))
    return EndPreview(unit, end, tuple(effects))


@transaction.atomic
def end_unit(
    unit: Unit,
    *,
    on: date,
    by: Person | None,
    successor: Unit | None = None,
    decision_no: str = "",
    reason: str = "",
    moves_roles: bool = False,
) -> UnitChange:
    """Let `on` be the unit's last day, with all that follows in every app. Returns the recorded change.

    Raises `Refused` with one sentence a fault; then nothing has changed.
    """
    _lock_units(unit, successor)
    preview = preview_end(unit, on=on, by=by, successor=successor, moves_roles=moves_roles, reason=reason)
    if preview.refusals:
        raise Refused(preview.refusals)
    change = _write_change(unit, preview.end, decision_no=decision_no, by=by)
    end = replace(preview.end, change=change)
    for consequence in consequences_of(MOVE):
        consequence.apply(unit, end, by=by)
    _close_unit(unit, end)
    after = {"valid_to": on, "successor": successor.name if successor else "", "change": change.pk}
    audit.record(unit, "end_unit", by=by, before={"valid_to": None}, after=after, reason=reason)
    return change


@transaction.atomic
def undo_end(change: UnitChange, *, by: Person) -> UnitChange:
    """Take the end of a unit back: it stands again, and every row that the end touched is as it was. The change's row stays.

    Raises `Refused` when it is undone already or somebody has gone on with one of these rows since.
    """
    change = UnitChange.objects.select_for_update().get(pk=change.pk)
    unit = change.parts.get(role=PartRole.SOURCE).unit
    successor = next((part.unit for part in change.parts.filter(role=PartRole.TARGET).select_related("unit")), None)
    may_end_unit(by, unit).require()
    if successor is not None:
        may_change_tree(by, successor).require()
    if change.undone_at:
        raise Refused("Thay đổi này đã được hoàn tác.")
    _lock_units(unit, successor)
    _refuse_ended_superior(unit)
    change.successions.all().delete()
    for kept in change.rows.order_by("-pk"):
        _restore(kept, by)
    change.undone_at = timezone.now()
    change.save()
    unit.refresh_from_db()
    audit.record(unit, "undo", by=by, before={"change": str(change)}, after={"change": "", "undone": change.pk})
    return change


# --- what may not be ---


def _last_superior(unit: Unit, on: date) -> Unit | None:
    edge = unit.edges_up.filter(in_force(on), is_managing=True).select_related("parent").first()
    return edge.parent if edge else None


def _refuse_day(unit: Unit, on: date) -> None:
    require_past(on, "Ngày hoạt động cuối cùng")
    if on < unit.valid_from:
        raise Refused(f"Đơn vị hoạt động từ {format_date(unit.valid_from)}; ngày cuối cùng phải từ ngày đó trở đi.")
    if unit.valid_to is not None and unit.valid_to <= on:
        raise Refused(f"Đơn vị đã thôi hoạt động từ sau ngày {format_date(unit.valid_to)}.")


def _refuse_successor(unit: Unit, end: UnitEnd, by: Person | None) -> None:
    successor = end.successor
    if by is not None:
        may_change_tree(by, successor).require()
    if by is not None and end.moves_roles:
        may_manage_people(by, successor).require()
    if successor.pk == unit.pk:
        raise Refused("Đơn vị không thể kế thừa chính nó; hãy chọn đơn vị khác.")
    for day in (end.next_day, timezone.localdate()):
        if not successor.stands_on(day):
            raise Refused(f"“{successor.name}” không hoạt động vào ngày {format_date(day)}; hãy chọn đơn vị khác.")
    if first_day_below(unit, successor, end.on, None):
        raise Refused(f"“{successor.name}” nằm dưới “{unit.name}”; hãy chuyển đơn vị đó lên cấp trên trước.")
    if path_to(unit, end.on)[0] != path_to(successor, end.next_day)[0]:
        raise Refused(f"“{successor.name}” thuộc cây tổ chức khác; hãy chọn đơn vị kế thừa cùng cây với “{unit.name}”.")
    faults = [_fault_of_moving(edge, successor) for edge in units_to_move(unit, end.on)]
    if any(faults):
        raise Refused(list(filter(None, faults)))


def units_to_move(unit: Unit, on: date) -> models.QuerySet[ParentEdge]:
    """Managing edges of the units directly below that go on after the day."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return unit.edges_down.filter(lasting, is_managing=True, valid_from__lte=on).select_related("unit", "parent")


def _fault_of_moving(edge: ParentEdge, successor: Unit) -> str:
    if outlives(edge.valid_to, successor.valid_to):
        return f"“{successor.name}” thôi hoạt động trước “{edge.unit.name}”; hãy chọn đơn vị kế thừa khác."
    return may_stand_below(edge.unit.kind, successor.kind, edge.unit.name, successor.name).reason


def _refuse_ended_superior(unit: Unit) -> None:
    """A unit comes back only under a superior that stands."""
    edge = unit.edges_up.filter(is_managing=True).select_related("parent").order_by("-valid_from").first()
    if edge is not None and edge.parent.valid_to is not None:
        raise Refused(
            f"Cấp trên “{edge.parent.name}” đã thôi hoạt động từ sau ngày {format_date(edge.parent.valid_to)}; "
            "hãy hoàn tác việc đó trước."
        )


# --- writing ---


def _lock_units(*units: Unit | None) -> None:
    """Lock the rows in the order of their keys, so that two changes of the same units wait for each other."""
    by_key = {unit.pk: unit for unit in units if unit is not None}
    list(Unit.objects.select_for_update().filter(pk__in=by_key).order_by("pk").values_list("pk"))
    for unit in by_key.values():
        unit.refresh_from_db()


def _write_change(unit: Unit, end: UnitEnd, *, decision_no: str, by: Person | None) -> UnitChange:
    change = UnitChange.objects.create(
        kind=ChangeKind.DISSOLVE, effective_on=end.next_day, decision_no=decision_no, note=end.reason, made_by=by
    )
    parts = [ChangePart(change=change, unit=unit, role=PartRole.SOURCE)]
    if end.successor is not None:
        parts.append(ChangePart(change=change, unit=end.successor, role=PartRole.TARGET))
        parts += [
            ChangePart(change=change, unit=edge.unit, role=PartRole.ALONG) for edge in units_to_move(unit, end.on)
        ]
        Succession.objects.create(unit=unit, successor=end.successor, valid_from=end.next_day, change=change)
    ChangePart.objects.bulk_create(parts)
    return change


def _close_unit(unit: Unit, end: UnitEnd) -> None:
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=end.on)
    rows: Iterable[models.Model] = (
        *unit.versions.filter(lasting),
        *unit.edges_up.filter(lasting),
        *unit.edges_down.filter(lasting, is_managing=False),
    )
    for row in rows:
        set_and_note(row, end.change, valid_to=end.on)
    set_and_note(unit, end.change, valid_to=end.on)


# --- taking back ---


def _restore(kept: ChangedRow, by: Person) -> None:
    model = _models()[kept.kind]
    row = model._default_manager.select_for_update(of=("self",)).filter(pk=kept.object_id).first()
    if row is None:
        raise Refused(
            f"{model._meta.verbose_name} số {kept.object_id} không còn; không hoàn tác được nữa.".capitalize()
        )
    if _has_gone_on(kept, row):
        raise Refused(
            f"“{row}” ({model._meta.verbose_name}) đã có thay đổi sau khi đơn vị kết thúc hoạt động; không hoàn tác được nữa."
        )
    if kept.before is None:
        row.delete()
        return
    for name, value in kept.before.items():
        setattr(row, name, row._meta.get_field(name).to_python(value))
    if "revision" in kept.before:
        row.revision = kept.after["revision"] + 1  # a form that was opened since is stale
    row.save()
    if kept.event_sequence is not None:
        audit.record(row, "hand_back", by=by)


def _has_gone_on(kept: ChangedRow, row: models.Model) -> bool:
    """Whether the fields are no longer as the end left them, or an event tells of the row since."""
    now = values_of(row)
    fields = {name: row._meta.get_field(name).to_python(value) for name, value in kept.after.items()}
    if any(now[name] != value for name, value in fields.items()):
        return True
    if kept.event_sequence is None:
        return False
    return Event.objects.about(row).filter(sequence__gt=kept.event_sequence).exists()


def _models() -> dict[str, type[models.Model]]:
    """Each model by the name under which its touched rows are kept: those that are recorded, and link tables."""
    links = {
        through._meta.label_lower: through
        for model in models_by_audit_name().values()
        for through in (field.remote_field.through for field in model._meta.many_to_many)
    }
    return models_by_audit_name() | links
