"""The records behind one figure, for people (by rights, page by page) and for programs (all of them)."""

from __future__ import annotations

from dataclasses import dataclass

from lantoa.figures.cells import Cell, Record
from lantoa.figures.figures import Dims, Figure, ReportScope
from lantoa.figures.registry import indicator_of


@dataclass(frozen=True)
class RecordList:
    """A figure and its records. `hidden`: how many the person may not see; the figure counts them all the same.

    `is_weighted`: a record may count for more or less than one.
    """

    scope: ReportScope
    figure: Figure
    records: list[Record]
    count: int
    visible: int
    total: int
    is_weighted: bool

    @property
    def hidden_count(self) -> int:
        return self.count - self.visible

    def as_json(self) -> dict:
        figure = self.figure
        return {
            "key": figure.key,
            "dims": dict(figure.dims),
            "count": self.count,
            "value": figure.value,
            "records": [record.as_json() for record in self.records],
        }


def cell(key: str, dims: Dims, scope: ReportScope) -> Cell:
    """The figure and its rows. Raises `UnknownFigure` for a key, dimension or value that does not exist."""
    return indicator_of(key).cell(scope, dims)


def records(
    key: str, dims: Dims, scope: ReportScope, *, user=None, start: int = 0, stop: int | None = None
) -> RecordList:
    """Records `start` to `stop` of the figure: all of them without a user, else those that the user may see."""
    whole = cell(key, dims, scope)
    count = whole.count()
    shown = whole if user is None else whole.visible_to(user)
    visible = count if user is None or user.sees_all else shown.count()
    total = shown.total() if whole.is_weighted else visible
    return RecordList(scope, whole.figure, list(shown.records(start, stop)), count, visible, total, whole.is_weighted)
