"""Papers of a sitting: minutes and the draft decision in Word, the signed scan."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from lantoa.councils.documents import write_decision, write_minutes
from lantoa.councils.forms.councils import MinutesForm
from lantoa.councils.queries import hides_names
from lantoa.councils.rules import may_prepare
from lantoa.councils.services import attach_minutes
from lantoa.councils.views.sittings import sitting_of
from lantoa.kit.files import file_response
from lantoa.kit.forms import form_page, takes_form
from lantoa.kit.http import download
from lantoa.kit.ruling import Refused
from lantoa.rulebook.scans import with_scan


@require_safe
def minutes_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _word(request, pk, write_minutes, "bien-ban")


@require_safe
def sitting_result_docx(request: HttpRequest, pk: int) -> HttpResponse:
    return _word(request, pk, write_decision, "du-thao-quyet-dinh")


@takes_form
def sitting_minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand in the signed scan of the minutes."""
    record = sitting_of(request, pk)
    may_prepare(request.user, record.council).require()
    form = MinutesForm(request.POST or None, request.FILES or None, initial={"minutes_no": record.minutes_no})
    given = {"upload": request.FILES.get("file"), "by": request.user}
    if form.is_valid() and form.ask(
        with_scan, attach_minutes, record, **given, minutes_no=form.cleaned_data["minutes_no"]
    ):
        messages.success(request, "Đã đính kèm biên bản đã ký.")
        return redirect(record)
    return form_page(request, "councils/minutes.html", form, sitting=record)


@require_safe
def minutes_scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    record = sitting_of(request, pk)
    if record.scan is None:
        raise Http404
    return file_response(request, record.scan)


def _word(request: HttpRequest, pk: int, write: Callable[..., None], name: str) -> HttpResponse:
    """Only once scores are closed, and not to those who may not know the names yet."""
    record = sitting_of(request, pk)
    if not record.is_closed:
        raise Refused("Văn bản lập được sau khi khóa điểm.")
    if hides_names(record, request.user):
        raise Refused("Phiên thẩm định không nêu tên: bạn tải được văn bản sau khi kết thúc phiên.")
    today = timezone.localdate()
    return download(lambda file: write(record, file, viewer=request.user, on=today), f"{name}-{record.pk}.docx")
