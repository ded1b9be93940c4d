"""Every service about units and people asks who acts: a stranger is refused by each, and the right person is not."""

from datetime import date

import pytest
from django.db import transaction

from lantoa.kit.ruling import Refused
from lantoa.units.enums import Line, RoleKind, UnitKind
from lantoa.units.models import Role
from lantoa.units.services import (
    NewUnit,
    assign_role,
    close_account,
    edit_person,
    end_role,
    establish,
    link,
    move,
    open_account,
    rename,
    reopen_account,
    reset_password,
    set_member_count,
    undo,
    unlink,
)
from tests.cast import PASSWORD, make_person

FIRST = date(2024, 1, 1)
CHANGED = {"full_name": "Tên Mới", "job_title": "", "email": ""}
ACCOUNT = {"username": "moi", "full_name": "Người Mới", "password": "mat-khau-rat-dai-1", "kind": RoleKind.OFFICER}


def link_unit(cast):
    return link(cast.unit("db1"), parent=cast.unit("xa-an"), line=Line.GOVERNMENT, by=cast.office, on=FIRST)


def move_unit(cast):
    unit = move(cast.unit("cb2"), parent=cast.unit("db1"), by=cast.office, on=FIRST)
    return unit.change_parts.order_by("-pk").first().change


def close_unit(cast):
    person = make_person("cu", "Người Cũ")
    assign_role(person, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None)
    return close_account(person, by=cast.office, reason="Nghỉ hưu")


# Name → (the deed: cast, what `linked`, `moved` and `closed` made, person), and who may do it.
DEEDS = {
    "rename": (lambda c, w, by: rename(c.unit("db1"), name="Mới", by=by, on=FIRST), "bloc_office"),
    "move": (lambda c, w, by: move(c.unit("cb11"), parent=c.unit("khoi"), by=by, on=FIRST), "bloc_office"),
    "undo": (lambda c, w, by: undo(w["moved"], by=by), "bloc_office"),
    "members": (
        lambda c, w, by: set_member_count(c.unit("db1"), count=9, quality="exact", as_of=FIRST, by=by), "bloc_office"
    ),
    "link": (
        lambda c, w, by: link(c.unit("cb2"), parent=c.unit("db1"), line=Line.GOVERNMENT, by=by, on=FIRST), "bloc_office"
    ),
    "unlink": (lambda c, w, by: unlink(w["linked"], by=by, on=FIRST), "bloc_office"),
    "establish": (
        lambda c, w, by: establish(NewUnit("moi", "Mới", UnitKind.CELL, FIRST, parent_code="db1"), by=by), "bloc_office"
    ),
    "establish a root": (
        lambda c, w, by: establish(NewUnit("goc", "Gốc", UnitKind.PROVINCE_COMMITTEE, FIRST), by=by), "office"
    ),
    "open account": (lambda c, w, by: open_account(unit=c.unit("db1"), by=by, **ACCOUNT), "bloc_office"),
    "assign": (
        lambda c, w, by: assign_role(c.nobody, unit=c.unit("db1"), kind=RoleKind.OFFICER, by=by), "bloc_office"
    ),
    "assign everywhere": (
        lambda c, w, by: assign_role(c.nobody, unit=None, kind=RoleKind.AUDITOR, by=by), "office"
    ),
    "end role": (lambda c, w, by: end_role(Role.objects.get(person=c.officer), by=by), "bloc_office"),
    "edit person": (lambda c, w, by: edit_person(c.officer, by=by, **CHANGED), "bloc_office"),
    "reset password": (lambda c, w, by: reset_password(c.officer, password=f"{PASSWORD}-2", by=by), "bloc_office"),
    "close": (lambda c, w, by: close_account(c.officer, reason="Nghỉ", by=by), "bloc_office"),
    "reopen": (lambda c, w, by: reopen_account(w["closed"], by=by), "office"),
}  # fmt: skip


def refusal(deed, cast, world, by) -> str:
    with transaction.atomic():
        try:
            deed(cast, world, by)
        except Refused as refused:
            return str(refused)
        finally:
            transaction.set_rollback(True)
    return ""


@pytest.fixture
def world(cast):
    return {"linked": link_unit(cast), "moved": move_unit(cast), "closed": close_unit(cast)}


@pytest.mark.parametrize("part", ["outsider", "officer", "auditor", "nobody"])
def test_stranger_is_refused_by_every_service(cast, world, part):
    assert [name for name, (deed, _) in DEEDS.items() if not refusal(deed, cast, world, cast.people[part])] == []


def test_right_person_is_refused_by_none(cast, world):
    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in DEEDS.items()}

    assert {name: why for name, why in found.items() if why} == {}


def test_both_superiors_of_a_move_are_asked_for(cast):
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị"):
        move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.bloc_office, on=FIRST)
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị"):
        link(cast.unit("db1"), parent=cast.unit("xa-an"), line=Line.GOVERNMENT, by=cast.bloc_office, on=FIRST)
    unit = move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=FIRST)
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị"):
        undo(unit.change_parts.order_by("-pk").first().change, by=cast.bloc_office)


@pytest.mark.parametrize(("deed", "words"), [
    (lambda c: close_account(c.officer, by=c.bloc_office, reason=" "), "Hãy ghi lý do khóa tài khoản"),
    (lambda c: edit_person(c.officer, by=c.bloc_office, **CHANGED | {"full_name": " "}), "Phải có họ và tên"),
    (lambda c: assign_role(c.officer, unit=c.unit("db1"), kind=RoleKind.OFFICER, by=c.bloc_office), "đã có vai trò đó"),
    (lambda c: assign_role(c.officer, unit=None, kind=RoleKind.OFFICER, by=c.office), "hãy chọn đơn vị"),
    (lambda c: assign_role(close_unit(c), unit=c.unit("db1"), kind=RoleKind.AUDITOR, by=c.office), "đang khóa"),
    (lambda c: end_role(Role.objects.get(person=c.bloc_office), by=c.bloc_office), "tự kết thúc vai trò"),
    (lambda c: close_account(c.office, by=c.office, reason="Thử"), "tự khóa tài khoản"),
    (lambda c: reset_password(c.office, by=c.office, password=PASSWORD), "hãy dùng trang Đổi mật khẩu"),
    (lambda c: reset_password(close_unit(c), by=c.office, password=PASSWORD), "đang khóa"),
    (lambda c: reopen_account(c.officer, by=c.office), "đang dùng"),
])  # fmt: skip
def test_what_cannot_be_is_refused(cast, deed, words):
    with pytest.raises(Refused, match=words):
        deed(cast)
