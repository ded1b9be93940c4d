"""One search over all that the apps contribute to it: for those who know a word, not where it stands."""

from __future__ import annotations

from lantoa.kit.extension_points import contributions
from lantoa.kit.finding import Group, is_enough
from lantoa.units.models import Person


def search_groups(text: str, user: Person) -> list[Group]:
    """The groups that hold anything; accents, case and đ/d aside."""
    if not is_enough(text):
        return []
    groups = (source.find(text, user) for source in contributions("search"))
    return [group for group in groups if group.count]
