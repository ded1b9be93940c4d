"""Spreading programmes: launch one, choose its targets, excuse a target and take the excuse back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.kit import audit
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.spreading.models import Programme, ProgrammeTarget
from lantoa.spreading.rules.programmes import may_launch, may_run
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree

GIVEN = ("unit", "name", "source", "document", "lead", "coordinating", "launched_on", "due_on")
NAMED = 3


@transaction.atomic
def launch(*, values: Mapping[str, Any], by: Person) -> Programme:
    """Start a programme. `values`: fields of GIVEN. Its targets are chosen afterwards, with `add_targets`.

    Raises `Refused` with one sentence a fault.
    """
    may_launch(by, values["unit"]).require()
    source = lock_for_update(values["source"])
    programme = Programme(**{name: values[name] for name in GIVEN if name in values} | {"source": source})
    faults = []
    if not programme.name.strip() or not programme.lead.strip():
        faults.append("Hãy ghi tên chương trình và cơ quan chủ trì.")
    if source.state != State.ACCEPTED:
        faults.append("Chỉ nhân rộng mô hình đã được duyệt đăng ký.")
    if programme.due_on < programme.launched_on:
        faults.append("Thời hạn phải từ ngày phát động trở đi.")
    if faults:
        raise Refused(faults)
    programme.save()
    note = f"“{programme.name}”, hạn {programme.due_on:%d/%m/%Y}"
    audit.record(programme, "launch_programme", by=by, after={"note": note, "source": source.name})
    audit.record(source, "launch_programme", by=by, after={"note": note})
    return programme


@transaction.atomic
def add_targets(programme: Programme, units: Iterable[Unit], *, by: Person) -> list[ProgrammeTarget]:
    """Make the units targets; those that are already stay as they are. Answers the new ones.

    Raises `Refused`, nothing added, for a unit that does not stand below the launching unit today or has ended.
    """
    programme = _lock_to_run(programme, by)
    today = timezone.localdate()
    below = Unit.objects.standing(today).filter(pk__in=Tree(today).below([programme.unit_id]))
    allowed = set(below.exclude(pk=programme.unit_id).values_list("pk", flat=True))
    units = list({unit.pk: unit for unit in units}.values())
    strange = [unit.name for unit in units if unit.pk not in allowed]
    if strange:
        names = ", ".join(f"“{name}”" for name in strange[:NAMED]) + (" …" if len(strange) > NAMED else "")
        raise Refused(
            f"Đơn vị đích phải đang hoạt động và trực thuộc “{programme.unit.name}”; không nhận được {names}."
        )
    held = set(programme.targets.values_list("unit_id", flat=True))
    new = [ProgrammeTarget(programme=programme, unit=unit) for unit in units if unit.pk not in held]
    if not new:
        raise Refused("Không có đơn vị nào mới: các đơn vị này đã ở trong chương trình.")
    targets = ProgrammeTarget.objects.bulk_create(new)
    audit.record(programme, "add_targets", by=by, after={"note": f"Thêm {format_number(len(new))} đơn vị đích"})
    return targets


@transaction.atomic
def excuse(target: ProgrammeTarget, *, reason: str, by: Person, on: date | None = None) -> ProgrammeTarget:
    """The target need not have it, for a reason that stays on the page."""
    programme = _lock_to_run(target.programme, by)
    target = ProgrammeTarget.objects.select_related("unit").get(pk=target.pk)
    if target.excused_on is not None:
        raise Refused("Đơn vị này đã được miễn.")
    reason = require_reason(reason, "Hãy ghi lý do miễn để các đơn vị khác cùng biết.")
    day = on or timezone.localdate()
    if day < programme.launched_on or day > timezone.localdate():
        raise Refused("Ngày cho miễn phải từ ngày phát động đến hôm nay.")
    target.excused_on, target.excuse = day, reason
    target.save()
    audit.record(programme, "excuse_target", by=by, after={"note": target.unit.name}, reason=target.excuse)
    return target


@transaction.atomic
def take_excuse_back(target: ProgrammeTarget, *, by: Person) -> ProgrammeTarget:
    """The target is to have it after all."""
    programme = _lock_to_run(target.programme, by)
    target = ProgrammeTarget.objects.select_related("unit").get(pk=target.pk)
    if target.excused_on is None:
        raise Refused("Đơn vị này không được miễn.")
    target.excused_on, target.excuse = None, ""
    target.save()
    audit.record(programme, "unexcuse_target", by=by, after={"note": target.unit.name})
    return target


def _lock_to_run(programme: Programme, by: Person) -> Programme:
    programme = lock_for_update(programme, "unit")
    may_run(by, programme).require()
    return programme
