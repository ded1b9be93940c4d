"""Accounts and roles: made and ended only below one's own unit."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Role
from lantoa.units.services import assign_role, change_password, create_person, end_role, open_account, reset_password
from tests.cast import PASSWORD, SINCE

STRONG = "cau-chuyen-ben-song"


def account(**changed) -> dict:
    return {"username": "can-bo-moi", "full_name": "Mùa A Mới", "password": STRONG, "kind": RoleKind.OFFICER} | changed


def test_open_account_below_the_own_unit(cast):
    person = open_account(unit=cast.unit("db1"), by=cast.bloc_office, **account())

    assert [str(role) for role in person.roles_today] == [
        "Cán bộ phụ trách – Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"
    ]
    assert person.must_change_password


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("bloc_office", "khoi"),
        ("bloc_office", "lt"),
        ("bloc_office", "xa-an"),
        ("bloc_officer", "db1"),
        ("auditor", "db1"),
    ],
)
def test_open_account_elsewhere_is_refused_and_leaves_nothing(cast, person, code):
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị của cấp trên"):
        open_account(unit=cast.unit(code), by=cast.people[person], **account())
    assert not Person.objects.filter(username="can-bo-moi").exists()


def test_open_account_with_a_taken_name_is_refused(cast):
    with pytest.raises(Refused, match="đã có người dùng"):
        open_account(unit=cast.unit("db1"), by=cast.office, **account(username=" Officer"))


@pytest.mark.parametrize(
    ("password", "reason"),
    [("ngan", "quá ngắn"), ("1234567890", "phổ biến"), ("73910028461", "toàn chữ số"), ("can-bo-moi", "quá giống")],
)
def test_open_account_with_a_weak_password_is_refused(cast, password, reason):
    with pytest.raises(Refused, match=reason):
        open_account(unit=cast.unit("db1"), by=cast.office, **account(password=password))


def test_usernames_are_kept_in_lower_case(db):
    person = create_person(username="Van-Phong ", full_name="Văn Phòng", password=STRONG, by=None)

    assert person.username == "van-phong"


def test_assign_role_from_a_coming_day_does_not_hold_today(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    assign_role(cast.nobody, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=cast.office, on=tomorrow)

    assert cast.nobody.roles_today == []


def test_assign_role_twice_is_refused(cast):
    with pytest.raises(Refused, match="đã có vai trò đó"):
        assign_role(cast.officer, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=cast.office)


def test_assign_an_officer_without_a_unit_is_refused(cast):
    with pytest.raises(Refused, match="hãy chọn đơn vị"):
        assign_role(cast.nobody, unit=None, kind=RoleKind.OFFICER, by=cast.office)


def test_a_role_over_everything_is_given_by_the_province_office_only(cast):
    with pytest.raises(Refused, match="Chỉ văn phòng tỉnh"):
        assign_role(cast.nobody, unit=None, kind=RoleKind.AUDITOR, by=cast.bloc_office)


def test_end_role_ends_the_right_with_yesterday(cast):
    role = end_role(cast.officer.roles_today[0], by=cast.bloc_office)

    assert role.valid_to == timezone.localdate() - timedelta(days=1)
    assert Person.objects.get(username="officer").roles_today == []


def test_a_role_given_today_and_ended_today_leaves_no_row(cast):
    role = assign_role(cast.nobody, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=cast.office)
    end_role(role, by=cast.office)

    assert not Role.objects.filter(person=cast.nobody).exists()


def test_end_role_at_the_own_unit_is_refused(cast):
    with pytest.raises(Refused, match="của cấp trên"):
        end_role(cast.approver.roles_today[0], by=cast.bloc_office)


def test_end_role_of_oneself_is_refused(cast):
    with pytest.raises(Refused, match="tự kết thúc vai trò của mình"):
        end_role(cast.office.roles_today[0], by=cast.office)


def test_end_role_twice_keeps_the_first_end(cast):
    role = end_role(cast.officer.roles_today[0], by=cast.office, on=date(2024, 1, 1))

    with pytest.raises(Refused, match="đã kết thúc ngày 31/12/2023"):
        end_role(role, by=cast.office)


def test_reset_password_makes_the_person_change_it(cast):
    reset_password(cast.officer, password=STRONG, by=cast.bloc_office)

    person = Person.objects.get(username="officer")
    assert person.check_password(STRONG)
    assert person.must_change_password


@pytest.mark.parametrize(
    ("part", "by"),
    [("approver", "bloc_office"), ("outsider", "bloc_office"), ("office", "bloc_office"), ("nobody", "bloc_office")],
)
def test_reset_password_of_someone_not_below_is_refused(cast, part, by):
    with pytest.raises(Refused):
        reset_password(cast.people[part], password=STRONG, by=cast.people[by])
    assert Person.objects.get(username=part).check_password(PASSWORD)


def test_change_password_lifts_the_duty_to_change(cast):
    reset_password(cast.officer, password=STRONG, by=cast.office)
    change_password(cast.officer, password="mot-mat-khau-khac", by=cast.officer)

    assert not Person.objects.get(username="officer").must_change_password


def test_people_are_seen_below_the_own_unit_and_oneself(cast):
    seen = set(Person.objects.visible_to(cast.bloc_office).values_list("username", flat=True))

    assert seen == {"bloc_office", "bloc_officer", "approver", "officer"}


def test_a_past_role_keeps_the_person_in_sight(cast):
    end_role(cast.officer.roles_today[0], by=cast.office)

    assert Person.objects.visible_to(cast.bloc_office).filter(username="officer").exists()


def test_roles_begin_with_the_day_they_are_given(cast):
    assert Role.objects.filter(person=cast.officer).get().valid_from == SINCE
