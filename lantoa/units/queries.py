"""Questions about the dated tree that join several tables. Querysets or plain values out, no writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from lantoa.units.models import ChangePart, ParentEdge, Unit, UnitVersion
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree


@dataclass(frozen=True)
class UnitAsOf:
    """A unit as it was on a day. `parents`: line → superior; `below_count`: units under it, itself not counted."""

    unit: Unit
    on: date
    version: UnitVersion | None
    versions: tuple[UnitVersion, ...]
    parents: dict[str, Unit]
    predecessors: tuple[Unit, ...]
    successors: tuple[Unit, ...]
    below_count: int


def find_unit(code: str, on: date | None = None) -> Unit | None:
    """The unit that bears the code on the day, else the one that bears it now, else the last that bore it."""
    if on is not None:
        version = UnitVersion.objects.filter(in_force(on), code=code).select_related("unit").first()
        if version:
            return version.unit
    unit = Unit.objects.filter(code=code).first()
    if unit:
        return unit
    version = UnitVersion.objects.filter(code=code).select_related("unit").order_by("-valid_from").first()
    return version.unit if version else None


def unit_as_of(unit: Unit, on: date) -> UnitAsOf:
    versions = tuple(unit.versions.order_by("valid_from"))
    current = next((v for v in versions if v.valid_from <= on and (v.valid_to is None or v.valid_to >= on)), None)
    edges = unit.edges_up.filter(in_force(on)).select_related("parent")
    return UnitAsOf(
        unit=unit,
        on=on,
        version=current,
        versions=versions,
        parents={edge.line: edge.parent for edge in edges},
        predecessors=tuple(_counterparts(unit, own="target", other="source")),
        successors=tuple(_counterparts(unit, own="source", other="target")),
        below_count=units_below(unit, on).count(),
    )


def units_below(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units that stand below this one on the day, itself excluded."""
    tree = Tree(on, dissolved_since=on + timedelta(days=1))
    return Unit.objects.standing(on).filter(pk__in=tree.below([unit.pk])).exclude(pk=unit.pk)


def children(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units directly below on the managing line, on the day, in Vietnamese order."""
    edges = ParentEdge.objects.filter(in_force(on), parent=unit, is_managing=True)
    return Unit.objects.filter(pk__in=edges.values("unit_id")).in_order()


def edges_below(root_id: int, tree: Tree) -> dict[int, list[int]]:
    """The managing edges of the subtree in that tree: key of a superior → keys of the units directly below it."""
    ended_with_unit = Q(valid_to__gte=tree.dissolved_since, valid_to=F("unit__valid_to"))
    standing = Q(valid_to__isnull=True) | Q(valid_to__gte=tree.on) | ended_with_unit
    edges = ParentEdge.objects.filter(
        standing, is_managing=True, valid_from__lte=tree.on, parent_id__in=tree.below([root_id])
    )
    below: dict[int, list[int]] = {}
    for unit_id, parent_id in edges.values_list("unit_id", "parent_id"):
        below.setdefault(parent_id, []).append(unit_id)
    return below


def path_to(unit: Unit, on: date) -> list[Unit]:
    """From the top of the tree down to the unit, on the managing line. One that has ended keeps its last superior."""
    above = list(Unit.objects.filter(pk__in=Tree(on).above(unit.pk)))
    last_superior = Q(valid_from__lte=on, valid_to=F("unit__valid_to"))
    edges = ParentEdge.objects.filter(in_force(on) | last_superior, unit__in=above, is_managing=True)
    parent_of = dict(edges.values_list("unit_id", "parent_id"))
    by_id = {item.pk: item for item in above}
    path, step = [unit], unit.pk
    while parent_of.get(step) in by_id and len(path) <= len(by_id):
        step = parent_of[step]
        path.insert(0, by_id[step])
    return path


def roots(on: date | None = None) -> QuerySet[Unit]:
    """Units that stand on the day (today) and have no superior then."""
    day = on or timezone.localdate()
    led = ParentEdge.objects.filter(in_force(day), is_managing=True)
    return Unit.objects.standing(day).exclude(pk__in=led.values("unit_id")).in_order()


def top_of(user) -> Unit | None:
    """The unit for which the person acts at first: that of the first role, else the first root."""
    for role in user.roles_today:
        if role.unit is not None:
            return role.unit
    return roots().first() if user.sees_all else None


def names_on(unit_ids, on: date) -> dict[int, str]:
    """Names of the units on the day, by key."""
    versions = UnitVersion.objects.filter(in_force(on), unit_id__in=unit_ids)
    return dict(versions.values_list("unit_id", "name"))


def _counterparts(unit: Unit, *, own: str, other: str):
    changes = ChangePart.objects.filter(
        unit=unit, role=own, change__undone_at__isnull=True, change__kind__in=("merge", "split")
    ).values("change_id")
    return (
        Unit.objects.filter(change_parts__change_id__in=changes, change_parts__role=other)
        .exclude(pk=unit.pk)
        .distinct()
        .in_order()
    )
