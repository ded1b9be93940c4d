"""Requests that only read: the tree is walked once for all their questions, and what was kept is judged by one mark."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lantoa.kit.kept import mark_once
from lantoa.units.tree import walk_once

READING = frozenset({"GET", "HEAD"})


class ReadingMiddleware:
    """Some twenty questions of a page go through the door to one person's rows; units change by other methods only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING:
            return self.get_response(request)
        with walk_once(), mark_once():
            return self.get_response(request)
