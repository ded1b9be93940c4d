"""Files that arrive in pieces and may be interrupted. Only their owner sees them; what has arrived is never lost by an error."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files import kinds
from lantoa.kit.files.kinds import Group
from lantoa.kit.files.sizes import MEGABYTE, format_megabytes, format_size
from lantoa.kit.files.storing import (
    ALL_GROUPS,
    Limits,
    alone_among_files,
    clean_name,
    folder,
    root,
    store,
    store_path,
    too_large,
)
from lantoa.kit.ruling import Refused

PARTIAL = "uploads-partial"
MOST_IN_A_PIECE = 4 * MEGABYTE
MOST_UNFINISHED = 20  # uploads that one person may leave half sent: each may hold a video's bytes on the disk


class WrongOffset(Refused):
    """The piece does not go on where the upload ends. `received`: how many bytes are here."""

    def __init__(self, received: int) -> None:
        self.received = received
        super().__init__("Mảnh gửi lên không nối tiếp phần đã nhận; hãy hỏi lại phần đã nhận rồi gửi tiếp từ đó.")


def begin_upload(name: str, size: int, *, by, limits: Limits) -> Upload:
    """Open an upload of `size` bytes. Raises `Refused` at once where name or size already say that it cannot be taken in."""
    name = clean_name(name)
    if size < 1:
        raise Refused(f"Tệp “{name}” trống, không có nội dung. Hãy chọn lại đúng tệp.")
    ending = kinds.extension_of(name)
    kind = next((kind for kind in kinds.KINDS if ending in kind.extensions), None)
    if ending and kind is None:
        raise Refused(f"Hệ thống không nhận tệp .{ending}. {kinds.ACCEPTED}")
    most = limits.of(kind) if kind else limits.mb
    if size > most * MEGABYTE:
        raise too_large(name, most)
    if Upload.objects.filter(owner_id=by.pk, file__isnull=True).count() >= MOST_UNFINISHED:
        raise Refused(
            f"Bạn đang có {MOST_UNFINISHED} tệp gửi dở. Hãy gửi nốt hoặc bỏ các tệp đó rồi gửi tệp này, "
            "hoặc thử lại vào ngày mai."
        )
    return Upload.objects.create(owner_id=by.pk, name=name, size=size)


def find_upload(upload_id: UUID | str, *, by) -> Upload | None:
    """The person's own upload, its `received` as the disk has it; None for another's, or when there is none."""
    try:
        upload = Upload.objects.filter(pk=upload_id, owner_id=by.pk).first()
    except ValidationError:  # not an id at all
        return None
    if upload is not None and upload.file_id is None:
        upload.received = min(upload.received, _bytes_here(upload))
    return upload


def receive_piece(upload: Upload, offset: int, content: bytes) -> Upload:
    """Append the piece. Two windows that send the same piece: one is taken, the other gets `WrongOffset`."""
    with transaction.atomic():
        upload = Upload.objects.select_for_update().get(pk=upload.pk)
        if upload.file_id is not None or offset != min(upload.received, _bytes_here(upload)):
            raise WrongOffset(upload.size if upload.file_id else min(upload.received, _bytes_here(upload)))
        if offset + len(content) > upload.size:
            raise Refused("Mảnh gửi lên dài hơn phần còn thiếu của tệp.")
        with _partial(upload).open("r+b" if offset else "wb") as file:
            file.seek(offset)
            file.truncate()
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        upload.received, upload.last_piece_at = offset + len(content), timezone.now()
        upload.save(update_fields=["received", "last_piece_at"])
    return upload


def finish_upload(upload: Upload, *, by, limits: Limits | None = None) -> StoredFile:
    """The whole upload as a stored file; the same one however often it is asked for. Raises `Refused` while a part is
    missing, and as `store` does. The content is read outside of any lock."""
    if upload.file_id is not None:
        return upload.file
    if not upload.is_whole:
        raise Refused(missing_part(upload))
    try:
        stored = store_path(_partial(upload), name=upload.name, by=by, limits=limits)
    except FileNotFoundError:  # another window was faster, and has cleared up
        return _find_finished(upload)
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.file_id is not None:  # another window was faster
            stored.delete()
            return held.file
        held.file = upload.file = stored
        held.save(update_fields=["file"])
        transaction.on_commit(lambda: _partial(upload).unlink(missing_ok=True))
    return stored


def _find_finished(upload: Upload) -> StoredFile:
    held = Upload.objects.filter(pk=upload.pk, file__isnull=False).select_related("file").first()
    if held is None:
        raise Refused(f"Phần đã nhận của tệp “{upload.name}” không còn. Hãy chọn lại tệp.")
    return held.file


def take_upload(
    upload_id: UUID | str, *, by, limits: Limits | None = None, groups: Collection[Group] = ALL_GROUPS
) -> StoredFile:
    """The stored file of the person's own upload. Raises `Refused` when it is not there, not whole, or not what is asked for;
    nothing that has arrived is lost."""
    upload = find_upload(upload_id, by=by)
    if upload is None:
        raise Refused("Không thấy tệp đã gửi. Hãy chọn lại tệp.")
    stored = finish_upload(upload, by=by, limits=limits)
    kinds.require_group(kinds.kind_of(stored.content_type), stored.name, groups)
    return stored


def receive_whole(
    file: BinaryIO, *, name: str, by, limits: Limits | None = None, groups: Collection[Group] = ALL_GROUPS
) -> Upload:
    """A file that came with a form in one go, kept as a whole upload: the form may come back with errors elsewhere."""
    stored = store(file, name=name, by=by, limits=limits, groups=groups)
    return Upload.objects.create(owner_id=by.pk, name=stored.name, size=stored.size, received=stored.size, file=stored)


def drop_upload(upload: Upload) -> None:
    """The person does not want it any more. What a record links to already stays."""
    stored, arrived = upload.file, _partial(upload)  # a deleted row forgets its key
    upload.delete()
    arrived.unlink(missing_ok=True)
    if stored is not None and not is_used(stored):
        stored.delete()


def clear_stale_uploads(before: datetime) -> int:
    """Forget uploads whose last piece came before then, and their files where no record links to them. Returns how many."""
    stale = Upload.objects.filter(last_piece_at__lt=before).select_related("file")
    for upload in stale:
        drop_upload(upload)
    _clear_contents(before)
    _clear_parts(before)
    return len(stale)


def _clear_contents(before: datetime) -> None:
    """Contents that no row asks for, and that nobody asked for since `before`."""
    known = {place for row in StoredFile.objects.values_list("path", "thumbnail").iterator() for place in row}
    for part in ("files", "thumbnails"):
        for path in folder(part).glob("??/??/*"):
            with alone_among_files():
                is_old = path.stat().st_mtime < before.timestamp()
                if is_old and path.relative_to(root()).as_posix() not in known:
                    path.unlink()


def _clear_parts(before: datetime) -> None:
    """Half files that an undone or killed request left without a row."""
    known = {str(pk) for pk in Upload.objects.values_list("pk", flat=True)}
    for path in (*folder(PARTIAL).iterdir(), *folder("files", ".incoming").iterdir()):
        if path.name not in known and path.stat().st_mtime < before.timestamp():
            path.unlink()


def is_used(stored: StoredFile) -> bool:
    """Whether any record links to the file, uploads and photo prints apart."""
    links = StoredFile._meta.get_fields(include_hidden=True)  # also those without a way back (`related_name="+"`)
    return any(
        link.related_model._base_manager.filter(**{link.field.name: stored}).exists()
        for link in links
        if link.auto_created and not link.concrete and link.related_model._meta.app_label != "kit"
    )


def missing_part(upload: Upload) -> str:
    """ "Tệp “lễ.mp4” mới nhận được 3,2 trên 10 MB; hãy bấm Tiếp tục …"."""
    come = (
        f"{format_megabytes(upload.received)} trên {format_megabytes(upload.size)} MB"
        if upload.size >= MEGABYTE
        else f"{format_size(upload.received)} trên {format_size(upload.size)}"
    )
    return f"Tệp “{upload.name}” mới nhận được {come}; hãy bấm Tiếp tục, hoặc chọn lại đúng tệp này, để gửi nốt phần còn lại."


def _partial(upload: Upload) -> Path:
    return folder(PARTIAL) / str(upload.pk)


def _bytes_here(upload: Upload) -> int:
    path = _partial(upload)
    return path.stat().st_size if path.exists() else 0
