"""Indicators that count rows: one definition gives the value, the split by a dimension, and the rows behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from django.db.models import Count, Model, QuerySet

from lantoa.figures.cells import Cell, Part
from lantoa.figures.dims import DIM_LABELS, Dim
from lantoa.figures.figures import Dims, Doubt, Figure, ReportScope, UnknownFigure, edges_of


@dataclass(frozen=True)
class Indicator:
    """What every indicator has. `printed`: dimensions that the summary prints, each alone."""

    key: str
    label: str
    measure: str
    definition: str
    dims: tuple[Dim, ...] = ()
    order: int = field(default=0, kw_only=True)  # its rank in the summary
    is_printed: bool = field(default=True, kw_only=True)  # others are opened from a page only
    unprinted: ClassVar[frozenset[str]] = frozenset({"own_sector"})
    empty_value: ClassVar[int | None] = 0  # where there is nothing: counted, and none found

    def figures(self, scope: ReportScope) -> list[Figure]:
        """The total, then each printed dimension alone with all its values."""
        raise NotImplementedError

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        """The figure under these dimensions (several at once are allowed) and its rows."""
        raise NotImplementedError

    def values_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, int | None]:
        """Value of the total of each of these units directly below, all below them included, by the unit's key."""
        raise NotImplementedError

    def qualities_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, str]:
        """Quality of those of `values_below` that are not exact."""
        return {}

    def own_value(self, scope: ReportScope) -> int | None:
        """Value of the rows of the scope's unit alone; None where nobody states it."""
        raise NotImplementedError

    def by_key(self, scope: ReportScope, dim: str) -> dict[int, int]:
        """Value by key of the record to which an open dimension leads."""
        raise NotImplementedError

    def doubts(self, scope: ReportScope) -> list[Doubt]:
        """What does not fit between the numbers of this indicator and others of the scope."""
        return []

    @property
    def printed_dims(self) -> list[Dim]:
        return [dim for dim in self.dims if dim.name not in self.unprinted]

    def require_dims(self, dims: Dims) -> dict[str, Dim]:
        """The dimensions by name. Raises `UnknownFigure` for a name or a value that this indicator does not have."""
        by_name = {dim.name: dim for dim in self.dims}
        for name, value in dims.items():
            if name not in by_name:
                usable = ", ".join(by_name) or "không có chiều nào"
                raise UnknownFigure(f"“{self.key}” không chia theo “{name}”; có thể chia theo: {usable}.")
            labels = by_name[name].labels
            if labels is not None and value not in labels:
                raise UnknownFigure(f"“{name}” không có giá trị “{value}”; các giá trị: {', '.join(labels)}.")
            if labels is None and not by_name[name].has_value(value):
                raise UnknownFigure(f"“{name}” không có giá trị “{value}”; hãy xem mã lĩnh vực ở trang Phong trào.")
        return by_name

    def figure(self, value: int | None, dims: Dims, **more) -> Figure:
        names = {dim.name: dim for dim in self.dims}
        parts = [f"{DIM_LABELS[name].lower()}: {names[name].label(dims[name])}" for name in dims]
        label = f"{self.label} ({'; '.join(parts)})" if parts else self.label
        is_part = bool(dims) and all(names[name].is_part for name in dims)
        more.setdefault("part_of", (self.key, {}) if is_part else None)
        return Figure(self.key, value, self.measure, label, dict(dims), definition=self.definition, **more)


@dataclass(frozen=True)
class CountedIndicator(Indicator):
    """Counts distinct values of `counted` over `rows(scope)`; the rows shown are those of `model` with these keys.

    Where `counted` is "pk" each row is counted once in any group, and one grouped query serves every dimension.
    """

    rows: Callable[[ReportScope], QuerySet] = field(kw_only=True)
    kind: str = field(kw_only=True)
    model: type[Model] | None = field(default=None, kw_only=True)
    counted: str = field(default="pk", kw_only=True)
    unit_path: str = field(default="unit_id", kw_only=True)
    whole: str | None = field(default=None, kw_only=True)
    # The rows counted by unit and by the printed dimensions, in their order, where others of the scope count them too.
    counts: Callable[[ReportScope], list[tuple]] | None = field(default=None, kw_only=True)

    def figures(self, scope: ReportScope) -> list[Figure]:
        totals = self._split_at_once(scope) if self.counted == "pk" else self._split_one_by_one(scope)
        found = [self._figure(totals[None, ""], {})]
        for dim in self.printed_dims:
            found += [self._figure(totals.get((dim.name, value), 0), {dim.name: value}) for value in dim.labels]
        return self.nest_figures(found, scope)

    def nest_figures(self, figures: list[Figure], scope: ReportScope) -> list[Figure]:
        """A chance to say of which other figure one is a part, once all are known."""
        return figures

    def cell(self, scope: ReportScope, dims: Dims) -> Cell:
        rows = self._filter_rows(scope, dims)
        if self.counted == "pk":
            shown, value = rows, rows.count()
        else:
            shown = self.model.objects.filter(pk__in=rows.values(self.counted))
            value = rows.aggregate(value=Count(self.counted, distinct=True))["value"]
        figure = self._figure(value, dims)
        figure = next((f for f in self.nest_figures([figure], scope) if f.dims == dict(dims)), figure)
        return Cell(figure, (Part(shown, self.kind),), value)

    def values_below(self, scope: ReportScope, unit_ids: Sequence[int]) -> dict[int, int | None]:
        by_unit, below = self._by_unit(scope), scope.once(edges_of)
        return {pk: sum(by_unit.get(inside, 0) for inside in subtree(pk, below)) for pk in unit_ids}

    def own_value(self, scope: ReportScope) -> int:
        return self._by_unit(scope).get(scope.unit.pk, 0)

    def _by_unit(self, scope: ReportScope) -> dict[int, int]:
        """Value by key of the unit at which the rows lie, read once a scope."""
        return scope.once(self._count_by_unit)

    def _count_by_unit(self, scope: ReportScope) -> dict[int, int]:
        if self.counts:
            totals: dict[int, int] = {}
            for unit_id, *_, n in scope.once(self.counts):
                totals[unit_id] = totals.get(unit_id, 0) + n
            return totals
        grouped = (
            self.rows(scope)
            .order_by()
            .values_list(self.unit_path)
            .annotate(n=Count(self.counted, distinct=self.counted != "pk"))
        )
        return dict(grouped)

    def by_key(self, scope: ReportScope, dim: str) -> dict[int, int]:
        """Value by key of the record to which an open dimension leads."""
        path = next(found.key_path for found in self.dims if found.name == dim)
        grouped = (
            self.rows(scope).order_by().values_list(path).annotate(n=Count(self.counted, distinct=self.counted != "pk"))
        )
        return dict(grouped)

    def _filter_rows(self, scope: ReportScope, dims: Dims) -> QuerySet:
        known = self.require_dims(dims)
        return self.rows(scope).filter(**{known[name].path: value for name, value in dims.items()})

    def _figure(self, value: int, dims: Dims) -> Figure:
        more = {} if dims or self.whole is None else {"part_of": (self.whole, {})}
        return self.figure(value, dims, **more)

    def _split_at_once(self, scope: ReportScope) -> dict:
        paths = [dim.path for dim in self.printed_dims]
        if not paths:
            return {(None, ""): self.rows(scope).count()}
        totals: dict = {(None, ""): 0}
        for *values, n in self._counted_along(scope, paths):
            totals[None, ""] += n
            for dim, value in zip(self.printed_dims, values, strict=True):
                totals[dim.name, value] = totals.get((dim.name, value), 0) + n
        return totals

    def _counted_along(self, scope: ReportScope, paths: list[str]) -> Iterable[tuple]:
        if self.counts:
            return (row[1:] for row in scope.once(self.counts))
        return self.rows(scope).order_by().values_list(*paths).annotate(n=Count("pk"))

    def _split_one_by_one(self, scope: ReportScope) -> dict:
        rows, count = self.rows(scope).order_by(), Count(self.counted, distinct=True)
        totals: dict = {(None, ""): rows.aggregate(n=count)["n"]}
        for dim in self.printed_dims:
            totals |= {(dim.name, value): n for value, n in rows.values_list(dim.path).annotate(n=count)}
        return totals


def subtree(root: int, below: Mapping[int, list[int]]) -> list[int]:
    """Keys of the unit and of all below it."""
    found = [root]
    for unit_id in found:
        found.extend(below.get(unit_id, []))
    return found
