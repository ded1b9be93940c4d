"""The one door to rows: what a person may see. A role at a unit covers that unit's subtree of today, and the
records of the units whose successor stands in it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.units.tree import Tree, tree_of_rights


class ScopedQuerySet(models.QuerySet):
    """Rows that belong to a unit. `unit_path` is the way from the row to its unit's key."""

    unit_path = "unit_id"

    def visible_to(self, user) -> Self:
        """The only door for views, exports, autocompletes, form choices and drill-downs."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        if user.sees_all:
            return self.all()
        return self.within(tree_of_rights(timezone.localdate()), user.root_ids)

    def within(self, tree: Tree, root_ids) -> Self:
        """Rows of the units in these subtrees of the given tree: for figures, which are not bound to one person's rights."""
        return self.filter(**{f"{self.unit_path}__in": tree.below(root_ids)})


def in_force(on, prefix: str = "") -> Q:
    """Rows whose validity holds the day `on` (both ends are inside)."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )
