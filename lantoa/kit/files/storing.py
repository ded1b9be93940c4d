"""Taking a file in: its content is written once under its SHA-256 and never changes."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import kinds
from lantoa.kit.files.kinds import Group, Kind
from lantoa.kit.files.pictures import Picture, read_picture
from lantoa.kit.files.sizes import MEGABYTE
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused
from lantoa.kit.text import clean

PIECE = 1024 * 1024
LONGEST_NAME = 200
_UNFIT = re.compile(r'[<>:"|?*]')
ALL_GROUPS = frozenset(Group)


@dataclass(frozen=True)
class Limits:
    """How large a file may be, in MB (1,048,576 bytes): videos, and everything else."""

    mb: int
    video_mb: int

    def of(self, kind: Kind) -> int:
        return self.video_mb if kind.group is Group.VIDEO else self.mb

    def most(self, groups: Collection[Group] = ALL_GROUPS) -> int:
        """What a file of these groups may weigh at most, in bytes."""
        megabytes = [self.video_mb if group is Group.VIDEO else self.mb for group in groups]
        return max(megabytes) * MEGABYTE


def store(
    file: BinaryIO, *, name: str, by, limits: Limits | None = None, groups: Collection[Group] = ALL_GROUPS
) -> StoredFile:
    """Take the file in. `name`: as the sender calls it; `by`: a person, or None for the system; `limits` None: no limit,
    for what the system writes itself; `groups`: what this place asks for.

    Raises `Refused` with a reason for people (empty, too large, damaged, not of a kind that is taken in, content against
    its ending); nothing is kept then. What is on disk stays when the caller's transaction is undone: it has no row, and the
    same content would be written to the same place again.
    """
    name = clean_name(name)
    room = folder("files", ".incoming")
    handle, draft = tempfile.mkstemp(dir=room)  # made with 0600
    try:
        with os.fdopen(handle, "wb") as out:
            _write(file, out, name, limits.most(groups) if limits else None)
        return store_path(Path(draft), name=name, by=by, limits=limits, groups=groups)
    finally:
        os.unlink(draft)


def store_path(
    path: Path, *, name: str, by, limits: Limits | None = None, groups: Collection[Group] = ALL_GROUPS
) -> StoredFile:
    """As `store`, for a file that lies below MEDIA_ROOT already; it is left where it is."""
    name = clean_name(name)
    kind, picture = inspect(path, name=name, limits=limits, groups=groups)
    digest = sha256_of(path)
    target = _place("files", digest, kind.extension)
    _place_content(path, root() / target)
    return StoredFile.objects.create(
        sha256=digest,
        name=_with_ending(name, kind),
        content_type=kind.content_type,
        size=path.stat().st_size,
        path=target,
        thumbnail=_put_thumbnail(picture, digest) if picture else "",
        width=picture.width if picture else None,
        height=picture.height if picture else None,
        stored_by_id=by.pk if by else None,
    )


def inspect(
    path: Path, *, name: str, limits: Limits | None = None, groups: Collection[Group] = ALL_GROUPS
) -> tuple[Kind, Picture | None]:
    """What the file is, and its picture when it is one. Raises `Refused` as `store` does."""
    size = path.stat().st_size
    if not size:
        raise Refused(f"Tệp “{name}” trống, không có nội dung. Hãy chọn lại đúng tệp.")
    with path.open("rb") as file:
        kind = kinds.detect(file, name)
    kinds.require_extension(kind, name)
    kinds.require_group(kind, name, groups)
    if limits and size > limits.of(kind) * MEGABYTE:
        raise too_large(name, limits.of(kind))
    return kind, read_picture(path, kind, name) if kind.group is Group.IMAGE else None


# --- names and places ---


def clean_name(name: str) -> str:
    """The name without folders, control characters and what no disk takes; at most 200 characters, the ending kept."""
    last = clean(re.split(r"[/\\]", name.replace("\x00", ""))[-1])
    last = _UNFIT.sub("_", last).strip(". ") or "tệp"
    stem, ending = os.path.splitext(last)
    return last if len(last) <= LONGEST_NAME else stem[: LONGEST_NAME - len(ending[:9])].rstrip() + ending[:9]


def _with_ending(name: str, kind: Kind) -> str:
    if kinds.extension_of(name):
        return name
    return f"{name[: LONGEST_NAME - len(kind.extension) - 1]}.{kind.extension}"


def root() -> Path:
    return Path(settings.MEDIA_ROOT)


def folder(*parts: str) -> Path:
    """A folder below MEDIA_ROOT, made when it is not there, for this installation's account only."""
    path = root().joinpath(*parts)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def _place(under: str, digest: str, extension: str) -> str:
    return f"{under}/{digest[:2]}/{digest[2:4]}/{digest}.{extension}"


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- writing ---


def pieces(file: BinaryIO, size: int = PIECE) -> Iterator[bytes]:
    while piece := file.read(size):
        yield piece


def _write(file: BinaryIO, out: BinaryIO, name: str, most: int | None) -> None:
    if file.seekable():
        file.seek(0)
    written = 0
    for piece in pieces(file):
        written += len(piece)
        if most is not None and written > most:
            raise too_large(name, most // MEGABYTE)
        out.write(piece)
    out.flush()
    os.fsync(out.fileno())


def too_large(name: str, megabytes: int) -> Refused:
    return Refused(
        f"Tệp “{name}” nặng quá {format_number(megabytes)} MB, mức tối đa cho loại này. "
        "Hãy thu nhỏ hoặc chia tệp rồi gửi lại."
    )


@contextmanager
def alone_among_files() -> Iterator[None]:
    """Nobody else on this machine places or clears contents meanwhile."""
    with (folder("files") / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _place_content(source: Path, target: Path) -> None:
    """Give the content its lasting name. What is there already is the same content, unless the disk lost a part of it; its
    time is renewed, so that clearing leaves it alone until the row that asks for it can be seen."""
    with alone_among_files():
        if target.exists() and target.stat().st_size == source.stat().st_size:
            os.utime(target)
            return
    folder(*target.parent.relative_to(root()).parts)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=".")
    os.close(handle)
    shutil.copyfile(source, draft)
    os.replace(draft, target)


def _put_thumbnail(picture: Picture, digest: str) -> str:
    place = _place("thumbnails", digest, "webp")
    target = root() / place
    if not target.exists():
        handle, draft = tempfile.mkstemp(dir=folder(*target.parent.relative_to(root()).parts), prefix=".")
        with os.fdopen(handle, "wb") as out:
            out.write(picture.thumbnail)
        os.replace(draft, target)
    return place
