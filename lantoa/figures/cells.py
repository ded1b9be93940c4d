"""A cell: one figure together with the rows that it counts. Both come from the same querysets, so they cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from lantoa.figures.figures import Figure
from lantoa.kit.extension_points import RecordKind, contributed_by_key


def record_kind(kind: str) -> RecordKind:
    """How rows of this kind show themselves, as their own app says it."""
    return contributed_by_key("record_kinds")[kind]


@dataclass(frozen=True)
class Record:
    """One counted row, as the contract prints it. `url`: its page."""

    id: str
    kind: str
    label: str
    unit: str
    unit_code: str
    amount: int
    url: str

    def as_json(self) -> dict:
        return {"id": self.id, "kind": self.kind, "label": self.label, "unit": self.unit_code, "amount": self.amount}


@dataclass(frozen=True)
class Part:
    """Rows of one model behind a cell. `amount`: the field that is summed, or None where each row counts one."""

    rows: QuerySet
    kind: str
    amount: str | None = None

    def count(self) -> int:
        return self.rows.count()

    def total(self) -> int:
        if self.amount is None:
            return self.count()
        return self.rows.aggregate(total=Sum(self.amount))["total"] or 0

    def visible_to(self, user) -> Part:
        return Part(self.rows.visible_to(user), self.kind, self.amount)

    def records(self, start: int = 0, stop: int | None = None) -> Iterator[Record]:
        shown, rows = record_kind(self.kind), self.rows
        if stop is not None:
            # Only keys are sorted and skipped: a page far behind would drag the long texts of all before it along.
            keys = shown.sort_rows(rows).values_list("pk", flat=True)[start:stop]
            rows = rows.model._default_manager.filter(pk__in=list(keys))  # the door was passed with the keys
        for row in shown.sort_rows(rows):
            yield self._record(row)

    def _record(self, row) -> Record:
        shown = record_kind(self.kind)
        unit = shown.unit(row)
        amount = getattr(row, self.amount) if self.amount else 1
        return Record(
            f"{self.kind}-{row.pk}", self.kind, shown.label(row), unit.name, unit.code, amount, shown.url(row)
        )


@dataclass(frozen=True)
class Cell:
    """`size`: how many rows there are, where whoever made the cell has counted them already."""

    figure: Figure
    parts: tuple[Part, ...]
    size: int | None = None

    @property
    def is_weighted(self) -> bool:
        return any(part.amount for part in self.parts)

    def count(self) -> int:
        return sum(part.count() for part in self.parts) if self.size is None else self.size

    def total(self) -> int:
        return sum(part.total() for part in self.parts)

    def visible_to(self, user) -> Cell:
        """The same cell with only the rows that the person may see; the figure stays whole."""
        return Cell(self.figure, tuple(part.visible_to(user) for part in self.parts))

    def records(self, start: int = 0, stop: int | None = None) -> Iterator[Record]:
        """Records `start` to `stop` over all parts, in the parts' order."""
        if len(self.parts) == 1:  # nothing follows: how many there are need not be asked
            yield from self.parts[0].records(start, stop)
            return
        for part in self.parts:
            size = part.count()
            if start < size:
                yield from part.records(start, stop)
            start = max(start - size, 0)
            stop = None if stop is None else stop - size
            if stop is not None and stop <= 0:
                return


class ShownByUnit:
    """A kind of record whose rows lie at a unit; the apps change what differs."""

    related: tuple[str, ...] = ("unit",)
    order: tuple[str, ...] = ("pk",)

    def sort_rows(self, rows: QuerySet) -> QuerySet:
        return rows.select_related(*self.related).order_by(*self.order)

    def unit(self, row):
        return row.unit

    def label(self, row) -> str:
        return str(row)

    def url(self, row) -> str:
        return row.get_absolute_url()
