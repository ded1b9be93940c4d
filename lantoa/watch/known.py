"""The rules of the watch that the apps contribute, by kind of alert."""

from __future__ import annotations

from lantoa.kit.breaches import AlertRule
from lantoa.kit.extension_points import contributions


def rules_by_kind() -> dict[str, AlertRule]:
    """In their order."""
    return {rule.key: rule for rule in contributions("alerts")}


def labels_by_kind() -> dict[str, str]:
    return {kind: rule.label for kind, rule in rules_by_kind().items()}


def kinds_in_list(slug: str) -> tuple[str, ...]:
    """The kinds that stand in this list of the boards."""
    return tuple(kind for kind, rule in rules_by_kind().items() if rule.list_slug == slug)


def label_of(kind: str) -> str:
    """The kind itself where no app has its rule any more; `lantoa check` tells of it."""
    rule = rules_by_kind().get(kind)
    return rule.label if rule else kind


def kinds_done_by(who: str) -> list[str]:
    """The kinds whose work is that of the unit, or of the superior."""
    return [kind for kind, rule in rules_by_kind().items() if rule.done_by == who]
