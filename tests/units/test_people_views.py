"""Accounts on screen: who is listed to whom, what an office may do below its unit, and no more."""

import re

import pytest
from django.urls import reverse

from lantoa.units.models import Person, Role
from lantoa.units.services import end_role, open_account
from tests.cast import PASSWORD

STRONG = "cau-chuyen-ben-song"
ACCOUNT = {
    "unit": "db1",
    "tim": "",
    "kind": "officer",
    "full_name": "Mùa A  Mới",
    "username": "mua.a.moi",
    "password": STRONG,
}


def words(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def list_people(client, query: str = "") -> set[str]:
    page = words(client.get(reverse("people") + query))
    return {
        person.username
        for person in Person.objects.all()
        if f'<td data-label="Tên đăng nhập">{person.username}<' in page
    }


# --- list ---


def test_the_list_holds_people_below_the_own_unit(as_person):
    assert list_people(as_person("bloc_office")) == {"bloc_office", "bloc_officer", "approver", "officer"}


def test_the_list_is_searched_without_accents(as_person):
    assert list_people(as_person("office"), "?tim=lo+van+co") == {"officer"}


def test_the_list_below_a_unit(as_person):
    assert list_people(as_person("office"), "?don-vi=db1") == {"officer"}


def test_the_list_of_a_role(as_person):
    assert list_people(as_person("office"), "?vai-tro=auditor") == {"auditor"}


def test_the_list_that_finds_nobody_says_so(as_person):
    assert "Không có người dùng nào khớp." in words(as_person("office").get(reverse("people") + "?tim=khong+ai+ca"))


def test_the_list_comes_in_vietnamese_order(as_person):
    page = words(as_person("office").get(reverse("people")))

    assert page.index("Đỗ Thị Xã") < page.index("Hoàng Văn Duyệt") < page.index("Lê Văn Xem")


@pytest.mark.parametrize("part", ["officer", "bloc_officer", "approver", "auditor", "outsider", "nobody"])
def test_the_list_is_for_offices(as_person, part):
    assert "Chỉ văn phòng quản trị" in words(as_person(part).get(reverse("people")), 403)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_for_few_people_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    for number in range(count):
        account = ACCOUNT | {"username": f"moi-{number}", "unit": cast.unit("db1")}
        open_account(by=cast.office, **{name: value for name, value in account.items() if name != "tim"})
    client = as_person("bloc_office")

    with django_assert_max_num_queries(14):
        client.get(reverse("people"))


# --- a new account ---


def test_an_account_is_made_below_the_own_unit(as_person):
    response = as_person("bloc_office").post(reverse("person_new"), ACCOUNT)

    person = Person.objects.get(username="mua.a.moi")
    assert response.headers["Location"] == f"/nguoi-dung/{person.pk}/"
    assert (person.full_name, person.must_change_password) == ("Mùa A Mới", True)
    assert [(role.unit.code, role.kind) for role in person.roles_today] == [("db1", "officer")]


@pytest.mark.parametrize("code", ["khoi", "lt", "xa-an"])
def test_an_account_elsewhere_cannot_be_chosen(as_person, code):
    page = words(as_person("bloc_office").post(reverse("person_new"), ACCOUNT | {"unit": code}), 422)

    assert "Hãy chọn một đơn vị trong danh sách." in page
    assert not Person.objects.filter(username="mua.a.moi").exists()


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"username": "officer"}, "đã có người dùng"),
        ({"username": "Mùa A"}, "Chỉ dùng chữ thường không dấu"),
        ({"password": "ngan"}, "Mật khẩu quá ngắn"),
        ({"unit": ""}, "Hãy chọn một đơn vị."),
    ],
)
def test_an_account_is_refused_with_its_reason(as_person, values, reason):
    page = words(as_person("office").post(reverse("person_new"), ACCOUNT | values), 422)

    assert reason in page
    assert STRONG not in page


def test_the_unit_of_the_address_is_proposed(as_person):
    page = words(as_person("office").get(reverse("person_new") + "?don-vi=db1"))

    assert [tag for tag in re.findall(r"<input[^>]*>", page) if 'value="db1"' in tag and "checked" in tag] != []


@pytest.mark.parametrize("part", ["officer", "auditor", "outsider"])
def test_accounts_are_made_by_offices(as_person, part):
    words(as_person(part).post(reverse("person_new"), ACCOUNT), 403)
    assert not Person.objects.filter(username="mua.a.moi").exists()


# --- one person ---


def page_of(cast, client, part: str, status: int = 200) -> str:
    return words(client.get(reverse("person", args=[cast.people[part].pk])), status)


def test_ones_own_page_is_open_to_everybody(cast, as_person):
    page = page_of(cast, as_person("nobody"), "nobody")

    assert "Đổi mật khẩu" in page
    assert "Chưa được giao vai trò nào." in page


def test_a_person_out_of_scope_is_not_there(cast, as_person):
    page_of(cast, as_person("bloc_office"), "outsider", 404)
    page_of(cast, as_person("outsider"), "officer", 404)


def test_a_person_in_scope_is_closed_to_those_who_are_no_office(cast, as_person):
    page_of(cast, as_person("bloc_officer"), "officer", 403)


def test_what_may_not_be_done_is_shown_with_its_reason(cast, as_person):
    page = page_of(cast, as_person("bloc_office"), "approver")

    assert page.count("Chỉ văn phòng quản trị của cấp trên") == 2
    assert reverse("role_end", args=[cast.approver.roles_today[0].pk]) not in page


def test_roles_out_of_scope_are_not_shown(cast, as_person):
    Role.objects.create(person=cast.officer, unit=cast.unit("xa-an"), kind="officer", valid_from="2021-01-01")

    assert "Đảng bộ xã Tân An" not in page_of(cast, as_person("bloc_office"), "officer")


# --- roles and passwords ---


def test_a_role_is_given(cast, as_person):
    values = {"unit": "cb2", "tim": "", "kind": "approver", "on": "2024-01-01"}
    as_person("bloc_office").post(reverse("role_new", args=[cast.officer.pk]), values)

    assert cast.officer.roles.filter(unit=cast.unit("cb2"), kind="approver").exists()


def test_a_role_over_everything_is_offered_to_the_province_office_only(cast, as_person):
    url = reverse("role_new", args=[cast.officer.pk])
    offered = {part: "Toàn hệ thống" in words(as_person(part).get(url)) for part in ("office", "bloc_office")}
    as_person("office").post(url, {"everywhere": "on", "kind": "auditor", "on": "2024-01-01"})

    assert offered == {"office": True, "bloc_office": False}
    assert cast.officer.roles.filter(unit=None, kind="auditor").exists()


def test_an_officer_over_everything_is_refused(cast, as_person):
    values = {"everywhere": "on", "kind": "officer", "on": "2024-01-01"}
    response = as_person("office").post(reverse("role_new", args=[cast.nobody.pk]), values)

    assert "hãy chọn đơn vị" in words(response, 422)


def test_a_role_is_ended_after_its_consequence_was_shown(cast, as_person):
    client, url = as_person("bloc_office"), reverse("role_end", args=[cast.officer.roles_today[0].pk])

    assert "không còn là cán bộ phụ trách tại" in words(client.get(url))
    client.post(url)
    assert Person.objects.get(username="officer").roles_today == []


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("bloc_officer", 403), ("auditor", 403)])
def test_a_role_is_ended_by_the_office_above_only(cast, as_person, part, status):
    url = reverse("role_end", args=[cast.officer.roles_today[0].pk])

    words(as_person(part).post(url), status)
    assert Person.objects.get(username="officer").roles_today != []


def test_an_ended_role_stays_on_the_page_without_a_button(cast, as_person):
    role = end_role(cast.officer.roles_today[0], by=cast.office)
    page = page_of(cast, as_person("office"), "officer")

    assert "Cán bộ phụ trách" in page
    assert reverse("role_end", args=[role.pk]) not in page


def test_a_password_set_anew_must_be_changed(cast, as_person):
    as_person("bloc_office").post(reverse("person_reset", args=[cast.officer.pk]), {"password": STRONG})

    person = Person.objects.get(username="officer")
    assert (person.check_password(STRONG), person.must_change_password) == (True, True)


@pytest.mark.parametrize("part", ["bloc_office", "bloc_officer", "auditor"])
def test_the_account_of_the_province_office_is_not_there_for_others(cast, as_person, part):
    words(as_person(part).post(reverse("person_reset", args=[cast.office.pk]), {"password": STRONG}), 404)

    assert Person.objects.get(username="office").check_password(PASSWORD)


def test_the_password_of_a_peer_is_refused(cast, as_person):
    words(as_person("bloc_office").post(reverse("person_reset", args=[cast.approver.pk]), {"password": STRONG}), 403)

    assert Person.objects.get(username="approver").check_password(PASSWORD)
