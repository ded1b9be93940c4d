"""Questions about the dated tree that join several tables. Querysets or plain values out, no writes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lantoa.kit.text import search_key, sort_key
from lantoa.units.enums import ChangeKind, PartRole, RoleKind
from lantoa.units.models import ChangePart, ParentEdge, Person, Succession, Unit, UnitChange, UnitVersion
from lantoa.units.models.units import words_of
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree, tree_of_rights

MERGING = (ChangeKind.MERGE, ChangeKind.SPLIT)
INHERITING = (*MERGING, ChangeKind.DISSOLVE)
"""Changes after which somebody goes on for the source; only of the first two a new unit comes into being."""


@dataclass(frozen=True)
class UnitAsOf:
    """A unit as it was on a day. `parents`: line → superior; `managing`: which of these lines carries rights and figures,
    "" for a root; `below_count`: units under it, itself not counted."""

    unit: Unit
    on: date
    version: UnitVersion | None
    versions: tuple[UnitVersion, ...]
    parents: dict[str, Unit]
    managing: str
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
    edges = list(unit.edges_up.filter(in_force(on)).select_related("parent"))
    return UnitAsOf(
        unit=unit,
        on=on,
        version=current,
        versions=versions,
        parents={edge.line: edge.parent for edge in edges},
        managing=next((edge.line for edge in edges if edge.is_managing), ""),
        predecessors=tuple(_counterparts(unit, own="target", other="source")),
        successors=tuple(_counterparts(unit, own="source", other="target")),
        below_count=units_below(unit, on).count(),
    )


def units_below(unit: Unit, on: date) -> QuerySet[Unit]:
    """Units that stand below this one on the day, itself excluded."""
    tree = Tree(on, dissolved_since=date.max)  # none that ended
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
    return _by_superior(edges)


def keys_directly_below(on: date, superiors: Iterable[int] | None = None) -> dict[int, list[int]]:
    """Keys of the units directly below each superior on the day, sorted; None: of all superiors. One query."""
    edges = ParentEdge.objects.filter(in_force(on), is_managing=True)
    if superiors is not None:
        edges = edges.filter(parent_id__in=set(superiors))
    return _by_superior(edges.order_by("unit_id"))


def _by_superior(edges: QuerySet[ParentEdge]) -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for unit_id, parent_id in edges.values_list("unit_id", "parent_id"):
        below.setdefault(parent_id, []).append(unit_id)
    return below


def heirs_on(on: date) -> dict[int, int]:
    """Key of each unit that ended → the unit that goes on with its records on the day: through all successions the last."""
    pairs = Succession.objects.filter(valid_from__lte=on).order_by("unit_id", "-pk")
    heirs = dict(pairs.values_list("unit_id", "successor_id"))

    def last(unit: int) -> int:
        seen = {unit}
        while heirs.get(unit) is not None and heirs[unit] not in seen:
            unit = heirs[unit]
            seen.add(unit)
        return unit

    return {unit: last(unit) for unit in heirs}


class WayUp:
    """The managing line upward on a day, in keys; a unit that has ended keeps its last superior. One query.

    `units`: whose superiors are read (those of all). `superior`: key of a unit → key of the one directly above it.
    """

    def __init__(self, on: date, units: Iterable[Unit] | None = None) -> None:
        last_superior = Q(valid_from__lte=on, valid_to=F("unit__valid_to"))
        edges = ParentEdge.objects.filter(in_force(on) | last_superior, is_managing=True)
        if units is not None:
            edges = edges.filter(unit__in=units)
        self.superior: dict[int, int] = dict(edges.values_list("unit_id", "parent_id"))

    def of(self, unit: int) -> list[int]:
        """The superiors of the unit, the nearest first; a circle ends it."""
        way = [unit]
        while (superior := self.superior.get(way[-1])) is not None and superior not in way:
            way.append(superior)
        return way[1:]


def ways_up(units: Iterable[int], on: date) -> dict[int, list[int]]:
    """Key of each unit → itself and its superiors on the day, the nearest first. A query a level, however many units."""
    known: dict[int, int] = {}
    asked = set(units)
    ways = {unit: [unit] for unit in asked}
    last_superior = Q(valid_from__lte=on, valid_to=F("unit__valid_to"))
    while asked:
        edges = ParentEdge.objects.filter(in_force(on) | last_superior, is_managing=True, unit_id__in=asked)
        found = dict(edges.values_list("unit_id", "parent_id"))
        asked = set(found.values()) - set(known) - set(found)
        known |= found
    for way in ways.values():
        while (superior := known.get(way[-1])) is not None and superior not in way:
            way.append(superior)
    return ways


def path_to(unit: Unit, on: date) -> list[Unit]:
    """From the top of the tree down to the unit, on the managing line. One that has ended keeps its last superior."""
    above = {item.pk: item for item in Unit.objects.filter(pk__in=Tree(on).above(unit.pk))}
    way = takewhile(above.__contains__, WayUp(on, above.values()).of(unit.pk))
    return [*(above[key] for key in reversed(list(way))), unit]


def roots(on: date | None = None) -> QuerySet[Unit]:
    """Units that stand on the day (today) and have no superior then."""
    day = on or timezone.localdate()
    led = ParentEdge.objects.filter(in_force(day), is_managing=True)
    return Unit.objects.standing(day).exclude(pk__in=led.values("unit_id")).in_order()


def branches(
    parent_ids: Iterable[int], on: date, door: QuerySet[Unit], *, with_ended: bool = False
) -> dict[int, list[Unit]]:
    """Units of the door directly below each superior on the day, in Vietnamese order.

    `with_ended`: also those that ended before, under their last superior. Two queries.
    """
    superior = dict(_edges_under(parent_ids, on, with_ended).values_list("unit_id", "parent_id"))
    found: dict[int, list[Unit]] = defaultdict(list)
    for unit in door.filter(pk__in=superior).in_order():
        found[superior[unit.pk]].append(unit)
    return found


def counts_below(
    unit_ids: Iterable[int], on: date, door: QuerySet[Unit], *, with_ended: bool = False
) -> dict[int, int]:
    """How many units of the door stand directly below each unit on the day; `with_ended` as in `branches`."""
    edges = _edges_under(unit_ids, on, with_ended).filter(unit__in=door)
    return dict(edges.values_list("parent_id").annotate(n=Count("pk")).order_by())


def _edges_under(parent_ids: Iterable[int], on: date, with_ended: bool) -> QuerySet[ParentEdge]:
    standing = in_force(on)
    if with_ended:
        standing |= Q(valid_from__lte=on, valid_to=F("unit__valid_to"))
    return ParentEdge.objects.filter(standing, parent_id__in=set(parent_ids), is_managing=True)


@dataclass(frozen=True)
class Kin:
    """Names of the units that a unit came from, and of those that it went into."""

    origins: tuple[str, ...] = ()
    heirs: tuple[str, ...] = ()


def kin_of(unit_ids: Iterable[int]) -> dict[int, Kin]:
    """For those units that had a part in a merger or a split: whence and whither. Two queries."""
    standing = ChangePart.objects.filter(change__undone_at__isnull=True, change__kind__in=INHERITING)
    own = list(standing.filter(unit_id__in=set(unit_ids)).values_list("unit_id", "role", "change_id"))
    names: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    others = standing.filter(change_id__in={change_id for *_, change_id in own}).select_related("unit", "change")
    for part in others.order_by("unit__name_sort"):
        if part.role == PartRole.TARGET or part.change.kind in MERGING:
            names[part.change_id, part.role].append((part.unit_id, part.unit.name))

    def beside(unit_id: int, own_role: str, other_role: str) -> tuple[str, ...]:
        changes = [change_id for pk, role, change_id in own if (pk, role) == (unit_id, own_role)]
        return tuple(name for change in changes for pk, name in names[change, other_role] if pk != unit_id)

    return {
        pk: Kin(beside(pk, PartRole.TARGET, PartRole.SOURCE), beside(pk, PartRole.SOURCE, PartRole.TARGET))
        for pk, *_ in own
    }


def superiors_on(unit_ids: Iterable[int], on: date) -> dict[int, Unit]:
    """The managing superior of each unit on the day, by key of the unit."""
    edges = ParentEdge.objects.filter(in_force(on), unit_id__in=set(unit_ids), is_managing=True)
    return {edge.unit_id: edge.parent for edge in edges.select_related("parent")}


def links_of(unit: Unit) -> QuerySet[ParentEdge]:
    """Superiors on lines other than the managing one, of all times, the latest first."""
    return unit.edges_up.filter(is_managing=False).select_related("parent").order_by("-valid_from", "line")


def links_seen_by(user) -> QuerySet[ParentEdge]:
    """Non-managing edges of units in the person's scope: the door to them."""
    links = ParentEdge.objects.filter(unit__in=Unit.objects.visible_to(user), is_managing=False)
    return links.select_related("unit", "parent")


def first_day_below(unit: Unit, superior: Unit, on: date, until: date | None, line: str = "") -> date | None:
    """The first day from `on` to `until` (None: for ever) on which the would-be superior is the unit itself or stands below
    it, on the managing line or on the one named; None when there is no such day. One query a level."""
    if unit == superior:
        return on
    chosen = Q(line=line) if line else Q(is_managing=True)
    reached, seen = {(superior.pk, on, until or date.max)}, set()
    while reached:
        edges = ParentEdge.objects.filter(chosen, unit_id__in={pk for pk, *_ in reached})
        steps = {
            (edge.parent_id, max(first, edge.valid_from), min(last, edge.valid_to or date.max))
            for edge in edges
            for pk, first, last in reached
            if pk == edge.unit_id
        }
        reached = {step for step in steps - seen if step[1] <= step[2]}
        seen |= reached
        reached = {step for step in reached if step[0] != unit.pk}
    return min((first for pk, first, _ in seen if pk == unit.pk), default=None)


def tops_of(user, on: date) -> QuerySet[Unit]:
    """Where the person's part of the tree begins: the roots of the day, or the units of their roles that stand then."""
    return roots(on) if user.sees_all else Unit.objects.filter(pk__in=user.root_ids).standing(on).in_order()


def units_under(
    user: Person, kinds: Collection[str], *, above: Collection[str] = (), on: date | None = None
) -> QuerySet[Unit]:
    """Units of all times over which the person has a role of the `kinds` today, at the unit or at a superior, or one of
    `above` at a superior only: as `kinds_at` says, unit by unit. `on`: the day of the tree (today)."""
    if user.holds_everywhere({*kinds, *above}):
        return Unit.objects.all()
    tree, at, higher = tree_of_rights(on or timezone.localdate()), user.root_ids_as(kinds), user.root_ids_as(above)
    if not at and not higher:
        return Unit.objects.none()
    allowed = Q(pk__in=tree.below(at)) if at else Q()
    for root in sorted(higher):
        allowed |= Q(pk__in=tree.below([root])) & ~Q(pk=root)
    return Unit.objects.filter(allowed)


def managed_units(user: Person) -> QuerySet[Unit]:
    """Units standing today at which the person may make accounts: as `may_manage_people` says, one by one."""
    return units_under(user, (), above={RoleKind.OFFICE}).standing(timezone.localdate())


def siblings(unit: Unit, user) -> QuerySet[Unit]:
    """Units with the same superior today, the unit itself among them, as far as the person may see them.

    Where the person's part of the tree begins, the other units at which it begins.
    """
    today = timezone.localdate()
    tops = set(tops_of(user, today).values_list("pk", flat=True))
    above = superiors_on([unit.pk], today).get(unit.pk)
    beside = Q(pk__in=tops) if unit.pk in tops else Q(pk=unit.pk)
    if above:
        below = ParentEdge.objects.filter(in_force(today), parent=above, is_managing=True)
        beside |= Q(pk__in=below.values("unit_id"))
    return Unit.objects.visible_to(user).standing(today).filter(beside).in_order()


def changes_of(unit: Unit) -> QuerySet[UnitChange]:
    """The recorded changes in which the unit has a part, newest first, undone ones included."""
    changes = UnitChange.objects.filter(pk__in=ChangePart.objects.filter(unit=unit).values("change_id"))
    return changes.select_related("made_by").prefetch_related("parts__unit").order_by("-effective_on", "-pk")


def changes_seen_by(user) -> QuerySet[UnitChange]:
    """Changes with a part at a unit in the person's scope: the door to them."""
    seen = ChangePart.objects.filter(unit__in=Unit.objects.visible_to(user))
    return UnitChange.objects.filter(pk__in=seen.values("change_id"))


def named_like(people: QuerySet[Person], text: str) -> list[int]:
    """Keys of the people whose name, username or job title holds every word, accents and case aside; in Vietnamese order.

    The names are few (accounts, not citizens) and compared here, so that no folded copy of them need be kept.
    """
    words = search_key(text).split()
    rows = [
        (sort_key(name), pk)
        for pk, name, *other in people.values_list("pk", "full_name", "username", "job_title")
        if all(word in search_key(" ".join((name, *other))) for word in words)
    ]
    return [pk for _, pk in sorted(rows)]


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


def other_names(units: Iterable[Unit], text: str, on: date) -> dict[int, str]:
    """For units that a search found by another name or code than that of the day, by key: "trước là …". One query."""
    words = search_key(text).split()
    by_key = {unit.pk: unit for unit in units} if words else {}
    if not by_key:
        return {}

    def hits(version: UnitVersion) -> int:
        held = words_of(version)
        return sum(f" {word}" in held for word in words)

    versions: dict[int, list[UnitVersion]] = defaultdict(list)
    for version in UnitVersion.objects.filter(unit__in=by_key).order_by("valid_from"):
        versions[version.unit_id].append(version)
    told = {}
    for key, held in versions.items():
        shown = next((v for v in held if v.valid_from <= on and (v.valid_to is None or v.valid_to >= on)), held[-1])
        meant = max((v for v in held if v != shown), key=lambda v: (hits(v), v.valid_from), default=None)
        if meant and hits(shown) < len(words) and hits(meant):
            code = "" if meant.code == shown.code else f" ({meant.code})"
            told[key] = f"{'trước' if meant.valid_from < shown.valid_from else 'sau này'} là {meant.name}{code}"
    return told


def _counterparts(unit: Unit, *, own: str, other: str):
    changes = ChangePart.objects.filter(
        unit=unit, role=own, change__undone_at__isnull=True, change__kind__in=INHERITING
    ).values("change_id")
    return (
        Unit.objects.filter(change_parts__change_id__in=changes, change_parts__role=other)
        .exclude(pk=unit.pk)
        .distinct()
        .in_order()
    )
