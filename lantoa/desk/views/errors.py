"""Pages for what went wrong: each says what happened, what to do, and that nothing is lost."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def show_forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "desk/errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "desk/errors/404.html", status=404)


def show_failure(request: HttpRequest) -> HttpResponse:
    """Without the request: whatever broke may break again for a page that asks the database."""
    return HttpResponseServerError(loader.get_template("desk/errors/500.html").render())


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or in a browser that keeps no cookies. Named by CSRF_FAILURE_VIEW."""
    return render(request, "desk/errors/csrf.html", status=403)
