"""Figures: number chip, nested bars, charts, and the line that says how many rows one may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lantoa.kit.bars import chart_bars, chart_stacks, level_bars
from lantoa.kit.components.wording import part_id
from lantoa.kit.numbers import Quality, format_date, format_number, format_quantity
from lantoa.kit.parts import Bar, Level, Number, Stack

register = template.Library()

QUALITY_MEANING = {
    Quality.AT_LEAST: "con số này là mức thấp nhất",
    Quality.AT_MOST: "con số này là mức cao nhất",
    Quality.ABOUT: "con số gần đúng",
    Quality.RANGE: "con số nằm trong khoảng",
    Quality.NOT_STATED: "nguồn không nêu mức chính xác",
}


@register.inclusion_tag("kit/_number.html")
def number(
    value: Number | None,
    *,
    label: str,
    url: str = "",
    quality: str = "exact",
    measure: str = "",
    upper: Number | None = None,
    definition: str = "",
    basis: str = "",
    as_of: date | None = None,
    size: str = "text",
) -> dict[str, Any]:
    """A figure that is a link to its records, and says on hover, focus or touch what it is.

    `label`: what is counted, read out before the number. `size`: text, cell (in a table: quiet), key (large, label shown).
    """
    kind = Quality(quality)
    about = {
        "Định nghĩa": definition,
        "Loại số": QUALITY_MEANING.get(kind, ""),
        "Căn cứ": basis,
        "Thời điểm": f"tính đến {format_date(as_of)}" if as_of else "",
    }
    return {
        "shown": format_quantity(value, kind, measure or None, upper),
        "is_stated": value is not None,
        "label": label,
        "url": url,
        "size": size,
        "about": [{"term": term, "text": text} for term, text in about.items() if text],
        "about_id": part_id("about", label, value, url, definition, basis, as_of),
    }


@register.simple_block_tag
def key_figures(content: SafeString, *, label: str) -> str:
    """A row of large figures: `{% number … size="key" %}`, each inside `<li>`."""
    return render_to_string("kit/_key_figures.html", {"content": content, "label": label})


@register.inclusion_tag("kit/_nested_bars.html")
def nested_bars(levels: Sequence[Level], *, caption: str, doubt: str = "lớn hơn số ở trên") -> dict[str, Any]:
    """Counts of which each lies inside the one before, always together; the missing part is hatched and a link."""
    return {"bars": level_bars(levels), "caption": caption, "doubt": doubt}


@register.inclusion_tag("kit/_bar_chart.html")
def bar_chart(bars: Sequence[Bar], *, caption: str, measure: str = "") -> dict[str, Any]:
    """Horizontal bars, each with its value in figures; a bar with an address is a link."""
    return {"bars": chart_bars(bars), "caption": caption, "measure": measure}


@register.inclusion_tag("kit/_stacked_bars.html")
def stacked_bars(stacks: Sequence[Stack], *, caption: str) -> dict[str, Any]:
    """Small multiples: one stack a line, its parts in the order of the legend (at most four)."""
    legend = [part.label for part in stacks[0].parts] if stacks else []
    return {"stacks": chart_stacks(stacks), "caption": caption, "legend": legend}


@register.inclusion_tag("kit/_shown.html")
def shown(visible: int, total: int, *, noun: str = "dòng") -> dict[str, Any]:
    """How many of all one's rights let one see: "131 trong 132 dòng hiển thị". Nothing when it is all of them."""
    return {
        "visible": format_number(visible),
        "total": format_number(total),
        "hidden": format_number(total - visible) if total > visible else "",
        "noun": noun,
    }
