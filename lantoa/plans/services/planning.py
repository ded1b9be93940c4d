"""The plan of an initiative: made and changed as a whole, its milestones done one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit import audit
from lantoa.kit.days import require_past
from lantoa.kit.event_people import refer_to
from lantoa.kit.numbers import format_date, format_number
from lantoa.kit.ruling import Refused, Stale
from lantoa.kit.services import lock_for_update, require_reason
from lantoa.kit.text import label_key
from lantoa.plans.enums import Direction
from lantoa.plans.models import Milestone, Plan, PlanIndicator
from lantoa.plans.queries import changed_in_plan_since
from lantoa.plans.rules import may_complete_milestone, may_plan, may_reopen_milestone
from lantoa.units.models import Person

PLANNED = ("starts_on", "ends_on", "charter", "lead_unit", "lead", "coordinating_note")
STALE = "Người khác đã lưu kế hoạch này sau khi bạn mở; hãy xem chỗ khác nhau rồi lưu lại."


@dataclass(frozen=True)
class NewMilestone:
    """A milestone as wished. `key`: the row that it changes, None for a new one; `owner_person`: the owner's account."""

    name: str
    owner: str
    due_on: date
    owner_person: Person | None = None
    key: int | None = None


@dataclass(frozen=True)
class NewIndicator:
    """An indicator as wished. `key`: the row that it changes, None for a new one."""

    name: str
    measure: str
    target: Decimal
    baseline: Decimal | None = None
    direction: str = Direction.UP
    source: str = ""
    key: int | None = None


@transaction.atomic
def make_plan(
    initiative: Initiative,
    *,
    values: Mapping[str, Any],
    milestones: Sequence[NewMilestone],
    indicators: Sequence[NewIndicator],
    by: Person,
    revision: int | None = None,
    on: date | None = None,
) -> Plan:
    """Make the plan, or change it to exactly this. `values`: fields of PLANNED and `coordinating` (units).

    Rows that are not named again are dropped. `revision`: the plan's when it was opened, 0 when there was none, None not to
    compare. Raises `Refused` with one sentence a fault, `Stale` naming what somebody else changed to something else
    (fields of PLANNED, "coordinating", "milestones", "indicators").
    """
    initiative = lock_for_update(initiative, "unit")
    may_plan(by, initiative).require()
    plan = Plan.objects.select_related("lead_unit").filter(initiative=initiative).first()
    before, rows_before = (plan_words(plan), _milestone_rows(plan)) if plan else ({}, [])
    wished = wished_words(values, milestones, indicators)
    if plan is not None and revision is not None:
        others = changed_in_plan_since(plan, revision, by)
        if lost := [name for name in others if name in wished and wished[name] != before.get(name)]:
            raise Stale(STALE, lost)
    kept = _ExistingRows(plan)
    faults = [*_plan_faults(values, milestones, indicators), *kept.faults(milestones, indicators)]
    faults += _owner_faults(initiative, milestones)
    if faults:
        raise Refused(faults)
    if plan is not None and not audit.changes(before, wished)[1]:
        return plan
    is_new = plan is None
    plan = plan or Plan(initiative=initiative, made_on=on or timezone.localdate(), revision=0)
    _write(plan, values, milestones, indicators, kept)
    old, new = audit.changes(before, plan_words(plan))
    if "milestones" in new:
        old["milestones"] = _recorded_milestones(rows_before)
        new["milestones"] = _recorded_milestones(_milestone_rows(plan))
    note = f"{len(milestones)} mốc, {len(indicators)} chỉ tiêu"
    audit.record(initiative, "make_plan" if is_new else "edit_plan", by=by, before=old, after=new | {"note": note})
    return plan


@transaction.atomic
def complete_milestone(milestone: Milestone, *, note: str, by: Person, on: date | None = None) -> Milestone:
    """The milestone is reached on the day `on` (today), with what came of it. Raises `Refused` for a day to come."""
    milestone = lock_for_update(milestone, "plan__initiative__unit")
    may_complete_milestone(by, milestone).require()
    day = require_past(on, "Ngày xong")
    if not note.strip():
        raise Refused("Hãy ghi kết quả của mốc để người xem biết đã làm được gì.")
    milestone.done_on, milestone.done_note, milestone.done_by = day, note.strip(), by
    milestone.save()
    told = {
        "milestone": milestone.name,
        "done_on": milestone.done_on,
        "note": f"{milestone.name}: {milestone.done_note}",
    }
    audit.record(milestone.plan.initiative, "complete_milestone", by=by, after=told)
    return milestone


@transaction.atomic
def reopen_milestone(milestone: Milestone, *, reason: str, by: Person) -> Milestone:
    """The milestone is not reached after all."""
    milestone = lock_for_update(milestone, "plan__initiative__unit")
    may_reopen_milestone(by, milestone).require()
    reason = require_reason(reason, "Hãy ghi lý do mở lại mốc.")
    before = {"milestone": milestone.name, "done_on": milestone.done_on, "done_note": milestone.done_note}
    milestone.done_on, milestone.done_note, milestone.done_by = None, "", None
    milestone.save()
    told = {"milestone": milestone.name}
    reason = f"{milestone.name}: {reason}"
    audit.record(milestone.plan.initiative, "reopen_milestone", by=by, before=before, after=told, reason=reason)
    return milestone


def plan_words(plan: Plan) -> dict[str, Any]:
    """The plan as plain values people can read: names for records, one line a milestone and an indicator."""
    values = {name: getattr(plan, name) for name in PLANNED} | {"coordinating": plan.coordinating.all()}
    return wished_words(
        values,
        _milestone_rows(plan),
        [
            NewIndicator(row.name, row.measure, row.target, row.baseline, row.direction, row.source)
            for row in plan.indicators.all()
        ],
    )


def _milestone_rows(plan: Plan) -> list[NewMilestone]:
    rows = plan.milestones.select_related("owner_person")
    return [NewMilestone(row.name, row.owner, row.due_on, row.owner_person) for row in rows]


def _recorded_milestones(rows: Iterable[NewMilestone]) -> list[dict[str, Any]]:
    """As the audit chain keeps them: an owner who has an account by key, another in the words of the plan."""
    return [
        {
            "name": row.name,
            "due_on": row.due_on,
            "owner": refer_to(row.owner_person) if row.owner_person else row.owner,
        }
        for row in sorted(rows, key=lambda row: (row.due_on, row.name))
    ]


def wished_words(
    values: Mapping[str, Any], milestones: Sequence[NewMilestone], indicators: Sequence[NewIndicator]
) -> dict[str, Any]:
    """What is wished of a plan, worded as `plan_words` words what it has: to be compared field by field."""
    plain = {name: values[name] for name in PLANNED if name in values}
    if "lead_unit" in plain:
        plain["lead_unit"] = str(plain["lead_unit"] or "")
    if "coordinating" in values:
        plain["coordinating"] = ", ".join(sorted(unit.name for unit in values["coordinating"]))
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in plain.items()}
    by_due = sorted(milestones, key=lambda row: (row.due_on, row.name))
    plain["milestones"] = [_milestone_line(row) for row in by_due]
    plain["indicators"] = [_indicator_line(row) for row in sorted(indicators, key=lambda row: row.name)]
    return plain


def _milestone_line(row: NewMilestone) -> str:
    account = f" (tài khoản {row.owner_person})" if row.owner_person else ""
    return f"{row.name} – {row.owner}{account}, hạn {format_date(row.due_on)}"


def _indicator_line(row: NewIndicator) -> str:
    start = "chưa rõ" if row.baseline is None else format_number(row.baseline)
    source = f"; nguồn: {row.source}" if row.source else ""
    way = Direction(row.direction).label.lower()
    return f"{row.name}: từ {start} đến {format_number(row.target)} {row.measure}, {way}{source}"


def _plan_faults(
    values: Mapping[str, Any], milestones: Sequence[NewMilestone], indicators: Sequence[NewIndicator]
) -> list[str]:
    starts_on, ends_on = values["starts_on"], values["ends_on"]
    faults = []
    if ends_on < starts_on:
        faults.append(f"Kế hoạch kết thúc ({format_date(ends_on)}) trước khi bắt đầu ({format_date(starts_on)}).")
    if values.get("lead_unit") and values["lead_unit"] in values.get("coordinating", ()):
        faults.append(f"“{values['lead_unit'].name}” không thể vừa chủ trì vừa phối hợp.")
    for row in milestones:
        faults += _milestone_faults(row, starts_on, ends_on)
    seen: set[str] = set()
    for row in indicators:
        faults += _indicator_faults(row)
        if label_key(row.name) in seen:
            faults.append(f"Chỉ tiêu “{row.name}” ghi hai lần; mỗi chỉ tiêu một dòng.")
        seen.add(label_key(row.name))
    return faults


def _milestone_faults(row: NewMilestone, starts_on: date, ends_on: date) -> list[str]:
    faults = []
    if not row.name.strip():
        faults.append("Có mốc chưa ghi việc cần xong.")
    if not row.owner.strip():
        faults.append(f"Mốc “{row.name}” chưa có người chịu trách nhiệm.")
    if starts_on <= ends_on and not starts_on <= row.due_on <= ends_on:
        faults.append(
            f"Hạn của mốc “{row.name}” ({format_date(row.due_on)}) nằm ngoài kế hoạch, từ {format_date(starts_on)} "
            f"đến {format_date(ends_on)}."
        )
    return faults


def _indicator_faults(row: NewIndicator) -> list[str]:
    faults = []
    if not label_key(row.name):
        faults.append("Có chỉ tiêu chưa ghi tên.")
    if not row.measure.strip():
        faults.append(f"Chỉ tiêu “{row.name}” chưa có đơn vị tính.")
    if row.baseline is None:
        return faults
    target, baseline = format_number(row.target), format_number(row.baseline)
    if row.target == row.baseline:
        faults.append(f"Chỉ tiêu “{row.name}” có mục tiêu bằng hiện trạng ({target}); hãy ghi mức cần đạt.")
    elif (row.target > row.baseline) != (row.direction == Direction.UP):
        word = "thấp" if row.direction == Direction.UP else "cao"
        way = Direction(row.direction).label.lower()
        faults.append(
            f"Chỉ tiêu “{row.name}” là “{way}” mà mục tiêu ({target}) lại {word} hơn hiện trạng ({baseline}); "
            "hãy xem lại số hoặc chiều."
        )
    return faults


def _owner_faults(initiative: Initiative, milestones: Sequence[NewMilestone]) -> list[str]:
    """Who is to report a milestone done must be able to open the file."""
    owners = {row.owner_person.pk: row.owner_person for row in milestones if row.owner_person}
    return [
        f"{owner} không xem được hồ sơ của “{initiative.unit.name}” nên chưa nhận được mốc; hãy chọn tài khoản khác."
        for owner in owners.values()
        if not Initiative.objects.visible_to(owner).filter(pk=initiative.pk).exists()
    ]


class _ExistingRows:
    """The rows that a plan has already, by key, and what forbids dropping them."""

    def __init__(self, plan: Plan | None) -> None:
        self.milestones = {row.pk: row for row in plan.milestones.all()} if plan else {}
        self.indicators = {row.pk: row for row in plan.indicators.all()} if plan else {}
        measured = PlanIndicator.objects.filter(plan=plan, measurements__isnull=False) if plan else ()
        self.measured = {row.pk for row in measured}

    def faults(self, milestones: Sequence[NewMilestone], indicators: Sequence[NewIndicator]) -> list[str]:
        named = {row.key for row in milestones} - {None}
        known = {row.key for row in indicators} - {None}
        faults = []
        if named - set(self.milestones) or known - set(self.indicators):
            faults.append("Có dòng không còn trong kế hoạch này; hãy mở lại trang rồi sửa.")
        faults += [
            f"Mốc “{row.name}” đã xong nên không xóa được; hãy mở lại mốc nếu ghi nhầm."
            for row in self.milestones.values()
            if row.done_on and row.pk not in named
        ]
        faults += [
            f"Chỉ tiêu “{row.name}” đã có kết quả trong báo cáo tiến độ nên không xóa được."
            for row in self.indicators.values()
            if row.pk in self.measured and row.pk not in known
        ]
        return faults


def _write(
    plan: Plan,
    values: Mapping[str, Any],
    milestones: Sequence[NewMilestone],
    indicators: Sequence[NewIndicator],
    kept: _ExistingRows,
) -> None:
    for name in PLANNED:
        if name in values:
            setattr(plan, name, values[name])
    plan.revision += 1
    plan.save()
    if "coordinating" in values:
        plan.coordinating.set(values["coordinating"])
    plan.milestones.exclude(pk__in=[row.key for row in milestones if row.key]).delete()
    for position, row in enumerate(milestones, start=1):
        milestone = kept.milestones.get(row.key) or Milestone(plan=plan)
        milestone.position, milestone.name, milestone.owner = position, row.name.strip(), row.owner.strip()
        milestone.owner_person, milestone.due_on = row.owner_person, row.due_on
        milestone.save()
    plan.indicators.exclude(pk__in=[row.key for row in indicators if row.key]).delete()
    _write_indicators(plan, indicators, kept)


def _write_indicators(plan: Plan, rows: Sequence[NewIndicator], kept: _ExistingRows) -> None:
    """Names may be swapped between rows: their keys step aside first, as each is unique in its plan."""
    for key in {row.key for row in rows if row.key}:
        PlanIndicator.objects.filter(pk=key).update(key=f"#{key}")
    for position, row in enumerate(rows, start=1):
        indicator = kept.indicators.get(row.key) or PlanIndicator(plan=plan)
        indicator.position, indicator.name, indicator.measure = position, row.name.strip(), row.measure.strip()
        indicator.baseline, indicator.target = row.baseline, row.target
        indicator.direction, indicator.source = row.direction, row.source.strip()
        indicator.save()
