"""The page of the movement, and the forms that add to it."""

import pytest
from django.urls import reverse

from lantoa.movement.models import Campaign, Sector, Theme

SECTOR = {
    "unit": "lt",
    "name": "Xây dựng  nông thôn mới",
    "code": "nong-thon-moi",
    "national": "economy",
    "valid_from": "2021-01-01",
}
CAMPAIGN = {
    "name": "Giai đoạn 2021–2025",
    "kind": "phase",
    "unit": "",
    "valid_from": "2021-01-01",
    "valid_to": "2025-12-31",
    "directive_no": "Kế hoạch 12-KH/BCĐ",
}
ADDING = (("sector_new", SECTOR), ("campaign_new", CAMPAIGN), ("theme_new", {"name": "Giảm nghèo"}))


def page(client, query: str = "") -> str:
    response = client.get(reverse("movement") + query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("part", ["office", "officer", "auditor", "outsider", "nobody"])
def test_the_national_sectors_are_open_to_everybody(as_person, part):
    assert "Xây dựng hệ thống chính trị" in page(as_person(part))


def test_what_was_added_stands_on_the_page(as_person):
    client = as_person("office")
    for name, values in ADDING:
        assert client.post(reverse(name), values).headers["Location"] == "/phong-trao/"

    shown = page(client)
    for words in ("Xây dựng nông thôn mới", "mã nong-thon-moi", "Kế hoạch 12-KH/BCĐ", "Giảm nghèo"):
        assert words in shown


def test_sectors_of_another_day(as_person):
    client = as_person("office")
    client.post(reverse("sector_new"), SECTOR | {"valid_to": "2022-12-31"})

    assert "nong-thon-moi" not in page(client)
    past = page(client, "?ngay=2022-12-31")
    assert "nong-thon-moi" in past
    assert "<strong>31/12/2022</strong>" in past


@pytest.mark.parametrize(("part", "offered"), [("office", True), ("bloc_office", True), ("officer", False)])
def test_adding_is_offered_to_offices(as_person, part, offered):
    assert (reverse("sector_new") in page(as_person(part))) is offered


@pytest.mark.parametrize("part", ["officer", "auditor", "approver", "nobody"])
@pytest.mark.parametrize(("name", "values"), ADDING)
def test_adding_is_refused_to_others(as_person, part, name, values):
    response = as_person(part).post(reverse(name), values)

    assert response.status_code == 403
    assert "Chỉ văn phòng quản trị" in response.content.decode()
    assert not Campaign.objects.exists()
    assert not Theme.objects.exists()
    assert Sector.objects.count() == 4


@pytest.mark.parametrize(
    ("name", "values", "reason"),
    [
        ("sector_new", SECTOR | {"valid_to": "2020-01-01"}, "Ngày hết hiệu lực phải từ ngày bắt đầu"),
        ("sector_new", SECTOR | {"code": "nông thôn"}, "field-wrong"),
        ("campaign_new", CAMPAIGN | {"valid_to": "2020-01-01"}, "Ngày kết thúc phải từ ngày bắt đầu"),
        ("theme_new", {"name": " "}, "field-wrong"),
    ],
)
def test_what_cannot_be_is_said_on_the_form(as_person, name, values, reason):
    response = as_person("office").post(reverse(name), values)

    assert response.status_code == 422
    assert reason in response.content.decode()


def test_a_bloc_office_speaks_for_its_bloc_only(as_person):
    response = as_person("bloc_office").post(reverse("sector_new"), SECTOR)

    assert response.status_code == 422
    assert Sector.objects.count() == 4


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_for_few_rows_as_for_many(as_person, count, django_assert_max_num_queries):
    client = as_person("office")
    for number in range(count):
        client.post(reverse("sector_new"), SECTOR | {"code": f"rieng-{number}"})
        client.post(reverse("campaign_new"), CAMPAIGN | {"name": f"Đợt {number}", "unit": "lt"})

    with django_assert_max_num_queries(15):
        page(client)
