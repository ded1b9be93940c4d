"""How answers travel: who may keep them, and which are compressed (docs/decisions/0014-delivery.md)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

# What shrinks. Everything else is packed in itself already: pictures, video, PDF, Word, Excel.
TEXTS = {"text/html", "text/plain", "text/csv", "application/json", "image/svg+xml"}


class PrivateMiddleware:
    """An answer that says nothing of keeping is kept by nobody: pages hold names, and office computers have many users."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response


class CompressionMiddleware(GZipMiddleware):
    """Django's gzip with its padding of random length, for whole answers of text that our own pages or the person asked for.

    What another site made the browser fetch goes out as it is: the length then says nothing that could be guessed at (BREACH).
    Files that are streamed keep their length, their ranges and their strong ETag.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        kind = response.get("Content-Type", "").partition(";")[0].strip()
        is_foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if response.streaming or kind not in TEXTS or is_foreign:
            return response
        return super().process_response(request, response)
