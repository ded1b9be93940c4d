"""Uploads in pieces: what has arrived stays, only its owner goes on, and nothing half is taken for whole."""

import io
import os
import uuid
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files import Group, Limits, clear_stale_uploads, files_are_whole, store, take_upload
from lantoa.kit.files.uploads import (
    MOST_UNFINISHED,
    WrongOffset,
    begin_upload,
    drop_upload,
    find_upload,
    finish_upload,
    receive_piece,
    receive_whole,
)
from lantoa.kit.ruling import Refused
from tests.kit import sample_files as samples
from tests.movement.steering import directive

OWNER, OTHER = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
LIMITS = Limits(mb=1, video_mb=3)
VIDEO = samples.video(content=bytes(1_600_000))


def start_upload(content: bytes = VIDEO, name: str = "lễ.mp4") -> Upload:
    return begin_upload(name, len(content), by=OWNER, limits=LIMITS)


def send_whole(content: bytes = VIDEO, name: str = "lễ.mp4") -> Upload:
    return receive_piece(start_upload(content, name), 0, content)


def partial(settings, upload: Upload) -> Path:
    return Path(settings.MEDIA_ROOT) / "uploads-partial" / str(upload.pk)


def age(upload: Upload, days: int) -> None:
    Upload.objects.filter(pk=upload.pk).update(last_piece_at=timezone.now() - timedelta(days=days))


# --- beginning ---


@pytest.mark.parametrize(
    ("name", "size", "reason"),
    [
        ("lễ.mp4", 0, "trống"),
        ("lễ.mp4", 3 * 1024 * 1024 + 1, "nặng quá 3 MB"),
        ("bao-cao.pdf", 1024 * 1024 + 1, "nặng quá 1 MB"),
        ("bao-cao", 1024 * 1024 + 1, "nặng quá 1 MB"),
        ("cai-dat.exe", 10, "không nhận tệp .exe"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_at_once(db, name, size, reason):
    with pytest.raises(Refused, match=reason):
        begin_upload(name, size, by=OWNER, limits=LIMITS)
    assert Upload.objects.count() == 0


def test_one_person_leaves_only_so_many_files_half_sent(db):
    for _ in range(MOST_UNFINISHED):
        start_upload()
    with pytest.raises(Refused, match="20 tệp gửi dở"):
        start_upload()

    assert begin_upload("lễ.mp4", 10, by=OTHER, limits=LIMITS).pk


# --- pieces ---


def test_pieces_make_the_file(db, settings):
    upload = start_upload()
    receive_piece(upload, 0, VIDEO[:900_000])
    receive_piece(upload, 900_000, VIDEO[900_000:])
    stored = take_upload(upload.pk, by=OWNER, limits=LIMITS)

    assert (stored.name, stored.content_type, stored.stored_by_id) == ("lễ.mp4", "video/mp4", 1)
    assert (Path(settings.MEDIA_ROOT) / stored.path).read_bytes() == VIDEO
    assert files_are_whole() == []


def test_an_unfinished_upload_says_how_much_is_here_and_loses_nothing(db):
    upload = receive_piece(start_upload(), 0, VIDEO[:900_000])
    with pytest.raises(Refused) as refused:
        take_upload(upload.pk, by=OWNER)

    assert refused.value.reasons == [
        "Tệp “lễ.mp4” mới nhận được 0,8 trên 1,5 MB; hãy bấm Tiếp tục, hoặc chọn lại đúng tệp này, để gửi nốt phần còn lại."
    ]
    assert find_upload(upload.pk, by=OWNER).received == 900_000


@pytest.mark.parametrize("offset", [0, 899_999, 900_001])
def test_a_piece_at_the_wrong_place_is_refused(db, settings, offset):
    upload = receive_piece(start_upload(), 0, VIDEO[:900_000])
    with pytest.raises(WrongOffset) as wrong:
        receive_piece(upload, offset, b"x" * 10)

    assert wrong.value.received == 900_000
    assert partial(settings, upload).read_bytes() == VIDEO[:900_000]


def test_two_windows_that_send_the_same_piece_do_no_harm(db, settings):
    upload = start_upload()
    first, second = (find_upload(upload.pk, by=OWNER) for _ in range(2))
    receive_piece(first, 0, VIDEO[:900_000])
    with pytest.raises(WrongOffset):
        receive_piece(second, 0, VIDEO[:900_000])

    assert partial(settings, upload).read_bytes() == VIDEO[:900_000]


def test_more_than_was_announced_is_refused(db):
    with pytest.raises(Refused, match="dài hơn phần còn thiếu"):
        receive_piece(start_upload(), 0, VIDEO + b"x")


def test_a_part_that_the_disk_lost_is_asked_for_again(db, settings):
    upload = receive_piece(start_upload(), 0, VIDEO[:900_000])
    os.truncate(partial(settings, upload), 500_000)

    assert find_upload(upload.pk, by=OWNER).received == 500_000
    assert receive_piece(upload, 500_000, VIDEO[500_000:]).is_whole
    assert take_upload(upload.pk, by=OWNER).size == len(VIDEO)


def test_what_an_unfinished_write_left_behind_is_written_over(db, settings):
    upload = receive_piece(start_upload(), 0, VIDEO[:900_000])
    with partial(settings, upload).open("ab") as file:
        file.write(b"rest of a piece that was never counted")

    assert receive_piece(upload, 900_000, VIDEO[900_000:]).is_whole
    assert take_upload(upload.pk, by=OWNER).size == len(VIDEO)


# --- taking ---


def test_only_the_owner_finds_an_upload(db):
    upload = send_whole()

    assert find_upload(upload.pk, by=OTHER) is None
    with pytest.raises(Refused, match="Không thấy tệp đã gửi"):
        take_upload(upload.pk, by=OTHER)


@pytest.mark.parametrize("upload_id", [uuid.UUID(int=7), "không phải mã", ""])
def test_an_upload_that_is_not_there_is_refused(db, upload_id):
    with pytest.raises(Refused, match="Không thấy tệp đã gửi"):
        take_upload(upload_id, by=OWNER)


def test_taking_twice_gives_the_same_file(db):
    upload = send_whole()
    stale_copy = find_upload(upload.pk, by=OWNER)
    stored = take_upload(upload.pk, by=OWNER)

    assert take_upload(upload.pk, by=OWNER) == stored
    assert finish_upload(stale_copy, by=OWNER) == stored
    assert StoredFile.objects.count() == 1


def test_a_window_that_comes_while_another_clears_up_gets_the_same_file(db, settings):
    upload = send_whole()
    late = find_upload(upload.pk, by=OWNER)
    stored = finish_upload(upload, by=OWNER)
    partial(settings, upload).unlink(missing_ok=True)  # as the other's commit does

    assert finish_upload(late, by=OWNER) == stored


def test_content_against_its_name_is_refused_when_whole(db):
    with pytest.raises(Refused, match=r"có đuôi \.jpg nhưng nội dung là tài liệu PDF"):
        take_upload(send_whole(samples.PDF, "anh.jpg").pk, by=OWNER)
    assert StoredFile.objects.count() == 0


def test_a_group_that_is_not_asked_for_is_refused(db):
    with pytest.raises(Refused, match="chỗ này chỉ nhận"):
        take_upload(send_whole().pk, by=OWNER, groups={Group.IMAGE})


@pytest.mark.django_db(transaction=True)
def test_an_undone_transaction_keeps_what_arrived():
    upload = send_whole()
    with transaction.atomic():
        take_upload(upload.pk, by=OWNER)
        transaction.set_rollback(True)

    assert StoredFile.objects.count() == 0
    assert take_upload(upload.pk, by=OWNER).size == len(VIDEO)


# --- forgetting ---


def test_a_dropped_upload_leaves_nothing(db, settings):
    for upload in (start_upload(), receive_piece(start_upload(), 0, VIDEO[:10]), send_whole()):
        drop_upload(upload)

    assert (Upload.objects.count(), list((Path(settings.MEDIA_ROOT) / "uploads-partial").iterdir())) == (0, [])


def test_stale_uploads_are_forgotten_with_their_files(db, settings):
    stale = [start_upload(), receive_whole(io.BytesIO(samples.picture()), name="a.jpg", by=OWNER)]
    fresh = receive_whole(io.BytesIO(samples.PDF), name="b.pdf", by=OWNER)
    kept = store(io.BytesIO(samples.picture("PNG")), name="c.png", by=OWNER)
    for upload in stale:
        age(upload, 8)
    for path in Path(settings.MEDIA_ROOT).rglob("*.*"):
        os.utime(path, (0, 0))

    assert clear_stale_uploads(timezone.now() - timedelta(days=7)) == 2
    assert set(StoredFile.objects.values_list("name", flat=True)) == {"b.pdf", "c.png"}
    left = {path.name for path in Path(settings.MEDIA_ROOT).rglob("*.*") if path.is_file() and path.name[0] != "."}
    assert left == {f"{fresh.file.sha256}.pdf", f"{kept.sha256}.png", f"{kept.sha256}.webp"}


def test_what_a_record_without_a_way_back_links_to_stays(cast):
    upload = receive_whole(io.BytesIO(samples.PDF), name="kế hoạch.pdf", by=OWNER, limits=LIMITS)
    held = directive(cast, scan=upload.file)
    drop_upload(upload)
    held.refresh_from_db()

    assert (held.scan.name, Upload.objects.count()) == ("kế hoạch.pdf", 0)


def test_half_files_without_a_row_are_cleared(db, settings):
    upload = receive_piece(start_upload(), 0, VIDEO[:10])
    lost = Path(settings.MEDIA_ROOT) / "uploads-partial" / "lost"
    lost.write_bytes(b"x")
    for path in (lost, partial(settings, upload)):
        os.utime(path, (0, 0))
    clear_stale_uploads(timezone.now() - timedelta(days=7))

    assert (lost.exists(), partial(settings, upload).exists()) == (False, True)


def test_contents_asked_for_lately_are_not_cleared(db, settings):
    stored = store(io.BytesIO(samples.PDF), name="b.pdf", by=OWNER)
    os.utime(Path(settings.MEDIA_ROOT) / stored.path, (0, 0))
    stored.delete()
    again = store(io.BytesIO(samples.PDF), name="b.pdf", by=OWNER)
    StoredFile.objects.filter(pk=again.pk).delete()  # as a transaction that cannot be seen yet
    clear_stale_uploads(timezone.now() - timedelta(days=7))

    assert (Path(settings.MEDIA_ROOT) / again.path).read_bytes() == samples.PDF


# --- still whole ---


def test_lost_and_changed_files_are_named(db, settings):
    lost = store(io.BytesIO(samples.PDF), name="mat.pdf", by=OWNER)
    changed = store(io.BytesIO(samples.picture("PNG")), name="doi.png", by=OWNER)
    (Path(settings.MEDIA_ROOT) / lost.path).unlink()
    (Path(settings.MEDIA_ROOT) / changed.path).write_bytes(b"x")
    (Path(settings.MEDIA_ROOT) / changed.thumbnail).unlink()

    assert sorted(files_are_whole()) == sorted(
        [
            f"Tệp “mat.pdf” (số {lost.pk}) không còn trên đĩa: {lost.path}.",
            f"Tệp “doi.png” (số {changed.pk}) trên đĩa khác với lúc nhận vào: {changed.path}.",
            f"Ảnh nhỏ của tệp “doi.png” (số {changed.pk}) không còn trên đĩa: {changed.thumbnail}.",
        ]
    )
