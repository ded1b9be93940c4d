"""Reading the directories of container files: zip, the old Office container (OLE), and the boxes of a video.

Only directories are read, never what they lead to: a small file that would unpack to a huge one costs nothing here.
"""

from __future__ import annotations

import os
import re
import struct
import zipfile
from typing import BinaryIO

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 20_000
MOST_DIRECTORY = (
    8 * 1024 * 1024
)  # bytes of a zip's directory: each entry read costs some twenty times its bytes in memory
_OLE_HEADER = 512
_DIRECTORY_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA  # from here on a number names no sector
_ZIP_END, _ZIP_LONGEST_COMMENT = 22, 0xFFFF
_ZIP64_LOCATOR, _ZIP64_END = 20, 56
_LEFT_TO_LONGER_END = 0xFFFFFFFF


def zip_names(file: BinaryIO) -> frozenset[str] | None:
    """Names in the zip's directory; None when there is no whole directory, or one too long to be a document's."""
    if _directory_size(file) > MOST_DIRECTORY:
        return None
    try:
        with zipfile.ZipFile(file) as box:
            names = box.namelist()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, struct.error, ValueError, NotImplementedError, EOFError):
        return None
    return frozenset(names) if len(names) <= MOST_ENTRIES else None


def _directory_size(file: BinaryIO) -> int:
    """Bytes of the zip's directory as its end says, looked at before anything is read of it; 0 where there is no end. Of
    several ends, which only a trick has, the one that says most."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _ZIP_END - _ZIP_LONGEST_COMMENT - _ZIP64_LOCATOR - _ZIP64_END))
    tail = file.read()
    found = (match.start() for match in re.finditer(b"PK\x05\x06", tail))
    return max((_said_at(tail, at) for at in found if at + _ZIP_END <= len(tail)), default=0)


def _said_at(tail: bytes, at: int) -> int:
    """What the end at this place says; large zips say it in a longer end before it."""
    (said,) = struct.unpack_from("<I", tail, at + 12)
    longer = at - _ZIP64_LOCATOR - _ZIP64_END
    if longer < 0 or not tail.startswith(b"PK\x06\x07", at - _ZIP64_LOCATOR):
        return said
    (more,) = struct.unpack_from("<Q", tail, longer + 40)
    return more if said == _LEFT_TO_LONGER_END else max(said, more)


def ole_names(file: BinaryIO) -> frozenset[str] | None:
    """Names of streams and folders in an OLE file; None when its chains lead outside of the file."""
    file.seek(0)
    header = file.read(_OLE_HEADER)
    if len(header) < _OLE_HEADER:
        return None
    (shift,) = struct.unpack_from("<H", header, 30)
    if shift not in (9, 12):
        return None
    sector, start = 1 << shift, struct.unpack_from("<I", header, 48)[0]
    tables = _link_tables(file, header, sector)
    names: set[str] = set()
    seen: set[int] = set()
    while start < _LAST_SECTOR:
        content = _sector(file, start, sector)
        if start in seen or content is None or len(seen) > MOST_ENTRIES:
            return None
        seen.add(start)
        names |= _entry_names(content)
        table, place = divmod(start, sector // 4)
        links = _sector(file, tables[table], sector) if table < len(tables) else None
        if links is None:
            return None
        (start,) = struct.unpack_from("<I", links, place * 4)
    return frozenset(names)


def _link_tables(file: BinaryIO, header: bytes, sector: int) -> list[int]:
    """Sectors that hold the links: 109 named in the header, the rest (files over 7 MB) in a chain of their own."""
    numbers = list(struct.unpack_from("<109I", header, 76))
    following = struct.unpack_from("<I", header, 68)[0]
    while following < _LAST_SECTOR and len(numbers) <= MOST_ENTRIES:
        content = _sector(file, following, sector)
        if content is None:
            break
        *more, following = struct.unpack(f"<{sector // 4}I", content)
        numbers += more
    return [number for number in numbers if number < _LAST_SECTOR]


def _sector(file: BinaryIO, number: int, size: int) -> bytes | None:
    file.seek((number + 1) * size)
    content = file.read(size)
    return content if len(content) == size else None


def _entry_names(content: bytes) -> set[str]:
    names = set()
    for start in range(0, len(content), _DIRECTORY_ENTRY):
        (length,) = struct.unpack_from("<H", content, start + 64)
        if 2 < length <= 64:
            names.add(content[start : start + length - 2].decode("utf-16-le", errors="replace"))
    return names


def boxes_are_whole(file: BinaryIO) -> bool:
    """Whether the boxes of an MP4 or MOV file end where the file ends, and the one that describes it (`moov`) is there."""
    size = file.seek(0, os.SEEK_END)
    at, has_description = 0, False
    for _ in range(MOST_ENTRIES):
        if at + 8 > size:  # a few loose bytes at the end do no harm
            return has_description
        file.seek(at)
        length, kind = struct.unpack(">I4s", file.read(8))
        if length == 1:
            longer = file.read(8)
            length = struct.unpack(">Q", longer)[0] if len(longer) == 8 else 0
        elif length == 0:  # to the end of the file
            length = size - at
        if length < 8 or at + length > size:
            return False
        has_description = has_description or kind == b"moov"
        at += length
    return False
