"""Pages for what went wrong: each says what to do."""

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from lantoa.desk.views import errors


def test_an_unknown_address_says_what_to_do(client):
    response = client.get("/khong-co-trang-nay/")

    assert response.status_code == 404
    assert "ngoài phạm vi được giao của bạn" in response.content.decode()


def test_a_refusal_gives_its_reason_and_says_that_nothing_changed(as_person):
    response = as_person("auditor").get(reverse("unit_rename", args=["db1"]))

    assert response.status_code == 403
    assert "Chỉ văn phòng quản trị" in response.content.decode()
    assert "Chưa có gì bị thay đổi." in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "said"),
    [
        (errors.show_forbidden, 403, "Trang này ngoài quyền của bạn"),
        (errors.show_failure, 500, "dữ liệu đã lưu trước đó vẫn còn nguyên"),
        (errors.csrf_failed, 403, "Chưa có gì được lưu"),
    ],
)
def test_error_pages_need_neither_a_person_nor_the_database(view, status, said):
    response = view(RequestFactory().get("/"))

    assert response.status_code == status
    assert said in response.content.decode()


def test_a_form_without_its_token_is_refused_in_words(cast, settings):
    settings.CSRF_FAILURE_VIEW = "lantoa.desk.views.errors.csrf_failed"
    response = Client(enforce_csrf_checks=True).post(reverse("sign_in"), {"username": "officer"})

    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()
