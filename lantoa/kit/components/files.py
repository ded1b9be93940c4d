"""Files that a record has: a grid of photos, and a link that says what will open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files.kinds import Group, kind_of
from lantoa.kit.files.shown import Photo
from lantoa.kit.files.sizes import format_size

register = template.Library()

ICONS = {"doc": "word", "docx": "word", "xls": "excel", "xlsx": "excel"}


@register.inclusion_tag("kit/_photo_grid.html")
def photo_grid(photos: Sequence[Photo], *, label: str, is_new_tab: bool = False) -> dict[str, Any]:
    """Pictures side by side, each leading to the whole of it. Nothing when there are none. `is_new_tab`: beside a form that
    is being filled in."""
    return {"photos": photos, "label": label, "is_new_tab": is_new_tab}


@register.inclusion_tag("kit/_file_link.html")
def file_link(stored: StoredFile, *, url: str, note: str = "", is_new_tab: bool = False) -> dict[str, Any]:
    """The name of a file with what it is and how much it weighs; `note`: who and when."""
    kind = kind_of(stored.content_type)
    words = kind.label[0].upper() + kind.label[1:] if kind else stored.content_type
    return {
        "name": stored.name,
        "url": url,
        "icon_name": ICONS.get(kind.extension, "document") if kind else "document",
        "about": f"{words} · {format_size(stored.size)}",
        "saves": kind is None or kind.group is Group.OFFICE,
        "note": note,
        "is_new_tab": is_new_tab,
    }
