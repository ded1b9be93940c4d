"""Shares, days, names and phrases."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantoa.demo.names import DemoPlace, People, build_generator
from lantoa.demo.phrases import Phrasebook
from lantoa.demo.spreading import apportion, working_day

SPOT = DemoPlace("xóm Mỗ", "xã Bình Thanh", "huyện Cao Phong")


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 100), min_size=1, max_size=50))
def test_shares_add_up_and_stay_near_the_exact(total, weights):
    shares = apportion(total, weights)

    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1.000001


def test_days_are_working_days_of_the_period():
    rng = build_generator("days")
    days = [working_day(rng, date(2021, 1, 4), date(2023, 11, 30), growth=1.5) for _ in range(300)]

    assert all(date(2021, 1, 4) <= day <= date(2023, 11, 30) and day.weekday() < 5 for day in days)
    assert sum(day.year == 2021 for day in days) < sum(day.year == 2023 for day in days)
    assert date(2023, 5, 1) not in days


def test_people_are_not_among_those_taken():
    taken: set[str] = set()
    people = People("muong", build_generator("people"))
    for _ in range(500):
        taken.add(people.any(taken))

    assert len(taken) == 500


def test_a_womens_union_is_led_by_a_woman():
    people = People("nam_bo", build_generator("women"))

    assert all(" " in people.any(of="Ban Nữ công") for _ in range(20))
    assert not any(" Văn " in people.any(of="Chi hội Phụ nữ ấp") for _ in range(200))


def test_an_address_starts_with_a_capital():
    assert SPOT.address == "Xóm Mỗ, xã Bình Thanh, huyện Cao Phong"
    assert DemoPlace("", "phường Phương Lâm", "thành phố Hòa Bình").address == "Phường Phương Lâm, thành phố Hòa Bình"


def test_a_phrase_that_names_the_place_says_where():
    book = Phrasebook("hoa_binh.json", build_generator("phrases"))
    phrase = book.new(group="force", spots=[SPOT], taken=(), sector="defence_security")

    assert "xã Bình Thanh" in phrase.name
    assert phrase.where == {"address": SPOT.address, "place": None}


def test_a_book_says_when_it_has_no_more():
    book, taken = Phrasebook("hoa_binh.json", build_generator("end")), set()
    asked = {"group": "force", "spots": [SPOT], "sector": "defence_security"}
    for _ in range(6):
        taken.add(book.new(taken=taken, **asked).name)

    with pytest.raises(LookupError, match="no more names for force"):
        book.new(taken=taken, **asked)
