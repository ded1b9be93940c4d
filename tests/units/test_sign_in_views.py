"""Signing in, the lock after too many tries, the first password, the session that ran out, one's own password."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.units.models import Person
from lantoa.units.passwords import rules_in_words
from lantoa.units.services import close_account, reopen_account, reset_password
from lantoa.units.sign_in import client_address
from tests.cast import PASSWORD

NEW = "mot-cau-de-nho-nhe"


def try_in(client: Client, username="officer", password=PASSWORD, **more):
    return client.post(reverse("sign_in"), {"username": username, "password": password, **more})


def words(response) -> str:
    return response.content.decode()


# --- signing in ---


def test_sign_in_leads_home(cast, client):
    assert try_in(client).headers["Location"] == "/"
    assert client.get(reverse("units")).status_code == 200


def test_sign_in_takes_the_username_in_any_case(cast, client):
    assert try_in(client, username=" Officer ").status_code == 302


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/don-vi/?tim=a", "/don-vi/?tim=a"),
        ("https://nguoi-la.example/", "/"),
        ("//nguoi-la.example/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_sign_in_follows_only_addresses_of_this_site(cast, client, asked, led):
    assert try_in(client, next=asked).headers["Location"] == led


def test_sign_in_carries_the_address_that_was_asked(cast, client):
    response = client.get(reverse("units"), follow=True)

    assert '<input type="hidden" name="next" value="/don-vi/" />' in words(response)


@pytest.mark.parametrize(("username", "password"), [("officer", "sai-mat-khau"), ("khong-co-ai", PASSWORD)])
def test_a_wrong_try_does_not_say_what_was_wrong(cast, client, username, password):
    response = try_in(client, username, password)

    assert response.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in words(response)
    assert password not in words(response)


def test_an_account_that_is_closed_looks_like_a_wrong_try(cast, client):
    close_account(cast.officer, by=cast.office, reason="Nghỉ hưu")
    closed, unknown = try_in(client), try_in(client, "khong-co-ai")

    assert closed.status_code == unknown.status_code == 422
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in words(closed)
    assert "khóa" not in words(closed)


def test_an_open_session_of_a_closed_account_ends_at_the_next_request(cast, as_person):
    client = as_person("officer")
    assert client.get(reverse("units")).status_code == 200
    close_account(cast.officer, by=cast.bloc_office, reason="Nghỉ hưu")

    assert client.get(reverse("units")).headers["Location"].startswith("/dang-nhap/")
    reopen_account(cast.officer, by=cast.bloc_office)
    assert client.get(reverse("units")).headers["Location"].startswith("/dang-nhap/")


def test_a_session_of_somebody_else_outlives_the_closing(cast, as_person):
    client = as_person("approver")
    close_account(cast.officer, by=cast.office, reason="Nghỉ hưu")

    assert client.get(reverse("units")).status_code == 200


def test_a_reopened_account_signs_in_with_its_old_password(cast, client):
    close_account(cast.officer, by=cast.bloc_office, reason="Nghỉ hưu")
    reopen_account(cast.officer, by=cast.bloc_office)

    assert try_in(client).status_code == 302


def test_someone_signed_in_is_led_on(as_person):
    assert as_person("officer").get(reverse("sign_in")).headers["Location"] == "/"


# --- the lock ---


def lock_out(client: Client, username: str):
    for number in range(4):
        assert try_in(client, username, f"sai-{number}").status_code == 422
    return try_in(client, username, "sai-lan-nua")


@pytest.mark.parametrize("username", ["officer", "khong-co-ai"])
def test_the_fifth_wrong_try_locks_and_says_for_how_long(cast, client, username):
    response = lock_out(client, username)

    assert response.status_code == 429
    assert "<strong>15 phút</strong>" in words(response)


def test_a_lock_holds_against_the_right_password_in_any_spelling(cast, client):
    lock_out(client, "officer")

    assert try_in(client, "OFFICER").status_code == 429
    assert client.get(reverse("units")).status_code == 302


def test_a_lock_of_one_account_leaves_the_others(cast, client):
    lock_out(client, "officer")

    assert try_in(client, "approver").status_code == 302


def test_a_right_try_forgets_the_wrong_ones(cast, client):
    for _ in range(2):
        for number in range(4):
            assert try_in(client, password=f"sai-{number}").status_code == 422
        assert try_in(client).status_code == 302
        client.post(reverse("sign_out"))


# --- going out, time running out ---


def test_sign_out_ends_the_session(as_person):
    client = as_person("officer")

    assert client.post(reverse("sign_out")).headers["Location"] == "/dang-nhap/"
    assert client.get(reverse("home")).status_code == 302


def test_sign_out_by_a_link_is_refused(as_person):
    assert as_person("officer").get(reverse("sign_out")).status_code == 405


def test_the_first_visit_says_nothing_of_a_time_out(cast, client):
    response = client.get(reverse("units"), follow=True)

    assert "Phiên làm việc đã hết" not in words(response)


def test_a_session_that_ran_out_is_told_and_the_address_kept(as_person):
    client = as_person("officer")
    client.session.flush()
    response = client.get(reverse("units"), follow=True)

    assert response.redirect_chain == [("/dang-nhap/?next=%2Fdon-vi%2F&het-gio=1", 302)]
    assert "Phiên làm việc đã hết" in words(response)


def test_a_part_of_a_page_sends_the_whole_page_to_sign_in(as_person):
    client = as_person("officer")
    client.session.flush()
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/don-vi/db1/"}
    response = client.get(reverse("search"), headers=headers)

    assert response.headers["HX-Redirect"] == "/dang-nhap/?next=%2Fdon-vi%2Fdb1%2F&het-gio=1"


# --- passwords ---


def change(client: Client, **more):
    values = {"current": PASSWORD, "password": NEW, "again": NEW}
    return client.post(reverse("change_password"), values | more)


def test_changing_the_password_keeps_this_session_and_ends_the_others(as_person):
    here, there = as_person("officer"), as_person("officer")

    assert change(here).headers["Location"] == "/"
    assert here.get(reverse("units")).status_code == 200
    assert there.get(reverse("units")).status_code == 302


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"current": "khong-phai"}, "Mật khẩu hiện nay chưa đúng."),
        ({"again": "khac-di-mot-chut"}, "Hai lần nhập chưa giống nhau."),
        ({"password": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu hiện nay."),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
    ],
)
def test_a_change_of_password_is_refused_with_its_reason(as_person, values, reason):
    response = change(as_person("officer"), **values)

    assert response.status_code == 422
    assert reason in words(response)
    assert Person.objects.get(username="officer").check_password(PASSWORD)


def test_the_rules_of_passwords_stand_in_words(as_person):
    page = words(as_person("officer").get(reverse("change_password")))

    assert rules_in_words()[1].startswith("Ít nhất 10 ký tự")
    assert all(rule in page for rule in rules_in_words())


def test_a_first_password_is_changed_before_anything_else(cast, client):
    reset_password(cast.officer, password=NEW, by=cast.office)
    try_in(client, password=NEW)

    for name in ("home", "units", "search"):
        assert client.get(reverse(name)).headers["Location"] == "/doi-mat-khau/"
    assert "Đổi mật khẩu trước khi làm việc" in words(client.get(reverse("change_password")))


def test_after_the_change_of_a_first_password_the_pages_open(cast, client):
    reset_password(cast.officer, password=NEW, by=cast.office)
    try_in(client, password=NEW)
    change(client, current=NEW, password="lai-mot-cau-khac", again="lai-mot-cau-khac")

    assert client.get(reverse("units")).status_code == 200


def test_someone_with_a_first_password_may_sign_out(cast, client):
    reset_password(cast.officer, password=NEW, by=cast.office)
    try_in(client, password=NEW)

    assert client.post(reverse("sign_out")).headers["Location"] == "/dang-nhap/"


# --- behind a proxy, and beside a writer ---


@pytest.mark.parametrize(
    ("proxies", "chain", "counted"),
    [
        (0, "1.2.3.4", "127.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "127.0.0.1"),
    ],
)
def test_tries_are_counted_by_the_address_that_our_proxy_wrote(rf, settings, proxies, chain, counted):
    settings.PROXIES = proxies

    assert client_address(rf.get("/", headers={"X-Forwarded-For": chain})) == counted


def test_the_idle_clock_restarts_at_most_once_a_minute(cast, as_person, settings):
    settings.SESSION_RENEWED_AFTER = 60
    client = as_person("officer")

    writes = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/so-quy-dinh/")
        writes.append(any('UPDATE "django_session"' in query["sql"] for query in asked))
    assert writes == [True, False]
