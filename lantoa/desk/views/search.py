"""Searching everything one may see: a page, and its answers alone while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lantoa.desk.finding import search_groups
from lantoa.kit.finding import is_enough
from lantoa.kit.http import page_or_fragment

LONGEST = 100


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("tim", "").strip()[:LONGEST]
    context = {"text": text, "is_enough": is_enough(text), "groups": search_groups(text, request.user)}
    return page_or_fragment(request, "desk/search.html", "desk/_found.html", context)
