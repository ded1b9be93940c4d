"""Accounts corrected, closed and opened again: by whom, with what, and what stays; as services and on screen."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Role
from lantoa.units.services import (
    assign_role,
    close_account,
    edit_person,
    end_role,
    open_account,
    reopen_account,
    reset_password,
)
from tests.cast import SINCE

WHY = "Chuyển công tác"
KNOWN = {"full_name": "Lò Văn Cơ Sở Hai", "job_title": "Phó bí thư", "email": "lo.van@lantoa.example"}
STRONG = "cau-chuyen-ben-song"


def load_person(part: str) -> Person:
    return Person.objects.get(username=part)


def words(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


# --- edit ---


def test_edit_changes_what_is_known_and_records_it(cast):
    edit_person(cast.officer, by=cast.bloc_office, **KNOWN | {"full_name": " Lò Văn  Cơ Sở Hai"})

    person = load_person("officer")
    assert {name: getattr(person, name) for name in KNOWN} == KNOWN
    event = Event.objects.about(person).last()
    assert (event.verb, event.before, event.after) == ("edit_person", {}, {"changed": sorted(KNOWN)})


def test_edit_that_changes_nothing_records_nothing(cast):
    before = Event.objects.count()
    edit_person(cast.officer, full_name="Lò Văn Cơ Sở", job_title="", email="", by=cast.office)

    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("part", "by", "reason"),
    [
        ("approver", "bloc_office", "của cấp trên"),
        ("outsider", "bloc_office", "của cấp trên"),
        ("officer", "bloc_officer", "của cấp trên"),
        ("bloc_office", "bloc_office", "Hãy nhờ văn phòng quản trị của cấp trên"),
        ("nobody", "bloc_office", "Chỉ văn phòng tỉnh"),
    ],
)
def test_edit_by_someone_not_above_is_refused(cast, part, by, reason):
    with pytest.raises(Refused, match=reason):
        edit_person(cast.people[part], by=cast.people[by], **KNOWN)


def test_the_province_office_corrects_itself(cast):
    assert edit_person(cast.office, by=cast.office, **KNOWN).full_name == KNOWN["full_name"]


def test_edit_without_a_name_is_refused(cast):
    with pytest.raises(Refused, match="Phải có họ và tên"):
        edit_person(cast.officer, by=cast.office, **KNOWN | {"full_name": "  "})


# --- close ---


def test_close_ends_the_roles_with_yesterday_and_says_why(cast):
    close_account(cast.officer, by=cast.bloc_office, reason=WHY)

    person = load_person("officer")
    assert (person.is_active, person.roles_today) == (False, [])
    assert person.roles.get().valid_to == timezone.localdate() - timedelta(days=1)
    event = Event.objects.about(person).last()
    assert (event.verb, event.actor_id, event.reason) == ("close_account", cast.bloc_office.pk, WHY)
    assert verify() == []


def test_close_takes_away_roles_to_come_and_leaves_those_of_the_past(cast):
    today = timezone.localdate()
    past = assign_role(cast.officer, unit=cast.unit("cb11"), kind="approver", by=cast.office, on=SINCE)
    end_role(past, by=cast.office, on=date(2022, 1, 1))
    tomorrow = today + timedelta(days=1)
    assign_role(cast.officer, unit=cast.unit("cb2"), kind="officer", by=cast.office, on=tomorrow)
    close_account(cast.officer, by=cast.office, reason=WHY)

    ends = Role.objects.filter(person=cast.officer).order_by("valid_to").values_list("valid_to", flat=True)
    assert list(ends) == [date(2021, 12, 31), today - timedelta(days=1)]


@pytest.mark.parametrize(
    ("part", "by", "reason"),
    [
        ("approver", "bloc_office", "của cấp trên"),
        ("office", "bloc_office", "Chỉ văn phòng tỉnh"),
        ("nobody", "bloc_office", "Chỉ văn phòng tỉnh"),
        ("officer", "bloc_officer", "của cấp trên"),
        ("office", "office", "không thể tự khóa"),
        ("bloc_office", "bloc_office", "không thể tự khóa"),
    ],
)
def test_close_by_someone_not_above_is_refused(cast, part, by, reason):
    with pytest.raises(Refused, match=reason):
        close_account(cast.people[part], by=cast.people[by], reason=WHY)
    assert load_person(part).is_active


def test_close_is_refused_where_a_role_to_come_lies_elsewhere(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assign_role(cast.officer, unit=cast.unit("xa-an"), kind=RoleKind.OFFICER, by=cast.office, on=tomorrow)

    with pytest.raises(Refused, match="của cấp trên"):
        close_account(cast.officer, by=cast.bloc_office, reason=WHY)


def test_close_without_a_reason_is_refused(cast):
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        close_account(cast.officer, by=cast.office, reason=" \n ")


def test_close_twice_is_refused(cast):
    close_account(cast.officer, by=cast.office, reason=WHY)

    with pytest.raises(Refused, match="đã khóa"):
        close_account(cast.officer, by=cast.office, reason=WHY)


def test_a_closed_account_gets_no_role_and_no_password(cast):
    person = close_account(cast.officer, by=cast.office, reason=WHY)

    with pytest.raises(Refused, match="đang khóa"):
        assign_role(person, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=cast.office)
    with pytest.raises(Refused, match="đang khóa"):
        reset_password(person, password=STRONG, by=cast.office)


# --- reopen ---


def test_reopen_brings_the_account_back_without_roles(cast):
    close_account(cast.officer, by=cast.bloc_office, reason=WHY)
    reopen_account(cast.officer, by=cast.bloc_office)

    person = load_person("officer")
    assert (person.is_active, person.roles_today) == (True, [])
    assert Event.objects.about(person).last().verb == "reopen_account"


@pytest.mark.parametrize(("by", "reason"), [("bloc_officer", "của cấp trên"), ("outsider", "của cấp trên")])
def test_reopen_by_someone_not_above_is_refused(cast, by, reason):
    close_account(cast.officer, by=cast.office, reason=WHY)

    with pytest.raises(Refused, match=reason):
        reopen_account(cast.officer, by=cast.people[by])


def test_reopen_of_an_account_that_is_open_is_refused(cast):
    with pytest.raises(Refused, match="không cần mở lại"):
        reopen_account(cast.officer, by=cast.office)


def test_an_account_without_any_role_is_reopened_by_the_province_office(cast):
    made = {"username": "moi-hom-nay", "full_name": "Mùa A Mới", "password": STRONG, "kind": RoleKind.OFFICER}
    person = open_account(unit=cast.unit("db1"), by=cast.bloc_office, **made)
    close_account(person, by=cast.bloc_office, reason=WHY)

    with pytest.raises(Refused, match="Chỉ văn phòng tỉnh"):
        reopen_account(person, by=cast.bloc_office)
    assert reopen_account(person, by=cast.office).is_active


# --- screens ---


def url(name: str, cast, part: str = "officer") -> str:
    return reverse(name, args=[cast.people[part].pk])


def test_a_person_is_corrected_on_screen(cast, as_person):
    client = as_person("bloc_office")

    assert 'value="Lò Văn Cơ Sở"' in words(client.get(url("person_edit", cast)))
    assert client.post(url("person_edit", cast), KNOWN).headers["Location"] == url("person", cast)
    assert "Phó bí thư" in words(client.get(url("person", cast)))


def test_a_wrong_address_stays_on_the_form(cast, as_person):
    page = words(as_person("office").post(url("person_edit", cast), KNOWN | {"email": "khong-phai"}), 422)

    assert 'value="khong-phai"' in page


def test_an_account_is_closed_after_its_consequence_was_shown(cast, as_person):
    client = as_person("bloc_office")

    page = words(client.get(url("person_close", cast)))
    assert "<li>Cán bộ phụ trách – Đảng bộ Sở Nông nghiệp và Phát triển nông thôn</li>" in page
    words(client.post(url("person_close", cast), {"reason": ""}), 422)
    words(client.post(url("person_close", cast), {"reason": WHY}), 302)
    assert not load_person("officer").is_active


def test_a_closed_account_says_so_and_can_only_be_opened_again(cast, as_person):
    close_account(cast.officer, by=cast.bloc_office, reason=WHY)
    client = as_person("bloc_office")
    page = words(client.get(url("person", cast)))

    assert "đã khóa" in page
    assert [url(name, cast) in page for name in ("person_reopen", "person_close", "person_reset", "role_new")] == [
        True,
        False,
        False,
        False,
    ]
    assert "Đã khóa</span>" in words(client.get(reverse("people")))


def test_an_account_is_opened_again_on_screen(cast, as_person):
    close_account(cast.officer, by=cast.bloc_office, reason=WHY)
    client = as_person("bloc_office")

    assert "Các vai trò trước đây không trở lại" in words(client.get(url("person_reopen", cast)))
    words(client.post(url("person_reopen", cast)), 302)
    assert load_person("officer").is_active


def test_ones_own_page_offers_no_closing(cast, as_person):
    page = words(as_person("bloc_office").get(url("person", cast, "bloc_office")))

    assert (url("person_close", cast, "bloc_office") in page, "Hãy nhờ văn phòng quản trị" in page) == (False, True)


@pytest.mark.parametrize(
    ("part", "status"), [("outsider", 404), ("bloc_officer", 403), ("auditor", 403), ("officer", 403)]
)
@pytest.mark.parametrize("name", ["person_edit", "person_close", "person_reopen"])
def test_accounts_are_changed_by_the_office_above_only(cast, as_person, part, status, name):
    words(as_person(part).post(url(name, cast), KNOWN | {"reason": WHY}), status)

    assert (load_person("officer").is_active, load_person("officer").full_name) == (True, "Lò Văn Cơ Sở")
