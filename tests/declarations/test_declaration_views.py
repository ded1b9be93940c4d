"""Screens of declared counts, and what they compare."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantoa.declarations.models import Declaration
from lantoa.declarations.queries import find_declarations, pairs_of
from lantoa.declarations.services import declare
from lantoa.movement.services import add_sector
from tests.cast import SINCE, accept_initiative
from tests.watch.reading import HTMX, parse_page, swap_fragment, values, words

DAY = date(2024, 6, 30)
NEW, LIST = "/ke-khai/moi/", "/ke-khai/"


def state(cast, unit="db1", day=DAY, by=None, **counts) -> Declaration:
    """`total=12, economy=5`: what the unit declares for the day, all exact."""
    sectors = {"total": None} | cast.sector
    given = [(sectors[name], count, "exact") for name, count in counts.items()]
    return declare(cast.unit(unit), as_of=day, counts=given, by=by or cast.office)[0]


def read_declaration(unit, day=DAY):
    (found,) = find_declarations([(unit.pk, day)])
    return found


def rows(client, **asked) -> list[str]:
    return values(client.get(LIST, asked), "//tbody/tr/th/a/text()")


# --- the comparison ---


def test_identified_are_those_standing_below_on_the_day(cast):
    for unit in ("db1", "cb11", "cb2", "xa-an"):
        accept_initiative(cast, unit=cast.unit(unit))
    accept_initiative(cast, unit=cast.unit("cb11"), on=date(2024, 7, 1))
    accept_initiative(cast, unit=cast.unit("cb11"), sector=cast.sector["defence_security"])
    state(cast, "khoi", total=9)

    assert read_declaration(cast.unit("khoi")).identified == {None: 4, "economy": 3, "defence_security": 1}


ON = "ngày 30/06/2024"


@pytest.mark.parametrize(
    ("counts", "doubts"),
    [
        ({"total": 2}, []),
        ({"total": 1}, ["Tổng kê khai 1, ít hơn 2 mô hình đã có tên, địa chỉ."]),
        ({"total": 9, "economy": 9}, []),
        (
            {"total": 9, "economy": 4, "defence_security": 4},
            [f"Các lĩnh vực cộng lại 8 ({ON}), tổng ghi 9 ({ON})."],
        ),
        ({"total": 9, "economy": 10}, [f"Các lĩnh vực cộng lại 10 ({ON}), tổng ghi 9 ({ON})."]),
        ({"economy": 1}, ["“Kinh tế” kê khai 1, ít hơn 2 mô hình đã có tên, địa chỉ."]),
    ],
)
def test_doubts_say_what_does_not_fit(cast, counts, doubts):
    accept_initiative(cast), accept_initiative(cast)
    state(cast, **counts)

    assert read_declaration(cast.unit("db1")).doubts == doubts


def test_a_lower_bound_below_the_identified_is_no_doubt(cast):
    accept_initiative(cast), accept_initiative(cast)
    declare(cast.unit("db1"), as_of=DAY, counts=[(None, 1, "at_least")], by=cast.officer)

    assert read_declaration(cast.unit("db1")).doubts == []


def test_only_the_latest_of_each_unit_is_listed_unless_all_are_asked_for(cast):
    state(cast, total=1), state(cast, day=date(2023, 1, 1), total=1), state(cast, "cb2", day=date(2022, 1, 1), total=1)

    held = Declaration.objects.all()
    assert len(pairs_of(held, only_latest=True)) == 2
    assert list(pairs_of(held, only_latest=False)) == [
        (cast.unit("db1").pk, DAY),
        (cast.unit("db1").pk, date(2023, 1, 1)),
        (cast.unit("cb2").pk, date(2022, 1, 1)),
    ]


# --- the list ---


def test_list_shows_ones_scope_and_what_does_not_fit(cast, as_person):
    accept_initiative(cast), accept_initiative(cast)
    state(cast, total=1, economy=1), state(cast, "xa-an", total=3)

    response = as_person("bloc_officer").get(LIST)

    shown = words(response, "//tbody/tr")
    assert values(response, "//tbody/tr/th/a/text()") == ["Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"]
    assert "30/06/2024 Kê khai: 1 2 Kinh tế: Kinh tế: 1" in shown
    assert "Tổng kê khai 1, ít hơn 2 mô hình đã có tên, địa chỉ." in shown


def test_list_can_be_asked_by_unit_and_day(cast, as_person):
    state(cast, total=1), state(cast, "xa-an", total=3), state(cast, "cb2", day=date(2022, 1, 1), total=1)
    client = as_person("office")

    assert rows(client, **{"don-vi": "khoi"}) == [cast.unit("db1").name, cast.unit("cb2").name]
    assert rows(client, **{"don-vi": "khoi", "den": "2023-01-01"}) == [cast.unit("cb2").name]
    assert rows(client, tu="2024-06-30") == [cast.unit("db1").name, cast.unit("xa-an").name]


def test_an_earlier_number_is_the_latest_up_to_an_earlier_day(cast, as_person):
    state(cast, total=5), state(cast, day=date(2023, 1, 1), total=1)
    client = as_person("officer")

    assert values(client.get(LIST, {"den": "2023-12-31"}), "//td[@data-label='Ngày chốt']/text()") == ["01/01/2023"]
    assert len(rows(client, **{"tat-ca": "co"})) == 2


def test_list_under_a_wrong_filter_shows_nothing(cast, as_person):
    state(cast, total=5)

    response = as_person("officer").get(LIST, {"don-vi": "xa-an"})

    assert (response.status_code, values(response, "//tbody/tr")) == (422, [])


def test_list_asks_as_often_for_many_units_as_for_one(cast, as_person):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    client = as_person("office")
    state(cast, total=5)
    before = queries()
    for unit in ("khoi", "cb2", "cb11", "xa-an", "lt"):
        state(cast, unit, total=5, economy=2)

    assert queries() == before


# --- one declaration ---


def test_a_declaration_shows_its_numbers_and_its_history(cast, as_person):
    row = state(cast, total=12, economy=5, by=cast.officer)
    state(cast, total=15, by=cast.bloc_officer)

    response = as_person("officer").get(row.get_absolute_url())

    assert words(response, "//table[.//tr[@class='total']]/tbody") == "Tổng số Kê khai: 15 Kinh tế Kê khai: 5"
    done = values(response, "//ol[@class='timeline']/li/p[@class='entry-head']/strong/text()")
    assert done == ["Kê khai lại", "Kê khai kinh tế", "Kê khai tổng số"]
    assert words(response, "//table[contains(@class, 'difference')]/tbody") == "Tổng số 12 15"


def test_a_declaration_opens_its_identified_records_of_the_same_day(cast, as_person):
    accept_initiative(cast)
    row = state(cast, total=12)

    response = as_person("officer").get(row.get_absolute_url())

    asked = "?don-vi=db1&tu=2024-06-30&den=2024-06-30"
    assert f"/bao-cao/so-lieu/initiatives.identified/{asked}" in values(response, "//a/@href")


@pytest.mark.parametrize(("part", "status"), [("auditor", 200), ("outsider", 404), ("nobody", 404)])
def test_a_declaration_is_seen_within_scope(cast, as_person, part, status):
    assert as_person(part).get(state(cast, total=1).get_absolute_url()).status_code == status


# --- declaring ---


def numbers(cast, **changed) -> dict:
    economy = f"so_{cast.sector['economy'].pk}"
    return {"unit": "db1", "as_of": "30/06/2024", "total": "1.061", economy: "trên 130"} | changed


def test_numbers_are_read_as_people_write_them(cast, as_person):
    response = as_person("officer").post(NEW, numbers(cast))

    held = {row.sector_id and row.sector.code: (row.count, row.quality) for row in Declaration.objects.all()}
    assert held == {None: (1061, "exact"), "economy": (130, "at_least")}
    assert response.url == Declaration.objects.get(sector=None).get_absolute_url()


@pytest.mark.parametrize(
    ("typed", "told_so"),
    [
        ({"total": "nhiều"}, "không phải là số"),
        ({"total": "10,5"}, "số nguyên"),
        ({"total": "-3"}, "từ 0 đến"),
        ({"total": "từ 10 đến 15"}, "không ghi khoảng"),
        ({"total": "12 hộ"}, "không kèm “hộ”"),
        ({"as_of": "31/02/2024"}, "không có trong lịch"),
        ({"as_of": "2099-01-01"}, "không thể sau hôm nay"),
        ({"unit": "xa-an"}, "trong phạm vi của bạn"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(cast, as_person, typed, told_so):
    response = as_person("officer").post(NEW, numbers(cast, **typed))

    assert (response.status_code, Declaration.objects.count()) == (422, 0)
    assert told_so in words(response)


def test_a_declaration_without_any_number_is_not_taken(cast, as_person):
    response = as_person("officer").post(NEW, {"unit": "db1", "as_of": "30/06/2024", "total": " "})

    assert "Hãy ghi tổng số, hoặc số của ít nhất một lĩnh vực." in words(response)


def test_numbers_that_stand_are_replaced_only_when_asked(cast, as_person):
    state(cast, total=12)
    client = as_person("officer")

    first = client.post(NEW, numbers(cast))
    assert "Ngày này đơn vị đã kê khai tổng số: 12" in words(first)
    assert Declaration.objects.get(sector=None).count == 12
    client.post(NEW, numbers(cast, replaces="on"))

    assert Declaration.objects.get(sector=None).count == 1061


def test_declaring_anew_starts_from_what_stands(cast, as_person):
    state(cast, total=1061)

    response = as_person("officer").get(NEW, {"don-vi": "db1", "ngay": "2024-06-30"})

    assert values(response, "//input[@name='total']/@value") == ["1.061"]


def test_sectors_follow_the_unit(cast, as_person):
    rolled_up = {"national": "economy", "valid_from": SINCE, "by": None}
    own = add_sector(unit=cast.unit("cb11"), code="rieng", name="Việc riêng", **rolled_up)
    client, asked = as_person("officer"), numbers(cast, unit="cb11", **{"tra-cuu": "by_sector"})

    fragment = client.post(NEW, asked, headers=HTMX)

    assert values(fragment, "//input/@name")[0] == f"so_{own.pk}"
    assert swap_fragment(client.post(NEW, asked), fragment, "field-by_sector") == parse_page(client.post(NEW, asked))


def test_declaring_without_a_unit_to_write_for_is_refused(cast, as_person):
    assert as_person("auditor").get(NEW).status_code == 403
    assert "Kê khai" not in words(as_person("auditor").get(LIST), "//div[@class='page-actions']")
