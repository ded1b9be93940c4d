"""Giving files out: only what was found in them, under headers that let a browser show it and do nothing else.

Whoever calls has asked already whether the person may read the record that the file belongs to. The bytes are the ones that
came in, with whatever a camera wrote into them; a page open to everybody shows thumbnails, which carry no metadata.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files.kinds import Group, kind_of
from lantoa.kit.files.storing import PIECE, root

log = logging.getLogger(__name__)

_NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# A sandbox would stop the browser's own PDF reader from starting, and one of another origin the video from playing; scripts are
# forbidden by default-src all the same.
POLICIES = {
    Group.IMAGE: f"{_NOTHING}; img-src 'self'; style-src 'unsafe-inline'; sandbox",
    Group.PDF: f"{_NOTHING}; object-src 'self'; style-src 'unsafe-inline'",
    Group.VIDEO: f"{_NOTHING}; media-src 'self'; style-src 'unsafe-inline'; sandbox allow-same-origin",
}
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def file_response(request: HttpRequest, stored: StoredFile, *, as_download: bool = False) -> HttpResponseBase:
    """The file as it came in. Pictures, PDF and videos open in the browser unless `as_download`; all else is saved.

    One range is answered with 206, one beyond the end with 416, several with the whole; what the browser has already, 304.
    """
    kind = kind_of(stored.content_type)
    opens = not as_download and kind is not None and kind.group in POLICIES
    response = _answer(request, _path(stored.path), stored.size, stored.sha256)
    response["Content-Type"] = stored.content_type
    response["Content-Disposition"] = content_disposition_header(not opens, stored.name)
    response["Content-Security-Policy"] = POLICIES[kind.group] if opens else f"{_NOTHING}; sandbox"
    return response


def thumbnail_response(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """The small copy of a picture: upright, at most 480 pixels, without metadata. 404 for what is no picture."""
    if not stored.thumbnail:
        raise Http404
    path = _path(stored.thumbnail)
    response = _answer(request, path, path.stat().st_size, f"{stored.sha256}-thumbnail")
    response["Content-Type"] = "image/webp"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = POLICIES[Group.IMAGE]
    return response


def _path(place: str) -> Path:
    path = root() / place
    if not path.is_file():
        log.error("a stored file is missing on disk: %s", place)
        raise Http404
    return path


def _answer(request: HttpRequest, path: Path, size: int, tag: str) -> HttpResponseBase:
    tag = f'"{tag}"'
    response = _body(request, path, size, tag)
    response["ETag"] = tag
    response["Accept-Ranges"] = "bytes"
    # Kept by this browser only, and asked for again each time: rights may have ended since.
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _body(request: HttpRequest, path: Path, size: int, tag: str) -> HttpResponseBase:
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304)
    span = _span(request, size, tag)
    if span is None:
        response: HttpResponseBase = FileResponse(path.open("rb"))
        response["Content-Length"] = str(size)
        return response
    first, last = span
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_slice(path, first, last - first + 1), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _span(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """First and last byte asked for; the first after the last where there is nothing to give; None: the whole."""
    found = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or found is None or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if first:
        return int(first), min(int(last), size - 1) if last else size - 1
    if last:  # so many bytes from the end
        return (max(0, size - int(last)), size - 1) if int(last) else (size, size - 1)
    return None


def _slice(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (piece := file.read(min(PIECE, length))):
            length -= len(piece)
            yield piece
