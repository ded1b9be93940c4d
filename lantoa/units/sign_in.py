"""Answer to someone who is locked out after too many wrong passwords."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """429 with how long to wait. The same page whether or not the account exists."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(
        request, "units/locked_out.html", {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}, status=429
    )
