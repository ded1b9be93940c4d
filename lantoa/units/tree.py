"""The dated tree as SQL: one recursive query down or up the managing line, for any date, on SQLite and PostgreSQL.

Nothing is stored beside the edges themselves, so a tree of a past day needs no history tables and can never be stale
(docs/decisions/0004-dated-tree.md). All dates are whole days; `valid_from` and `valid_to` are both inside the period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models.expressions import RawSQL

from lantoa.kit.listed_keys import ListedKeys

BEFORE_ALL = date(1900, 1, 1)
# Statement and parameters of a walk → the keys that it found; None where each question walks by itself.
_WALKED: ContextVar[dict[tuple[str, tuple], list[int]] | None] = ContextVar("walked", default=None)

# Every column is typed by its table, the roots by the unit's own key: PostgreSQL needs no casts.
DOWN = """
WITH RECURSIVE below(id) AS (
    SELECT u.id FROM units_unit u WHERE {anchor}
    UNION
    SELECT e.unit_id FROM units_parentedge e
    JOIN below b ON e.parent_id = b.id
    JOIN units_unit u ON u.id = e.unit_id
    WHERE e.is_managing AND e.valid_from <= %s
      AND (e.valid_to IS NULL OR e.valid_to >= %s OR (e.valid_to >= %s AND e.valid_to = u.valid_to))
) SELECT id FROM below
"""

# The same, and below a successor the units whose records it took over. A recursive term may name itself once on PostgreSQL,
# and SQLite knows no LATERAL.
DOWN_WITH_SUCCESSIONS = {
    "sqlite": DOWN.replace(
        ") SELECT id FROM below",
        """    UNION
    SELECT s.unit_id FROM units_succession s JOIN below b ON s.successor_id = b.id WHERE s.valid_from <= %s
) SELECT id FROM below""",
    ),
    "postgresql": """
WITH RECURSIVE below(id) AS (
    SELECT u.id FROM units_unit u WHERE {anchor}
    UNION
    SELECT n.id FROM below b CROSS JOIN LATERAL (
        SELECT e.unit_id AS id FROM units_parentedge e JOIN units_unit u ON u.id = e.unit_id
        WHERE e.parent_id = b.id AND e.is_managing AND e.valid_from <= %s
          AND (e.valid_to IS NULL OR e.valid_to >= %s OR (e.valid_to >= %s AND e.valid_to = u.valid_to))
        UNION ALL
        SELECT s.unit_id FROM units_succession s WHERE s.successor_id = b.id AND s.valid_from <= %s
    ) n
) SELECT id FROM below
""",
}

UP = """
WITH RECURSIVE above(id) AS (
    SELECT u.id FROM units_unit u WHERE u.id = %s
    UNION
    SELECT e.parent_id FROM units_parentedge e
    JOIN above a ON e.unit_id = a.id
    JOIN units_unit u ON u.id = e.unit_id
    WHERE e.is_managing AND e.valid_from <= %s AND (e.valid_to IS NULL OR e.valid_to >= %s OR e.valid_to = u.valid_to)
) SELECT id FROM above
"""

UP_WITH_SUCCESSIONS = {
    "sqlite": UP.replace(
        ") SELECT id FROM above",
        """    UNION
    SELECT s.successor_id FROM units_succession s JOIN above a ON s.unit_id = a.id WHERE s.valid_from <= %s
) SELECT id FROM above""",
    ),
    "postgresql": """
WITH RECURSIVE above(id) AS (
    SELECT u.id FROM units_unit u WHERE u.id = %s
    UNION
    SELECT n.id FROM above a CROSS JOIN LATERAL (
        SELECT e.parent_id AS id FROM units_parentedge e JOIN units_unit u ON u.id = e.unit_id
        WHERE e.unit_id = a.id AND e.is_managing AND e.valid_from <= %s
          AND (e.valid_to IS NULL OR e.valid_to >= %s OR e.valid_to = u.valid_to)
        UNION ALL
        SELECT s.successor_id FROM units_succession s WHERE s.unit_id = a.id AND s.valid_from <= %s
    ) n
) SELECT id FROM above
""",
}


@dataclass(frozen=True)
class Tree:
    """The tree of day `on`, in which units dissolved since `dissolved_since` still stand under their last superior.

    `has_successions`: a unit that ended stands under its successor too. Rights go by that tree, figures never do
    (docs/decisions/0017-a-unit-ends.md).
    """

    on: date
    dissolved_since: date = BEFORE_ALL
    has_successions: bool = False

    def below(self, roots: Iterable[int]) -> RawSQL:
        """Keys of the roots and of all below them, for use in `…__in`."""
        roots = sorted(set(roots))
        if not roots:
            return RawSQL("SELECT u.id FROM units_unit u WHERE u.id IS NULL", ())
        anchor = f"u.id IN ({', '.join(['%s'] * len(roots))})"
        days: tuple[date, ...] = (self.on, self.on, self.dissolved_since)
        statement = DOWN
        if self.has_successions:
            statement, days = DOWN_WITH_SUCCESSIONS[connection.vendor], (*days, self.on)
        walk = (statement.format(anchor=anchor), (*roots, *days))
        if _WALKED.get() is None:
            return RawSQL(*walk)  # noqa: S611 - no outside text: only placeholders are put in
        return ListedKeys(_read_once(*walk))

    def keys_below(self, roots: Iterable[int]) -> list[int]:
        """`below`, read: one query where it was not walked before."""
        below = self.below(roots)
        return below.keys if isinstance(below, ListedKeys) else _read_keys(below.sql, tuple(below.params))

    def above(self, unit_id: int) -> RawSQL:
        """Keys of the unit and of all above it."""
        if self.has_successions:
            return RawSQL(UP_WITH_SUCCESSIONS[connection.vendor], (unit_id, self.on, self.on, self.on))  # noqa: S611 - constant text
        return RawSQL(UP, (unit_id, self.on, self.on))  # noqa: S611 - constant text


def _read_once(statement: str, params: tuple) -> list[int]:
    walked = _WALKED.get()
    if (statement, params) not in walked:
        walked[statement, params] = _read_keys(statement, params)
    return walked[statement, params]


def _read_keys(statement: str, params: tuple) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return [key for (key,) in cursor.fetchall()]


@contextmanager
def walk_once() -> Iterator[None]:
    """Within, each walk down the tree is made once and its keys are used again: for what reads much and changes no tree."""
    token = _WALKED.set({})
    try:
        yield
    finally:
        _WALKED.reset(token)


def tree_of_rights(on: date) -> Tree:
    """The tree by which people see and act: today's, with the records of a unit that ended also under its successor."""
    return Tree(on, has_successions=True)
