"""Whether what was taken in is still there, byte for byte."""

from __future__ import annotations

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files.storing import root, sha256_of


def files_are_whole() -> list[str]:
    """Reads every stored file. One Vietnamese sentence a fault; an empty list means that all are as they came in."""
    faults: list[str] = []
    known: dict[str, str] = {}  # place → SHA-256 found there: rows of one content share it
    for stored in StoredFile.objects.order_by("path", "pk").iterator(chunk_size=2000):
        path = root() / stored.path
        if stored.path not in known:
            known[stored.path] = sha256_of(path) if path.is_file() else ""
        if not known[stored.path]:
            faults.append(f"Tệp “{stored.name}” (số {stored.pk}) không còn trên đĩa: {stored.path}.")
        elif known[stored.path] != stored.sha256:
            faults.append(f"Tệp “{stored.name}” (số {stored.pk}) trên đĩa khác với lúc nhận vào: {stored.path}.")
        if stored.thumbnail and not (root() / stored.thumbnail).is_file():
            faults.append(f"Ảnh nhỏ của tệp “{stored.name}” (số {stored.pk}) không còn trên đĩa: {stored.thumbnail}.")
    return faults
