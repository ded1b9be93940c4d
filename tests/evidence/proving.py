"""Pieces of evidence for tests, with real files."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from lantoa.evidence.models import Evidence
from lantoa.evidence.services import add_evidence
from lantoa.kit.files import store
from lantoa.kit.models import StoredFile
from tests.cast import accept_initiative
from tests.kit.pictures import as_file

LATER = date(2023, 9, 1)


def send_evidence(cast, initiative=None, **changed: Any) -> Evidence:
    """Sent by the base officer of db1, unless told otherwise."""
    asked = {"caption": "Biên bản kiểm tra", "reference": "12-BB/ĐU", "dated_on": LATER, "by": cast.officer}
    return add_evidence(initiative or accept_initiative(cast), **asked | changed)


def store_image(image: Image.Image, *, quality: int = 90) -> StoredFile:
    return store(as_file(image, quality=quality), name="anh.jpg", by=None)


def photo(image: Image.Image, *, taken: str = "", name: str = "anh.jpg") -> SimpleUploadedFile:
    """As a phone sends it. `taken`: what its clock wrote, "2024:03:12 08:05:00"."""
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    out = BytesIO()
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")
