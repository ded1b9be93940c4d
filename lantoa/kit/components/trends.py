"""Numbers over time and against their aim: survival curves, trends, indicators, standing, the spread of scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import timezone

from lantoa.kit import curves as lines
from lantoa.kit.numbers import Quality, format_date, format_number, format_percent, format_quantity
from lantoa.kit.parts import Aim, Curve, MonthCount, Number, Rating, Span

register = template.Library()

MOST_CURVES = 4
LEVELS = ("100", "75", "50", "25", "0")
SPAN_TONES = {"done", "needs", "stopped", "neutral", "info"}
VERDICTS = {
    "met": ("done", "đạt mục tiêu"),
    "beyond": ("done", "vượt mục tiêu"),
    "back": ("stopped", "lùi so với ban đầu"),
    "unknown": ("neutral", "chưa đủ số để so"),
}


@register.inclusion_tag("kit/_curve.html")
def survival_curve(curves: Sequence[Curve], *, caption: str, least: int, noun: str) -> dict[str, Any]:
    """Shares still standing by months since the beginning, at most four curves told apart by line and word, with the
    number at risk below. A curve that began with fewer than `least` says so and is not drawn; the caller knows the rule."""
    if len(curves) > MOST_CURVES:
        raise ValueError(f"at most {MOST_CURVES} curves can be told apart, not {len(curves)}")
    months = lines.months_shown(curves)
    drawn = lines.step_lines(curves, months, least=least)
    return {
        "caption": caption,
        "lines": drawn,
        "ticks": lines.month_ticks(months),
        "levels": [(level, f"{100 - int(level)}%") for level in LEVELS],
        "is_drawn": any(line.path for line in drawn),
        "least": least,
        "noun": noun,
    }


@register.inclusion_tag("kit/_trend.html")
def trend(
    counts: Sequence[MonthCount],
    *,
    label: str,
    url: str = "",
    is_less_better: bool = True,
    measure: str = "",
    is_valued: bool = True,
) -> dict[str, Any]:
    """Month-end counts as a small line with its last value and the direction in words. Getting better is done-coloured,
    getting worse needs you; the word says which way it went. `is_valued` False: the value stands beside it already."""
    line = lines.trend_line(counts)
    better, worse = ("down", "up") if is_less_better else ("up", "down")
    return {
        "label": label,
        "url": url,
        "measure": measure,
        "line": line,
        "value": line.last.value if line.last else None,
        "is_valued": is_valued,
        "tone": {better: "done", worse: "needs"}.get(line.way, "neutral"),
        "words": _trend_words(line),
    }


def _trend_words(line: lines.TrendLine) -> str:
    if not line.way:
        return "chưa đủ số liệu để so"
    since = f"từ {line.first.on:%m/%Y}"
    if line.way == "level":
        return f"không đổi {since}"
    word = "tăng" if line.way == "up" else "giảm"
    return f"{word} {format_number(abs(line.change))} {since} (khi đó {format_number(line.first.value)})"


@register.inclusion_tag("kit/_indicator_bar.html")
def indicator_bar(aim: Aim) -> dict[str, Any]:
    """One indicator on its way from baseline to target; the target may lie below the baseline."""
    line = lines.aim_line(aim)
    tone, words = VERDICTS.get(line.verdict, ("info", ""))
    return {
        "aim": aim,
        "line": line,
        "tone": tone,
        "words": words or f"đi được {format_percent(line.share, 0)} chặng đường",
        "baseline": _format_value(aim.baseline, aim.measure),
        "target": _format_value(aim.target, aim.measure),
    }


def _format_value(value: Number | None, measure: str) -> str:
    return format_quantity(value, Quality.EXACT, measure or None)


@register.inclusion_tag("kit/_standing_strip.html")
def standing_strip(
    spans: Sequence[Span],
    *,
    caption: str,
    empty: str = "Chưa có gì.",
    since: date | None = None,
    until: date | None = None,
    today: date | None = None,
) -> dict[str, Any]:
    """The life of something as coloured and worded stretches along time, and the same as a list. From the first day to
    the last known one or today, unless `since` and `until` say otherwise."""
    if unknown := {span.tone for span in spans} - SPAN_TONES:
        raise ValueError(f"tones {sorted(unknown)} are none of {sorted(SPAN_TONES)}")
    now = today or timezone.localdate()
    first = since or min((span.starts_on for span in spans), default=now)
    last = until or max([now, *(span.ends_on for span in spans if span.ends_on)])
    return {
        "caption": caption,
        "empty": empty,
        "spans": lines.drawn_spans(spans, first, last, now),
        "ticks": lines.year_ticks(first, last),
        "today_x": lines.day_x(now, first, last),
        "today": format_date(now),
    }


@register.inclusion_tag("kit/_score_spread.html")
def score_spread(
    ratings: Sequence[Rating],
    *,
    caption: str,
    lowest: Number = 0,
    highest: Number = 100,
    wide: Number | None = None,
    least: int = 3,
) -> dict[str, Any]:
    """Totals given to the same thing as dots with mean and range. From `least` ratings on, a range of `wide` or more is called
    disagreement."""
    found = lines.spread(ratings, lowest, highest)
    is_wide = wide is not None and found is not None and len(ratings) >= least and found.high - found.low >= wide
    return {
        "caption": caption,
        "spread": found,
        "lowest": format_number(lowest),
        "highest": format_number(highest),
        "mean": format_number(found.mean, 1) if found else "",
        "distance": format_number(found.high - found.low) if found else "",
        "is_wide": is_wide,
    }
