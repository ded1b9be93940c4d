"""The page of the rulebook: every rule with its source, its validity, and whether the source itself was read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.kit.numbers import format_number
from lantoa.rulebook.models import DayOff, Rule


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [_row(rule, today) for rule in Rule.objects.order_by("label", "-valid_from")]
    unverified = sum(not row["rule"].is_verified for row in rows)
    context = {"rows": rows, "unverified": unverified, "days_off": DayOff.objects.all()}
    return render(request, "rulebook/rules.html", context)


def _row(rule: Rule, today: date) -> dict[str, Any]:
    is_over = rule.valid_to is not None and rule.valid_to < today
    return {"rule": rule, "value": in_words(rule.value, rule.unit_of_value), "is_over": is_over}


def in_words(value: Any, unit: str = "") -> str:
    """A rule's value as people write it; of a list, how many entries: they are names that only programs use."""
    match value:
        case bool():
            shown = "có" if value else "không"
        case int() | float():
            shown = format_number(value)
        case list():
            shown = f"{format_number(len(value))} {unit or 'mục'}"
            unit = ""
        case _:
            shown = str(value)
    return f"{shown} {unit}".strip()
