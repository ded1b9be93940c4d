"""Figures: number chip, nested bars, charts, and the line that says how many rows one may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantoa.kit.bars import chart_bars, chart_stacks, level_bars
from lantoa.kit.components.basic import icon
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


@register.simple_tag
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
) -> SafeString:
    """A figure that is a link to its records, and says on hover, focus or touch what it is.

    `label`: what is counted, read out before the number. `size`: text, cell (in a table: quiet), key (large, label shown).
    Built here and not in a template file: it stands in running text, where a file's last line break would be a space.
    """
    kind = Quality(quality)
    about = {
        "Định nghĩa": definition,
        "Loại số": QUALITY_MEANING.get(kind, ""),
        "Căn cứ": basis,
        "Thời điểm": f"tính đến {format_date(as_of)}" if as_of else "",
    }
    lines = [(term, text) for term, text in about.items() if text]
    about_id = part_id("about", label, value, url, *lines)
    attrs = {"class": "chip-figure" if value is not None else "chip-figure chip-unstated"}
    if url and value is not None:
        attrs["href"] = url
    if lines:
        attrs["aria-describedby"] = about_id
    return format_html(
        '<span class="chip chip-{}" data-chip>{}{}{}</span>',
        size,
        format_html('<span class="chip-label">{}</span>', label) if size == "key" else "",
        _figure(_split_quality(format_quantity(value, kind, measure or None, upper), kind), label, size, attrs),
        _about(label, lines, about_id) if lines else "",
    )


def _split_quality(shown: str, kind: Quality) -> str:
    """The word of quality ("trên") apart from its number, so that a large figure may set it smaller."""
    word, space, rest = shown.partition(" ")
    return format_html('<span class="chip-quality">{}</span> {}', word, rest) if space and word == kind.label else shown


def _figure(shown: str, label: str, size: str, attrs: dict[str, str]) -> SafeString:
    """The figure itself: a link if it has an address. A large figure shows its label already."""
    spoken = "" if size == "key" else format_html('<span class="visually-hidden">{}: </span>', label)
    tag = "a" if "href" in attrs else "span"
    return format_html("<{}{}>{}{}</{}>", tag, flatatt(attrs), spoken, shown, tag)


def _about(label: str, lines: Sequence[tuple[str, str]], about_id: str) -> SafeString:
    """The explanation, and the mark that opens it for a finger."""
    told = format_html_join(
        "", '<span class="chip-about-line"><span class="chip-about-term">{}:</span> {}</span>', lines
    )
    return format_html(
        '<button class="chip-more" type="button" aria-label="Giải thích: {}" aria-describedby="{}">{}</button>'
        '<span class="chip-about" id="{}" role="tooltip"><span class="chip-about-title">{}</span>{}</span>',
        label,
        about_id,
        icon("info"),
        about_id,
        label,
        told,
    )


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
def show_visible_count(visible: int, total: int, *, noun: str = "dòng") -> dict[str, Any]:
    """How many of all one's rights let one see: "131 trong 132 dòng hiển thị". Nothing when it is all of them."""
    return {
        "visible": format_number(visible),
        "total": format_number(total),
        "hidden": format_number(total - visible) if total > visible else "",
        "noun": noun,
    }
