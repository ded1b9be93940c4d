"""`lantoa unit`: a unit as of a day."""

import json
from datetime import date

from lantoa.units.services import move, rename


def read_unit(lantoa, *words) -> dict:
    answer = lantoa("unit", *words, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def test_unit_today(lantoa, cast):
    unit = read_unit(lantoa, "khoi")
    assert (unit["name"], unit["kind"]) == ("Đảng ủy Khối các cơ quan và doanh nghiệp", "bloc_committee")
    assert unit["parents"] == {"party": {"code": "lt", "name": "Tỉnh ủy Lan Tỏa"}}
    assert (unit["predecessors"], unit["successors"], unit["units_below"]) == ([], [], 3)


def test_unit_before_its_renaming_has_the_old_name(lantoa, cast):
    rename(cast.unit("db1"), name="Đảng bộ Sở Nông nghiệp và Môi trường", by=cast.office, on=date(2025, 3, 1))
    assert read_unit(lantoa, "db1", "--on", "2025-02-28")["name"] == "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"
    assert read_unit(lantoa, "db1", "--on", "01/03/2025")["name"] == "Đảng bộ Sở Nông nghiệp và Môi trường"


def test_superior_bears_the_name_of_that_day(lantoa, cast):
    rename(cast.unit("khoi"), name="Đảng bộ các cơ quan Đảng", by=cast.office, on=date(2025, 3, 1))
    superior = read_unit(lantoa, "db1", "--on", "2024-01-01")["parents"]["party"]
    assert superior["name"] == "Đảng ủy Khối các cơ quan và doanh nghiệp"


def test_moved_unit_has_the_superior_of_the_day(lantoa, cast):
    move(cast.unit("cb2"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 7, 1))
    assert read_unit(lantoa, "cb2", "--on", "2024-06-30")["parents"]["party"]["code"] == "khoi"
    assert read_unit(lantoa, "cb2", "--on", "2024-07-01")["parents"]["party"]["code"] == "xa-an"


def test_abolished_unit_is_told_as_such(lantoa, cast):
    assert read_unit(lantoa, "cu", "--on", "2022-12-31")["exists"] is True
    assert read_unit(lantoa, "cu", "--on", "2023-01-01")["exists"] is False
    assert "Không hoạt động vào ngày này." in lantoa("unit", "cu").out


def test_words_for_people(lantoa, cast):
    lines = lantoa("unit", "khoi", "--on", "2023-01-01").out.splitlines()
    assert lines == [
        "Đảng ủy Khối các cơ quan và doanh nghiệp (khoi), Đảng ủy khối, tại ngày 01/01/2023",
        "  Tuyến Đảng: Tỉnh ủy Lan Tỏa (lt)",
        "  Số đơn vị bên dưới: 3",
    ]
