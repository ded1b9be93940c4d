"""How values are worded in templates: numbers, shares, days, moments. And ids that two drawings of one thing share."""

from __future__ import annotations

from datetime import date, datetime
from zlib import crc32

from django import template
from django.utils import timezone

from lantoa.kit.numbers import format_date, format_number, format_percent
from lantoa.kit.parts import Number

register = template.Library()

NOT_STATED = "không nêu"


def part_id(prefix: str, *parts: object) -> str:
    """An id that is the same whenever the same thing is drawn, so that a swapped page equals a fresh one."""
    return f"{prefix}-{crc32('|'.join(map(str, parts)).encode()):08x}"


@register.filter
def num(value: Number | None) -> str:
    """11441 → "11.441"; None → "không nêu"."""
    return NOT_STATED if value is None else format_number(value)


@register.filter
def pct(value: Number | None) -> str:
    """29.9 → "29,9%"; None → "không nêu"."""
    return NOT_STATED if value is None else format_percent(value)


@register.filter
def date_vn(value: date | None) -> str:
    """A day as 31/12/2023; None → ""."""
    if value is None:
        return ""
    return format_date(timezone.localdate(value) if isinstance(value, datetime) else value)


@register.filter
def moment_vn(value: date | datetime | None) -> str:
    """A moment as "08:05 31/12/2023"; a day as `date_vn`."""
    if not isinstance(value, datetime):
        return date_vn(value)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{local:%H:%M} {format_date(local)}"
