"""The sheet of declared numbers."""

from datetime import date

import pytest

from lantoa.declarations.imports import DECLARED
from lantoa.declarations.models import Declaration
from lantoa.declarations.services import declare
from lantoa.kit.audit import verify
from tests.cast import accept_initiative
from tests.workbooks import check_rows, faults, import_rows, places

DAY = date(2023, 6, 30)


def row(count: object = 12, **changed) -> dict:
    return {"unit": "db1", "as_of": DAY, "count": count} | changed


def test_headers_are_those_of_the_contract():
    headers = "Mã đơn vị*, Ngày chốt*, Lĩnh vực, Số lượng*, Loại số (đúng, trên, dưới, khoảng), Chỉ tiêu"

    assert ", ".join(column.header + "*" * column.required for column in DECLARED.columns) == headers


def test_totals_and_sectors_are_declared(cast):
    import_rows(
        DECLARED, [row("1.061"), row("gần 300", sector="kinh te"), row(5, unit="cb11", quality="Trên")], cast.officer
    )

    kept = Declaration.objects.order_by("pk").values_list("unit__code", "sector__code", "count", "quality")
    assert list(kept) == [("db1", None, 1061, "exact"), ("db1", "economy", 300, "about"), ("cb11", None, 5, "at_least")]
    assert verify() == []


def test_labels_typed_in_old_fonts_are_known_without_the_fonts_name(cast):
    import_rows(DECLARED, [row(sector="Kinh tÕ", quality="kho¶ng")], cast.officer)

    assert Declaration.objects.values_list("sector__code", "quality").get() == ("economy", "about")


def test_the_preview_shows_what_will_be_written(cast):
    name = cast.unit("db1").name

    assert check_rows(DECLARED, [row("gần 300"), row(2, sector="Kinh tế")], cast.officer).preview == [
        ("Dòng 2", name, "30/06/2023", "đang có", "Tổng số", "khoảng 300"),
        ("Dòng 3", name, "30/06/2023", "đang có", "Kinh tế", "2"),
    ]


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"count": "12,5"}, "D2", "là số lẻ"),
        ({"count": -1}, "D2", "là số âm"),
        ({"count": None}, "D2", "Chưa ghi Số lượng"),
        ({"count": "mười"}, "D2", "không phải là số"),
        ({"count": "từ 5 đến 9"}, "D2", "một khoảng"),
        ({"count": "12 mô hình"}, "D2", "có chữ “mô hình” sau số"),
        ({"count": "hơn 12", "quality": "dưới"}, "D2", "hãy giữ một cách ghi"),
        ({"quality": "nhiều"}, "E2", "không có trong danh mục"),
        ({"sector": "Y tế"}, "C2", "không phải là lĩnh vực"),
        ({"as_of": "31/06/2023"}, "B2", "không có trong lịch"),
        ({"as_of": "30/06/2099"}, "B2", "chưa đến"),
        ({"as_of": date(2019, 12, 31)}, "B2", "không hoạt động vào ngày 31/12/2019"),
        ({"unit": "xa-an"}, "A2", "trong phạm vi của bạn"),
    ],
)
def test_a_fault_is_named_with_its_cell(cast, changed, place, words):
    found = check_rows(DECLARED, [row() | changed], cast.officer)

    assert places(found) == [place]
    assert words.casefold() in faults(found)[0].casefold()
    assert found.news == []


@pytest.mark.parametrize("count", ["-3", "88,9", "100-120", "gần  12 mô hình"])
def test_a_faulty_count_is_shown_as_it_stands_in_the_cell(cast, count):
    found = check_rows(DECLARED, [row(count)], cast.officer)

    assert [fault.value for fault in found.errors] == [" ".join(count.split())]


def test_unit_and_sector_of_one_row_are_both_named(cast):
    assert places(check_rows(DECLARED, [row(unit="khong-co", sector="Y tế")], cast.officer)) == ["A2", "C2"]


def test_who_may_only_look_or_approve_may_not_declare(cast):
    found = check_rows(DECLARED, [row()], cast.approver)

    assert faults(found)[0].startswith("A2 Chỉ cán bộ phụ trách của “Đảng bộ Sở Nông nghiệp")


def test_same_sheet_twice_adds_nothing(cast):
    rows = [row(), row("gần 5", sector="Kinh tế")]
    import_rows(DECLARED, rows, cast.officer)
    again = check_rows(DECLARED, rows, cast.officer)

    assert (again.news, again.unchanged, again.errors, again.notices) == ([], 2, [], [])


def test_another_number_for_the_same_day_is_a_fault(cast):
    declare(cast.unit("db1"), as_of=DAY, counts=[(None, 10, "about")], by=cast.officer)
    found = check_rows(DECLARED, [row(12)], cast.officer)

    assert [fault.value for fault in found.errors] == ["12"]
    assert faults(found) == [
        "D2 Đơn vị đã kê khai khoảng 10 cho ngày 30/06/2023; nếu cần sửa số, hãy sửa ở trang Kê khai, "
        "rồi xóa dòng này khỏi tệp."
    ]


def test_a_repeated_row_names_both(cast):
    found = check_rows(DECLARED, [row(), row(3, sector="Kinh tế"), row(4, sector="economy"), row(5)], cast.officer)

    assert places(found) == ["C4", "A5"]
    assert "hãy giữ một trong hai dòng 3 và 4" in faults(found)[0]
    assert "tổng số của đơn vị này" in faults(found)[1].casefold()


# --- doubts: told, not refused ---


def test_fewer_declared_than_identified_is_a_doubt(cast):
    accept_initiative(cast, name="Một")
    accept_initiative(cast, name="Hai", unit=cast.unit("cb11"), sector=cast.sector["defence_security"])
    accept_initiative(cast, name="Sau ngày chốt", on=date(2023, 7, 1))

    found = check_rows(
        DECLARED, [row(1), row(1, sector="Kinh tế"), row(0, sector="Quốc phòng - an ninh")], cast.officer
    )

    assert found.errors == []
    assert found.notices == [
        "Dòng 2: “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn” kê khai 1, ít hơn 2 mô hình đã rõ tên, địa chỉ "
        "tại ngày 30/06/2023.",
        "Dòng 4: “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn” kê khai 0 lĩnh vực “Quốc phòng - an ninh”, ít hơn "
        "1 mô hình đã rõ tên, địa chỉ tại ngày 30/06/2023.",
    ]


@pytest.mark.parametrize(("count", "told"), [(2, []), ("hơn 1", []), ("gần 2", []), (1, [1]), ("dưới 1", [1])])
def test_a_lower_bound_contradicts_nothing(cast, count, told):
    accept_initiative(cast, name="Một")
    accept_initiative(cast, name="Hai")

    assert [1 for _ in check_rows(DECLARED, [row(count)], cast.officer).notices] == told


def test_sectors_that_do_not_sum_are_a_doubt_with_those_declared_before(cast):
    declare(cast.unit("db1"), as_of=DAY, counts=[(cast.sector["economy"], 4, "exact")], by=cast.officer)
    found = check_rows(DECLARED, [row(12), row(7, sector="Văn hóa - xã hội")], cast.officer)

    assert found.errors == []
    assert found.notices == [
        "“Đảng bộ Sở Nông nghiệp và Phát triển nông thôn”: các lĩnh vực cộng lại 11 (ngày 30/06/2023), "
        "tổng ghi 12 (ngày 30/06/2023)."
    ]


def test_queries_do_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    days = [date(2023, month, day) for month in range(1, 13) for day in range(1, 26)]
    with django_assert_max_num_queries(15):
        found = check_rows(
            DECLARED, [row(unit=code, as_of=day) for code in ("db1", "cb11") for day in days], cast.bloc_officer
        )

    assert len(found.news) == 600
