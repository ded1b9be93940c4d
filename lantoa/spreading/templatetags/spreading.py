"""The lineage of an initiative in ripples, the same as an indented list, and the grid of a spreading programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django import template

from lantoa.kit.bars import percent
from lantoa.kit.components.basic import badge
from lantoa.kit.curves import place
from lantoa.kit.numbers import format_number, format_percent
from lantoa.spreading.lineage import Branch, draw, failures, fold, size
from lantoa.spreading.parts import Kin, Target, TargetGroup

register = template.Library()

STATUS_WORDS = {"has": "đã có", "doing": "đang làm", "none": "chưa", "never": "được miễn"}
STATUS_TONES = {"has": "done", "doing": "info", "none": "neutral", "never": "stopped"}

KIN_WORDS = {
    "live": "đang áp dụng",
    "failed": "không thành",
    "ended": "đã thôi",
    "ancestor": "bản gốc",
    "current": "đang xem",
}
KIN_TONES = {"live": "info", "failed": "stopped", "ended": "neutral", "ancestor": "info", "current": "done"}


@register.inclusion_tag("spreading/_lineage.html")
def lineage(
    source: Kin,
    *,
    caption: str,
    ancestors: Sequence[Kin] = (),
    list_url: str = "",
    limit: int = 20,
) -> dict[str, Any]:
    """Whence an initiative came (`ancestors`, oldest first) and whither it spread, drawn in ripples and told as a list.
    Over `limit` copies a generation are gathered into "và 37 đơn vị khác", which opens `list_url`."""
    root = fold(source, limit=limit)
    return {
        "caption": caption,
        "drawing": draw(root, ancestors),
        "root": root,
        "ancestors": ancestors,
        "list_url": list_url,
        "told": _describe_copies(source),
    }


def _describe_copies(source: Kin) -> str:
    copies, failed = size(source), failures(source)
    if not copies:
        return "Chưa có bản nhân rộng nào."
    lost = f", {format_number(failed)} không thành" if failed else ""
    return f"{format_number(copies)} bản nhân rộng{lost}."


@register.inclusion_tag("spreading/_lineage_branch.html")
def lineage_branch(branch: Branch, list_url: str) -> dict[str, Any]:
    return {"branch": branch, "list_url": list_url}


@register.filter
def kin_word(kin: Kin) -> str:
    return kin.word or KIN_WORDS[kin.tone]


@register.filter
def kin_badge(kin: Kin) -> str:
    return badge(kin_word(kin), tone=KIN_TONES[kin.tone])


@register.filter
def kin_title(kin: Kin) -> str:
    """The whole of a node in one line, for the hint of the drawing."""
    facts = (kin.label, kin.unit, str(kin.year) if kin.year else "", kin_word(kin))
    return " · ".join(fact for fact in facts if fact)


@register.inclusion_tag("spreading/_programme_grid.html")
def programme_grid(groups: Sequence[TargetGroup], *, label: str) -> dict[str, Any]:
    """The targets of a spreading programme, a cell each, under their superiors, with counts of each status."""
    everyone = [target for group in groups for target in group.targets]
    return {
        "label": label,
        "summary": _count_statuses(everyone),
        "groups": [
            {
                "group": group,
                "summary": _count_statuses(group.targets),
                "cells": [_cell(target) for target in group.targets],
            }
            for group in groups
        ],
    }


def _cell(target: Target) -> dict[str, Any]:
    return {"target": target, "word": STATUS_WORDS[target.status], "tone": STATUS_TONES[target.status]}


def _count_statuses(targets: Sequence[Target]) -> dict[str, Any]:
    """Counts by status, the share that has it, and the parts of a bar laid end to end. Who will not do it at all stays
    in the whole: nobody leaves the programme unseen."""
    found, total = Counter(target.status for target in targets), len(targets)
    start, parts = 0, []
    for status, word in STATUS_WORDS.items():
        parts.append(
            {
                "status": status,
                "word": word,
                "tone": STATUS_TONES[status],
                "count": found[status],
                "x": percent(place(start, 0, total)),
                "width": percent(place(found[status], 0, total)),
            }
        )
        start += found[status]
    share = format_percent(place(found["has"], 0, total), 0) if total else ""
    return {"parts": parts, "total": total, "has": found["has"], "share": share}
