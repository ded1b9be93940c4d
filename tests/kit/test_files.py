"""Taking files in: what each really is, what is refused and why, and what is kept."""

import hashlib
import io
import struct
import zlib
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook
from PIL import Image

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import Group, Limits, containers, store
from lantoa.kit.files.storing import clean_name
from lantoa.kit.ruling import Refused
from tests.kit import sample_files as samples

WHOLE = samples.whole_files()
SMALL = Limits(mb=1, video_mb=2)


def take(content: bytes, name: str, **more) -> StoredFile:
    return store(io.BytesIO(content), name=name, by=None, **more)


def refusal(content: bytes, name: str, **more) -> str:
    with pytest.raises(Refused) as refused:
        take(content, name, **more)
    assert StoredFile.objects.count() == 0
    return " ".join(refused.value.reasons)


# --- what is kept ---


@pytest.mark.parametrize("ending", WHOLE)
def test_each_kind_is_told_by_its_content(db, settings, ending):
    content = WHOLE[ending]
    stored = take(content, f"Báo cáo.{ending}")
    digest = hashlib.sha256(content).hexdigest()

    assert (stored.name, stored.sha256, stored.size) == (f"Báo cáo.{ending}", digest, len(content))
    assert stored.path == f"files/{digest[:2]}/{digest[2:4]}/{digest}.{ending}"
    assert (Path(settings.MEDIA_ROOT) / stored.path).read_bytes() == content


def test_office_files_as_programs_write_them(db):
    word, sheet = io.BytesIO(), io.BytesIO()
    Document().save(word)
    Workbook().save(sheet)

    assert take(word.getvalue(), "a.docx").content_type.endswith("wordprocessingml.document")
    assert take(sheet.getvalue(), "a.xlsx").content_type.endswith("spreadsheetml.sheet")
    assert take(samples.box("[Content_Types].xml", "word/document2.xml"), "b.docx").pk


def test_an_old_office_file_over_seven_megabytes(db):
    assert take(samples.long_ole("PowerPoint Document"), "a.ppt").content_type == "application/vnd.ms-powerpoint"


def test_a_name_without_an_ending_gets_the_one_of_its_content(db):
    assert take(WHOLE["png"], "Ảnh lễ phát động").name == "Ảnh lễ phát động.png"


def test_one_content_is_one_file_on_disk(db, settings):
    first, second = take(samples.PDF, "a.pdf"), take(samples.PDF, "b.pdf")

    assert first.path == second.path
    assert [path.name for path in Path(settings.MEDIA_ROOT).rglob("*.pdf")] == [f"{first.sha256}.pdf"]


def test_a_lost_part_of_a_file_on_disk_comes_back_with_its_content(db, settings):
    stored = take(samples.PDF, "a.pdf")
    (Path(settings.MEDIA_ROOT) / stored.path).write_bytes(b"%PDF")
    take(samples.PDF, "a.pdf")

    assert (Path(settings.MEDIA_ROOT) / stored.path).read_bytes() == samples.PDF


def test_a_refused_file_leaves_nothing_on_disk(db, settings):
    refusal(b"MZ\x90\x00", "bai.pdf")
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == []


# --- pictures ---


def test_a_thumbnail_stands_upright_and_tells_no_place(db, settings):
    stored = take(samples.photo_with_place((1200, 800), orientation=6), "anh.jpg")

    with Image.open(Path(settings.MEDIA_ROOT) / stored.thumbnail) as small:
        assert (small.format, small.size, dict(small.getexif())) == ("WEBP", (320, 480), {})
        assert set(small.info) <= {"loop", "background", "timestamp", "duration"}
    assert (stored.width, stored.height) == (800, 1200)


def test_a_picture_with_glass_in_it_lies_on_white(db, settings):
    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    stored = take(out.getvalue(), "dau.png")

    with Image.open(Path(settings.MEDIA_ROOT) / stored.thumbnail) as small:
        assert small.convert("RGB").getpixel((20, 20)) == (255, 255, 255)


def test_a_mark_within_the_end_of_a_zip_hides_nothing(db, monkeypatch):
    monkeypatch.setattr(containers, "MOST_DIRECTORY", 2000)
    made = samples.office("docx", *(f"word/media/{number}" for number in range(50)))
    made = made[:-18] + b"PK\x05\x06" + made[-14:]  # in the numbers of its parts, which nobody reads

    assert "bị hỏng" in refusal(made, "a.docx")


@pytest.mark.parametrize("is_long", [False, True])
def test_a_zip_whose_directory_would_fill_the_memory_is_not_opened(db, monkeypatch, is_long):
    monkeypatch.setattr(containers, "MOST_DIRECTORY", 2000)
    made = samples.office("docx", *(f"word/media/{number}" for number in range(50)))
    if is_long:  # the size stands in the longer end that large zips have
        size, at = struct.unpack_from("<II", made, len(made) - 10)
        longer = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, 52, 52, size, at)
        locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, len(made) - 22, 1)
        made = made[:-22] + longer + locator + made[-22:-10] + b"\xff" * 8 + made[-2:]

    assert "bị hỏng" in refusal(made, "a.docx")
    monkeypatch.setattr(containers, "MOST_DIRECTORY", 20_000)
    assert take(made, "a.docx").pk


def test_a_picture_that_would_fill_the_memory_is_refused(db):
    content = bytearray(samples.picture("PNG"))
    for side in (20_000, 60_000):
        struct.pack_into(">II", content, 16, side, side)
        struct.pack_into(">I", content, 29, zlib.crc32(content[12:29]))
        assert "quá lớn" in refusal(bytes(content), "anh.png")


@pytest.mark.parametrize("ending", ["jpg", "png", "webp"])
def test_a_picture_cut_short_is_refused(db, ending):
    content = WHOLE[ending]
    assert "bị hỏng hoặc thiếu phần cuối" in refusal(content[: len(content) // 2], f"anh.{ending}")


# --- refusals ---


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (WHOLE["docx"], "anh.jpg", "có đuôi .jpg nhưng nội dung là tài liệu Word (.docx)"),
        (WHOLE["png"], "quyet-dinh.pdf", "có đuôi .pdf nhưng nội dung là ảnh PNG (.png)"),
        (WHOLE["xlsx"], "bao-cao.docx", "nội dung là bảng tính Excel (.xlsx)"),
        (WHOLE["xls"], "bao-cao.doc", "nội dung là bảng tính Excel đời cũ (.xls)"),
        (WHOLE["pdf"], "bao-cao.exe", "có đuôi .exe nhưng nội dung là tài liệu PDF"),
        (WHOLE["docx"], "bao-cao.docm", "có đuôi .docm nhưng nội dung là tài liệu Word"),
        (samples.box("a.txt"), "bao-cao.docx", "thực ra là tệp nén ZIP"),
        (samples.office("docx", "word/vbaProject.bin"), "bao-cao.docm", "có mã lệnh (macro)"),
        (samples.office("xlsx", "xl/vbaProject.bin"), "so.xlsx", "có mã lệnh (macro)"),
        (samples.ole("WordDocument", "Macros"), "cu.doc", "có mã lệnh (macro)"),
        (samples.ole("EncryptedPackage", "EncryptionInfo"), "mat.docx", "có đặt mật khẩu"),
        (b"", "trong.pdf", "trống, không có nội dung"),
        (b"MZ" + bytes(100), "cai-dat.jpg", "chương trình chạy được"),
        (b"#!/bin/sh\n", "lenh.pdf", "tập lệnh chạy được"),
        (b"  <!DOCTYPE html><script>1</script>", "anh.jpg", "thực ra là trang web"),
        (b"<html><table>", "bao-cao.xls", "Hãy mở bằng Word hoặc Excel"),
        (b"\xef\xbb\xbf<svg xmlns='x'>", "bieu-tuong.svg", "thực ra là ảnh SVG"),
        (b"<?xml version='1.0'?><svg>", "bieu-tuong.png", "thực ra là ảnh SVG"),
        (b"<html>%PDF-1.7 %%EOF", "bao-cao.pdf", "thực ra là trang web"),
        (b"GIF89a/*<html><script>1</script>*/=1;", "anh.gif", "bị hỏng"),
        (samples.PDF[:40], "bao-cao.pdf", "bị hỏng hoặc thiếu phần cuối"),
        (WHOLE["docx"][:-30], "bao-cao.docx", "bị hỏng hoặc thiếu phần cuối"),
        (WHOLE["doc"][:700], "cu.doc", "bị hỏng hoặc thiếu phần cuối"),
        (WHOLE["mp4"][:-100], "le.mp4", "bị hỏng hoặc thiếu phần cuối"),
        (samples.video(b"heic"), "IMG_0001.HEIC", "ảnh HEIC của điện thoại"),
        (samples.video(b"M4A "), "ghi-am.m4a", "tệp âm thanh"),
        (b"\x1aE\xdf\xa3matroska" + bytes(80), "le.mkv", "video MKV"),
        (b"chi la chu", "ghi-chu.txt", "Không nhận ra loại của tệp"),
    ],
)
def test_what_is_not_taken_in_is_told_what_it_is(db, content, name, reason):
    assert reason in refusal(content, name)


def test_a_file_of_another_group_is_refused(db):
    assert "chỗ này chỉ nhận ảnh (JPEG, PNG, WebP, GIF)" in refusal(samples.PDF, "a.pdf", groups={Group.IMAGE})


def test_each_group_has_its_own_limit(db):
    long_pdf = samples.PDF + bytes(1024 * 1024) + b"%%EOF"

    assert "nặng quá 1 MB" in refusal(long_pdf, "a.pdf", limits=SMALL)
    assert "nặng quá 2 MB" in refusal(samples.video(content=bytes(2 * 1024 * 1024)), "a.mp4", limits=SMALL)
    assert take(samples.video(content=bytes(1024 * 1024)), "a.mp4", limits=SMALL).pk


# --- names ---


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Ảnh\\lễ.jpg", "lễ.jpg"),
        ("a\x00b\x07\u202egpj.exe", "abgpj.exe"),
        ('bao<cao>:"1".pdf', "bao_cao___1_.pdf"),
        ("  . ", "tệp"),
        ("é" * 300 + ".docx", "é" * 195 + ".docx"),
        ("x" * 300, "x" * 200),
    ],
)
def test_names_are_cleaned(given, kept):
    assert clean_name(given) == kept
