"""Giving files out: headers that let a browser show the file and nothing else, and single ranges."""

import io
from contextlib import closing
from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory

from lantoa.kit.file_models import StoredFile
from lantoa.kit.files import file_response, store, thumbnail_response
from tests.kit import sample_files as samples

WHOLE = samples.whole_files()
VIDEO = WHOLE["mp4"]
SIZE = len(VIDEO)


def store_file(name: str) -> StoredFile:
    return store(io.BytesIO(WHOLE[name.rsplit(".", 1)[1]]), name=name, by=None)


def get(file: StoredFile, *, as_download: bool = False, method: str = "GET", **headers):
    request = RequestFactory().generic(method, "/", headers={name.replace("_", "-"): v for name, v in headers.items()})
    return file_response(request, file, as_download=as_download)


def content(response) -> bytes:
    with closing(response):
        return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize(
    ("ending", "opens"), [("jpg", True), ("pdf", True), ("mp4", True), ("docx", False), ("doc", False)]
)
def test_only_what_a_browser_shows_safely_opens_in_it(db, ending, opens):
    file = store_file(f"Lễ phát động.{ending}")
    response = get(file)

    assert content(response) == WHOLE[ending]
    assert response["Content-Type"] == file.content_type
    assert response["Content-Disposition"].split(";")[0] == ("inline" if opens else "attachment")
    assert "filename*=utf-8''L%E1%BB%85%20ph" in response["Content-Disposition"]


def test_a_served_file_can_do_nothing(db):
    response = get(store_file("a.jpg"))
    response.close()

    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-cache"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; ")
    assert response["Content-Security-Policy"].endswith("; sandbox")


def test_no_policy_allows_scripts(db):
    responses = [get(store_file(f"a.{ending}")) for ending in WHOLE]
    for response in responses:
        response.close()
    policies = [response["Content-Security-Policy"] for response in responses]
    assert [policy for policy in policies if "script" in policy or "default-src 'none'" not in policy] == []


def test_a_download_is_asked_for(db):
    response = get(store_file("a.pdf"), as_download=True)
    response.close()

    assert response["Content-Disposition"] == 'attachment; filename="a.pdf"'


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-199", 100, 199),
        ("bytes=4000-", 4000, SIZE - 1),
        ("bytes=-10", SIZE - 10, SIZE - 1),
        (f"bytes=-{SIZE * 2}", 0, SIZE - 1),
        (f"bytes=5-{SIZE * 2}", 5, SIZE - 1),
    ],
)
def test_one_range_is_given(db, asked, first, last):
    response = get(store_file("a.mp4"), Range=asked)

    assert (response.status_code, response["Content-Range"]) == (206, f"bytes {first}-{last}/{SIZE}")
    assert response["Content-Length"] == str(last - first + 1)
    assert content(response) == VIDEO[first : last + 1]


@pytest.mark.parametrize("asked", [f"bytes={SIZE}-", "bytes=9-3", "bytes=-0"])
def test_a_range_that_is_not_there_is_refused(db, asked):
    response = get(store_file("a.mp4"), Range=asked)
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "bytes=-", "lines=0-1", "bytes=a-b", ""])
def test_what_is_no_single_range_gets_the_whole(db, asked):
    response = get(store_file("a.mp4"), Range=asked)
    assert (response.status_code, content(response)) == (200, VIDEO)


def test_a_range_of_an_older_content_gets_the_whole(db):
    response = get(store_file("a.mp4"), Range="bytes=0-1", If_Range='"older"')
    assert (response.status_code, content(response)) == (200, VIDEO)


def test_a_range_of_a_thousand_digits_is_no_range(db):
    response = get(store_file("a.mp4"), Range=f"bytes={'9' * 5000}-")

    assert (response.status_code, content(response)) == (200, VIDEO)


def test_what_the_browser_has_is_not_sent_again(db):
    file = store_file("a.mp4")
    response = get(file, If_None_Match=f'"{file.sha256}"')

    assert (response.status_code, response.content, response["ETag"]) == (304, b"", f'"{file.sha256}"')


def test_a_thumbnail_is_a_small_picture(db):
    request, paper = RequestFactory().get("/"), store_file("a.pdf")
    response = thumbnail_response(request, store_file("a.png"))

    assert (response["Content-Type"], content(response)[8:12]) == ("image/webp", b"WEBP")
    with pytest.raises(Http404):
        thumbnail_response(request, paper)


def test_a_file_that_the_disk_lost_is_not_found(db, settings, caplog):
    file = store_file("a.pdf")
    (Path(settings.MEDIA_ROOT) / file.path).unlink()

    with pytest.raises(Http404):
        get(file)
    assert caplog.messages == [f"a stored file is missing on disk: {file.path}"]
