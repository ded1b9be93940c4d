"""A unit is ended by hand in a real browser: its officer, open tasks and registrations go where the preview said."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lantoa.units.models import Role, Unit
from tests.browser.test_journey import move
from tests.cast import draft
from tests.movement.steering import assign_task


def fill(page: Page, day: str) -> None:
    page.get_by_label("Ngày hoạt động cuối cùng").fill(day)
    page.get_by_label("Số quyết định").fill("7-QĐ/TU")
    page.get_by_label("Lý do").fill("Sắp xếp bộ máy")


def choose(page: Page, text: str) -> None:
    with page.expect_response(re.compile("/chon/")):
        page.get_by_label("Tìm đơn vị kế thừa").fill(text)
    page.locator("#unit-choices").get_by_label(re.compile(text)).check()


@pytest.mark.parametrize("screen", ["desktop", "phone"])
def test_a_unit_is_ended_and_everything_goes_where_the_preview_said(site, screen):
    waiting, (task,) = draft(site.cast), assign_task(site.cast, "db1")
    page = site.signed_in("office", screen)
    page.goto("/don-vi/db1/ket-thuc/")
    fill(page, "2019-01-01")
    choose(page, "Đảng bộ xã Tân An")
    page.get_by_text("làm tiếp ở đơn vị kế thừa").click()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator(".error-summary")).to_contain_text("phải từ ngày đó trở đi")
    assert page.get_by_label("Lý do").input_value() == "Sắp xếp bộ máy"

    page.get_by_label("Ngày hoạt động cuối cùng").fill("2024-06-30")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("link", name="Bản đăng ký chưa duyệt")).to_be_visible()
    expect(page.get_by_role("link", name="Nhiệm vụ đang mở")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("button", name="Kết thúc hoạt động").click()
    expect(page.get_by_role("heading", name="Đã kết thúc hoạt động")).to_be_visible()

    for row in (waiting, task):
        row.refresh_from_db()
        assert row.unit.code == "xa-an"
    assert Role.objects.get(person=site.cast.officer, valid_to=None).unit.code == "xa-an"
    assert Unit.objects.get(code="db1").valid_to.isoformat() == "2024-06-30"


def test_the_end_is_taken_back_by_hand(site):
    page = site.signed_in("office")
    page.goto("/don-vi/cb2/ket-thuc/")
    fill(page, "2024-06-30")
    page.get_by_label(re.compile("^Không có: việc")).check()
    page.get_by_role("button", name="Xem trước").click()
    page.get_by_role("button", name="Kết thúc hoạt động").click()
    expect(page.get_by_role("heading", name="Đã kết thúc hoạt động")).to_be_visible()
    move(page, "Hoàn tác kết thúc hoạt động ngày 01/07/2024")
    expect(page.get_by_text("Đã hoàn tác kết thúc hoạt động")).to_be_visible()
    assert Unit.objects.get(code="cb2").valid_to is None
