"""The addresses of uploads in pieces: what the protocol promises, and who is refused."""

from __future__ import annotations

import base64
import io

import pytest
from django.test import Client

from lantoa.kit.file_models import StoredFile, Upload
from lantoa.kit.files.uploads import MOST_IN_A_PIECE
from tests.kit import sample_files as samples

VIDEO = samples.video(content=bytes(1_600_000))
TUS = {"Tus-Resumable": "1.0.0"}


def begin(client: Client, name: str = "lễ.mp4", size: object = len(VIDEO), **headers):
    named = f"filename {base64.b64encode(name.encode()).decode()},filetype dmlkZW8="
    return client.post("/tai-len/", headers={**TUS, "Upload-Length": str(size), "Upload-Metadata": named, **headers})


def send(client: Client, address: str, offset: object, content: bytes, **more):
    kind = more.pop("content_type", "application/offset+octet-stream")
    return client.patch(address, content, content_type=kind, headers={**TUS, "Upload-Offset": str(offset)}, **more)


def offset(client: Client, address: str) -> str:
    return client.head(address, headers=TUS)["Upload-Offset"]


@pytest.fixture
def officer(as_person) -> Client:
    return as_person("officer")


def test_the_server_says_what_it_can_do(officer):
    response = officer.options("/tai-len/")

    assert (response.status_code, response["Tus-Version"]) == (204, "1.0.0")
    assert (response["Tus-Extension"], response["Tus-Max-Size"]) == ("creation,termination", str(200 * 1024 * 1024))


def test_an_upload_that_was_cut_goes_on(officer, cast):
    address = begin(officer)["Location"]
    assert send(officer, address, 0, VIDEO[:900_000])["Upload-Offset"] == "900000"
    assert offset(officer, address) == "900000"
    last = send(officer, address, 900_000, VIDEO[900_000:])

    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(VIDEO)))
    upload = Upload.objects.get()
    assert (address, upload.owner_id, upload.file.name) == (
        f"/tai-len/{upload.pk}/",
        cast.people["officer"].pk,
        "lễ.mp4",
    )


def test_answers_are_marked_and_kept_nowhere(officer):
    response = begin(officer)
    assert (response.status_code, response["Tus-Resumable"], response["Cache-Control"]) == (201, "1.0.0", "no-store")


def test_a_wrong_offset_answers_where_to_go_on(officer):
    address = begin(officer)["Location"]
    send(officer, address, 0, VIDEO[:10])
    response = send(officer, address, 0, VIDEO[:10])

    assert (response.status_code, response["Upload-Offset"]) == (409, "10")
    assert "không nối tiếp" in response.content.decode()


@pytest.mark.parametrize("method", ["head", "patch", "delete"])
def test_another_persons_upload_is_not_there(officer, as_person, method):
    address = begin(officer)["Location"]
    response = getattr(as_person("outsider"), method)(address, headers={**TUS, "Upload-Offset": "0"})

    assert response.status_code == 404
    assert Upload.objects.count() == 1


def test_who_is_not_signed_in_is_sent_to_the_door(officer):
    assert begin(Client()).status_code == 302


def test_a_foreign_page_cannot_upload(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["officer"], backend="django.contrib.auth.backends.ModelBackend")
    assert begin(client).status_code == 403


@pytest.mark.parametrize(
    ("name", "size", "status", "reason"),
    [
        ("lễ.mp4", 201 * 1024 * 1024, 413, "nặng quá 200 MB"),
        ("a.pdf", 21 * 1024 * 1024, 422, "nặng quá 20 MB"),
        ("a.exe", 10, 422, "không nhận tệp .exe"),
        ("a.pdf", 0, 422, "trống"),
        ("a.pdf", -1, 400, "Upload-Length"),
        ("a.pdf", "nhiều", 400, "Upload-Length"),
        ("a.pdf", "9" * 30, 400, "Upload-Length"),
    ],
)
def test_what_cannot_be_taken_in_is_not_begun(officer, name, size, status, reason):
    response = begin(officer, name, str(size).encode().decode("latin-1"))

    assert (response.status_code, Upload.objects.count()) == (status, 0)
    assert reason in response.content.decode()


def test_a_name_that_cannot_be_read_is_refused(officer):
    response = begin(officer, **{"Upload-Metadata": "filename ???"})
    assert (response.status_code, Upload.objects.count()) == (400, 0)


@pytest.mark.parametrize(
    ("given", "status"),
    [({"content_type": "video/mp4"}, 415), ({"offset": "x"}, 400), ({"content": bytes(MOST_IN_A_PIECE + 1)}, 413)],
)
def test_a_piece_that_cannot_be_read_is_refused(officer, given, status):
    address = begin(officer)["Location"]
    response = send(officer, address, given.pop("offset", 0), given.pop("content", VIDEO[:10]), **given)

    assert (response.status_code, offset(officer, address)) == (status, "0")


def test_a_piece_cut_on_the_way_is_not_kept(officer):
    address = begin(officer)["Location"]
    response = send(officer, address, 0, VIDEO[:10], **{"wsgi.input": io.BytesIO(VIDEO[:9])})

    assert (response.status_code, offset(officer, address)) == (400, "0")


def test_more_than_announced_is_refused(officer):
    address = begin(officer, size=5)["Location"]
    assert send(officer, address, 0, VIDEO[:10]).status_code == 422


def test_content_against_its_name_is_told_with_the_last_piece(officer):
    address = begin(officer, "anh.jpg", len(samples.PDF))["Location"]
    response = send(officer, address, 0, samples.PDF)

    assert response.status_code == 422
    assert "có đuôi .jpg nhưng nội dung là tài liệu PDF" in response.content.decode()
    assert (Upload.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_another_version_of_the_protocol_is_refused(officer):
    assert officer.post("/tai-len/", headers={"Tus-Resumable": "0.2.2"}).status_code == 412


def test_an_upload_can_be_forgotten(officer):
    address = begin(officer)["Location"]

    assert officer.delete(address, headers=TUS).status_code == 204
    assert officer.head(address, headers=TUS).status_code == 404
