"""Around signing in: the lock after too many tries, the first password that must be changed, the session that ran out."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

# What someone with a first password may still open.
SEEN = "seen"
BEFORE_CHANGE = ("change_password", "sign_out")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """429 with how long to wait. The same page whether or not the account exists."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(
        request, "units/locked_out.html", {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}, status=429
    )


def client_address(request: HttpRequest) -> str | None:
    """Whose tries are counted together. Behind `PROXIES` proxies of ours: the n-th address from the right of
    X-Forwarded-For, for what stands further left was written by the client."""
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if settings.PROXIES and len(chain) >= settings.PROXIES:
        return chain[-settings.PROXIES]
    return request.META.get("REMOTE_ADDR")


class IdleMiddleware:
    """Restarts the idle clock, at most once in `SESSION_RENEWED_AFTER` seconds: saving the session at each page would make
    every reader wait for whoever writes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get(SEEN, 0) >= settings.SESSION_RENEWED_AFTER:
                request.session[SEEN] = now
        return self.get_response(request)


class EntryMiddleware:
    """Sends whoever still has a first password to change it, and says on the sign-in page when a session ran out.

    Stands after `AuthenticationMiddleware`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _must_change_first(request):
            return redirect("change_password")
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        response = self.get_response(request)
        target = urlsplit(response.get("Location", ""))
        if target.path != reverse("sign_in") or request.user.is_authenticated or request.path == reverse("sign_out"):
            return response
        return _to_sign_in(request, parse_qs(target.query).get("next", [""])[0], is_timed_out=had_session)


def _must_change_first(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or not request.user.must_change_password:
        return False
    return request.path not in {reverse(name) for name in BEFORE_CHANGE}


def _to_sign_in(request: HttpRequest, after: str, *, is_timed_out: bool) -> HttpResponse:
    """A part of a page cannot hold the sign-in form: there the whole page goes, and comes back to itself."""
    if request.htmx:
        after = request.htmx.current_url_abs_path or after
    asked = {"next": after} if after else {}
    if is_timed_out:
        asked["het-gio"] = "1"
    url = f"{reverse('sign_in')}?{urlencode(asked)}" if asked else reverse("sign_in")
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
