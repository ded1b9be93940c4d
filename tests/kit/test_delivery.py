"""How answers travel: kept by nobody, compressed with a length that tells nothing, files as they are."""

import gzip
import re

import pytest
from django.http import FileResponse, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.urls import reverse

from lantoa.kit.delivery import CompressionMiddleware, PrivateMiddleware
from lantoa.kit.http import FILE_TYPES

TEXT = "Dân vận khéo " * 200


def compress_response(response: HttpResponse, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"} | headers)
    return CompressionMiddleware(lambda _: response)(request)


def get(client, address: str) -> HttpResponse:
    return client.get(address, headers={"accept-encoding": "gzip"})


# --- compression ---


def test_pages_are_compressed_and_read_back(as_person):
    answer = get(as_person("officer"), "/")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert int(answer["Content-Length"]) == len(answer.content)
    assert "<title>" in gzip.decompress(answer.content).decode()


def test_length_of_one_page_differs_from_answer_to_answer():
    lengths = {len(compress_response(HttpResponse(TEXT)).content) for _ in range(20)}
    assert len(lengths) > 1


def test_token_is_masked_anew_in_each_answer(client, db):
    pages = [gzip.decompress(get(client, reverse("sign_in")).content).decode() for _ in range(2)]
    tokens = [re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)[1] for page in pages]
    assert tokens[0] != tokens[1]


def test_session_key_stands_in_no_page(as_person):
    client = as_person("officer")
    page = gzip.decompress(get(client, "/").content).decode()
    assert client.session.session_key not in page
    assert client.cookies["csrftoken"].value not in page


def test_json_is_compressed():
    assert compress_response(JsonResponse({"text": TEXT}))["Content-Encoding"] == "gzip"


def test_what_another_site_asked_for_goes_out_as_it_is():
    answer = compress_response(HttpResponse(TEXT), **{"sec-fetch-site": "cross-site"})
    assert "Content-Encoding" not in answer
    assert answer.content.decode() == TEXT


@pytest.mark.parametrize(
    "kind", [*FILE_TYPES.values(), "application/pdf", "image/webp", "video/mp4", "application/zip"]
)
def test_what_is_packed_already_is_not_packed_again(kind):
    answer = compress_response(HttpResponse(b"PK" * 2000, content_type=kind))
    assert "Content-Encoding" not in answer
    assert answer.content == b"PK" * 2000


def test_streamed_files_keep_length_and_tag(tmp_path):
    path = tmp_path / "mau.txt"
    path.write_text(TEXT)
    with path.open("rb") as content:
        answer = compress_response(FileResponse(content, content_type="text/plain", headers={"ETag": '"abc"'}))
        assert "Content-Encoding" not in answer
        assert (answer["Content-Length"], answer["ETag"]) == (str(path.stat().st_size), '"abc"')


# --- keeping ---


@pytest.mark.parametrize("address", ["/", "/mo-hinh/", "/khong-co-trang-nay/"])
def test_pages_of_a_person_are_kept_by_nobody(as_person, address):
    answer = as_person("officer").get(address)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer


def test_sign_in_page_is_kept_by_nobody(client, db):
    assert {"no-store", "private"} <= set(client.get(reverse("sign_in"))["Cache-Control"].split(", "))


def test_way_to_the_sign_in_page_is_kept_by_nobody(client, db):
    answer = client.get("/")
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")


def test_a_view_that_says_how_it_is_kept_is_believed():
    response = HttpResponse(headers={"Cache-Control": "private, no-cache"})
    answer = PrivateMiddleware(lambda _: response)(RequestFactory().get("/"))
    assert answer["Cache-Control"] == "private, no-cache"
