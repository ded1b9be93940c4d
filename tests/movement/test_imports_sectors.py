"""The sheet of a province's own sectors."""

from datetime import date

import pytest

from lantoa.kit.audit import verify
from lantoa.movement.imports import SECTORS
from lantoa.movement.models import Sector
from lantoa.movement.services import add_sector
from tests.workbooks import check_rows, faults, import_rows, places

SINCE = date(2021, 1, 1)


def row(code: str = "nong-thon-moi", **changed) -> dict:
    return {"code": code, "name": "Nông thôn mới", "national": None, "valid_from": SINCE, "unit": "lt"} | changed


def own() -> list[tuple]:
    rows = Sector.objects.filter(unit__isnull=False).order_by("pk")
    return list(rows.values_list("code", "name", "national", "unit__code", "valid_from"))


def test_headers_are_those_of_the_contract():
    headers = "Mã*, Tên*, Thuộc lĩnh vực quốc gia (trống: lĩnh vực riêng ngang hàng), Hiệu lực từ*, Mã đơn vị*"

    assert ", ".join(column.header + "*" * column.required for column in SECTORS.columns) == headers


def test_peers_and_parts_of_national_sectors_are_laid_down(cast):
    import_rows(SECTORS, [row(), row("lua", name="Lúa", national="kinh te")], cast.office)

    assert own() == [
        ("nong-thon-moi", "Nông thôn mới", "other", "lt", SINCE),
        ("lua", "Lúa", "economy", "lt", SINCE),
    ]
    assert verify() == []


def test_the_same_file_twice_adds_nothing(cast):
    import_rows(SECTORS, [row()], cast.office)
    found = check_rows(SECTORS, [row()], cast.office)

    assert (found.news, found.unchanged, found.errors) == ([], 1, [])


@pytest.mark.parametrize(
    ("changed", "place", "words"),
    [
        ({"code": "nông thôn"}, "A2", "có dấu, khoảng trắng"),
        ({"code": "economy"}, "A2", "mã của lĩnh vực toàn quốc"),
        ({"code": None}, "A2", "Chưa ghi Mã"),
        ({"name": None}, "B2", "Chưa ghi Tên"),
        ({"national": "Thể thao"}, "C2", "không có trong danh mục"),
        ({"valid_from": "31/02/2021"}, "D2", "không có trong lịch"),
        ({"unit": "zz"}, "E2", "Không có đơn vị mã"),
    ],
)
def test_a_faulty_cell_is_named_and_nothing_is_written(cast, changed, place, words):
    found = check_rows(SECTORS, [row(**changed)], cast.office)

    assert places(found) == [place]
    assert words in faults(found)[0]
    assert own() == []


def test_a_code_that_means_another_sector_already_is_refused(cast):
    add_sector(unit=cast.unit("lt"), code="lua", name="Lúa", national="economy", valid_from=SINCE, by=None)
    found = check_rows(SECTORS, [row("lua", name="Lúa nước")], cast.office)

    assert "Mã này đã là “Lúa”, thuộc Kinh tế" in faults(found)[0]


def test_one_sector_on_two_rows_is_refused(cast):
    found = check_rows(SECTORS, [row(), row(name="Khác")], cast.office)

    assert places(found) == ["A3"]
    assert "đã có ở dòng 2" in faults(found)[0]


@pytest.mark.parametrize("person", ["officer", "approver", "auditor", "nobody"])
def test_only_offices_may_import(cast, person):
    assert not SECTORS.may(cast.people[person])
    assert SECTORS.may(cast.office)


def test_a_unit_out_of_scope_is_refused(cast):
    found = check_rows(SECTORS, [row(unit="xa-an")], cast.bloc_officer)

    assert places(found) == ["E2"]
