"""Each check finds the fault that it is for, planted past the services, and nothing in what the services made."""

from datetime import date

import pytest
from django.db import connection

from lantoa.units import checks
from lantoa.units.models import UnitVersion
from lantoa.units.services import move, rename


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def finds_one(check, *parts: str) -> bool:
    """Whether the check says exactly one sentence, with all these parts in it."""
    faults = check()
    return len(faults) == 1 and all(part in faults[0] for part in parts)


@pytest.mark.parametrize("check", checks.CHECKS)
def test_nothing_is_found_after_changes_by_services(cast, check):
    rename(cast.unit("db1"), name="Đảng bộ Sở Nông nghiệp và Môi trường", by=cast.office, on=date(2025, 3, 1))
    move(cast.unit("cb2"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 7, 1))
    assert check() == []


def test_name_unlike_the_latest_version(cast):
    sql("UPDATE units_unit SET name = 'Tên khác' WHERE code = 'db1'")
    assert finds_one(checks.units_wear_their_version_of_today, "Tên khác", "(db1)", "khác với tên đang dùng")


def test_last_day_unlike_the_latest_version(cast):
    sql("UPDATE units_unit SET valid_to = '2024-12-31' WHERE code = 'cb11'")
    assert finds_one(checks.units_wear_their_version_of_today, "(cb11)")


def test_unit_without_any_version(cast):
    sql("DELETE FROM units_unitversion WHERE code = 'db1'")
    assert finds_one(checks.units_wear_their_version_of_today, "(db1)", "không có tên nào")


def test_search_key_unlike_the_name(cast):
    sql("UPDATE units_unit SET search = 'khac' WHERE code = 'db1'")
    assert finds_one(checks.unit_keys_match_names, "(db1)", "khóa tìm kiếm")


def test_gap_between_names(cast):
    rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=date(2025, 3, 1))
    sql("UPDATE units_unitversion SET valid_to = '2025-02-20' WHERE code = 'db1' AND valid_to IS NOT NULL")
    assert finds_one(
        checks.versions_follow_each_other, "(db1)", "để trống từ ngày 21/02/2025 đến trước ngày 01/03/2025"
    )


def test_overlap_of_names(cast):
    rename(cast.unit("db1"), name="Tên mới", by=cast.office, on=date(2025, 3, 1))
    sql("UPDATE units_unitversion SET valid_to = '2025-03-01' WHERE code = 'db1' AND valid_to IS NOT NULL")
    assert finds_one(checks.versions_follow_each_other, "(db1)", "chồng lên nhau từ ngày 01/03/2025")


def test_first_name_after_the_founding(cast):
    sql("UPDATE units_unitversion SET valid_from = '2020-02-01' WHERE code = 'db1'")
    assert finds_one(checks.versions_follow_each_other, "(db1)", "không bắt đầu từ ngày thành lập 01/01/2020")


def test_code_of_two_units_on_one_day(cast):
    sql("UPDATE units_unitversion SET code = 'db1' WHERE code = 'cb2'")
    assert finds_one(checks.codes_belong_to_one_unit, "“db1”", "hai đơn vị")


def test_code_taken_over_after_an_abolition_is_fine(cast):
    sql("UPDATE units_unitversion SET valid_to = '2021-12-31' WHERE code = 'cb2'")
    sql("UPDATE units_unitversion SET code = 'cb2', valid_from = '2022-01-01' WHERE code = 'xa-an'")
    assert checks.codes_belong_to_one_unit() == []


def test_gap_between_superiors(cast):
    move(cast.unit("cb2"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 7, 1))
    sql("UPDATE units_parentedge SET valid_from = '2024-08-01' WHERE valid_from = '2024-07-01'")
    assert finds_one(checks.superiors_follow_each_other, "(cb2)", "để trống từ ngày 01/07/2024")


def test_superior_that_ends_before_the_unit(cast):
    sql("UPDATE units_parentedge SET valid_to = '2024-12-31' WHERE unit_id = %s", cast.unit("cb2").pk)
    assert finds_one(checks.superiors_follow_each_other, "(cb2)", "không kéo dài đến ngày cuối")


def test_two_superiors_on_one_line(cast):
    move(cast.unit("cb2"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 7, 1))
    sql("UPDATE units_parentedge SET valid_to = '2024-07-01' WHERE valid_to = '2024-06-30'")
    faults = checks.superiors_follow_each_other()
    assert len(faults) == 2
    assert all("(cb2)" in fault and "chồng lên nhau" in fault for fault in faults)


def test_superior_that_no_longer_stands(cast):
    sql("UPDATE units_unit SET valid_to = '2024-12-31' WHERE code = 'db1'")
    faults = checks.superiors_stand_while_they_lead()
    assert len(faults) == 2  # db1's own edge, and that of the cell below it
    assert "trực thuộc “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn” ngoài thời gian" in faults[1]


def test_circle_that_closes_on_a_later_day(cast):
    sql(
        "INSERT INTO units_parentedge (unit_id, parent_id, line, is_managing, valid_from) "
        "SELECT top.id, low.id, 'party', %s, '2024-01-01' FROM units_unit top, units_unit low "
        "WHERE top.code = 'lt' AND low.code = 'cb11'",
        True,
    )
    assert finds_one(checks.no_unit_stands_below_itself, "Tỉnh ủy Lan Tỏa", "01/01/2024")


def test_version_of_a_unit_shows_in_the_fault(cast):
    UnitVersion.objects.filter(code="db1").update(name="Tên trong lịch sử")
    assert finds_one(checks.units_wear_their_version_of_today, "Tên trong lịch sử (db1)")
