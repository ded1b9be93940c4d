"""The sheet of units."""

from datetime import date

import pytest

from lantoa.kit.audit import verify
from lantoa.kit.sheets import CellError
from lantoa.units.enums import UnitKind
from lantoa.units.imports import UNITS
from lantoa.units.models import MemberCount, ParentEdge, Unit
from lantoa.units.services import move, rename
from tests.workbooks import check_rows, faults, import_rows, places


def row(code: str, parent: str | None = "khoi", **changed) -> dict:
    filled = {"code": code, "name": f"Chi bộ {code}", "kind": "Chi bộ cơ sở", "parent": parent}
    return filled | {"valid_from": date(2021, 1, 1)} | changed


def test_headers_are_those_of_the_contract():
    assert [(column.header, column.required) for column in UNITS.columns] == [
        ("Mã đơn vị", True),
        ("Tên đơn vị", True),
        ("Loại", True),
        ("Mã đơn vị cấp trên", False),
        ("Hiệu lực từ", True),
        ("Hiệu lực đến", False),
        ("Số đảng viên", False),
        ("Loại số", False),
    ]


def test_units_are_established_whatever_the_order_of_rows(cast):
    import_rows(UNITS, [row("con", "cha"), row("cha", "khoi", kind="dang bo  CO SO")], cast.office)

    child = Unit.objects.get(code="con")
    assert child.edges_up.get().parent.code == "cha"
    assert Unit.objects.get(code="cha").kind == UnitKind.BASE_COMMITTEE
    assert verify() == []


def test_a_kind_typed_in_an_old_font_is_known_without_the_fonts_name(cast):
    import_rows(UNITS, [row("moi", kind="Chi bé"), row("moi-2", kind="Chi boä cô sôû")], cast.office)

    assert Unit.objects.get(code="moi").kind == UnitKind.CELL
    assert Unit.objects.get(code="moi-2").kind == UnitKind.BASE_CELL


@pytest.mark.parametrize(
    ("count", "quality", "stated"),
    [
        ("hơn 5.000", None, (5000, "at_least")),
        ("5.000", "Khoảng", (5000, "about")),
        (120, None, (120, "exact")),
        ("gần 300", "khoảng", (300, "about")),
    ],
)
def test_members_are_stated_with_their_quality(cast, count, quality, stated):
    import_rows(UNITS, [row("moi", members=count, quality=quality)], cast.office)

    kept = MemberCount.objects.get(unit__code="moi")
    assert (kept.count, kept.quality) == stated
    assert kept.as_of == date(2021, 1, 1)


@pytest.mark.parametrize("count", ["12,5", "-3", "từ 10 đến 15", "20 chi bộ", "2.147.483.648"])
def test_members_that_are_no_count_are_named(cast, count):
    assert places(check_rows(UNITS, [row("moi", members=count)], cast.office)) == ["G2"]


def test_members_said_in_two_ways_are_named(cast):
    found = check_rows(UNITS, [row("moi", members="hơn 50", quality="dưới")], cast.office)

    assert faults(found) == ["G2 Ghi “trên” trong khi cột loại số ghi “dưới”; hãy giữ một cách ghi."]


def test_same_sheet_twice_adds_nothing(cast):
    rows = [row("cha"), row("con", "cha", members=12)]
    import_rows(UNITS, rows, cast.office)
    again = check_rows(UNITS, rows, cast.office)

    assert (again.news, again.unchanged, again.errors) == ([], 2, [])


def test_same_sheet_after_renaming_and_moving_adds_nothing(cast):
    rows = [row("moi", "db1")]
    import_rows(UNITS, rows, cast.office)
    unit = Unit.objects.get(code="moi")
    rename(unit, name="Tên mới", code="moi-2", by=cast.office, on=date(2023, 1, 1))
    move(unit, parent=cast.unit("cb2"), by=cast.office, on=date(2023, 1, 1))

    again = check_rows(UNITS, rows, cast.office)

    assert (again.news, again.unchanged, again.errors) == ([], 1, [])


def test_a_unit_that_differs_is_named_with_what_differs(cast):
    import_rows(UNITS, [row("moi")], cast.office)

    found = check_rows(UNITS, [row("moi", "db1", name="Khác", members=3)], cast.office)

    assert places(found) == ["A2"]
    assert "khác ở: tên, cấp trên, số đảng viên" in faults(found)[0]


def test_a_repeated_code_names_both_rows(cast):
    found = check_rows(UNITS, [row("moi"), row("khac"), row("moi", name="Khác")], cast.office)

    assert faults(found) == ["A4 Mã “moi” đã có ở dòng 2; hãy giữ một trong hai dòng 2 và 4."]


def test_a_circle_is_named_once(cast):
    found = check_rows(UNITS, [row("a", "b"), row("b", "c"), row("c", "a")], cast.office)

    assert faults(found) == ["D2 Các đơn vị trực thuộc vòng tròn: a → b → c → a; hãy sửa một mã cấp trên."]


def test_its_own_superior_is_a_circle(cast):
    assert places(check_rows(UNITS, [row("a", "a")], cast.office)) == ["D2"]


def test_a_root_is_for_the_province_office(cast):
    assert check_rows(UNITS, [row("goc", None)], cast.office).errors == []
    found = check_rows(UNITS, [row("goc", None)], cast.bloc_office)
    assert faults(found)[0].startswith("D2 Chỉ văn phòng tỉnh được thêm đơn vị không có cấp trên")


def test_the_bloc_office_imports_below_itself_only(cast):
    found = check_rows(UNITS, [row("a", "db1"), row("b", "xa-an"), row("c", "lt")], cast.bloc_office)

    assert places(found) == ["D3", "D4"]
    assert [new.code for new in found.news] == ["a"]


def test_a_code_of_a_unit_out_of_scope_is_named_without_its_unit(cast):
    found = check_rows(UNITS, [row("xa-an")], cast.bloc_office)

    assert faults(found) == ["A2 Mã “xa-an” là mã của một đơn vị ngoài phạm vi của bạn; hãy chọn mã khác."]


def test_an_unknown_superior_is_named(cast):
    found = check_rows(UNITS, [row("a", "KHOI"), row("b", "zz")], cast.office)

    assert places(found) == ["D2", "D3"]
    assert "có phải là “khoi”?" in faults(found)[0]


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"valid_from": date(2019, 12, 31)}, "E2", "Trước ngày 01/01/2020, khi cấp trên"),
        ({"valid_to": date(2020, 12, 31)}, "F2", "Trước ngày bắt đầu 01/01/2021"),
        ({"parent": "cu"}, "F2", "chỉ có đến 31/12/2022"),
        ({"parent": "cu", "valid_to": date(2023, 1, 1)}, "F2", "chỉ có đến 31/12/2022"),
        ({"code": "a/b"}, "A2", "không dùng được dấu “/”"),
        ({"kind": "Chi đoàn"}, "C2", "không có trong danh mục"),
        ({"name": "x" * 301}, "B2", "quá mức 300"),
        ({"valid_from": "31/02/2021"}, "E2", "không có trong lịch"),
        ({"quality": "trên"}, "H2", "Có loại số mà chưa có số"),
    ],
)
def test_a_fault_is_named_with_its_cell(cast, changed, place, words):
    found = check_rows(UNITS, [row("moi") | changed], cast.office)

    assert places(found) == [place]
    assert words in faults(found)[0]


def test_a_faulty_number_of_members_is_shown_as_it_stands_in_the_cell(cast):
    found = check_rows(UNITS, [row("moi", members="100-120"), row("khac", members=-3)], cast.office)

    assert [(fault.column_letter, fault.value) for fault in found.errors] == [("G", "100-120"), ("G", "-3")]


def test_dates_are_held_against_a_superior_of_the_same_sheet(cast):
    rows = [row("cha", valid_from=date(2022, 1, 1), valid_to=date(2024, 12, 31)), row("con", "cha")]

    assert places(check_rows(UNITS, rows, cast.office)) == ["E3", "F3"]


def test_every_fault_is_named_not_the_first(cast):
    rows = [row("a", "zz"), row("b", kind="?"), row("c"), row("c")]

    found = check_rows(UNITS, rows, cast.office)

    assert places(found) == ["D2", "C3", "A5"]
    assert isinstance(found.errors[0], CellError)


def test_queries_do_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    rows = [row(f"u{number}", "db1" if number % 2 else "cb2") for number in range(200)]
    with django_assert_max_num_queries(12):
        found = check_rows(UNITS, rows, cast.bloc_office)

    assert len(found.news) == 200


def test_nothing_is_written_by_a_check(cast):
    before = Unit.objects.count(), ParentEdge.objects.count()
    check_rows(UNITS, [row("moi")], cast.office)

    assert (Unit.objects.count(), ParentEdge.objects.count()) == before
