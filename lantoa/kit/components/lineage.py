"""The lineage of an initiative in ripples, and the same as an indented list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from lantoa.kit.components.basic import badge
from lantoa.kit.lineage import Branch, draw, failures, fold, size
from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Kin

register = template.Library()

KIN_WORDS = {
    "live": "đang áp dụng",
    "failed": "không thành",
    "ended": "đã thôi",
    "ancestor": "bản gốc",
    "current": "đang xem",
}
KIN_TONES = {"live": "info", "failed": "stopped", "ended": "neutral", "ancestor": "info", "current": "done"}


@register.inclusion_tag("kit/_lineage.html")
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
        "told": _told(source),
    }


def _told(source: Kin) -> str:
    copies, failed = size(source), failures(source)
    if not copies:
        return "Chưa có bản nhân rộng nào."
    lost = f", {format_number(failed)} không thành" if failed else ""
    return f"{format_number(copies)} bản nhân rộng{lost}."


@register.inclusion_tag("kit/_lineage_branch.html")
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
