"""A unit ends: the tree, the roles, the days and persons refused, and how it is taken back."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import submit
from lantoa.kit.audit import verify
from lantoa.kit.extension_points import extensions
from lantoa.kit.ruling import Refused
from lantoa.units.checks import CHECKS
from lantoa.units.ending import MOVE
from lantoa.units.enums import RoleKind, UnitKind
from lantoa.units.models import ParentEdge, Role, Unit, UnitChange
from lantoa.units.queries import path_to, unit_as_of
from lantoa.units.scope import ScopedQuerySet
from lantoa.units.services import (
    NewUnit,
    assign_role,
    end_unit,
    establish,
    move,
    preview_end,
    rename,
    set_member_count,
    undo,
    undo_end,
)
from lantoa.units.telling import RecipientFinder
from lantoa.units.tree import Tree
from tests.cast import SINCE, accept_initiative, draft, make_person

DAY = date(2024, 6, 30)
NEXT = DAY + timedelta(days=1)


def faults() -> list[str]:
    return [fault for check in CHECKS for fault in check()] + verify()


def path(code: str, day: date = NEXT) -> list[str]:
    return [step.code for step in path_to(Unit.objects.get(code=code), day)]


@pytest.fixture
def merged(cast):
    """db1 ended on DAY, cb2's sister unit db2 goes on."""
    heir = establish(NewUnit("db2", "Đảng bộ Sở Xây dựng", UnitKind.BASE_COMMITTEE, SINCE, "khoi"), by=cast.office)
    change = end_unit(cast.unit("db1"), on=DAY, successor=heir, decision_no="7-QĐ/TU", by=cast.office)
    return heir, change


# --- the tree ---


def test_the_last_day_is_the_last_in_force(cast):
    end_unit(cast.unit("cb2"), on=DAY, by=cast.office)

    unit = Unit.objects.get(code="cb2")
    assert (unit.stands_on(DAY), unit.stands_on(NEXT)) == (True, False)
    assert unit_as_of(unit, NEXT).version is None
    assert faults() == []


def test_units_below_go_to_the_successor_and_stay_below_the_old_one_until_that_day(cast, merged):
    assert path("cb11") == ["lt", "khoi", "db2", "cb11"]
    assert path("cb11", DAY) == ["lt", "khoi", "db1", "cb11"]
    assert [unit.code for unit in unit_as_of(cast.unit("db1"), DAY).successors] == ["db2"]
    assert faults() == []


def test_a_unit_with_units_below_needs_a_successor(cast):
    with pytest.raises(Refused, match="1 đơn vị trực thuộc đang hoạt động: Hãy chọn đơn vị kế thừa"):
        end_unit(cast.unit("db1"), on=DAY, by=cast.office)
    assert Unit.objects.get(code="db1").valid_to is None
    assert not UnitChange.objects.filter(kind="dissolve").exists()


def test_roles_end_with_the_unit_and_accounts_stay(cast, merged):
    role = Role.objects.get(person=cast.officer)

    assert (role.unit.code, role.valid_to, role.person.is_active) == ("db1", DAY, True)


def test_roles_move_on_request(cast):
    end_unit(cast.unit("cb2"), on=DAY, successor=cast.unit("db1"), by=cast.office)
    end_unit(cast.unit("db1"), on=DAY, successor=cast.unit("khoi"), moves_roles=True, by=cast.office)

    new = Role.objects.get(person=cast.officer, valid_to=None)
    assert (new.unit.code, new.kind, new.valid_from) == ("khoi", RoleKind.OFFICER, NEXT)


def test_the_preview_names_what_happens(cast):
    effects = preview_end(cast.unit("db1"), on=DAY, successor=cast.unit("khoi"), by=cast.office).effects

    assert [(effect.words, effect.count, effect.becomes) for effect in effects] == [
        ("đơn vị trực thuộc", 1, "chuyển sang trực thuộc Đảng ủy Khối các cơ quan và doanh nghiệp"),
        ("vai trò của người dùng tại đơn vị", 1, "kết thúc sau ngày 30/06/2024, tài khoản vẫn dùng được"),
    ]
    assert Unit.objects.get(code="db1").valid_to is None


# --- who goes on ---


def test_whoever_works_at_the_successor_sees_what_stays(cast, merged):
    heir, _ = merged
    worker = make_person("worker", "Cầm Thị Kế")
    assign_role(worker, unit=heir, kind=RoleKind.OFFICER, by=None, on=SINCE)

    assert set(Unit.objects.visible_to(worker).values_list("code", flat=True)) == {"db1", "db2", "cb11"}
    assert RecipientFinder(timezone.localdate()).at(cast.unit("db1").pk) == {worker.pk}


def test_figures_keep_what_stays_under_the_last_superior(cast):
    initiative = accept_initiative(cast, unit=cast.unit("cb2"))
    end_unit(cast.unit("cb2"), on=DAY, successor=cast.unit("xa-an"), by=cast.office)

    tree = Tree(NEXT, dissolved_since=date(2024, 1, 1))
    assert list(Initiative.objects.within(tree, [cast.unit("khoi").pk])) == [initiative]
    assert not Initiative.objects.within(tree, [cast.unit("xa-an").pk]).exists()


# --- refused ---


@pytest.mark.parametrize(
    ("person", "values", "reason"),
    [
        ("bloc_officer", {}, "Chỉ văn phòng quản trị của cấp trên"),
        ("outsider", {}, "Chỉ văn phòng quản trị của cấp trên"),
        ("bloc_office", {"successor": "xa-an"}, "Chỉ văn phòng quản trị của đơn vị hoặc của cấp trên"),
        ("office", {"on": date(2019, 12, 31)}, "ngày cuối cùng phải từ ngày đó trở đi"),
        ("office", {"on": date(2999, 1, 1)}, "không thể sau hôm nay"),
        ("office", {"successor": "db1"}, "không thể kế thừa chính nó"),
        ("office", {"successor": "cb11"}, "nằm dưới"),
        ("office", {"successor": "cu"}, "không hoạt động vào ngày 01/07/2024"),
        ("office", {"moves_roles": True}, "Hãy chọn đơn vị kế thừa để chuyển vai trò"),
    ],
)
def test_end_refuses(cast, person, values, reason):
    asked = {"on": DAY} | values
    if "successor" in asked:
        asked["successor"] = cast.unit(asked["successor"])
    with pytest.raises(Refused, match=reason):
        end_unit(cast.unit("db1"), by=cast.people[person], **asked)


def test_a_successor_must_be_able_to_lead_the_units_below(cast):
    establish(NewUnit("db3", "Đảng bộ Trạm giống", UnitKind.BASE_COMMITTEE, SINCE, "db1"), by=cast.office)
    with pytest.raises(Refused, match=r"“Đảng bộ Trạm giống” .* không trực thuộc “Chi bộ Ban Dân tộc”"):
        end_unit(cast.unit("db1"), on=DAY, successor=cast.unit("cb2"), by=cast.office)


def test_a_successor_stands_in_the_same_tree(cast):
    other = establish(NewUnit("tk", "Tỉnh ủy Khác", UnitKind.PROVINCE_COMMITTEE, SINCE), by=cast.office)
    with pytest.raises(Refused, match="thuộc cây tổ chức khác"):
        end_unit(cast.unit("db1"), on=DAY, successor=other, by=cast.office)


def test_an_office_does_not_end_its_own_unit(cast):
    with pytest.raises(Refused, match="của cấp trên được ghi kết thúc"):
        end_unit(cast.unit("khoi"), on=DAY, by=cast.bloc_office)


def test_a_unit_ends_once(cast):
    end_unit(cast.unit("cb2"), on=DAY, by=cast.office)
    with pytest.raises(Refused, match="đã thôi hoạt động từ sau ngày 30/06/2024"):
        end_unit(cast.unit("cb2"), on=DAY, by=cast.office)


def _later_name(cast):
    rename(cast.unit("cb2"), name="Chi bộ Tôn giáo", on=NEXT, by=cast.office)


def _later_superior(cast):
    move(cast.unit("cb2"), parent=cast.unit("lt"), on=NEXT, by=cast.office)


def _later_members(cast):
    set_member_count(cast.unit("cb2"), count=9, quality="exact", as_of=NEXT, by=cast.office)


def _later_role(cast):
    assign_role(cast.nobody, unit=cast.unit("cb2"), kind=RoleKind.OFFICER, by=None, on=NEXT)


@pytest.mark.parametrize(
    ("happen", "reason"),
    [
        (_later_name, "1 tên dùng từ sau ngày này"),
        (_later_superior, "1 quan hệ trực thuộc bắt đầu sau ngày này"),
        (_later_members, "1 số đảng viên ghi tại ngày sau đó"),
        (_later_role, "1 vai trò bắt đầu sau ngày này"),
    ],
)
def test_what_is_dated_later_refuses_the_end(cast, happen, reason):
    happen(cast)
    with pytest.raises(Refused, match=reason):
        end_unit(cast.unit("cb2"), on=DAY, by=cast.office)


# --- taken back ---


def test_undo_restores_tree_names_and_roles(cast, merged):
    heir, change = merged
    undo_end(change, by=cast.office)

    assert Unit.objects.get(code="db1").valid_to is None
    assert path("cb11") == ["lt", "khoi", "db1", "cb11"]
    assert Role.objects.get(person=cast.officer).valid_to is None
    assert not heir.successions_taken.exists()
    assert ParentEdge.objects.filter(parent=heir).count() == 0
    assert faults() == []


def test_undo_takes_a_moved_role_away_again(cast):
    change = end_unit(cast.unit("cb2"), on=DAY, successor=cast.unit("db1"), moves_roles=True, by=cast.office)
    undo_end(change, by=cast.office)

    assert not Role.objects.filter(valid_from=NEXT).exists()


def test_undo_is_refused_once_somebody_has_gone_on(cast):
    waiting = draft(cast, unit=cast.unit("cb2"))
    change = end_unit(cast.unit("cb2"), on=DAY, successor=cast.unit("db1"), by=cast.office)

    waiting.refresh_from_db()
    submit(waiting, by=cast.officer)
    with pytest.raises(Refused, match="đã có thay đổi sau khi đơn vị kết thúc hoạt động"):
        undo_end(change, by=cast.office)
    assert Unit.objects.get(code="cb2").valid_to == DAY


def test_undo_is_refused_below_a_superior_that_ended(cast):
    low = end_unit(cast.unit("cb11"), on=DAY, by=cast.office)
    end_unit(cast.unit("db1"), on=DAY, by=cast.office)
    with pytest.raises(Refused, match=r"Cấp trên “Đảng bộ Sở Nông nghiệp.* đã thôi hoạt động"):
        undo_end(low, by=cast.office)


def test_an_end_is_undone_once_and_from_above(cast, merged):
    _, change = merged
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị của cấp trên"):
        undo_end(change, by=cast.bloc_officer)
    undo_end(change, by=cast.office)
    with pytest.raises(Refused, match="đã được hoàn tác"):
        undo_end(change, by=cast.office)


def test_an_earlier_change_waits_for_the_end_to_be_undone(cast):
    rename(cast.unit("cb2"), name="Chi bộ Tôn giáo", on=date(2023, 1, 1), by=cast.office)
    end_unit(cast.unit("cb2"), on=DAY, by=cast.office)
    with pytest.raises(Refused, match="hãy hoàn tác việc kết thúc trước"):
        undo(UnitChange.objects.get(kind="rename"), by=cast.office)


# --- every app answers ---


def test_every_app_with_rows_at_a_unit_says_what_becomes_of_them():
    at_units = {
        model._meta.app_label
        for model in apps.get_models(include_auto_created=True)
        if any(field.related_model is Unit for field in model._meta.get_fields() if field.concrete)
        or isinstance(model._default_manager.all(), ScopedQuerySet)
    }
    answering = {
        label for label, extension in extensions().items() if any(item.of == MOVE for item in extension.consequences)
    }
    assert at_units - answering == set()
    assert {"units", "initiatives", "movement", "councils", "watch"} <= at_units
