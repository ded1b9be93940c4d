"""Who scores what: by hand, balanced, or as a list that was looked at first. A conflict of interest is never assigned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from lantoa.councils.enums import AppraisalState
from lantoa.councils.models import Appraisal, Item, Member, Sitting
from lantoa.councils.models.sittings import SCORING_ROLES
from lantoa.councils.queries.conflicts import conflicts_of
from lantoa.councils.queries.results import load_of
from lantoa.councils.queries.rosters import roster
from lantoa.councils.queries.scoring import hides_names
from lantoa.councils.rules import may_prepare, not_own
from lantoa.councils.services.agenda import OPEN
from lantoa.councils.services.locking import lock_appraisal, lock_item, lock_sitting
from lantoa.kit import audit
from lantoa.kit.event_people import refer_to
from lantoa.kit.ruling import Refused
from lantoa.units.models import Person

Pair = tuple[Item, Member]


@dataclass(frozen=True)
class Assignment:
    item: Item
    member: Member


@dataclass(frozen=True)
class AssignmentPlan:
    """What an assignment would do. `new`: appraisals to be made; `held`: pairs that are assigned already; `refused`: pairs
    that may not be, each with why; `short`: items that stay below the wanted number, with how many they would have;
    `load`: key of a member → items after it."""

    new: tuple[Assignment, ...]
    held: tuple[Assignment, ...] = ()
    refused: tuple[tuple[Assignment, str], ...] = ()
    short: tuple[tuple[Item, int], ...] = ()
    load: dict[int, int] | None = None


@transaction.atomic
def assign(item: Item, *, member: Member, by: Person, on: date | None = None) -> Appraisal:
    """Give the item to a member of the sitting. Raises `Refused` with the conflict of interest, if there is one."""
    item = lock_item(item)
    plan = _require_plan(plan_pairs(item.sitting, [(item, member)], by=by, on=on))
    if plan.held:
        raise Refused(f"{member.person} đã được phân công {item.blind_label.lower()}.")
    return _create_appraisals(item.sitting, plan, by=by)[0]


@transaction.atomic
def assign_many(sitting: Sitting, *, pairs: Iterable[Pair], by: Person, on: date | None = None) -> list[Appraisal]:
    """Assign the pairs, all or none; those assigned already are passed over."""
    sitting = lock_sitting(sitting)
    return _create_appraisals(sitting, _require_plan(plan_pairs(sitting, pairs, by=by, on=on)), by=by)


@transaction.atomic
def assign_balanced(sitting: Sitting, *, per_item: int, by: Person, on: date | None = None) -> list[Appraisal]:
    """Fill every item up to `per_item` scorers, whoever has fewest first. What `plan_balanced` shows."""
    sitting = lock_sitting(sitting)
    return _create_appraisals(sitting, plan_balanced(sitting, per_item=per_item, by=by, on=on), by=by)


def plan_balanced(sitting: Sitting, *, per_item: int, by: Person, on: date | None = None) -> AssignmentPlan:
    """What `assign_balanced` would do: always the same for the same sitting. Secretaries and members with a conflict are
    passed over; items that cannot have as many stay short, and so do the own files of whoever assigns. Changes nothing."""
    _may_assign(sitting, by, on)
    members = [member for member in roster(sitting) if member.role in SCORING_ROLES]
    if not 1 <= per_item <= len(members):
        raise Refused(f"Số người chấm mỗi hồ sơ phải từ 1 đến {len(members)} (số thành viên chấm được).")
    items = list(sitting.items.on_agenda().select_related("unit").order_by("position"))
    found, load = conflicts_of(items, members), load_of(members, sitting)
    given, own = _find_appraisal_states(items), _own(items, by)
    new, short = [], []
    # Items with the fewest who may score them choose first: else the last would find only those in conflict.
    for item in sorted(items, key=lambda item: (len(members) - len(found[item.pk]), item.position)):
        held = {key for key, state in given.get(item.pk, {}).items() if state != AppraisalState.DECLINED}
        wanted = per_item - len(held)
        may = [m for m in members if m.pk not in found[item.pk] and m.pk not in given.get(item.pk, {})]
        free = [] if item.pk in own else may
        chosen = sorted(free, key=lambda member: (load[member.pk], member.pk))[: max(wanted, 0)]
        for member in chosen:
            load[member.pk] += 1
            new.append(Assignment(item, member))
        if len(held) + len(chosen) < per_item:
            short.append((item, len(held) + len(chosen)))
    new.sort(key=lambda row: (row.item.position, row.member.pk))
    short.sort(key=lambda row: row[0].position)
    return AssignmentPlan(tuple(new), short=tuple(short), load=load)


def plan_pairs(sitting: Sitting, pairs: Iterable[Pair], *, by: Person, on: date | None = None) -> AssignmentPlan:
    """What assigning these pairs would do. Changes nothing. In a blind sitting reasons name no unit to those who score."""
    _may_assign(sitting, by, on)
    pairs = list(dict.fromkeys(pairs))
    items, members = list({item for item, _ in pairs}), list({member for _, member in pairs})
    found, given, seats = (
        conflicts_of(items, members),
        _find_appraisal_states(items),
        {member.pk for member in roster(sitting)},
    )
    is_hidden, own = hides_names(sitting, by), _own(items, by)
    new, held, refused = [], [], []
    load = load_of(roster(sitting), sitting)
    for item, member in pairs:
        row = Assignment(item, member)
        reasons = found[item.pk].get(member.pk, [])
        state = given.get(item.pk, {}).get(member.pk)
        if fault := _fault(row, sitting, seats, state, reasons, is_hidden=is_hidden):
            refused.append((row, fault))
        elif state is not None:
            held.append(row)
        elif item.pk in own:
            refused.append((row, f"{item.blind_label} là hồ sơ của chính bạn; người khác phải phân công người chấm."))
        else:
            new.append(row)
            load[member.pk] += 1
    return AssignmentPlan(tuple(new), tuple(held), tuple(refused), load=load)


@transaction.atomic
def unassign(appraisal: Appraisal, *, by: Person, on: date | None = None) -> None:
    """Take back an item that the member has not scored."""
    appraisal = lock_appraisal(appraisal)
    sitting = appraisal.item.sitting
    _may_assign(sitting, by, on)
    not_own(by, appraisal.item).require()
    if appraisal.state != AppraisalState.ASSIGNED:
        raise Refused(f"Phiếu đang ở trạng thái “{appraisal.get_state_display().lower()}” nên không thu lại được.")
    before = {"item": appraisal.item.position, "member": refer_to(appraisal.member.person)}
    audit.record(sitting, "unassign", by=by, before=before)
    appraisal.delete()


def _may_assign(sitting: Sitting, by: Person, on: date | None) -> None:
    may_prepare(by, sitting.council, on).require()
    if sitting.state not in OPEN:
        raise Refused("Đã khóa điểm nên không phân công nữa; hãy mở lại chấm điểm nếu cần.")


def _own(items: Sequence[Item], by: Person) -> set[int]:
    """Keys of the items in which the person is concerned: nobody chooses who scores the own file."""
    return set(Item.objects.filter(pk__in=[item.pk for item in items], concerned=by).values_list("pk", flat=True))


def _find_appraisal_states(items: Sequence[Item]) -> dict[int, dict[int, str]]:
    """Key of an item → key of a member → state of the appraisal."""
    held: dict[int, dict[int, str]] = {}
    for item, member, state in Appraisal.objects.filter(item__in=items).values_list("item_id", "member_id", "state"):
        held.setdefault(item, {})[member] = state
    return held


def _fault(
    row: Assignment, sitting: Sitting, seats: set[int], state: str | None, reasons: list[str], *, is_hidden: bool
) -> str:
    item, person = row.item, row.member.person
    if item.sitting_id != sitting.pk or item.taken_off_on:
        return f"{item.blind_label} không có trong chương trình của phiên họp."
    if row.member.pk not in seats:
        return f"{person} không phải thành viên hội đồng vào ngày họp {sitting.held_on:%d/%m/%Y}."
    if state == AppraisalState.DECLINED:
        return f"{person} đã từ chối chấm {item.blind_label.lower()}."
    if reasons:
        said = "có xung đột lợi ích với hồ sơ" if is_hidden else "; ".join(reasons)
        return f"Không phân công {item.blind_label.lower()} cho {person}: {said}."
    return ""


def _require_plan(plan: AssignmentPlan) -> AssignmentPlan:
    if plan.refused:
        raise Refused([fault for _, fault in plan.refused])
    return plan


def _create_appraisals(sitting: Sitting, plan: AssignmentPlan, *, by: Person) -> list[Appraisal]:
    made = [Appraisal.objects.create(item=row.item, member=row.member, assigned_by=by) for row in plan.new]
    if made:
        pairs = [{"item": row.item.position, "member": refer_to(row.member.person)} for row in plan.new]
        audit.record(sitting, "assign", by=by, after={"pairs": pairs})
    return made
