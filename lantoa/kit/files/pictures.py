"""Pictures: whether they are whole, how large they are, and a small copy that says nothing about place or camera."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

from lantoa.kit.files.kinds import Kind, refuse_broken
from lantoa.kit.numbers import format_number
from lantoa.kit.ruling import Refused

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
# What decoding may cost in memory: some 280 MB at four bytes a pixel. Pillow itself warns a little above.
MOST_PIXELS = 70_000_000
THUMBNAIL = (480, 480)
QUALITY = 80
_TURNED = {5, 6, 7, 8}  # EXIF orientations that lie on their side
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


@dataclass(frozen=True)
class Picture:
    """Width and height as a person sees it, and the thumbnail's bytes (WebP, at most 480 x 480, without metadata)."""

    width: int
    height: int
    thumbnail: bytes


def read_picture(path: Path, kind: Kind, name: str) -> Picture:
    """Decode the whole picture. Raises `Refused` when it is damaged, cut short, or too large to be decoded safely."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise _too_large(name, width, height)
            if image.getexif().get(ExifTags.Base.Orientation) in _TURNED:
                width, height = height, width
            image.draft("RGB", (THUMBNAIL[0] * 2, THUMBNAIL[1] * 2))  # JPEG only: decodes at a fraction of the size
            image.load()
            return Picture(width, height, _thumbnail(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large(name) from None
    except _DAMAGED:
        raise refuse_broken(name, kind.label) from None


def _thumbnail(image: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("P", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
    upright.thumbnail(THUMBNAIL)
    plain = Image.new("RGB", upright.size, "white")  # a new picture: nothing of EXIF, XMP or comments comes along
    plain.paste(upright, mask=upright.getchannel("A") if upright.mode == "RGBA" else None)
    out = io.BytesIO()
    plain.save(out, "WEBP", quality=QUALITY)
    return out.getvalue()


def _too_large(name: str, width: int = 0, height: int = 0) -> Refused:
    size = f" ({format_number(width)} × {format_number(height)} điểm ảnh)" if width else ""
    return Refused(f"Ảnh “{name}” quá lớn{size}. Hãy thu nhỏ ảnh rồi gửi lại.")
