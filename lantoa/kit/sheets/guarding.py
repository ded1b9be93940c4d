"""Checks on an untrusted workbook before anything in it is parsed.

What passes is a `Package`: the unpacked parts in memory, bounded in number and size, without macros or links outwards.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lantoa.kit.numbers import format_number

MAX_BYTES = 20 * 1024 * 1024
"""Largest workbook that is taken, in bytes."""
MAX_UNPACKED = 200 * 1024 * 1024
"""Largest sum of the unpacked parts, in bytes."""
_MAX_PARTS = 2_000
_MAX_RATIO = 400
_RATIO_FROM = 5 * 1024 * 1024
"""Smaller parts may be packed as tightly as they like: they do no harm."""
_CHUNK = 1 << 16

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What the archive reader raises on mangled archives, from bad signatures to offsets before the beginning.
_ARCHIVE_FAULTS = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, ArithmeticError, struct.error
)  # fmt: skip
_SAVE_AS = "hãy mở tệp bằng Excel, chọn Lưu thành (Save As) kiểu .xlsx rồi chọn lại"
BROKEN = "Tệp bị hỏng, không mở được; hãy mở lại bằng Excel, lưu thành tệp .xlsx mới rồi chọn lại."


class SheetRefused(ValueError):
    """A workbook that is not read at all; the text says why and what to do."""


@dataclass(frozen=True)
class Package:
    """The parts of a workbook that passed the checks: part name → unpacked bytes."""

    parts: Mapping[str, bytes]


def open_workbook_safely(
    source: "str | Path | bytes | BinaryIO | Package", *, max_bytes: int = MAX_BYTES, max_unpacked: int = MAX_UNPACKED
) -> Package:
    """The checked parts of a workbook given as path, bytes or open binary file. Raises SheetRefused."""
    if isinstance(source, Package):
        return source
    data = _read_bytes(source, max_bytes)
    _refuse_other_kinds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive.infolist(), max_unpacked)
            parts = _unpack(archive, max_unpacked)
    except SheetRefused:
        raise
    except _ARCHIVE_FAULTS as fault:
        raise SheetRefused(BROKEN) from fault
    _refuse_wrong_parts(parts)
    return Package(parts)


def _read_bytes(source: str | Path | bytes | BinaryIO, max_bytes: int) -> bytes:
    if isinstance(source, bytes):
        data, size = source, len(source)
    elif isinstance(source, str | Path):
        path = Path(source)
        if not path.is_file():
            raise SheetRefused(f"Không tìm thấy tệp «{path.name}»; hãy kiểm tra lại đường dẫn.")
        size = path.stat().st_size
        data = b"" if size > max_bytes else path.read_bytes()
    else:
        data = source.read(max_bytes + 1)
        size = max(len(data), getattr(source, "size", 0) or 0)
    if size > max_bytes:
        raise SheetRefused(
            f"Tệp nặng quá {_megabytes(max_bytes)} MB nên không nhận; hãy chia thành nhiều tệp nhỏ hơn, "
            "hoặc bỏ hình ảnh trong tệp."
        )
    if not data:
        raise SheetRefused("Tệp rỗng, không có dữ liệu; hãy chọn lại đúng tệp .xlsx.")
    return data


def _megabytes(size: int) -> str:
    return format_number(round(size / 1024 / 1024, 1))


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(b"PK\x03\x04"):
        return
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise SheetRefused("Tệp có đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu, lưu lại rồi chọn lại.")
        raise SheetRefused(f"Tệp thuộc kiểu .xls cũ; {_SAVE_AS}.")
    if data.startswith(b"%PDF"):
        raise SheetRefused("Đây là tệp PDF, không phải bảng tính; hãy chọn tệp .xlsx làm theo mẫu.")
    if b"\x00" not in data[:4096] and re.search(rb"[,;\t\n]", data[:4096]):
        raise SheetRefused(f"Đây là tệp văn bản hoặc .csv, không phải tệp .xlsx; {_SAVE_AS}.")
    raise SheetRefused(f"Tệp không phải bảng tính .xlsx; {_SAVE_AS}.")


def _refuse_bomb(entries: list[zipfile.ZipInfo], max_unpacked: int) -> None:
    names = [entry.filename for entry in entries]
    if len(names) != len(set(names)):
        raise SheetRefused(BROKEN)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise SheetRefused("Tệp có đặt mật khẩu nên không đọc được; hãy bỏ mật khẩu, lưu lại rồi chọn lại.")
    ratios = [entry.file_size / max(entry.compress_size, 1) for entry in entries if entry.file_size > _RATIO_FROM]
    if (
        len(names) > _MAX_PARTS
        or sum(entry.file_size for entry in entries) > max_unpacked
        or max(ratios, default=0) > _MAX_RATIO
    ):
        raise _too_much(max_unpacked)


def _too_much(max_unpacked: int) -> SheetRefused:
    return SheetRefused(
        f"Tệp bung ra quá lớn (trên {_megabytes(max_unpacked)} MB hoặc nén bất thường) nên không đọc để giữ an toàn; "
        "hãy chép riêng phần dữ liệu sang một tệp .xlsx mới rồi chọn lại."
    )


def _unpack(archive: zipfile.ZipFile, max_unpacked: int) -> dict[str, bytes]:
    """Every part, counting as it unpacks: the sizes that an archive declares may be lies."""
    parts, total = {}, 0
    for entry in archive.infolist():
        content = bytearray()
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                content += chunk
                total += len(chunk)
                if total > max_unpacked:
                    raise _too_much(max_unpacked)
        parts[entry.filename.lstrip("/")] = bytes(content)
    return parts


_OTHER_DOCUMENTS = (
    ("word/document.xml", "Đây là tệp Word, không phải bảng tính; hãy chọn tệp .xlsx làm theo mẫu."),
    ("ppt/presentation.xml", "Đây là tệp PowerPoint, không phải bảng tính; hãy chọn tệp .xlsx làm theo mẫu."),
    ("xl/workbook.bin", f"Tệp thuộc kiểu .xlsb; {_SAVE_AS}."),
    ("content.xml", f"Tệp thuộc kiểu .ods; {_SAVE_AS}."),
)


def _refuse_wrong_parts(parts: Mapping[str, bytes]) -> None:
    for name, reason in _OTHER_DOCUMENTS:
        if name in parts:
            raise SheetRefused(reason)
    if "[Content_Types].xml" not in parts or "xl/workbook.xml" not in parts:
        raise SheetRefused(f"Tệp không phải bảng tính .xlsx; {_SAVE_AS}.")
    has_macro_part = any(re.search(r"vbaProject|xl/macrosheets/|/activeX/", name, re.IGNORECASE) for name in parts)
    if has_macro_part or re.search(rb"macroEnabled|vbaProject|macrosheet", parts["[Content_Types].xml"], re.IGNORECASE):
        raise SheetRefused(f"Tệp có macro nên không nhận; {_SAVE_AS} (kiểu .xlsx không giữ macro).")
    if any(name.startswith("xl/externalLinks/") or name == "xl/connections.xml" for name in parts):
        raise SheetRefused(
            "Tệp có liên kết lấy số liệu từ tệp khác; hãy chép vùng dữ liệu, dán lại bằng Dán giá trị (Paste Values) "
            "vào tệp mẫu rồi chọn lại."
        )
