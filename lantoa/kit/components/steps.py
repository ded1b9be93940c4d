"""Work and how far it has come: milestones, conditions, score rows, duties, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.forms import BoundField
from django.utils import timezone

from lantoa.kit.ages import span_words
from lantoa.kit.components.wording import part_id
from lantoa.kit.curves import mark_words, place
from lantoa.kit.numbers import format_number, format_percent
from lantoa.kit.parts import Check, Duty, Mark, MonthCount, Number, Todo

register = template.Library()

MARK_TONES = {"done": "done", "soon": "needs", "overdue": "stopped", "todo": "neutral"}
MOST_ACROSS = 6


@register.inclusion_tag("kit/_milestones.html")
def milestones(marks: Sequence[Mark], *, label: str = "Các mốc", today: date | None = None) -> dict[str, Any]:
    """Dated milestones in a line, on a phone or when there are more than six one below the other."""
    now = today or timezone.localdate()
    return {
        "label": label,
        "marks": [{"mark": mark, "tone": MARK_TONES[mark.state], "words": mark_words(mark, now)} for mark in marks],
        "is_long": len(marks) > MOST_ACROSS,
        "done": sum(mark.state == "done" for mark in marks),
        "count": len(marks),
    }


@register.inclusion_tag("kit/_checklist.html")
def checklist(checks: Sequence[Check], *, label: str) -> dict[str, Any]:
    """Conditions, each met or not, the missing ones with the way to mend them."""
    return {"checks": checks, "label": label, "met": sum(check.is_met for check in checks), "count": len(checks)}


@register.inclusion_tag("kit/_score_row.html")
def score_row(
    score: BoundField, reason: BoundField, *, title: str, weight: Number | None = None, scale: str = "", hint: str = ""
) -> dict[str, Any]:
    """One criterion to be scored: its title, weight (per cent) and scale, the score's field (number or radios) and the
    box for the reason."""
    return {
        "score": score,
        "reason": reason,
        "title": title,
        "weight": "" if weight is None else f"{format_number(weight)}%",
        "scale": scale,
        "hint": hint,
        "hint_id": part_id("score", score.html_name),
    }


@register.inclusion_tag("kit/_board.html")
def board(
    duties: Sequence[Duty], *, label: str = "Cần bạn xử lý", empty: str = "Không có việc nào chờ bạn."
) -> dict[str, Any]:
    """What waits for the person, one card a kind of work; those with nothing are left to the domain to leave out."""
    return {"duties": [{"duty": duty, "age": _age(duty.oldest)} for duty in duties], "label": label, "empty": empty}


@register.inclusion_tag("kit/_todos.html")
def todos(rows: Sequence[Todo], *, label: str, has_units: bool = True) -> dict[str, Any]:
    """Rows of the list of work, each wholly a link. `has_units`: whether each says whose it is."""
    return {"rows": rows, "label": label, "has_units": has_units}


def _age(days: int | None) -> str:
    if days is None:
        return ""
    return f"Việc lâu nhất đã chờ {span_words(days)}" if days > 0 else "Mới hôm nay"


@register.inclusion_tag("kit/_complaint.html")
def complaint(
    title: str, *, count: int, url: str, counts: Sequence[MonthCount] = (), of: int | None = None, note: str = ""
) -> dict[str, Any]:
    """One of the movement's complaints: how many it holds of today, `of` how many, and whether it gets better."""
    return {
        "title": title,
        "count": count,
        "url": url,
        "counts": counts,
        "of": of,
        "note": note,
        "share": format_percent(place(count, 0, of), 0) if of else "",
    }
