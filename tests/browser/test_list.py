"""The list of initiatives in Chromium: rows of one height, choosing by mouse and key, the bar, the page without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site, findings, is_too_wide
from tests.cast import accept_initiative, submit_initiative

HEIGHTS = "[...new Set([...document.querySelectorAll('.list-row')].map((row) => row.getBoundingClientRect().height))]"
FOCUSED = "document.activeElement.textContent"
LONG = "Vận động đồng bào hiến đất, góp công mở rộng đường liên bản gắn với bảo vệ rừng đầu nguồn và giữ gìn bản sắc dân tộc Thái"


@pytest.fixture
def listed(site) -> Site:
    accept_initiative(site.cast, name=f"A. {LONG}", holder=LONG)
    submit_initiative(site.cast, name="B. Vườn rau", holder="")
    submit_initiative(site.cast, name="C. Đường hoa")
    return site


def open_list(site: Site, screen: str = "desktop") -> Page:
    page = site.signed_in("approver", screen)
    page.goto("/mo-hinh/")
    return page


def ask_for_tier(page: Page) -> None:
    """By the filters behind "Lọc thêm", which Escape closes without losing what was chosen."""
    page.get_by_text("Lọc thêm").click()
    page.get_by_label("Cấp đăng ký").select_option("base")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Cấp đăng ký")).to_be_hidden()
    page.get_by_role("button", name="Lọc", exact=True).click()
    expect(page.get_by_label("Đang lọc theo")).to_contain_text("Cấp đăng ký: Cơ sở")


def test_rows_are_chosen_by_mouse_and_key_and_accepted(listed):
    page = open_list(listed)
    assert page.evaluate(HEIGHTS) == [54]
    bar = page.get_by_label("Việc với các mô hình đã chọn")
    expect(bar).to_be_hidden()
    ask_for_tier(page)

    page.get_by_label("Chọn cả trang").check()
    expect(bar).to_contain_text("3 đã chọn")
    expect(bar).to_contain_text("2 duyệt được, 1 đã đăng ký")
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(bar).to_be_hidden()

    page.keyboard.press("?")
    expect(page.get_by_text("mở mô hình")).to_be_visible()
    for key in ("Escape", "j", "j", "x", "j", "k"):
        page.keyboard.press(key)
    assert page.evaluate(FOCUSED) == "B. Vườn rau"
    bar.get_by_role("button", name="Duyệt 1 đăng ký").click()
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã duyệt đăng ký 1 mô hình.")

    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LONG)


def test_on_a_phone_rows_are_alike_and_one_bar_stands_at_the_foot_and_scripts_are_not_needed(listed):
    page = open_list(listed, "phone")
    assert page.evaluate(HEIGHTS) == [80]
    assert not is_too_wide(page)

    page.get_by_text("Chọn nhiều").click()
    page.get_by_label("Chọn B. Vườn rau").check()

    assert page.evaluate(HEIGHTS) == [80]
    bar = page.get_by_label("Việc với các mô hình đã chọn").bounding_box()
    assert bar["y"] + bar["height"] == 844
    assert bar["height"] <= 128
    assert findings(page) == []

    session = page.context.storage_state()
    plain = listed.browser.new_context(java_script_enabled=False, storage_state=session, base_url=listed.address)
    page = plain.new_page()
    page.goto("/mo-hinh/")
    page.get_by_label("Chọn B. Vườn rau").check()
    page.get_by_role("button", name="Duyệt").click()
    expect(page.locator("main")).to_contain_text("1 mô hình sẽ được duyệt")
