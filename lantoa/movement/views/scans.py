"""What the pages of signed papers share: the scan itself, and the form that puts it with its paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import file_response
from lantoa.kit.forms import form_page
from lantoa.movement.forms.committees import ScanForm
from lantoa.rulebook.scans import with_scan


def scan_shown(request: HttpRequest, scan: StoredFile | None) -> HttpResponseBase:
    """The scan; 404 while there is none."""
    if scan is None:
        raise Http404
    return file_response(request, scan)


def scan_asked(
    request: HttpRequest, service: Callable[..., Any], paper: Any, *, of: str, back: str, done: str
) -> HttpResponse:
    """Ask for the scan; posted, hand it to the service, say `done` and go to the page `back`. `of`: the paper in words."""
    form = ScanForm(request.POST or None, request.FILES or None)
    given = {"upload": request.FILES.get("upload"), "by": request.user}
    if form.is_valid() and form.ask(with_scan, service, paper, **given):
        messages.success(request, done)
        return redirect(back)
    return form_page(request, "movement/scan_new.html", form, of=of, back=back)
