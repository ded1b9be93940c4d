"""Keys that were read before, for use in `…__in` by many questions: one value, however many they are.

Thousands of placeholders would cost more than the question itself. PostgreSQL is asked `= ANY(array)`: it then knows how many
keys there are, which it cannot see through `IN (SELECT unnest(…))`, and chooses its way by that.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import BigAutoField, ForeignKey
from django.db.models.expressions import RawSQL
from django.db.models.fields.related_lookups import RelatedIn
from django.db.models.lookups import In

LISTS = {"postgresql": "%s::bigint[]", "sqlite": "SELECT value FROM json_each(%s)"}


class ListedKeys(RawSQL):
    """A list of keys as one parameter."""

    def __init__(self, keys: Sequence[int]) -> None:
        self.keys = list(keys)
        listed = self.keys if connection.vendor == "postgresql" else json.dumps(self.keys)
        super().__init__(LISTS[connection.vendor], (listed,))


class _AnyOfListed:
    """The operator before a list of keys: an array is no subquery."""

    rhs: Any

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        if isinstance(self.rhs, ListedKeys) and connection.vendor == "postgresql":
            return f"= ANY {rhs}"
        return super().get_rhs_op(connection, rhs)


@ForeignKey.register_lookup
class RelatedKeyIn(_AnyOfListed, RelatedIn):
    """`unit__in`, `unit_id__in`."""


@BigAutoField.register_lookup
class KeyIn(_AnyOfListed, In):
    """`pk__in`."""
