"""Small files of every kind, made byte by byte: whole ones, and the parts of which faulty ones are put together."""

from __future__ import annotations

import io
import struct
import zipfile

from PIL import ExifTags, Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
WEBM = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(64)
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
OLE = {"doc": "WordDocument", "xls": "Workbook", "ppt": "PowerPoint Document"}


def picture(form: str = "JPEG", size: tuple[int, int] = (640, 400), **saved) -> bytes:
    """A picture with a slope of colours, so that it does not shrink to nothing."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    image.save(out, form, **saved)
    return out.getvalue()


def photo_with_place(size: tuple[int, int] = (640, 400), orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: turned, and with the place where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Phone"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (21.0, 19.0, 30.0)
    return picture(size=size, exif=exif)


def box(*names: str, content: bytes = b"<x/>") -> bytes:
    """A zip with these names in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in names:
            made.writestr(name, content)
    return out.getvalue()


def office(ending: str, *more: str) -> bytes:
    return box("[Content_Types].xml", OFFICE[ending], *more)


def ole(*streams: str) -> bytes:
    """An old Office container: header, one sector of links, one of names."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    links = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    entries = bytearray(512)
    for place, name in enumerate(("Root Entry", *streams)):
        coded = name.encode("utf-16-le")
        entries[place * 128 : place * 128 + len(coded)] = coded
        struct.pack_into("<H", entries, place * 128 + 64, len(coded) + 2)
    return bytes(header) + links + bytes(entries)


def long_ole(*streams: str) -> bytes:
    """The same, its names so far behind that their links stand in a sector that the header does not name."""
    tables, at = (
        110,
        109 * 128 + 1,
    )  # the header names 109 tables of 128 links; the names lie in the first sector after them
    content = bytearray(ole(*streams)[:512]) + bytes((at + 1) * 512)
    struct.pack_into("<I", content, 48, at)
    struct.pack_into("<I", content, 68, tables)  # after the tables: the sector that names the last of them
    struct.pack_into("<109I", content, 76, *range(109))
    struct.pack_into("<128I", content, (tables + 1) * 512, 109, *[0xFFFFFFFF] * 126, 0xFFFFFFFE)
    struct.pack_into("<I", content, (109 + 1) * 512 + (at % 128) * 4, 0xFFFFFFFE)
    content[(at + 1) * 512 : (at + 2) * 512] = ole(*streams)[1024:]
    return bytes(content)


def video(brand: bytes = b"isom", content: bytes = bytes(4000)) -> bytes:
    """The boxes of an MP4 or MOV."""
    boxes = ((b"ftyp", brand + bytes(8)), (b"moov", bytes(40)), (b"mdat", content))
    return b"".join(struct.pack(">I4s", len(inside) + 8, name) + inside for name, inside in boxes)


def whole_files() -> dict[str, bytes]:
    """Ending → a whole file of that kind."""
    pictures = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
    return {
        **{ending: picture(form) for ending, form in pictures.items()},
        **{ending: office(ending) for ending in OFFICE},
        **{ending: ole(stream) for ending, stream in OLE.items()},
        "pdf": PDF,
        "mp4": video(),
        "mov": video(b"qt  "),
        "webm": WEBM,
    }
