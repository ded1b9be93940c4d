"""What a file is, told from its content and never from its name: the kinds that are taken in, and words for the others."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from lantoa.kit.files import containers
from lantoa.kit.ruling import Refused

HEAD = 4096
TAIL = 4096


class Group(StrEnum):
    """Kinds that are asked for and limited together."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    VIDEO = "video"


GROUP_WORDS = {
    Group.IMAGE: "ảnh (JPEG, PNG, WebP, GIF)",
    Group.PDF: "PDF",
    Group.OFFICE: "Word, Excel, PowerPoint",
    Group.VIDEO: "video (MP4, MOV, WebM)",
}


@dataclass(frozen=True)
class Kind:
    """A kind that is taken in. `extensions`: the first is the usual one; `label` stands after "là" in a sentence."""

    group: Group
    content_type: str
    label: str
    extensions: tuple[str, ...]

    @property
    def extension(self) -> str:
        return self.extensions[0]


_OOXML = "application/vnd.openxmlformats-officedocument."
JPEG = Kind(Group.IMAGE, "image/jpeg", "ảnh JPEG", ("jpg", "jpeg", "jpe", "jfif"))
PNG = Kind(Group.IMAGE, "image/png", "ảnh PNG", ("png",))
WEBP = Kind(Group.IMAGE, "image/webp", "ảnh WebP", ("webp",))
GIF = Kind(Group.IMAGE, "image/gif", "ảnh GIF", ("gif",))
PDF = Kind(Group.PDF, "application/pdf", "tài liệu PDF", ("pdf",))
DOCX = Kind(Group.OFFICE, f"{_OOXML}wordprocessingml.document", "tài liệu Word", ("docx",))
XLSX = Kind(Group.OFFICE, f"{_OOXML}spreadsheetml.sheet", "bảng tính Excel", ("xlsx",))
PPTX = Kind(Group.OFFICE, f"{_OOXML}presentationml.presentation", "bài trình chiếu PowerPoint", ("pptx",))
DOC = Kind(Group.OFFICE, "application/msword", "tài liệu Word đời cũ", ("doc",))
XLS = Kind(Group.OFFICE, "application/vnd.ms-excel", "bảng tính Excel đời cũ", ("xls",))
PPT = Kind(Group.OFFICE, "application/vnd.ms-powerpoint", "bài trình chiếu PowerPoint đời cũ", ("ppt",))
MP4 = Kind(Group.VIDEO, "video/mp4", "video MP4", ("mp4", "m4v", "3gp"))
MOV = Kind(Group.VIDEO, "video/quicktime", "video MOV", ("mov", "qt"))
WEBM = Kind(Group.VIDEO, "video/webm", "video WebM", ("webm",))
KINDS = (JPEG, PNG, WEBP, GIF, PDF, DOCX, XLSX, PPTX, DOC, XLS, PPT, MP4, MOV, WEBM)

# Some programs number the main part.
OFFICE_PARTS = (
    (re.compile(r"word/document\d*\.xml"), DOCX),
    (re.compile(r"xl/workbook\d*\.xml"), XLSX),
    (re.compile(r"ppt/presentation\d*\.xml"), PPTX),
)
OLE_STREAMS = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT}
_OLE_MACROS = {"_VBA_PROJECT", "_VBA_PROJECT_CUR", "Macros", "VBA"}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
_MOV_ATOMS = {b"moov", b"mdat", b"wide", b"free", b"skip"}

# Signatures of what is not taken in, with what it is and what to do.
FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"MZ", "chương trình chạy được (.exe)", "Hệ thống không nhận chương trình."),
    (b"\x7fELF", "chương trình chạy được", "Hệ thống không nhận chương trình."),
    (b"#!", "tập lệnh chạy được", "Hệ thống không nhận chương trình."),
    (b"Rar!", "tệp nén RAR", "Hãy giải nén rồi gửi từng tệp."),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z", "Hãy giải nén rồi gửi từng tệp."),
    (b"\x1f\x8b", "tệp nén GZ", "Hãy giải nén rồi gửi từng tệp."),
    (b"{\\rtf", "văn bản RTF", "Hãy mở bằng Word rồi lưu thành .docx."),
    (b"BM", "ảnh BMP", "Hãy lưu lại thành JPEG hoặc PNG."),
    (b"II*\x00", "ảnh TIFF", "Hãy lưu lại thành JPEG hoặc PDF."),
    (b"MM\x00*", "ảnh TIFF", "Hãy lưu lại thành JPEG hoặc PDF."),
    (b"ID3", "tệp âm thanh", "Hệ thống nhận ảnh, PDF, Word, Excel, PowerPoint và video."),
)
_OFFICE_ENDINGS = {ending for kind in KINDS if kind.group is Group.OFFICE for ending in kind.extensions}
MARKUP = (b"<!doctype", b"<html", b"<head", b"<body", b"<script", b"<svg", b"<?xml", b"<iframe")
ACCEPTED = "Hệ thống nhận ảnh (JPEG, PNG, WebP, GIF), PDF, Word, Excel, PowerPoint và video (MP4, MOV, WebM)."


def detect(file: BinaryIO, name: str) -> Kind:
    """The kind of the content. Raises `Refused` that says what the file really is and what to do, when it is not taken in
    or is damaged. `file` is seekable; its place afterwards is undefined."""
    file.seek(0)
    head = file.read(HEAD)
    for holds, find in _FINDERS:
        if holds(head):
            return find(file, head, name)
    raise _foreign(head, name)


def require_extension(kind: Kind, name: str) -> None:
    """Raise `Refused` when the name's ending promises another kind. A name without an ending promises nothing."""
    ending = extension_of(name)
    if ending and ending not in kind.extensions:
        raise Refused(
            f"Tệp “{name}” có đuôi .{ending} nhưng nội dung là {kind.label} (.{kind.extension}). "
            f"Hãy chọn lại đúng tệp, hoặc đổi đuôi tệp thành .{kind.extension} nếu đây đúng là tệp cần gửi."
        )


def require_group(kind: Kind, name: str, groups: Collection[Group]) -> None:
    """Raise `Refused` when this place asks for other kinds of files."""
    if kind.group not in groups:
        raise Refused(f"Tệp “{name}” là {kind.label}; chỗ này chỉ nhận {words_of(groups)}.")


def words_of(groups: Collection[Group]) -> str:
    return ", ".join(words for group, words in GROUP_WORDS.items() if group in groups)


def extensions_of(groups: Collection[Group]) -> list[str]:
    """Endings of the groups, with their dots: for the `accept` of a file input."""
    return [f".{ending}" for kind in KINDS if kind.group in groups for ending in kind.extensions]


def extension_of(name: str) -> str:
    """The ending in lower case without its dot. What stands behind a dot in the middle of a sentence is no ending."""
    ending = os.path.splitext(name)[1].removeprefix(".").lower()
    return ending if ending.isascii() and ending.isalnum() and len(ending) <= 8 else ""


def kind_of(content_type: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.content_type == content_type), None)


def refuse_broken(name: str, label: str) -> Refused:
    """The refusal of a file that has lost a part of itself."""
    return Refused(
        f"Tệp “{name}” là {label} nhưng bị hỏng hoặc thiếu phần cuối. Hãy mở thử trên máy của bạn, lưu lại rồi gửi lại."
    )


# --- one finder a family ---


def _pdf(file: BinaryIO, head: bytes, name: str) -> Kind:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - TAIL))
    if b"%%EOF" not in file.read(TAIL):
        raise refuse_broken(name, PDF.label)
    return PDF


def _zip(file: BinaryIO, head: bytes, name: str) -> Kind:
    names = containers.zip_names(file)
    if names is None:
        raise refuse_broken(name, "tệp Office hoặc tệp nén ZIP")
    if any(part.lower().endswith(("vbaproject.bin", "/workbook.bin")) for part in names):
        raise _with_macros(name)
    kind = next((kind for part, kind in OFFICE_PARTS if any(map(part.fullmatch, names))), None)
    if kind is None or "[Content_Types].xml" not in names:
        is_open_document = head[30:58] == b"mimetypeapplication/vnd.oasi"
        raise _refusal(
            name,
            "tài liệu LibreOffice (OpenDocument)" if is_open_document else "tệp nén ZIP",
            "Hãy lưu lại thành .docx, .xlsx, .pptx hoặc PDF." if is_open_document else "Hãy giải nén rồi gửi từng tệp.",
        )
    return kind


def _ole(file: BinaryIO, head: bytes, name: str) -> Kind:
    streams = containers.ole_names(file)
    if streams is None:
        raise refuse_broken(name, "tệp Office đời cũ")
    if streams & _OLE_MACROS:
        raise _with_macros(name)
    if "EncryptedPackage" in streams:
        raise _refusal(name, "tệp Office có đặt mật khẩu", "Hãy mở, bỏ mật khẩu, lưu lại rồi gửi lại.")
    kind = next((kind for stream, kind in OLE_STREAMS.items() if stream in streams), None)
    if kind is None:
        raise _foreign(head, name)
    return kind


def _media(file: BinaryIO, head: bytes, name: str) -> Kind:
    brand = head[8:12] if head[4:8] == b"ftyp" else b"qt  "
    if brand in _HEIC:
        raise _refusal(
            name,
            "ảnh HEIC của điện thoại",
            "Hãy đổi thành JPEG rồi gửi lại (điện thoại iPhone: Cài đặt, Camera, Định dạng, chọn Tương thích nhất).",
        )
    if brand.startswith((b"M4A", b"M4B")):
        raise _refusal(name, "tệp âm thanh", ACCEPTED)
    kind = MOV if brand == b"qt  " else MP4
    if not containers.boxes_are_whole(file):
        raise refuse_broken(name, kind.label)
    return kind


def _matroska(file: BinaryIO, head: bytes, name: str) -> Kind:
    if b"webm" not in head[:64]:
        raise _refusal(name, "video MKV", "Hãy đổi thành video MP4 rồi gửi lại.")
    return WEBM


def _always(kind: Kind) -> Callable[[BinaryIO, bytes, str], Kind]:
    return lambda file, head, name: kind


_FINDERS: tuple[tuple[Callable[[bytes], bool], Callable[[BinaryIO, bytes, str], Kind]], ...] = (
    (lambda head: head.startswith(b"\xff\xd8\xff"), _always(JPEG)),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), _always(PNG)),
    (lambda head: head.startswith((b"GIF87a", b"GIF89a")), _always(GIF)),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", _always(WEBP)),
    (lambda head: head.startswith(b"%PDF-"), _pdf),
    (lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")), _zip),
    (lambda head: head.startswith(containers.OLE_MAGIC), _ole),
    (lambda head: head[4:8] == b"ftyp" or head[4:8] in _MOV_ATOMS, _media),
    (lambda head: head.startswith(b"\x1aE\xdf\xa3"), _matroska),
)


# --- refusals ---


def _foreign(head: bytes, name: str) -> Refused:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(MARKUP):
        if b"<svg" in text:
            return _refusal(name, "ảnh SVG", "Hãy lưu lại thành PNG.")
        is_report = extension_of(name) in _OFFICE_ENDINGS  # what many sites call a Word or Excel file
        advice = (
            "Hãy mở bằng Word hoặc Excel rồi lưu thành .docx hoặc .xlsx." if is_report else "Hãy in ra PDF rồi gửi."
        )
        return _refusal(name, "trang web (HTML, XML)", advice)
    for signature, what, advice in FOREIGN:
        if head.startswith(signature):
            return _refusal(name, what, advice)
    return Refused(f"Không nhận ra loại của tệp “{name}”. {ACCEPTED}")


def _with_macros(name: str) -> Refused:
    return _refusal(
        name, "tệp Office có mã lệnh (macro)", "Hãy mở, chọn Lưu thành kiểu .docx, .xlsx hoặc .pptx rồi gửi lại."
    )


def _refusal(name: str, what: str, advice: str) -> Refused:
    return Refused(f"Tệp “{name}” thực ra là {what}, hệ thống không nhận loại này. {advice}")
