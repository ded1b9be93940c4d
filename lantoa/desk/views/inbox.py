"""The list of all that waits for me."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lantoa.desk.work import build_page, read_asked


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Duties, or with `loai=de-biet` notices; `muc` opens one kind whole, `don-vi` and `loc` narrow the list."""
    asked = read_asked(request.GET, request.user)
    work = build_page(request.user, asked, request.GET.get("trang"))
    return render(
        request, "desk/inbox.html", {"work": work, "asked": work.asked, "all_url": asked.address(unit=None, kind="")}
    )
