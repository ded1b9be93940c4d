"""Many units at once, for sheets: by code on a day, what lies below what, and one's rights. The number of queries does not
grow with the number of rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice

from django.utils import timezone

from lantoa.kit.ruling import YES, Refused, Ruling
from lantoa.kit.text import label_key
from lantoa.units.models import Person, Unit, UnitVersion
from lantoa.units.tree import tree_of_rights

AT_ONCE = 10_000
"""Values in one query; databases take no more than some tens of thousands."""


def in_parts(values: Iterable) -> Iterator[list]:
    """The distinct values in lists short enough for one query each."""
    rest = iter(sorted(set(values)))
    while part := list(islice(rest, AT_ONCE)):
        yield part


def visible_ids(by: Person | None, unit_ids: Iterable[int]) -> set[int]:
    """Those of the keys that are in the person's scope. `by` None, the installation itself, sees all."""
    if by is None or by.sees_all:
        return set(unit_ids)
    seen: set[int] = set()
    for part in in_parts(unit_ids):
        seen |= set(Unit.objects.visible_to(by).filter(pk__in=part).values_list("pk", flat=True))
    return seen


class UnitsByCode:
    """Units that bear, or once bore, one of these codes; which of them the person may see."""

    def __init__(self, codes: Iterable[str], by: Person | None) -> None:
        self._by = by
        self._versions: dict[str, list[UnitVersion]] = defaultdict(list)
        for part in in_parts(codes):
            for version in UnitVersion.objects.filter(code__in=part).select_related("unit").order_by("-valid_from"):
                self._versions[version.code].append(version)
        self._visible = visible_ids(by, (version.unit_id for held in self._versions.values() for version in held))
        self._alike: dict[str, str] | None = None

    def version(self, code: str, on: date) -> UnitVersion | None:
        """The version with this code in force on the day, else the one borne now, else the last. Seen or not."""
        held = self._versions.get(code, [])
        in_force = [v for v in held if v.valid_from <= on and (v.valid_to is None or v.valid_to >= on)]
        borne_now = [v for v in held if v.unit.code == code]
        return next(iter(in_force or borne_now or held), None)

    def sees(self, unit: Unit) -> bool:
        return unit.pk in self._visible

    def find(self, code: str, on: date) -> Unit:
        """The unit that bears the code on the day. Raises `Refused` when there is none in the person's scope."""
        version = self.version(code, on)
        if version is None or not self.sees(version.unit):
            raise Refused(f"Không có đơn vị mã “{code}” trong phạm vi của bạn; {self._advice(code)}")
        return version.unit

    def _advice(self, code: str) -> str:
        if self._alike is None:
            door = Unit.objects.all() if self._by is None else Unit.objects.visible_to(self._by)
            self._alike = {label_key(known): known for known in door.values_list("code", flat=True)}
        near = self._alike.get(label_key(code))
        if near:
            return f"có phải là “{near}”?"
        return "hãy xem mã ở trang Đơn vị, hoặc thêm đơn vị trước."


def find_covered_units(root_ids: Iterable[int], units: Iterable[Unit]) -> dict[int, set[int]]:
    """For each root, which of the units lie at or below it today. One query a root."""
    unit_ids = {unit.pk for unit in units}
    tree = tree_of_rights(timezone.localdate())
    return {
        root: set(Unit.objects.filter(pk__in=tree.below([root])).values_list("pk", flat=True)) & unit_ids
        for root in sorted(set(root_ids))
    }


def stand_ins(person: Person, units: Iterable[Unit]) -> dict[int, Unit]:
    """For each unit one over which the person has the very same rights: the rules, asked of it, answer for all of its like.

    Rights depend only on the roles held at the unit and above it; units in the same place to all of them are alike.
    """
    units = list(units)
    reach = find_covered_units(person.root_ids, units)
    first: dict[tuple, Unit] = {}
    found = {}
    for unit in units:
        place = tuple((root, unit.pk == root) for root, below in reach.items() if unit.pk in below)
        found[unit.pk] = first.setdefault(place, unit)
    return found


def rule_units(
    rule: Callable[[Person, Unit], Ruling], person: Person | None, units: Iterable[Unit], *, names_unit: bool = False
) -> dict[int, Ruling]:
    """The rule's answer for each unit, by its key, asked once for all that are alike. `person` None, the installation itself,
    may do everything. `names_unit`: a refusal names the unit, so those refused are asked one by one."""
    by_key = {unit.pk: unit for unit in units}
    if person is None:
        return dict.fromkeys(by_key, YES)
    like = stand_ins(person, by_key.values())
    asked = {unit.pk: rule(person, unit) for unit in {unit.pk: unit for unit in like.values()}.values()}
    rulings = {key: asked[like[key].pk] for key in by_key}
    if names_unit:
        rulings |= {key: rule(person, by_key[key]) for key, ruling in rulings.items() if not ruling}
    return rulings
