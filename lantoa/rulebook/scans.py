"""Scans of signed papers on their way in: stored together with what they belong to, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from lantoa.kit.files import Group, store
from lantoa.rulebook.file_limits import file_limits

T = TypeVar("T")
SCANS = frozenset((Group.PDF, Group.IMAGE))


@transaction.atomic
def with_scan(service: Callable[..., T], *given: Any, upload: UploadedFile | None, by, **values: Any) -> T:
    """Call a service that takes a `scan`, with the uploaded file as a stored one; without a file, call it as it is.

    `by`: a person. Raises `Refused` when the file is not what its name says, too large, or the service refuses: nothing
    is kept then.
    """
    if upload is None:
        return service(*given, by=by, **values)
    scan = store(upload, name=upload.name, by=by, limits=file_limits(), groups=SCANS)
    return service(*given, by=by, scan=scan, **values)
