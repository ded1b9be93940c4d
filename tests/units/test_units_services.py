"""Services that change the tree: what they do, what they refuse, what can be taken back."""

from datetime import date, timedelta

import pytest

from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.units import checks
from lantoa.units.enums import UnitKind
from lantoa.units.models import MemberCount, Unit, UnitChange
from lantoa.units.queries import path_to, unit_as_of
from lantoa.units.services import (
    NewUnit,
    assign_role,
    establish,
    load_units,
    move,
    preview_move,
    preview_rename,
    rename,
    set_member_count,
    undo,
    wear_names_of_today,
)
from tests.cast import SINCE, make_person
from tests.days import end_of_year, in_days, nine_o_clock

DAY = date(2024, 1, 1)


def new(code="db9", parent="khoi", start=DAY, **changed) -> NewUnit:
    values = {"code": code, "name": "Đảng bộ Sở Xây dựng", "kind": UnitKind.BASE_COMMITTEE, "parent_code": parent}
    return NewUnit(valid_from=start, **values | changed)


def parent_code(unit: Unit, day: date) -> str:
    return path_to(unit, day)[-2].code


# --- establish ---


def test_establish_places_the_unit_under_its_superior(cast):
    unit = establish(new(), by=cast.bloc_office)

    assert [step.code for step in path_to(unit, DAY)] == ["lt", "khoi", "db9"]
    assert UnitChange.objects.filter(parts__unit=unit).get().kind == "establish"


def test_establish_states_the_members(cast):
    establish(new(members=12, members_quality="about"), by=cast.office)

    assert MemberCount.objects.values_list("count", "quality").get() == (12, "about")


@pytest.mark.parametrize(
    ("person", "unit", "reason"),
    [
        ("officer", {}, "Chỉ văn phòng quản trị"),
        ("bloc_office", {"parent": "lt"}, "Chỉ văn phòng quản trị"),
        ("bloc_office", {"parent": ""}, "Chỉ văn phòng tỉnh"),
        ("office", {"code": "db1"}, "đang là mã của “Đảng bộ Sở Nông nghiệp"),
        ("office", {"code": "12/ĐU"}, "không dùng được dấu “/”"),
        ("office", {"code": " db9"}, "dấu cách"),
        ("office", {"parent": "chua-co"}, "Chưa có đơn vị cấp trên mã “chua-co”"),
        ("office", {"parent": "cu"}, "thời gian hoạt động của cấp trên"),
        ("office", {"start": date(2019, 12, 31)}, "thời gian hoạt động của cấp trên"),
        ("office", {"parent": "db9"}, "không thể trực thuộc chính nó"),
        ("office", {"valid_to": SINCE}, "ngày hết hiệu lực"),
    ],
)
def test_establish_refuses(cast, person, unit, reason):
    with pytest.raises(Refused, match=reason):
        establish(new(**unit), by=cast.people[person])
    assert Unit.objects.count() == 8


def test_load_refuses_a_circle_within_the_sheet(cast):
    with pytest.raises(Refused, match="vòng tròn"):
        load_units([new("a", "b"), new("b", "a")], by=cast.office)


def test_load_refuses_the_same_code_twice(cast):
    with pytest.raises(Refused, match="Mã “a” có ở 2 dòng"):
        load_units([new("a"), new("a")], by=cast.office)


def test_a_code_of_the_past_is_free_only_after_its_time(cast):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc", code="cb2-moi", by=cast.office, on=DAY)

    with pytest.raises(Refused, match="đến 31/12/2023"):
        establish(new("cb2", start=date(2023, 6, 1)), by=cast.office)
    assert establish(new("cb2"), by=cast.office).code == "cb2"


@pytest.mark.days
def test_establish_below_a_unit_that_will_end_is_refused(cast):
    end = end_of_year(4)
    superior = establish(new(valid_to=end), by=cast.office)
    below = {"code": "db9-1", "parent": superior.code}

    with pytest.raises(Refused, match="không muộn hơn ngày đó"):
        establish(new(**below), by=cast.office)
    with pytest.raises(Refused, match=f"thôi hoạt động từ sau ngày {end:%d/%m/%Y}"):
        establish(new(**below, valid_to=end + timedelta(days=1)), by=cast.office)
    assert establish(new(**below, valid_to=end), by=cast.office).code == "db9-1"


def test_a_code_out_of_scope_is_taken_without_a_name(cast):
    with pytest.raises(Refused) as refusal:
        establish(new("xa-an"), by=cast.bloc_office)
    assert refusal.value.reasons == ["Mã “xa-an” đã có đơn vị khác dùng; hãy chọn mã khác."]

    with pytest.raises(Refused, match="“xa-an” đã có đơn vị khác dùng"):
        rename(cast.unit("cb2"), name="Tên mới", code="xa-an", by=cast.bloc_office, on=DAY)


def test_a_former_code_out_of_scope_is_taken_without_a_name(cast):
    rename(cast.unit("xa-an"), name="Xã An Mới", code="xa-an-moi", by=cast.office, on=DAY)

    with pytest.raises(Refused, match="“xa-an” là mã của đơn vị khác đến 31/12/2023"):
        establish(new("xa-an", start=date(2023, 6, 1)), by=cast.bloc_office)


# --- rename ---


@pytest.fixture
def to_come(cast) -> Unit:
    """cb2, which has another name in 200 days."""
    values = {"name": "Chi bộ Sở Tôn giáo", "code": "cb-tg", "by": cast.office, "on": in_days(200)}
    return rename(cast.unit("cb2"), **values)


@pytest.mark.days
def test_a_name_to_come_is_not_worn_yet(cast, to_come):
    assert (to_come.code, to_come.name) == ("cb2", "Chi bộ Ban Dân tộc")
    assert [unit.pk for unit in Unit.objects.search("tôn giáo")] == [to_come.pk]
    assert (wear_names_of_today(), checks.units_wear_their_version_of_today()) == (0, [])
    day = to_come.versions.get(code="cb-tg").valid_from
    with pytest.raises(Refused, match=f"“cb-tg” là mã của “Chi bộ Sở Tôn giáo” từ {day:%d/%m/%Y}"):
        establish(new("cb-tg"), by=cast.office)


@pytest.mark.days
def test_a_name_is_worn_from_its_day_on(cast, to_come, time_machine):
    time_machine.move_to(nine_o_clock(to_come.versions.get(code="cb-tg").valid_from))

    assert "Chi bộ Ban Dân tộc" in checks.units_wear_their_version_of_today()[0]
    assert (wear_names_of_today(), wear_names_of_today()) == (1, 0)
    to_come.refresh_from_db()
    assert (to_come.code, to_come.name) == ("cb-tg", "Chi bộ Sở Tôn giáo")
    assert checks.units_wear_their_version_of_today() == []


@pytest.mark.days
def test_a_name_to_come_can_be_taken_back(cast, to_come):
    undo(latest("rename"), by=cast.office)

    assert [version.name for version in to_come.versions.all()] == ["Chi bộ Ban Dân tộc"]
    assert checks.units_wear_their_version_of_today() == []


def test_rename_keeps_the_old_name_in_its_period(cast):
    unit = rename(cast.unit("db1"), name="Đảng bộ Sở Nông nghiệp và Môi trường", by=cast.bloc_office, on=DAY)

    assert unit.name == "Đảng bộ Sở Nông nghiệp và Môi trường"
    assert unit_as_of(unit, date(2023, 12, 31)).version.name == "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"


def test_rename_is_found_by_its_new_name_without_accents(cast):
    rename(cast.unit("db1"), name="Đảng bộ Sở Môi trường", by=cast.office, on=DAY)

    assert [unit.code for unit in Unit.objects.search("dang bo moi truong")] == ["db1"]


def test_preview_of_a_rename_changes_nothing(cast):
    preview = preview_rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=DAY)

    assert (preview.current.name, preview.name, preview.kind) == (cast.unit("db1").name, "Tên mới", "base_committee")
    assert UnitChange.objects.filter(kind="rename").count() == 0


@pytest.mark.parametrize(
    ("person", "code", "values", "reason"),
    [
        ("officer", "db1", {}, "Chỉ văn phòng quản trị"),
        ("outsider", "db1", {}, "Chỉ văn phòng quản trị"),
        ("bloc_office", "lt", {}, "Chỉ văn phòng quản trị"),
        ("office", "db1", {"on": SINCE}, "ngày đổi tên phải sau ngày đó"),
        ("office", "db1", {"code": "cb2"}, "đang là mã của “Chi bộ Ban Dân tộc”"),
        ("office", "db1", {"code": "a/b"}, "không dùng được dấu “/”"),
        ("office", "cu", {"on": date(2023, 1, 1)}, "thôi hoạt động từ sau ngày 31/12/2022"),
        ("office", "cb2", {"name": "Chi bộ Ban Dân tộc"}, "không có gì để đổi"),
    ],
)
def test_rename_refuses(cast, person, code, values, reason):
    with pytest.raises(Refused, match=reason):
        rename(cast.unit(code), by=cast.people[person], **{"name": "Tên mới", "on": DAY} | values)


def test_rename_of_a_dissolved_unit_within_its_time(cast):
    unit = rename(cast.unit("cu"), name="Đảng bộ Công ty Giấy Sông Lô", by=cast.office, on=date(2022, 1, 1))

    assert [str(version.valid_to) for version in unit.versions.order_by("valid_from")] == ["2021-12-31", "2022-12-31"]


# --- move ---


def test_move_changes_the_superior_from_that_day(cast):
    move(cast.unit("cb2"), parent=cast.unit("db1"), by=cast.bloc_office, on=DAY)

    assert parent_code(cast.unit("cb2"), date(2023, 12, 31)) == "khoi"
    assert parent_code(cast.unit("cb2"), DAY) == "db1"


def test_preview_of_a_move_says_what_goes_along(cast):
    preview = preview_move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=DAY)

    assert (preview.old_parent.code, preview.new_parent.code, preview.below_count) == ("khoi", "xa-an", 1)
    assert UnitChange.objects.filter(kind="move").count() == 0


@pytest.mark.parametrize(
    ("person", "code", "parent", "on", "reason"),
    [
        ("officer", "cb11", "khoi", DAY, "Chỉ văn phòng quản trị"),
        ("bloc_office", "db1", "xa-an", DAY, "Chỉ văn phòng quản trị"),
        ("office", "khoi", "cb11", DAY, "nằm dưới “Đảng ủy Khối"),
        ("office", "khoi", "khoi", DAY, "nằm dưới “Đảng ủy Khối"),
        ("office", "db1", "khoi", DAY, "đã trực thuộc"),
        ("office", "db1", "xa-an", SINCE, "ngày chuyển phải sau ngày đó"),
        ("office", "db1", "cu", DAY, "không còn hoạt động"),
        ("office", "cu", "xa-an", DAY, "không hoạt động vào ngày 01/01/2024"),
    ],
)
def test_move_refuses(cast, person, code, parent, on, reason):
    with pytest.raises(Refused, match=reason):
        move(cast.unit(code), parent=cast.unit(parent), by=cast.people[person], on=on)


@pytest.mark.days
def test_move_below_a_unit_that_will_end_is_refused(cast):
    ending = establish(new(valid_to=end_of_year(4)), by=cast.office)

    with pytest.raises(Refused, match=f"thôi hoạt động từ sau ngày {ending.valid_to:%d/%m/%Y}"):
        move(cast.unit("cb2"), parent=ending, by=cast.office, on=DAY)


def test_move_refuses_a_circle_that_a_later_move_would_close(cast):
    other = establish(new(start=SINCE), by=cast.office)
    move(other, parent=cast.unit("db1"), by=cast.office, on=date(2025, 1, 1))

    with pytest.raises(Refused, match="từ ngày 01/01/2025"):
        move(cast.unit("db1"), parent=other, by=cast.office, on=DAY)


def test_move_before_a_recorded_later_move_is_refused(cast):
    move(cast.unit("cb2"), parent=cast.unit("db1"), by=cast.office, on=date(2025, 1, 1))

    with pytest.raises(Refused, match="sau ngày này"):
        move(cast.unit("cb2"), parent=cast.unit("lt"), by=cast.office, on=DAY)


# --- undo ---


def latest(kind: str) -> UnitChange:
    return UnitChange.objects.filter(kind=kind).latest("pk")


def test_undo_of_a_rename_opens_the_old_name_again(cast):
    rename(cast.unit("db1"), name="Tên mới", code="db1-moi", by=cast.office, on=DAY)
    undo(latest("rename"), by=cast.bloc_office)

    unit = Unit.objects.get(pk=cast.unit("db1").pk)
    assert (unit.code, unit.name) == ("db1", "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn")
    assert unit.versions.get().valid_to is None


def test_undo_of_a_move_opens_the_old_superior_again(cast):
    move(cast.unit("cb2"), parent=cast.unit("db1"), by=cast.office, on=DAY)
    undo(latest("move"), by=cast.office)

    assert parent_code(cast.unit("cb2"), DAY) == "khoi"
    assert cast.unit("cb2").edges_up.get().valid_to is None


def test_an_undone_change_keeps_its_row_and_the_chain_holds(cast):
    rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=DAY)
    change = undo(latest("rename"), by=cast.office)

    assert change.undone_at is not None
    assert Event.objects.about(cast.unit("db1")).last().verb == "undo"
    assert verify() == []


@pytest.mark.parametrize(("person", "reason"), [("officer", "Chỉ văn phòng"), ("outsider", "Chỉ văn phòng")])
def test_undo_by_someone_else_is_refused(cast, person, reason):
    rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=DAY)

    with pytest.raises(Refused, match=reason):
        undo(latest("rename"), by=cast.people[person])


def test_undo_twice_is_refused(cast):
    rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=DAY)
    undo(latest("rename"), by=cast.office)

    with pytest.raises(Refused, match="đã được hoàn tác"):
        undo(latest("rename"), by=cast.office)


def test_undo_under_a_later_change_is_refused(cast):
    rename(cast.unit("db1"), name="Tên thứ hai", by=cast.office, on=DAY)
    first = latest("rename")
    rename(cast.unit("db1"), name="Tên thứ ba", by=cast.office, on=date(2025, 1, 1))

    with pytest.raises(Refused, match="hoàn tác thay đổi sau trước"):
        undo(first, by=cast.office)


def test_undo_of_an_establishment_is_refused(cast):
    establish(new(), by=cast.office)

    with pytest.raises(Refused, match="Chỉ hoàn tác được"):
        undo(latest("establish"), by=cast.office)


def test_undo_is_refused_when_another_unit_took_the_old_code(cast):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc", code="cb2-moi", by=cast.office, on=DAY)
    change = latest("rename")
    establish(new("cb2"), by=cast.office)

    with pytest.raises(Refused, match="Mã cũ “cb2”"):
        undo(change, by=cast.office)


def test_undo_that_would_close_a_circle_is_refused(cast):
    low = establish(new(parent="db1", start=SINCE), by=cast.office)
    move(low, parent=cast.unit("khoi"), by=cast.office, on=DAY)
    change = latest("move")
    move(cast.unit("db1"), parent=low, by=cast.office, on=date(2024, 6, 1))

    with pytest.raises(Refused, match="từ ngày 01/06/2024"):
        undo(change, by=cast.office)
    assert parent_code(low, date(2024, 7, 1)) == "khoi"


# --- members ---


def test_members_stated_twice_for_a_day_keep_the_second(cast):
    for count in (40, 41):
        set_member_count(cast.unit("db1"), count=count, quality="exact", as_of=DAY, by=cast.bloc_office)

    assert MemberCount.objects.values_list("count", flat=True).get() == 41


def test_the_journal_tells_what_was_stated_before(cast):
    for count in (40, 41, 41):
        set_member_count(cast.unit("db1"), count=count, quality="exact", as_of=DAY, by=cast.bloc_office)

    told = Event.objects.about(cast.unit("db1")).filter(verb="set_member_count").order_by("sequence")
    assert [(event.before, event.after["count"]) for event in told] == [
        ({}, 40),
        ({"count": 40, "quality": "exact"}, 41),
    ]


def test_members_stated_by_an_officer_are_refused(cast):
    with pytest.raises(Refused, match="Chỉ văn phòng quản trị"):
        set_member_count(cast.unit("db1"), count=40, quality="exact", as_of=DAY, by=cast.officer)


def test_undo_of_a_move_needs_rights_over_both_superiors(cast):
    move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=date(2023, 6, 1))
    change = UnitChange.objects.get(kind="move")
    own_office = make_person("own_office", "Văn Phòng Riêng")
    assign_role(own_office, unit=cast.unit("db1"), kind="office", by=None, on=SINCE)

    with pytest.raises(Refused):
        undo(change, by=own_office)
