"""The page of the rulebook: every rule with its source, its validity, and whether the source itself was read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.rulebook.models import DayOff, Rule
from lantoa.rulebook.wording import entries, short_value


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [_row(rule, today) for rule in Rule.objects.order_by("label", "-valid_from")]
    unverified = sum(not row["rule"].is_verified for row in rows)
    context = {"rows": rows, "unverified": unverified, "days_off": DayOff.objects.all()}
    return render(request, "rulebook/rules.html", context)


def _row(rule: Rule, today: date) -> dict[str, Any]:
    return {
        "rule": rule,
        "value": short_value(rule.value, rule.unit_of_value),
        "entries": entries(rule.value),
        "is_over": rule.valid_to is not None and rule.valid_to < today,
    }
