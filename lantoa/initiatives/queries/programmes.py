"""How far a spreading programme is: which of its targets have the initiative on a day, and which do not.

A target has it when the unit itself, or a unit directly below it, applies the programme's source or a copy of it that counts
as adopted, or owns the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Initiative, Programme, ProgrammeTarget, Replication
from lantoa.initiatives.queries.lineage import families
from lantoa.units.models import ParentEdge
from lantoa.units.scope import in_force

HAS, DOING, NONE, NEVER = "has", "doing", "none", "never"  # as the component draws them


@dataclass(frozen=True)
class TargetState:
    """Where one target stands. `status`: has, doing, none, never (excused); `by`: the row that says so, None where the
    unit owns the source or nothing is there."""

    target: ProgrammeTarget
    status: str
    note: str = ""
    by: Replication | None = None


@dataclass(frozen=True)
class Progress:
    """How far a programme is on a day."""

    programme: Programme
    on: date
    targets: Sequence[TargetState]

    def count(self, status: str) -> int:
        return Counter(row.status for row in self.targets)[status]

    @property
    def asked(self) -> int:
        """Targets that are to have it: the excused ones are not."""
        return len(self.targets) - self.count(NEVER)

    @property
    def is_complete(self) -> bool:
        """Every target that is to have it has; a programme without targets is not complete."""
        return bool(self.targets) and self.count(HAS) == self.asked

    @property
    def days_left(self) -> int:
        """Until the due day; negative: overdue."""
        return (self.programme.due_on - self.on).days


def progress(programme: Programme, on: date) -> Progress:
    return progress_of([programme], on)[programme.pk]


def is_complete(programme: Programme, on: date) -> bool:
    return progress(programme, on).is_complete


def progress_of(programmes: Iterable[Programme], on: date) -> dict[int, Progress]:
    """Progress of each programme on the day, by key. The number of queries hangs on the generations of copies only."""
    programmes = list(programmes)
    family = families({row.source_id for row in programmes})
    rows = _carriers(set().union(*family.values()), on)
    owners = dict(Initiative.objects.filter(pk__in=family).values_list("pk", "unit_id"))
    targets: dict[int, list[ProgrammeTarget]] = {}
    asked = ProgrammeTarget.objects.filter(programme__in=programmes).select_related("unit")
    for target in asked.order_by("unit__name_sort", "unit_id"):
        targets.setdefault(target.programme_id, []).append(target)
    below = _children({target.unit_id for held in targets.values() for target in held}, on)
    found = {}
    for programme in programmes:
        by_unit: dict[int, list[Replication]] = {}
        for row in rows:
            if row.source_id in family[programme.source_id]:
                by_unit.setdefault(row.unit_id, []).append(row)
        owner = owners[programme.source_id]
        states = [_state(row, by_unit, owner, below, on) for row in targets.get(programme.pk, [])]
        found[programme.pk] = Progress(programme, on, states)
    return found


def _carriers(sources: set[int], on: date) -> list[Replication]:
    """Copies of these initiatives as far as they were there by the day, best standing first."""
    rows = Replication.objects.filter(source__in=sources).select_related("unit", "copy")
    return [row for row in rows.order_by("adopted_on", "pk") if _was_there(row, on)]


def _was_there(row: Replication, on: date) -> bool:
    """A copy that waits has no day of its own: its registration's is taken. Without either it is of no past day."""
    if row.adopted_on is not None and row.adopted_on <= on:
        return True
    return row.copy is not None and timezone.localdate(row.copy.created_at) <= on


def _children(unit_ids: set[int], on: date) -> dict[int, list[int]]:
    edges = ParentEdge.objects.filter(in_force(on), parent__in=unit_ids, is_managing=True)
    below: dict[int, list[int]] = {}
    for parent, unit in edges.order_by("unit_id").values_list("parent_id", "unit_id"):
        below.setdefault(parent, []).append(unit)
    return below


def _state(
    target: ProgrammeTarget, by_unit: dict[int, list[Replication]], owner: int, below: dict[int, list[int]], on: date
) -> TargetState:
    units = [target.unit_id, *below.get(target.unit_id, [])]
    rows = [row for unit in units for row in by_unit.get(unit, [])]
    by_standing: dict[CopyStanding, Replication] = {}
    for row in rows:
        by_standing.setdefault(row.standing_on(on), row)
    if owner in units:
        return TargetState(target, HAS, "nơi có mô hình gốc")
    if row := by_standing.get(CopyStanding.LIVE):
        return TargetState(target, HAS, _at(row, target, f"từ {row.adopted_on:%d/%m/%Y}"), row)
    if target.excused_on is not None and target.excused_on <= on:
        return TargetState(target, NEVER, f"được miễn: {target.excuse}")
    if row := by_standing.get(CopyStanding.WAITING):
        return TargetState(target, DOING, _at(row, target, "chờ duyệt đăng ký"), row)
    if row := by_standing.get(CopyStanding.FAILED):
        return TargetState(target, NONE, _at(row, target, f"không thành công từ {row.ended_on:%d/%m/%Y}"), row)
    return TargetState(target, NONE)


def _at(row: Replication, target: ProgrammeTarget, words: str) -> str:
    """Said of a unit below, its name first."""
    return words if row.unit_id == target.unit_id else f"{row.unit.name}, {words}"
