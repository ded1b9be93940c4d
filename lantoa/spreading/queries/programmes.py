"""How far a spreading programme is: which of its targets have the initiative on a day, and which do not.

A target has it when the unit itself, or a unit directly below it, applies the programme's source or a copy of it that counts
as adopted, or owns the source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.queries.lineage import families
from lantoa.kit.numbers import format_number
from lantoa.spreading.models import Programme, ProgrammeTarget
from lantoa.spreading.rules.programmes import LAUNCHERS
from lantoa.units.models import ParentEdge, Person, Unit
from lantoa.units.queries import keys_directly_below, units_below, units_under
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree

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
    def has(self) -> int:
        return self.count(HAS)

    @property
    def note(self) -> str:
        """How many have it, and how the others stand, in words."""
        said = ((DOING, "đang làm"), (NONE, "chưa"), (NEVER, "được miễn"))
        rest = [f"{words} {format_number(self.count(status))}" for status, words in said if self.count(status)]
        return ", ".join([f"{format_number(self.has)} trên {format_number(self.asked_count)} đơn vị", *rest])

    @property
    def asked_count(self) -> int:
        """Targets that are to have it: the excused ones are not."""
        return len(self.targets) - self.count(NEVER)

    @property
    def is_complete(self) -> bool:
        """Every target that is to have it has; a programme without targets is not complete."""
        return bool(self.targets) and self.count(HAS) == self.asked_count

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
    below = keys_directly_below(on, (target.unit_id for held in targets.values() for target in held))
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


def launching_units(user: Person) -> QuerySet[Unit]:
    """Units standing today at which the person may launch a programme, with something below them."""
    today = timezone.localdate()
    return units_under(user, LAUNCHERS).standing(today).filter(pk__in=_find_leading_units(today)).in_order()


def targets_to_choose(programme: Programme) -> tuple[set[str], list[Unit]]:
    """Kinds of the units below the launching one today, and those of them that have units below themselves."""
    today = timezone.localdate()
    below = units_below(programme.unit, today)
    return set(below.order_by().values_list("kind", flat=True).distinct()), list(
        below.filter(pk__in=_find_leading_units(today)).in_order()
    )


def _find_leading_units(on: date) -> QuerySet:
    """Keys of the units with something below them on the day."""
    return ParentEdge.objects.filter(in_force(on), is_managing=True).values("parent_id")


def units_asked(programme: Programme, kind: str, superior: str = "") -> QuerySet[Unit]:
    """Units of the kind below the launching unit, or below the one with this code, that are no targets yet."""
    today = timezone.localdate()
    found = units_below(programme.unit, today).filter(kind=kind)
    if superior:
        root = Unit.objects.filter(code=superior).values_list("pk", flat=True)
        found = found.filter(pk__in=Tree(today, dissolved_since=date.max).below(root))
    return found.exclude(pk__in=programme.targets.values("unit_id")).in_order()


def _carriers(sources: set[int], on: date) -> list[Replication]:
    """Copies of these initiatives as far as they were there by the day, best standing first."""
    rows = Replication.objects.filter(source__in=sources).select_related("unit", "copy")
    return [row for row in rows.order_by("adopted_on", "pk") if _was_there(row, on)]


def _was_there(row: Replication, on: date) -> bool:
    """A copy that waits has no day of its own: its registration's is taken. Without either it is of no past day."""
    if row.adopted_on is not None and row.adopted_on <= on:
        return True
    return row.copy is not None and timezone.localdate(row.copy.created_at) <= on


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
        return TargetState(target, NEVER, target.excuse)
    if row := by_standing.get(CopyStanding.WAITING):
        return TargetState(target, DOING, _at(row, target, "chờ duyệt đăng ký"), row)
    if row := by_standing.get(CopyStanding.FAILED):
        return TargetState(target, NONE, _at(row, target, f"không thành công từ {row.ended_on:%d/%m/%Y}"), row)
    return TargetState(target, NONE)


def _at(row: Replication, target: ProgrammeTarget, words: str) -> str:
    """Said of a unit below, its name first."""
    return words if row.unit_id == target.unit_id else f"{row.unit.name}, {words}"
