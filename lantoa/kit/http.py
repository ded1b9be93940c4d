"""What every page shares of HTTP: refusals become pages with the reason, fragments answer htmx, queries keep their filters."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme

from lantoa.kit.ruling import Refused

OOXML = "application/vnd.openxmlformats-officedocument"
FILE_TYPES = {"docx": f"{OOXML}.wordprocessingml.document", "xlsx": f"{OOXML}.spreadsheetml.sheet"}


class RefusalMiddleware:
    """A `Refused` that no view caught: 403, with the reasons in words. Nothing was changed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "kit/refused.html", {"reasons": exception.reasons}, status=403)
        return None


def page_or_fragment(request: HttpRequest, page: str, fragment: str, context: dict[str, Any]) -> HttpResponse:
    """The fragment for htmx, the whole page otherwise, from one context. A restored history entry needs the page."""
    wants_fragment = request.htmx and not request.htmx.history_restore_request and not request.htmx.boosted
    response = render(request, fragment if wants_fragment else page, context)
    response["Vary"] = "HX-Request"
    return response


def door(queryset, **lookup):
    """The one record that the scoped queryset shows under this lookup, or 404: outside one's scope nothing exists."""
    found = queryset.filter(**lookup).first()
    if found is None:
        raise Http404
    return found


def download(write: Callable[[BytesIO], object], name: str) -> HttpResponse:
    """What `write` puts into the file that it is given, to be saved under this name, whose ending says what it is."""
    file = BytesIO()
    write(file)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(file.getvalue(), content_type=FILE_TYPES[name.rpartition(".")[2]], headers=headers)


def safe_next(request: HttpRequest, default: str) -> str:
    """The `next` address if it leads to this site, else the default."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return default
