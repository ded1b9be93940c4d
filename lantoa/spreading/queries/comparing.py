"""What a source and its copies reached on the indicators that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lantoa.initiatives.models import BOXES, Initiative
from lantoa.kit.text import label_key
from lantoa.plans.models import PlanIndicator
from lantoa.plans.queries import effects_of


@dataclass(frozen=True)
class SharedIndicator:
    """An indicator that the source and at least one copy measure, by name and measure. `copies`: how many of them."""

    key: str
    name: str
    measure: str
    copies: int


@dataclass(frozen=True)
class Outcome:
    """One initiative's way on an indicator. Empty values: not planned or not measured yet. `change`: per cent since the
    baseline, None where there is none or it is nought."""

    initiative: Initiative
    is_source: bool
    indicator: PlanIndicator | None
    value: Decimal | None
    measured_on: date | None

    @property
    def baseline(self) -> Decimal | None:
        return self.indicator.baseline if self.indicator else None

    @property
    def target(self) -> Decimal | None:
        return self.indicator.target if self.indicator else None

    @property
    def change(self) -> Decimal | None:
        if self.value is None or not self.baseline:
            return None
        return (self.value - self.baseline) / abs(self.baseline) * 100

    @property
    def is_reached(self) -> bool:
        if self.value is None or self.indicator is None:
            return False
        is_up = self.indicator.direction == "up"
        return self.value >= self.target if is_up else self.value <= self.target


# Value in the address → what the rows stand by. What is not known comes last either way.
ORDERS = {
    "don-vi": lambda row: row.initiative.unit.name_sort,
    "hien-trang": lambda row: row.baseline,
    "muc-tieu": lambda row: row.target,
    "ket-qua": lambda row: row.value,
    "thay-doi": lambda row: row.change,
}


def shared_indicators(source: Initiative, copies: Sequence[Initiative]) -> list[SharedIndicator]:
    """In the order of the source's plan. One query."""
    by_owner = _indicators(source, copies)
    own = by_owner.pop(source.pk, {})
    counted = [(key, row, sum(key in theirs for theirs in by_owner.values())) for key, row in own.items()]
    return [SharedIndicator(key, row.name, row.measure, count) for key, row, count in counted if count]


def outcomes(source: Initiative, copies: Sequence[Initiative], key: str, on: date) -> list[Outcome]:
    """The source first, then every copy, those without the indicator too. Two queries."""
    by_owner = _indicators(source, copies)
    reached = effects_of([source, *copies], on)
    rows = []
    for initiative in (source, *copies):
        indicator = by_owner.get(initiative.pk, {}).get(key)
        effects = reached.get(initiative.pk, []) if indicator else []
        effect = next((row for row in effects if row.indicator.pk == indicator.pk), None)
        value, day = (effect.value, effect.measured_on) if effect else (None, None)
        rows.append(Outcome(initiative, initiative.pk == source.pk, indicator, value, day))
    return rows


def in_order_of(rows: Sequence[Outcome], sort: str) -> list[Outcome]:
    """`sort`: a key of ORDERS, with "-" for downwards; anything else leaves the source first."""
    key = ORDERS.get(sort.removeprefix("-"))
    if key is None:
        return list(rows)
    known = sorted((row for row in rows if key(row) is not None), key=key, reverse=sort.startswith("-"))
    return [*known, *(row for row in rows if key(row) is None)]


def boxes_beside(source: Initiative, copy: Initiative) -> list[tuple[str, str, str]]:
    """Name and boxes that differ: (field, the source's words, the copy's words), in the order of the form."""
    pairs = [(name, getattr(source, name), getattr(copy, name)) for name in ("name", *BOXES)]
    return [(name, old, new) for name, old, new in pairs if old.strip() != new.strip()]


def _indicators(source: Initiative, copies: Sequence[Initiative]) -> dict[int, dict[str, PlanIndicator]]:
    rows = PlanIndicator.objects.filter(plan__initiative__in=[source, *copies]).select_related("plan")
    found: dict[int, dict[str, PlanIndicator]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.plan.initiative_id, {})[f"{row.key}.{label_key(row.measure)}"] = row
    return found
