"""Directives: issued under a number and a day, resting on a document above, with the scan of the signed paper."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.file_models import StoredFile
from lantoa.kit.ruling import Refused
from lantoa.kit.services import lock_by_key, lock_for_update
from lantoa.kit.text import clean, clean_lines, label_key
from lantoa.movement.models import Directive
from lantoa.movement.rules import may_steer
from lantoa.units.models import Person, Unit
from lantoa.units.tree import Tree


@transaction.atomic
def issue_directive(
    *,
    unit: Unit,
    kind: str,
    number: str,
    dated_on: date,
    title: str,
    by: Person,
    summary: str = "",
    based_on: Directive | None = None,
    valid_to: date | None = None,
    scan: StoredFile | None = None,
) -> Directive:
    """Record a directive that the unit issued. `based_on`: an earlier one of its own or of a unit above it."""
    unit = lock_for_update(unit)  # two who record one paper at once wait for each other
    may_steer(by, unit).require()
    directive = Directive(
        unit=unit,
        kind=kind,
        number=clean(number),
        dated_on=dated_on,
        title=clean(title),
        summary=clean_lines(summary),
        based_on=based_on,
        valid_to=valid_to,
        scan=scan,
    )
    if faults := _faults(directive):
        raise Refused(faults)
    directive.save()
    audit.record(
        directive,
        "issue_directive",
        by=by,
        after={"number": directive.number, "dated_on": dated_on, "title": directive.title, "unit": unit.name}
        | ({"based_on": str(based_on)} if based_on else {})
        | ({"file": scan.name} if scan else {}),
    )
    return directive


@transaction.atomic
def correct_directive(
    directive: Directive,
    *,
    kind: str,
    number: str,
    dated_on: date,
    title: str,
    by: Person,
    summary: str = "",
    valid_to: date | None = None,
) -> Directive:
    """Put right what was recorded wrongly, or say on which day the directive ceased. What it rests on stays.

    Raises `Refused` where the paper would then be dated after its own tasks, or after what rests on it.
    """
    unit = lock_by_key(Unit, directive.unit_id)
    directive = lock_for_update(directive, "unit", "based_on")
    may_steer(by, unit).require()
    wanted = {
        "kind": kind,
        "number": clean(number),
        "dated_on": dated_on,
        "title": clean(title),
        "summary": clean_lines(summary),
        "valid_to": valid_to,
    }
    before, after = audit.changes({name: getattr(directive, name) for name in wanted}, wanted)
    if not after:
        raise Refused("Chưa có gì thay đổi.")
    for name, value in wanted.items():
        setattr(directive, name, value)
    if faults := _faults(directive) + _later_faults(directive):
        raise Refused(faults)
    directive.save()
    audit.record(directive, "correct_directive", by=by, before=before, after=after)
    return directive


@transaction.atomic
def attach_scan(directive: Directive, *, scan: StoredFile, by: Person) -> Directive:
    """Put the scan of the signed paper with the directive; a later scan takes the place of an earlier one."""
    directive = lock_for_update(directive, "unit", "scan")
    may_steer(by, directive.unit).require()
    before, directive.scan = directive.scan, scan
    directive.save()
    audit.record(
        directive,
        "attach_scan",
        by=by,
        before={"file": before.name if before else ""},
        after={"file": scan.name, "sha256": scan.sha256},
    )
    return directive


def _faults(directive: Directive) -> list[str]:
    faults = []
    if not (directive.number and directive.title):
        faults.append("Hãy ghi số, ký hiệu và trích yếu của văn bản.")
    if directive.dated_on > timezone.localdate():
        faults.append("Ngày ban hành không thể ở tương lai.")
    if directive.valid_to and directive.valid_to < directive.dated_on:
        faults.append("Ngày hết hiệu lực phải từ ngày ban hành trở đi.")
    same_day = Directive.objects.filter(unit=directive.unit, dated_on=directive.dated_on).exclude(pk=directive.pk)
    if any(label_key(other.number) == label_key(directive.number) for other in same_day):
        faults.append(
            f"“{directive.unit.name}” đã có văn bản số {directive.number} ngày {directive.dated_on:%d/%m/%Y}."
        )
    return faults + _basis_faults(directive)


def _later_faults(directive: Directive) -> list[str]:
    """What came of it lies on or after its day."""
    faults = []
    if task := directive.tasks.filter(assigned_on__lt=directive.dated_on).order_by("assigned_on").first():
        faults.append(
            f"Nhiệm vụ của văn bản này đã được giao ngày {task.assigned_on:%d/%m/%Y}, trước ngày ban hành vừa ghi."
        )
    if heir := directive.follow_ups.filter(dated_on__lt=directive.dated_on).first():
        faults.append(f"{heir} căn cứ vào văn bản này mà ban hành ngày {heir.dated_on:%d/%m/%Y}, trước ngày vừa ghi.")
    return faults


def _basis_faults(directive: Directive) -> list[str]:
    based_on = directive.based_on
    if based_on is None:
        return []
    if based_on.dated_on > directive.dated_on:
        return [f"{based_on} ban hành ngày {based_on.dated_on:%d/%m/%Y}, sau văn bản này, nên không thể là căn cứ."]
    above = Unit.objects.filter(pk__in=Tree(directive.dated_on).above(directive.unit_id))
    now_above = Unit.objects.filter(pk__in=Tree(timezone.localdate()).above(directive.unit_id))
    if not (above | now_above).filter(pk=based_on.unit_id).exists():
        return [f"Văn bản căn cứ phải do “{directive.unit.name}” hoặc cấp trên ban hành."]
    return []
