"""Uploads in pieces, after the tus protocol 1.0 (core, creation, termination): what was cut off goes on where it stopped.

Only the owner finds an upload. Answers to faults are one plain sentence that the script shows as it is.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lantoa.kit.file_models import Upload
from lantoa.kit.files.sizes import MEGABYTE
from lantoa.kit.files.uploads import (
    MOST_IN_A_PIECE,
    WrongOffset,
    begin_upload,
    drop_upload,
    find_upload,
    finish_upload,
    receive_piece,
)
from lantoa.kit.ruling import Refused
from lantoa.rulebook.file_limits import file_limits

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
LONGEST_NUMBER = 18  # digits; what is longer is no size of a file


class _Fault(Exception):
    """An answer other than success: status and sentence."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status, self.text = status, text


def _speaks_tus(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Checks the protocol's version, words refusals as plain text, and marks each answer as the protocol asks."""

    @wraps(view)
    def answer(request: HttpRequest, **given) -> HttpResponse:
        try:
            if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
                raise _Fault(412, f"Cần nói giao thức tus {VERSION}.")
            response = view(request, **given)
        except _Fault as fault:
            response = _text(fault.text, fault.status)
        except WrongOffset as wrong:
            response = _text(wrong.reasons[0], 409)
            response["Upload-Offset"] = str(wrong.received)
        except Refused as refused:
            response = _text(" ".join(refused.reasons), 422)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


@require_http_methods(["OPTIONS", "POST"])
@_speaks_tus
def uploads(request: HttpRequest) -> HttpResponse:
    """What the server can do; or open a new upload, to be sent to the address in `Location`."""
    limits = file_limits()
    if request.method == "OPTIONS":
        able = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination", "Tus-Max-Size": str(limits.most())}
        return HttpResponse(status=204, headers=able)
    size = _number(request, "Upload-Length")
    if size > limits.most():
        raise _Fault(413, f"Tệp nặng quá {limits.most() // MEGABYTE} MB, mức lớn nhất mà hệ thống nhận.")
    upload = begin_upload(_file_name(request), size, by=request.user, limits=limits)
    return HttpResponse(status=201, headers={"Location": reverse("upload", args=[upload.pk]), "Upload-Offset": "0"})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@_speaks_tus
def upload(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How much is here (HEAD), the next piece (PATCH), or forget it (DELETE)."""
    found = find_upload(pk, by=request.user)
    if found is None:
        raise Http404
    if request.method == "DELETE":
        drop_upload(found)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        found = receive_piece(found, _number(request, "Upload-Offset"), _piece(request))
        _finish(request, found)
        return HttpResponse(status=204, headers={"Upload-Offset": str(found.received)})
    return HttpResponse(headers={"Upload-Offset": str(found.received), "Upload-Length": str(found.size)})


def _finish(request: HttpRequest, found: Upload) -> None:
    """With the last piece the file is looked at: the sender hears at once when it cannot be taken in."""
    if not found.is_whole:
        return
    try:
        finish_upload(found, by=request.user, limits=file_limits())
    except Refused:
        drop_upload(found)
        raise


def _piece(request: HttpRequest) -> bytes:
    """The body, read whole before anything is locked: a slow line keeps nobody waiting."""
    if request.content_type != PIECE_TYPE:
        raise _Fault(415, f"Mảnh tệp phải gửi với kiểu nội dung {PIECE_TYPE}.")
    told = int(request.META.get("CONTENT_LENGTH") or 0)
    if told > MOST_IN_A_PIECE:
        raise _Fault(413, f"Mỗi mảnh nặng nhất {MOST_IN_A_PIECE // MEGABYTE} MB.")
    try:
        content = request.read(told)
    except UnreadablePostError:
        content = b""
    if len(content) != told:
        raise _Fault(400, "Mảnh tệp bị đứt giữa chừng; hãy gửi lại mảnh này.")
    return content


def _number(request: HttpRequest, header: str) -> int:
    text = request.headers.get(header, "")
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise _Fault(400, f"Thiếu hoặc sai {header}.")
    return int(text)


def _file_name(request: HttpRequest) -> str:
    """The name in `Upload-Metadata`: pairs of a key and a Base64 value, with commas between them."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                raise _Fault(400, "Tên tệp trong Upload-Metadata không đọc được.") from None
    return ""


def _text(text: str, status: int) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
