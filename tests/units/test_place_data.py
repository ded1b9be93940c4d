"""The shipped places and mappings: counts, ties and a few well-known places."""

import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import pytest

from lantoa.units.enums import PlaceKind
from lantoa.units.place_data import (
    NEW_SINCE,
    OLD_SINCE,
    OLD_UNTIL,
    MappingRow,
    PlaceRow,
    parent_of,
    read_mappings,
    read_places,
)

TODAY = date(2026, 11, 1)


@cache
def places() -> tuple[PlaceRow, ...]:
    return tuple(read_places())


@cache
def mappings() -> tuple[MappingRow, ...]:
    return tuple(read_mappings())


@cache
def by_code() -> dict[str, list[PlaceRow]]:
    found = defaultdict(list)
    for row in places():
        found[row.code].append(row)
    return dict(found)


def kinds(level: str, day: date) -> dict[str, int]:
    """How many places of each kind stood at a level (first letter of the code) on a day."""
    return dict(Counter(row.kind for row in places() if row.code[0] == level and row.stands_on(day)))


def names(codes: set[str], day: date) -> set[str]:
    return {row.name for code in codes for row in by_code()[code] if row.stands_on(day)}


def heirs(old_code: str) -> set[str]:
    return names({row.new_code for row in mappings() if row.old_code == old_code}, NEW_SINCE)


def sources(new_code: str) -> set[str]:
    return names({row.old_code for row in mappings() if row.new_code == new_code}, OLD_UNTIL)


def test_old_places_on_their_last_day():
    assert kinds("p", OLD_UNTIL) == {"province": 57, "city": 6}
    assert kinds("d", OLD_UNTIL) == {"district": 508, "urban_district": 49, "town": 52, "provincial_city": 87}
    assert kinds("c", OLD_UNTIL) == {"commune": 7692, "ward": 1726, "township": 617}
    assert sum(kinds("d", OLD_UNTIL).values()) == 696
    assert sum(kinds("c", OLD_UNTIL).values()) == 10_035


def test_new_places_on_their_first_day():
    assert kinds("p", NEW_SINCE) == {"province": 28, "city": 6}
    assert kinds("d", NEW_SINCE) == {}
    assert kinds("c", NEW_SINCE) == {"commune": 2621, "ward": 687, "special_zone": 13}


def test_new_places_after_the_changes_of_2026():
    assert kinds("p", TODAY) == {"province": 25, "city": 9}
    assert kinds("c", TODAY) == {"commune": 2599, "ward": 709, "special_zone": 13}


def test_code_and_start_are_unique_and_sorted():
    keys = [(row.code, row.valid_from) for row in places()]
    assert keys == sorted(set(keys))
    pairs = [(row.old_code, row.new_code) for row in mappings()]
    assert pairs == sorted(set(pairs))


def test_codes_keep_to_their_generation():
    shapes = {(row.code[:4], len(row.number), row.number.isdigit()) for row in places()}
    assert shapes == {
        (f"{level}-", n, True) for level, n in (("p63", 2), ("d63", 3), ("c63", 5), ("p34", 2), ("c34", 5))
    }
    old = {(row.valid_from, row.valid_to) for row in places() if row.code[1:3] == "63"}
    assert old == {(OLD_SINCE, OLD_UNTIL)}
    assert min(row.valid_from for row in places() if row.code[1:3] == "34") == NEW_SINCE


def test_start_is_assumed_for_the_old_generation_only():
    assert {row.code[1:3] for row in places() if row.is_start_assumed} == {"63"}


def test_periods_of_one_code_follow_each_other():
    for rows in by_code().values():
        for earlier, later in pairwise(rows):
            assert later.valid_from == earlier.valid_to + timedelta(days=1)
        assert rows[-1].valid_to in {None, OLD_UNTIL}


def test_parent_stands_in_the_same_generation_one_level_up():
    ties = Counter()
    for row in places():
        parent = parent_of(row, by_code())
        ties[row.code[:3], parent.code[:3] if parent else None] += 1
        assert parent is None or parent.stands_on(row.valid_to or TODAY)
    assert ties == {
        ("p63", None): 63,
        ("d63", "p63"): 696,
        ("c63", "d63"): 10_035,
        ("p34", None): 37,
        ("c34", "p34"): 3343,
    }


def test_parent_is_the_row_at_the_end_of_the_childs_period():
    before, after = by_code()["c34-25270"]
    assert parent_of(before, by_code()).name == "Tỉnh Đồng Nai"
    assert parent_of(after, by_code()).name == "Thành phố Đồng Nai"


def test_names_are_nfc_and_tidy():
    for row in places():
        assert unicodedata.is_normalized("NFC", row.name + row.note)
        assert row.name == " ".join(row.name.split())
        assert "’" not in row.name
        assert row.kind in PlaceKind.values


@pytest.mark.parametrize(
    ("kind", "prefix"),
    [
        ("province", "Tỉnh "),
        ("city", "Thành phố "),
        ("provincial_city", "Thành phố "),
        ("district", "Huyện "),
        ("urban_district", "Quận "),
        ("town", "Thị xã "),
        ("township", "Thị trấn "),
        ("commune", "Xã "),
        ("ward", "Phường "),
        ("special_zone", "Đặc khu "),
    ],
)
def test_name_begins_with_its_type(kind, prefix):
    assert [row.name for row in places() if row.kind == kind and not row.name.startswith(prefix)] == []


def test_positions_of_new_places_lie_in_the_country():
    blank = {row.name for row in places() if row.lat is None and row.code[1:3] == "34"}
    assert blank == {"Xã Long Khánh", "Xã Yên Bình", "Xã Vĩnh Thực", "Xã Cái Chiên", "Xã Hoàng Văn Thụ"}
    known = [row for row in places() if row.lat is not None]
    assert {row.code[1:3] for row in known} == {"34"}
    assert all(8 < row.lat < 24 and 102 < row.lon < 115 for row in known)


def test_every_old_province_and_commune_has_an_heir():
    mapped = {row.old_code for row in mappings()}
    assert {row.code for row in places() if row.code[:3] in {"p63", "c63"}} <= mapped
    assert {code for code in mapped if code[0] == "d"} == {"d63-318", "d63-471", "d63-498", "d63-536", "d63-755"}


def test_every_new_place_is_reached():
    assert {row.new_code for row in mappings()} == {row.code for row in places() if row.code[1:3] == "34"}


def test_mapping_keeps_level_and_province():
    province_heir = {row.old_code: row.new_code for row in mappings() if row.old_code[0] == "p"}
    for row in mappings():
        old, new = by_code()[row.old_code][0], by_code()[row.new_code][0]
        assert (old.code[0], new.code[0]) in {("p", "p"), ("c", "c"), ("d", "c")}
        if old.code[0] != "p":
            district = old if old.code[0] == "d" else by_code()[old.parent_code][0]
            assert province_heir[district.parent_code] == new.parent_code


def test_partial_means_several_heirs():
    count = Counter(row.old_code for row in mappings())
    assert [row for row in mappings() if row.is_partial != (count[row.old_code] > 1)] == []
    assert Counter(count.values()) == {1: 9661, 2: 370, 3: 56, 4: 15, 5: 1}


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("p34-01", {"Thành phố Hà Nội"}),
        ("p34-14", {"Tỉnh Sơn La"}),
        ("p34-25", {"Tỉnh Phú Thọ", "Tỉnh Vĩnh Phúc", "Tỉnh Hòa Bình"}),
        ("p34-86", {"Tỉnh Vĩnh Long", "Tỉnh Bến Tre", "Tỉnh Trà Vinh"}),
        ("p34-24", {"Tỉnh Bắc Ninh", "Tỉnh Bắc Giang"}),
        ("p34-79", {"Thành phố Hồ Chí Minh", "Tỉnh Bình Dương", "Tỉnh Bà Rịa - Vũng Tàu"}),
        ("c34-03646", {"Phường Chiềng Lề", "Phường Quyết Thắng", "Phường Tô Hiệu", "Phường Quyết Tâm"}),
        ("c34-20333", {"Huyện Hoàng Sa"}),
        ("c34-22736", {"Thị trấn Trường Sa", "Xã Song Tử Tây", "Xã Sinh Tồn"}),
    ],
)
def test_well_known_places_and_what_they_were(new, old):
    assert sources(new) == old


def test_one_number_means_two_places():
    assert [row.name for row in places() if row.code[0] == "p" and row.number == "24"] == [
        "Tỉnh Bắc Ninh",
        "Thành phố Bắc Ninh",
        "Tỉnh Bắc Giang",
    ]


@pytest.mark.parametrize(
    ("code", "was", "until", "now"),
    [
        ("p34-75", "Tỉnh Đồng Nai", date(2026, 4, 29), "Thành phố Đồng Nai"),
        ("p34-22", "Tỉnh Quảng Ninh", date(2026, 8, 31), "Thành phố Quảng Ninh"),
        ("p34-24", "Tỉnh Bắc Ninh", date(2026, 9, 19), "Thành phố Bắc Ninh"),
        ("c34-07294", "Xã Bố Hạ", date(2026, 9, 19), "Phường Bố Hạ"),
    ],
)
def test_change_of_2026_has_two_periods_and_says_it_is_unchecked(code, was, until, now):
    before, after = by_code()[code]
    assert (before.name, before.valid_to, after.name, after.valid_to) == (was, until, now, None)
    assert "chưa đối chiếu văn bản" in before.note
    assert "chưa đối chiếu văn bản" in after.note


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("c63-11890", {"Xã Nguyễn Bỉnh Khiêm"}),  # Hòa Bình of Vĩnh Bảo, not the one of Kim Thành
        ("c63-10798", {"Xã Hà Nam", "Xã Kim Thành"}),
        ("c63-31714", {"Xã Gia Hòa"}),  # Thạnh Quới of Mỹ Xuyên, not the one of Vĩnh Thạnh
        ("c63-28252", {"Phường Đạo Thạnh"}),  # Phường 4 of Mỹ Tho, not the one of Cao Lãnh
    ],
)
def test_namesakes_are_not_taken_for_one_commune(code, expected):
    assert heirs(code) == expected
