"""The first whole road, by hand in a real browser: register → send back → resubmit → accept → report → records."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import BOXES, Initiative

NAME = "Tổ liên gia tự quản giữ sạch suối Nậm La"
SCREENS = ["phone", "desktop"]


def fill_in(page: Page) -> None:
    """The officer's five steps, from an empty form to the page of checks."""
    page.goto("/mo-hinh/moi/")
    page.get_by_label("Tên mô hình").fill(NAME)
    page.get_by_label("Kinh tế", exact=True).check()
    go_on(page)
    page.get_by_label("Người phụ trách").fill("Lò Thị Bí thư")
    go_on(page)
    for _ in range(2):
        for box in page.locator("textarea").all():
            box.fill("Vận động 25 hộ dọn suối mỗi tháng một lần, có sổ theo dõi.")
        go_on(page)


def go_on(page: Page) -> None:
    page.locator(".form-actions").get_by_role("button", name="Tiếp tục").click()
    page.wait_for_load_state()


def move(page: Page, label: str, *, reason: str = "") -> None:
    """Press a move's button; where it asks for a reason or shows its consequence, go through its window."""
    page.get_by_role("button", name=label, exact=True).or_(
        page.get_by_role("link", name=label, exact=True)
    ).first.click()
    window = page.locator("dialog[open]")
    if reason or window.count():
        if reason:
            window.get_by_role("textbox").fill(reason)
        window.get_by_role("button", name=label).click()
    page.wait_for_load_state()


@pytest.mark.parametrize("screen", SCREENS)
def test_from_registration_to_the_records_of_a_figure(site, screen):
    officer, decider = site.signed_in("officer", screen), site.signed_in("bloc_officer", screen)

    fill_in(officer)
    move(officer, "Nộp đăng ký")
    initiative = Initiative.objects.get()
    assert initiative.state == State.SUBMITTED

    decider.goto(initiative.get_absolute_url())
    move(decider, "Trả lại", reason="Ghi rõ số hộ tham gia và mốc thời gian")
    officer.goto("/viec-can-lam/")
    expect(officer.get_by_text("Ghi rõ số hộ tham gia")).to_be_visible()

    officer.goto(initiative.get_absolute_url())
    move(officer, "Nộp đăng ký")
    decider.goto(initiative.get_absolute_url())
    move(decider, "Duyệt đăng ký")
    initiative.refresh_from_db()
    assert initiative.state == State.ACCEPTED

    decider.goto("/bao-cao/tong-hop/")
    figure = decider.get_by_role("link", name=re.compile("Mô hình đăng ký: 1")).first
    figure.click()
    decider.wait_for_url("**/bao-cao/so-lieu/initiatives.registered/**")
    expect(decider.get_by_role("link", name=NAME)).to_be_visible()
    assert all(getattr(initiative, box) for box in BOXES)
