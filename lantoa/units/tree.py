"""The dated tree as SQL: one recursive query down or up the managing line, for any date, on SQLite and PostgreSQL.

Nothing is stored beside the edges themselves, so a tree of a past day needs no history tables and can never be stale
(docs/decisions/0004-dated-tree.md). All dates are whole days; `valid_from` and `valid_to` are both inside the period.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models.expressions import RawSQL

BEFORE_ALL = date(1900, 1, 1)
# A list of keys as one value: thousands of placeholders cost more than the question itself.
LISTED = {"postgresql": "SELECT unnest(%s::bigint[])", "sqlite": "SELECT value FROM json_each(%s)"}

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


def among(keys: list[int]) -> RawSQL:
    """Keys that were read before, for use in `…__in`: where many questions rest on one walk down the tree."""
    held = keys if connection.vendor == "postgresql" else json.dumps(keys)
    return RawSQL(LISTED[connection.vendor], (held,))  # noqa: S611 - constant text


@dataclass(frozen=True)
class Tree:
    """The tree of day `on`, in which units dissolved since `dissolved_since` still stand under their last superior."""

    on: date
    dissolved_since: date = BEFORE_ALL

    def below(self, roots: Iterable[int]) -> RawSQL:
        """Keys of the roots and of all below them, for use in `…__in`."""
        roots = sorted(set(roots))
        if not roots:
            return RawSQL("SELECT u.id FROM units_unit u WHERE u.id IS NULL", ())
        anchor = f"u.id IN ({', '.join(['%s'] * len(roots))})"
        return RawSQL(DOWN.format(anchor=anchor), (*roots, self.on, self.on, self.dissolved_since))  # noqa: S611 - no outside text: only placeholders are put in

    def above(self, unit_id: int) -> RawSQL:
        """Keys of the unit and of all above it."""
        return RawSQL(UP, (unit_id, self.on, self.on))  # noqa: S611 - constant text
