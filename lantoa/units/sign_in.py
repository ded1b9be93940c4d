"""Around signing in: the lock after too many tries, the first password that must be changed, the session that ran out."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

# What someone with a first password may still open.
BEFORE_CHANGE = ("change_password", "sign_out")


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """429 with how long to wait. The same page whether or not the account exists."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(
        request, "units/locked_out.html", {"minutes": minutes, "limit": settings.AXES_FAILURE_LIMIT}, status=429
    )


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
