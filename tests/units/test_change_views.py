"""Changing the tree on screen: shown before it is done, done once, taken back; and who may."""

from datetime import date

import pytest
from django.urls import reverse

from lantoa.units.models import MemberCount, Unit, UnitChange
from lantoa.units.queries import path_to
from lantoa.units.services import rename
from tests.cast import SINCE

DAY = date(2024, 1, 1)
RENAME = {"name": "Chi bộ Tôn giáo", "code": "cb2", "kind": "base_cell", "on": "2024-01-01", "decision_no": "12-QĐ/TU"}
MOVE = {"unit": "lt", "tim": "", "on": "2024-01-01"}
NEW = {
    "duoi": "khoi",
    "name": " Đảng bộ  Sở Y tế ",
    "code": "db-yt",
    "kind": "base_committee",
    "valid_from": "15/03/2023",
    "members": "1.061",
    "members_quality": "exact",
}


def send(client, name: str, values: dict, *args, status: int = 200) -> str:
    response = client.post(reverse(name, args=args), values)
    assert response.status_code == status
    return response.content.decode()


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


# --- new ---


def test_a_new_unit_stands_below_the_one_that_was_asked(as_person):
    send(as_person("bloc_office"), "unit_new", NEW, status=302)

    made = unit("db-yt")
    assert (made.name, made.valid_from) == ("Đảng bộ Sở Y tế", date(2023, 3, 15))
    assert [step.code for step in path_to(made, DAY)] == ["lt", "khoi", "db-yt"]
    assert MemberCount.objects.get(unit=made).count == 1061


def test_a_new_unit_with_a_taken_code_keeps_what_was_typed(as_person):
    page = send(as_person("office"), "unit_new", NEW | {"code": "db1"}, status=422)

    assert "đang là mã của “Đảng bộ Sở Nông nghiệp" in page
    assert "Đảng bộ  Sở Y tế" in page


def test_a_new_root_is_for_the_province_office(as_person):
    values = NEW | {"duoi": "", "code": "tinh-hai"}

    send(as_person("bloc_office"), "unit_new", values, status=403)
    send(as_person("office"), "unit_new", values, status=302)
    assert [step.code for step in path_to(unit("tinh-hai"), DAY)] == ["tinh-hai"]


def test_a_new_unit_below_one_out_of_scope_is_not_there(as_person):
    send(as_person("bloc_office"), "unit_new", NEW | {"duoi": "xa-an"}, status=404)


# --- rename ---


def test_a_rename_is_shown_first_and_changes_nothing(as_person):
    page = send(as_person("bloc_office"), "unit_rename", RENAME, "cb2")

    assert "<ins>Chi bộ Tôn giáo</ins>" in page
    assert "<strong>01/01/2024</strong>" in page
    assert unit("cb2").name == "Chi bộ Ban Dân tộc"


def test_a_confirmed_rename_is_done(as_person):
    send(as_person("bloc_office"), "unit_rename", RENAME | {"buoc": "lam"}, "cb2", status=302)

    assert unit("cb2").name == "Chi bộ Tôn giáo"
    assert UnitChange.objects.get(kind="rename").decision_no == "12-QĐ/TU"


def test_a_rename_leads_to_the_page_under_the_new_code(as_person):
    response = as_person("office").post(reverse("unit_rename", args=["cb2"]), RENAME | {"code": "cb-tg", "buoc": "lam"})

    assert response.headers["Location"] == "/don-vi/cb-tg/"


def test_a_rename_to_be_mended_brings_the_form_back_as_it_was(as_person):
    page = send(as_person("office"), "unit_rename", RENAME | {"buoc": "sua"}, "cb2")

    assert "Chi bộ Tôn giáo</textarea>" in page
    assert unit("cb2").name == "Chi bộ Ban Dân tộc"


def test_a_refused_rename_says_why_on_the_form(as_person):
    page = send(as_person("office"), "unit_rename", RENAME | {"on": "2019-01-01"}, "cb2", status=422)

    assert "ngày đổi tên phải sau ngày đó" in page


# --- move ---


def test_a_move_is_shown_first_with_what_goes_along(as_person):
    page = send(as_person("office"), "unit_move", MOVE | {"unit": "xa-an"}, "db1")

    assert "cùng <strong>1 đơn vị</strong> bên dưới" in page
    assert "<ins>Đảng bộ xã Tân An (xa-an), thuộc Tỉnh ủy Lan Tỏa</ins>" in page
    assert not UnitChange.objects.filter(kind="move").exists()


def test_a_confirmed_move_is_done(cast, as_person):
    send(as_person("office"), "unit_move", MOVE | {"buoc": "lam"}, "db1", status=302)

    assert [step.code for step in path_to(cast.unit("db1"), DAY)] == ["lt", "db1"]


def test_a_move_below_itself_is_refused_on_the_form(as_person):
    page = send(as_person("office"), "unit_move", MOVE | {"unit": "cb11"}, "db1", status=422)

    assert "nằm dưới “Đảng bộ Sở Nông nghiệp" in page


def test_a_move_to_a_unit_out_of_scope_cannot_be_chosen(cast, as_person):
    page = send(as_person("bloc_office"), "unit_move", MOVE | {"unit": "xa-an", "buoc": "lam"}, "db1", status=422)

    assert "Hãy chọn một đơn vị trong danh sách." in page
    assert [step.code for step in path_to(cast.unit("db1"), DAY)] == ["lt", "khoi", "db1"]


def test_searching_for_a_superior_without_scripts_keeps_the_form(as_person):
    page = send(
        as_person("office"), "unit_move", MOVE | {"tim": "binh minh", "tim-don-vi": "1", "note": "Theo đề án"}, "db1"
    )

    assert 'value="xa-binh"' in page
    assert "Theo đề án</textarea>" in page
    assert "Chưa lưu được" not in page


# --- members ---


def test_members_are_stated_as_people_write_numbers(as_person):
    values = {"count": "1.061", "quality": "at_least", "as_of": "2024-01-01"}
    send(as_person("bloc_office"), "unit_members", values, "db1", status=302)

    assert MemberCount.objects.values_list("count", "quality").get() == (1061, "at_least")


def test_members_of_a_day_to_come_are_refused(as_person):
    values = {"count": "10", "quality": "exact", "as_of": "2099-01-01"}

    assert "Ngày phải từ hôm nay trở về trước." in send(as_person("office"), "unit_members", values, "db1", status=422)


# --- undo ---


@pytest.fixture
def change(cast) -> UnitChange:
    rename(cast.unit("cb2"), name="Chi bộ Tôn giáo", by=cast.office, on=DAY)
    return UnitChange.objects.get(kind="rename")


def test_an_undo_is_offered_on_the_page_and_shown_before_it_is_done(as_person, change):
    client = as_person("bloc_office")

    assert reverse("change_undo", args=[change.pk]) in client.get("/don-vi/cb2/").content.decode()
    page = client.get(reverse("change_undo", args=[change.pk])).content.decode()
    assert "Đơn vị trở lại như trước khi đổi tên" in page
    assert unit("cb2").name == "Chi bộ Tôn giáo"


def test_a_confirmed_undo_takes_the_change_back_and_stays_in_the_history(as_person, change):
    client = as_person("bloc_office")
    send(client, "change_undo", {}, change.pk, status=302)

    assert unit("cb2").name == "Chi bộ Ban Dân tộc"
    page = client.get("/don-vi/cb2/").content.decode()
    assert "Đã hoàn tác ngày" in page
    assert reverse("change_undo", args=[change.pk]) not in page


def test_an_undo_that_cannot_be_is_refused_with_its_reason(as_person, change):
    client = as_person("office")
    send(client, "change_undo", {}, change.pk, status=302)

    assert "Thay đổi này đã được hoàn tác." in send(client, "change_undo", {}, change.pk, status=403)


# --- who may ---

CHANGES = (("unit_rename", RENAME), ("unit_move", MOVE), ("unit_members", {"count": "1"}))


@pytest.mark.parametrize("part", ["auditor", "bloc_officer", "approver"])
@pytest.mark.parametrize(("name", "values"), CHANGES)
def test_changes_are_refused_to_those_who_only_see(as_person, part, name, values):
    page = send(as_person(part), name, values | {"buoc": "lam"}, "cb2", status=403)

    assert "Chỉ văn phòng quản trị" in page
    assert not UnitChange.objects.exclude(kind="establish").exists()


@pytest.mark.parametrize(("name", "values"), CHANGES)
def test_changes_of_a_unit_out_of_scope_are_not_there(as_person, name, values):
    send(as_person("outsider"), name, values | {"buoc": "lam"}, "cb2", status=404)


def test_an_undo_out_of_scope_is_not_there(as_person, change):
    send(as_person("outsider"), "change_undo", {}, change.pk, status=404)


def test_an_undo_by_an_auditor_is_refused(as_person, change):
    send(as_person("auditor"), "change_undo", {}, change.pk, status=403)
    assert unit("cb2").name == "Chi bộ Tôn giáo"


def test_the_cast_began_on_the_day_that_the_tests_count_on(cast):
    assert unit("cb2").valid_from == SINCE
