"""What a figure is, and over what it is taken: a unit, a period and a tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from django.utils import timezone

from lantoa.kit.listed_keys import ListedKeys, listed_in
from lantoa.kit.numbers import Quality, format_date
from lantoa.kit.ruling import Refused
from lantoa.units.models import Unit
from lantoa.units.queries import edges_below
from lantoa.units.tree import BEFORE_ALL, Tree

T = TypeVar("T")
THEN, NOW = "then", "now"
Dims = Mapping[str, str]


class UnknownFigure(Refused):
    """The key, a dimension or its value is none that a report has."""


@dataclass(frozen=True)
class ReportScope:
    """A unit with all below it, a period (both days inside), and the tree by which "below" is meant.

    `tree`: "then" (of the period's last day, with units dissolved within the period under their last superior), "now"
    (today's, dissolved units under their last superior), or a day in ISO form. `is_alone`: the unit's own rows only.
    `asked_through`: the superior in that tree whose report was opened to come here; its readers may see this unit's
    figures for this period even if the unit has moved elsewhere since (its records still follow today's rights).
    """

    unit: Unit
    start: date
    end: date
    tree: str = THEN
    is_alone: bool = False
    asked_through: Unit | None = None
    _read: dict = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise Refused(
                f"Kỳ báo cáo kết thúc ({format_date(self.end)}) trước khi bắt đầu ({format_date(self.start)})."
            )
        if self.tree not in (THEN, NOW):
            try:
                date.fromisoformat(self.tree)
            except ValueError:
                raise Refused(
                    f"Cây đơn vị “{self.tree}” không hợp lệ; dùng then, now hoặc một ngày như 2024-06-30."
                ) from None

    @cached_property
    def the_tree(self) -> Tree:
        if self.tree == THEN:
            return Tree(self.end, dissolved_since=self.start)
        if self.tree == NOW:
            return Tree(timezone.localdate(), dissolved_since=BEFORE_ALL)
        return Tree(date.fromisoformat(self.tree), dissolved_since=self.start)

    def below(self, queryset):
        """The rows of the queryset that belong to the scope's units."""
        if self.is_alone:
            return queryset.filter(**{queryset.unit_path: self.unit.pk})
        return listed_in(queryset, queryset.unit_path, ListedKeys(self.once(_keys_inside)))

    def unit_inside(self, code: str) -> Unit | None:
        """The unit of this code if the scope's tree holds it."""
        return self.below(Unit.objects.filter(code=code)).first()

    def once(self, read: Callable[[ReportScope], T]) -> T:
        """What `read` finds for this scope, read on first use: indicators that rest on the same ground share it."""
        if read not in self._read:
            self._read[read] = read(self)
        return self._read[read]

    def at(self, unit: Unit, *, is_alone: bool = False) -> ReportScope:
        """The same period and tree at the unit itself or at one below it."""
        return ReportScope(unit, self.start, self.end, self.tree, is_alone, self.asked_through or self.unit)

    @property
    def tree_label(self) -> str:
        if self.tree == THEN:
            return f"theo tổ chức tại ngày {format_date(self.end)}"
        if self.tree == NOW:
            return "theo tổ chức hiện nay"
        return f"theo tổ chức tại ngày {format_date(date.fromisoformat(self.tree))}"

    @property
    def period_label(self) -> str:
        year_long = (self.start.month, self.start.day, self.end.month, self.end.day) == (1, 1, 12, 31)
        if year_long and self.start.year == self.end.year:
            return f"năm {self.start.year}"
        if year_long:
            return f"giai đoạn {self.start.year}–{self.end.year}"
        return f"từ {format_date(self.start)} đến {format_date(self.end)}"


def _keys_inside(scope: ReportScope) -> list[int]:
    """Keys of the scope's units: walked down once, every figure of a report rests on them."""
    return list(Unit.objects.within(scope.the_tree, [scope.unit.pk]).order_by().values_list("pk", flat=True))


def edges_of(scope: ReportScope) -> dict[int, list[int]]:
    """The managing edges below the scope's unit in its tree; none where only the unit's own rows are meant."""
    return {} if scope.is_alone else edges_below(scope.unit.pk, scope.the_tree)


def standing_units(scope: ReportScope) -> set[int]:
    """Keys of the scope's units that stand on the period's last day: only their silence says anything."""
    return set(scope.below(Unit.objects.standing(scope.end)).values_list("pk", flat=True))


@dataclass(frozen=True)
class Doubt:
    """Two printed numbers of a unit that do not fit; shown beside the figure, never corrected by machine.

    `key`, `dims`: the figure beside which it stands; `against`: the other figure whose number it names, where that is one.
    """

    unit: Unit
    text: str
    key: str = ""
    dims: Dims = field(default_factory=dict)
    against: tuple[str, Dims] | None = None

    def as_json(self) -> dict:
        unit = {"code": self.unit.code, "name": self.unit.name}
        return {"key": self.key, "dims": dict(self.dims), "unit": unit, "text": self.text}


@dataclass(frozen=True)
class Figure:
    """One number of a report. `value` is None where nobody stated it. `part_of`: (key, dims) of which it is a part."""

    key: str
    value: int | None
    measure: str
    label: str
    dims: Dims = field(default_factory=dict)
    quality: str = Quality.EXACT.value
    part_of: tuple[str, Dims] | None = None
    basis: str | None = None
    definition: str = ""

    def as_json(self) -> dict:
        """The contract's fields, in its order."""
        part_of = {"key": self.part_of[0], "dims": dict(self.part_of[1])} if self.part_of else None
        return {
            "key": self.key,
            "dims": dict(self.dims),
            "value": self.value,
            "measure": self.measure,
            "quality": self.quality,
            "part_of": part_of,
            "label": self.label,
            "basis": self.basis,
        }
