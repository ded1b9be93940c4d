"""The one door to rows: what a person may see. A role at a unit covers that unit's subtree of today, and the
records of the units whose successor stands in it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lantoa.kit.listed_keys import ListedKeys, listed_in
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

    def visible_within(self, user, tree: Tree, root_ids) -> Self:
        """What the person sees of these subtrees: `visible_to` and `within` as one list of keys. Two lists on one column look
        to a planner as if they left next to nothing, and it then reads the whole table."""
        if not getattr(user, "is_authenticated", False):
            return self.none()
        keys = tree.keys_below(root_ids)
        if not user.sees_all:
            own = {*tree_of_rights(timezone.localdate()).keys_below(user.root_ids)}
            keys = [key for key in keys if key in own]
        return listed_in(self, self.unit_path, ListedKeys(keys))

    def within(self, tree: Tree, root_ids) -> Self:
        """Rows of the units in these subtrees of the given tree: for figures, which are not bound to one person's rights."""
        return listed_in(self, self.unit_path, tree.below(root_ids))


def in_force(on, prefix: str = "") -> Q:
    """Rows whose validity holds the day `on` (both ends are inside)."""
    return Q(**{f"{prefix}valid_from__lte": on}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": on})
    )
