"""Conflicts of interest: found in today's tree and in who is concerned, and declared by members."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from lantoa.councils.models import DeclaredConflict, Item, Member
from lantoa.rulebook.models import rule_value
from lantoa.units.models import ParentEdge, Role, Unit
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree

OWN = "có liên quan trực tiếp đến hồ sơ"
Reasons = dict[int, list[str]]


def conflicts(item: Item, members: Iterable[Member]) -> Reasons:
    """Key of a member → why they cannot judge the item; members without a reason are left out."""
    return conflicts_of([item], members)[item.pk]


def is_conflicted(item: Item, member: Member) -> bool:
    return bool(conflicts(item, [member]))


def conflicts_of(items: Iterable[Item], members: Iterable[Member]) -> dict[int, Reasons]:
    """The same for many items at once: key of an item → its conflicts. A fixed number of queries."""
    items, members = list(items), list(members)
    found: dict[int, dict[int, list[str]]] = {item.pk: defaultdict(list) for item in items}
    if items and members:
        _add_own(found, items, members)
        _add_ties(found, items, members)
        _add_declared(found, items, members)
    return {key: dict(reasons) for key, reasons in found.items()}


def _add_own(found: Mapping[int, Reasons], items: list[Item], members: list[Member]) -> None:
    through = Item.concerned.through.objects.filter(item_id__in=[item.pk for item in items])
    concerned = set(through.values_list("item_id", "person_id"))
    for item in items:
        for member in members:
            if (item.pk, member.person_id) in concerned:
                found[item.pk][member.pk].append(OWN)


def _add_ties(found: Mapping[int, Reasons], items: list[Item], members: list[Member]) -> None:
    """A role today at the item's unit, at one directly above or below it. A role without a unit ties to nothing, and so does
    one at the council's own unit or above it, which is what a council is made of, unless the rulebook says otherwise or the
    item is of that very unit."""
    today = timezone.localdate()
    roles = Role.objects.filter(
        in_force(today), person_id__in={member.person_id for member in members}, unit__isnull=False
    )
    held: dict[int, dict[int, Unit]] = defaultdict(dict)
    for role in roles.select_related("unit"):
        held[role.person_id][role.unit_id] = role.unit
    if not held:
        return
    above, below = _neighbours({item.unit_id for item in items})
    exempt = _judging_units(members)
    for item in items:
        kin = {item.unit_id: "đơn vị của hồ sơ"}
        kin |= dict.fromkeys(above[item.unit_id], "cấp trên trực tiếp")
        kin |= dict.fromkeys(below[item.unit_id], "cấp dưới trực tiếp")
        for member in members:
            for key, unit in held[member.person_id].items():
                if key == item.unit_id or (key in kin and key not in exempt[member.council_id]):
                    found[item.pk][member.pk].append(f"có vai trò tại “{unit.name}” ({kin[key]})")


def _neighbours(unit_ids: set[int]) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Units directly above and directly below each unit today, on every line."""
    above, below = defaultdict(set), defaultdict(set)
    edges = ParentEdge.objects.filter(
        in_force(timezone.localdate()), Q(unit_id__in=unit_ids) | Q(parent_id__in=unit_ids)
    )
    for lower, upper in edges.values_list("unit_id", "parent_id"):
        above[lower].add(upper)
        below[upper].add(lower)
    return above, below


def _judging_units(members: list[Member]) -> dict[int, set[int]]:
    """Key of a council → its unit and all above it; nothing where the rule counts roles there as a tie too."""
    today = timezone.localdate()
    councils = {member.council_id: member.council for member in members}
    if rule_value("councils.council_unit_is_conflict", today):
        return {pk: set() for pk in councils}
    tree = Tree(today)
    return {
        pk: set(Unit.objects.filter(pk__in=tree.above(council.unit_id)).values_list("pk", flat=True))
        for pk, council in councils.items()
    }


def _add_declared(found: Mapping[int, Reasons], items: list[Item], members: list[Member]) -> None:
    """Declared by the person in any seat that they hold or held in the council."""
    people = {(member.council_id, member.person_id): member for member in members}
    declared = DeclaredConflict.objects.filter(
        Q(item__in=[item.pk for item in items]) | Q(unit__in={item.unit_id for item in items}),
        member__person__in={member.person_id for member in members},
        member__council__in={member.council_id for member in members},
    ).select_related("member")
    for conflict in declared:
        member = people.get((conflict.member.council_id, conflict.member.person_id))
        for item in items:
            if member and (conflict.item_id == item.pk or conflict.unit_id == item.unit_id):
                found[item.pk][member.pk].append(f"tự khai: {conflict.reason}")
