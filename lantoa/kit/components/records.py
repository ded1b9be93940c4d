"""Records: table, filters, moves, timeline, differences, facts, tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lantoa.kit.components.wording import part_id
from lantoa.kit.parts import Action, Change, Chip, Entry, Item, Node

register = template.Library()

SORT_WORDS = {"asc": "ascending", "desc": "descending", "": "none"}


@register.simple_block_tag
def table(content: SafeString, *, caption: str, is_caption_hidden: bool = False, is_plain: bool = False) -> str:
    """A table of records: thead with `{% column %}`, rows whose cells carry `data-label`. On a phone each row is a card,
    unless `is_plain` (few narrow columns, better as they are)."""
    context = {"content": content, "caption": caption, "is_caption_hidden": is_caption_hidden, "is_plain": is_plain}
    return render_to_string("kit/_table.html", context)


@register.inclusion_tag("kit/_column.html")
def column(label: str, *, is_number: bool = False, sort_url: str = "", direction: str = "") -> dict[str, Any]:
    """A column's head. `sort_url` makes it a link; `direction` asc or desc says how the rows stand now."""
    return {
        "label": label,
        "is_number": is_number,
        "sort_url": sort_url,
        "sort_word": SORT_WORDS[direction] if sort_url else "",
        "sort_icon": {"asc": "chevron-up", "desc": "chevron-down", "": "sort"}[direction],
    }


@register.simple_block_tag
def filters(
    content: SafeString,
    *,
    action: str = "",
    chips: Sequence[Chip] = (),
    clear_url: str = "",
    label: str = "Bộ lọc",
    submit: str = "Lọc",
) -> str:
    """A filter form: fields in the content, the filters in force as removable chips. Folds away on a phone."""
    context = {
        "content": content,
        "action": action,
        "chips": chips,
        "clear_url": clear_url,
        "label": label,
        "submit": submit,
    }
    return render_to_string("kit/_filters.html", context)


@register.inclusion_tag("kit/_moves.html")
def moves(actions: Sequence[Action], *, of: str, label: str = "Việc có thể làm") -> dict[str, Any]:
    """Buttons for the moves of one record, named `of`; a refused one stays visible with its reason."""
    return {
        "moves": [{"action": action, "id": part_id("move", action.url, action.label)} for action in actions],
        "of": of,
        "label": label,
    }


@register.inclusion_tag("kit/_move_form.html")
def move_form(action: Action, *, of: str, cancel_url: str = "", error: str = "", reason: str = "") -> dict[str, Any]:
    """The form of one move that needs a reason or shows its consequence: inside the window, and alone on its page."""
    return {
        "action": action,
        "of": of,
        "cancel_url": cancel_url,
        "error": error,
        "reason": reason,
        "id": part_id("move", action.url, action.label),
    }


@register.inclusion_tag("kit/_timeline.html")
def timeline(entries: Sequence[Entry], *, label: str = "Diễn biến") -> dict[str, Any]:
    return {"entries": entries, "label": label}


@register.inclusion_tag("kit/_difference.html")
def difference(changes: Sequence[Change], *, old: str = "Trước", new: str = "Sau") -> dict[str, Any]:
    """Fields side by side, before and after."""
    return {"changes": changes, "old": old, "new": new}


@register.inclusion_tag("kit/_definitions.html")
def definitions(items: Sequence[Item]) -> dict[str, Any]:
    """Labels and values; what is missing says so."""
    return {"items": items}


@register.inclusion_tag("kit/_tree.html")
def tree(nodes: Sequence[Node], *, label: str) -> dict[str, Any]:
    """Nested nodes that open and close; those with `children_url` fetch what is below when first opened."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("kit/_nodes.html")
def tree_nodes(nodes: Sequence[Node]) -> dict[str, Any]:
    """The nodes alone: the answer to a node's `children_url`."""
    return {"nodes": nodes}
