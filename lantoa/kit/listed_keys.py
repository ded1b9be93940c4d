"""Keys that were read before, for use in `…__in` by many questions: one value, however many they are.

Thousands of placeholders would cost more than the question itself. PostgreSQL is asked `= ANY(array)`: it then knows how many
keys there are, which it cannot see through `IN (SELECT unnest(…))`, and chooses its way by that. Of two arrays on one column it
believes that next to no row is in both, and reads the whole table: the second is hidden from it (`listed_in`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BigAutoField, ForeignKey, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

ARRAY, HIDDEN, JSON = "%s::bigint[]", "SELECT unnest(%s::bigint[])", "SELECT value FROM json_each(%s)"


class ListedKeys(RawSQL):
    """A list of keys as one parameter. `is_hidden`: PostgreSQL is not to plan by it."""

    def __init__(self, keys: Sequence[int], *, is_hidden: bool = False) -> None:
        self.keys = list(keys)
        is_array = connection.vendor == "postgresql"
        listed = self.keys if is_array else json.dumps(self.keys)
        super().__init__((HIDDEN if is_hidden else ARRAY) if is_array else JSON, (listed,))
        self.is_array = is_array and not is_hidden


def listed_in(rows: QuerySet, path: str, keys: RawSQL) -> QuerySet:
    """The rows whose key at `path` is among these: listed, or found by a question of their own. Rows that were chosen by a list
    already are, to the planner, not chosen by another."""
    is_chosen = any(isinstance(getattr(child, "rhs", None), ListedKeys) for child in rows.query.where.children)
    if is_chosen and isinstance(keys, ListedKeys):
        keys = ListedKeys(keys.keys, is_hidden=True)
    return rows.filter(**{f"{path}__in": keys})


class _AnyOfListed:
    """The operator before a list of keys: an array is no subquery."""

    rhs: Any

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if isinstance(self.rhs, ListedKeys) and self.rhs.is_array:
            return f"= ANY {rhs}"
        return super().get_rhs_op(connection, rhs)


@ForeignKey.register_lookup
class RelatedKeyIn(_AnyOfListed, RelatedIn):
    """`unit__in`, `unit_id__in`."""


@BigAutoField.register_lookup
class KeyIn(_AnyOfListed, In):
    """`pk__in`."""
