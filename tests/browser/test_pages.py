"""Every page in both themes and on both screens: axe finds nothing, and nothing scrolls sideways."""

from __future__ import annotations

import pytest

from tests.browser.conftest import findings, is_too_wide
from tests.cast import accept_initiative, draft, submit_initiative

LONG = "Đảng bộ Trung tâm Ứng dụng tiến bộ khoa học kỹ thuật và Kiểm định chất lượng nông lâm sản, thủy sản và vật tư nông nghiệp"

PAGES = (
    "/",
    "/viec-can-lam/",
    "/tim/?tim=rau",
    "/tim/?tim=khongcogi",
    "/mo-hinh/",
    "/mo-hinh/?tim=khongcogi",
    "/mo-hinh/moi/",
    "/ke-khai/",
    "/ke-khai/moi/",
    "/nhap-so-lieu/",
    "/nhap-so-lieu/initiatives/",
    "/don-vi/",
    "/don-vi/khoi/",
    "/don-vi/db1/doi-ten/",
    "/don-vi/db1/chuyen/",
    "/nguoi-dung/",
    "/nguoi-dung/moi/",
    "/phong-trao/",
    "/so-quy-dinh/",
    "/doi-mat-khau/",
    "/bao-cao/tong-hop/?don-vi=lt&tu=2023-01-01&den=2023-12-31",
    "/bao-cao/so-lieu/initiatives.registered/?don-vi=lt&tu=2023-01-01&den=2023-12-31",
    "/bao-cao/tong-hop/?don-vi=lt&tu=2023-12-31&den=2023-01-01",
    "/khong-co-trang-nay/",
    "/kit/",
)


@pytest.fixture
def pages(cast) -> list[str]:
    records = [
        accept_initiative(cast),
        submit_initiative(cast, name=f"{LONG}: mô hình một cửa thân thiện"),
        draft(cast, name="Bản nháp"),
    ]
    of_records = [record.get_absolute_url() for record in records]
    return [*PAGES, *of_records, *(f"/mo-hinh/{records[2].pk}/sua/?buoc={step}" for step in range(1, 6))]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("screen", "scheme"),
    [
        ("phone", "dark"),
        ("desktop", "light"),
        pytest.param("phone", "light", marks=pytest.mark.drill),
        pytest.param("desktop", "dark", marks=pytest.mark.drill),
    ],
)
def test_no_page_has_an_accessibility_finding_or_is_too_wide(site, pages, screen, scheme):
    window = site.signed_in("office", screen, scheme)
    faults = {}
    for address in pages:
        window.goto(address)
        found = findings(window) + (["scrolls sideways"] if is_too_wide(window) else [])
        if found:
            faults[address] = found

    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_has_no_accessibility_finding(site, scheme):
    window = site.window("phone", scheme)
    window.goto("/dang-nhap/")

    assert findings(window) == []


def test_keyboard_reaches_content_and_search(site):
    window = site.signed_in("bloc_officer")
    window.goto("/mo-hinh/")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Đến nội dung chính"

    window.keyboard.press("/")
    assert window.evaluate("document.activeElement.type") == "search"
