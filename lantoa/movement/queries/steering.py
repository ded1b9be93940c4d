"""Directives and tasks over the tree: how far each branch has come, who may be given a task, what waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Case, Count, Q, QuerySet, When
from django.utils import timezone

from lantoa.kit.numbers import format_number
from lantoa.movement.enums import TaskState
from lantoa.movement.models import Task
from lantoa.movement.models.tasks import CLOSED
from lantoa.movement.rules import ACCEPTERS, STEERERS
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import ParentEdge, Person, Unit
from lantoa.units.queries import children, roots, units_below, units_under
from lantoa.units.scope import in_force


@dataclass
class Status:
    """Counts of tasks, withdrawn ones left out. `acknowledged`: taken on, whatever came of it; `overdue`: on the day asked."""

    assigned: int = 0
    acknowledged: int = 0
    done: int = 0
    overdue: int = 0

    def __add__(self, other: Status) -> Status:
        return Status(
            self.assigned + other.assigned,
            self.acknowledged + other.acknowledged,
            self.done + other.done,
            self.overdue + other.overdue,
        )


@dataclass
class Branch:
    """A unit with the kept units nearest below it. `own`: its own tasks; `total`: with those of all below it."""

    unit: Unit
    children: list[Branch] = field(default_factory=list)
    own: Status = field(default_factory=Status)
    total: Status = field(default_factory=Status)


def outline(units: Iterable[Unit], on: date) -> list[Branch]:
    """These units as a tree of the day: each below the nearest of them that stands above it. One query a level."""
    ordered = list(units)
    by_key = {unit.pk: Branch(unit) for unit in ordered}
    superior = _superiors(by_key, on)
    tops = []
    for unit in ordered:
        above = superior.get(unit.pk)
        while above is not None and above not in by_key:
            above = superior.get(above)
        (by_key[above].children if above in by_key else tops).append(by_key[unit.pk])
    return tops


def _superiors(keys: Iterable[int], on: date) -> dict[int, int]:
    """Each unit's superior on the day, and theirs, up to the tops."""
    found: dict[int, int] = {}
    fresh = set(keys)
    while fresh:
        edges = ParentEdge.objects.filter(in_force(on), is_managing=True, unit_id__in=fresh)
        step = dict(edges.order_by("pk").values_list("unit_id", "parent_id"))
        found |= step
        fresh = set(step.values()) - found.keys()
    return found


def status_by_unit(tasks: QuerySet[Task], on: date) -> dict[int, Status]:
    """Counts for each unit that has one of the tasks. One query."""
    rows = (
        tasks.standing()
        .order_by()
        .values("unit_id")
        .annotate(
            assigned=Count("pk"),
            acknowledged=Count("pk", filter=Q(acknowledged_on__isnull=False)),
            done=Count("pk", filter=Q(done_on__isnull=False)),
            overdue=Count("pk", filter=Q(done_on__isnull=True, due_on__lt=on)),
        )
    )
    return {row.pop("unit_id"): Status(**row) for row in rows}


def cascade(tasks: QuerySet[Task], on: date) -> tuple[list[Branch], Status]:
    """How far the tasks have come over the tree of the day, rolled up, and the sum of all. Three queries."""
    counts = status_by_unit(tasks, on)
    tops = outline(Unit.objects.filter(pk__in=counts).in_order(), on)
    for top in tops:
        _roll_up(top, counts)
    return tops, sum((top.total for top in tops), Status())


def _roll_up(branch: Branch, counts: dict[int, Status]) -> Status:
    branch.own = counts[branch.unit.pk]
    branch.total = sum((_roll_up(child, counts) for child in branch.children), branch.own)
    return branch.total


def directing_units(user: Person) -> QuerySet[Unit]:
    """Units standing today in whose name the person may issue directives and set up committees: as `may_steer` says."""
    return units_under(user, STEERERS).standing(timezone.localdate()).in_order()


def receivers(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units to which this one may give a task: those below it on the day, in Vietnamese order."""
    return units_below(unit, on).in_order()


def waiting_tasks(user: Person) -> dict[str, QuerySet[Task]]:
    """Tasks that need this person, by heap, most urgent first: `to_acknowledge` and `to_do` at the units at which they have a
    role themselves, `to_accept`: reported done by somebody else to such a unit. Empty querysets for those who only read."""
    visible = Task.objects.visible_to(user).select_related("unit", "directive", "parent__unit")
    if user.holds_everywhere({RoleKind.OFFICE}):
        own = Q(unit__in=roots())
        top = Q(parent__isnull=True, directive__unit__in=roots())
    else:
        own = Q(unit_id__in=user.root_ids_as(STEERERS))
        at = user.root_ids_as(ACCEPTERS)
        top = Q(parent__isnull=True, directive__unit_id__in=at) | Q(parent__unit_id__in=at)
    mine = visible.filter(own).order_by("due_on", "pk")
    reported = visible.filter(top, state=TaskState.REPORTED_DONE).exclude(reported_by=user)
    return {
        "to_acknowledge": mine.filter(state=TaskState.ASSIGNED),
        "to_do": mine.filter(state__in=(TaskState.ACKNOWLEDGED, TaskState.IN_PROGRESS, TaskState.SENT_BACK)),
        "to_accept": reported.order_by("reported_on", "pk"),
    }


def open_below(task: Task) -> int:
    """How many open tasks were passed on from this one, at any depth: what withdrawing it would take along. One query a
    level."""
    found, above = 0, [task.pk]
    while above:
        rows = dict(Task.objects.filter(parent_id__in=above).values_list("pk", "state"))
        found += sum(state not in CLOSED for state in rows.values())
        above = list(rows)
    return found


@dataclass(frozen=True)
class Group:
    """Units that are given a task together. `slug` names it in a form."""

    slug: str
    label: str
    units: QuerySet[Unit]


def groups_below(unit: Unit, user: Person, on: date) -> list[Group]:
    """First the units directly below, then, where these are not all, all below of each kind. Empty groups are left out."""
    door = Unit.objects.visible_to(user)
    direct = door.filter(pk__in=children(unit, on)).in_order()
    below = door.filter(pk__in=receivers(unit, on)).in_order()
    counts = dict(below.order_by().values_list("kind").annotate(n=Count("pk")))
    direct_kinds = dict(direct.order_by().values_list("kind").annotate(n=Count("pk")))
    found = [Group("truc-thuoc", _label("Đơn vị trực thuộc trực tiếp", sum(direct_kinds.values())), direct)]
    found += [
        Group(kind.value, _label(f"Mọi {kind.label} bên dưới", counts[kind]), below.filter(kind=kind))
        for kind in UnitKind
        if counts.get(kind) and (counts[kind] != direct_kinds.get(kind) or len(direct_kinds) > 1)
    ]
    return found if counts else []


def _label(words: str, count: int) -> str:
    return f"{words} ({format_number(count)})"


def by_urgency(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Open ones first, the one due first on top: what is overdue stands before all."""
    is_closed = Case(When(state__in=CLOSED, then=1), default=0)
    return tasks.order_by(is_closed, "due_on", "pk")
