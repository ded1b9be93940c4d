"""A unit is found by every name and code that it ever bore, and shown under the one of the day."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from lantoa.units import checks
from lantoa.units.models import Unit, UnitChange
from lantoa.units.queries import other_names
from lantoa.units.services import rename, undo

DAY = date(2024, 1, 1)
TODAY = date(2026, 1, 1)


@pytest.fixture
def renamed(cast) -> Unit:
    """cb2, once Chi bộ Ban Dân tộc."""
    return rename(cast.unit("cb2"), name="Chi bộ Sở Tôn giáo", code="cb-tg", by=cast.office, on=DAY)


def find_units(text: str) -> list[str]:
    return [unit.name for unit in Unit.objects.search(text).in_order()]


def words(client, name: str, *args, query: str = "", **more) -> str:
    response = client.get(reverse(name, args=args) + query, **more)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("text", ["dan toc", "cb2", "tôn giáo", "cb tg", "so ton giao dan toc"])
def test_a_unit_is_found_by_each_of_its_names_and_codes(renamed, text):
    assert find_units(text) == ["Chi bộ Sở Tôn giáo"]


def test_every_former_name_is_kept_however_many(cast):
    for year in range(2010, 2025):
        name = f"Chi bộ mang tên rất dài của năm {year} " + " ".join(f"chu{year}x{i}" for i in range(20))
        rename(cast.unit("db1"), name=name, by=cast.office, on=date(year + 11, 1, 1))

    assert len(Unit.objects.get(code="db1").search) > 400
    assert find_units("chu2010x19") == find_units("chu2024x0") == find_units("nong nghiep") != []
    assert checks.unit_keys_match_names() == []


def test_a_name_that_was_taken_back_no_longer_finds_the_unit(cast, renamed):
    undo(UnitChange.objects.get(kind="rename"), by=cast.office)

    assert (find_units("ton giao"), find_units("dan toc")) == ([], ["Chi bộ Ban Dân tộc"])
    assert checks.unit_keys_match_names() == []


def test_the_check_finds_a_key_that_lacks_a_former_name(renamed):
    assert checks.unit_keys_match_names() == []
    Unit.objects.filter(pk=renamed.pk).update(search=" chi bo so ton giao cb tg")

    assert len(checks.unit_keys_match_names()) == 1


def test_the_migration_fills_the_keys_as_the_services_do(renamed):
    Unit.objects.update(search="")
    import_module("lantoa.units.migrations.0003_search_holds_former_names").fill(apps, connection.schema_editor())

    assert checks.unit_keys_match_names() == []


# --- what is told ---


@pytest.mark.parametrize(
    ("text", "on", "told"),
    [
        ("dan toc", TODAY, "trước là Chi bộ Ban Dân tộc (cb2)"),
        ("cb2", TODAY, "trước là Chi bộ Ban Dân tộc (cb2)"),
        ("ton giao", date(2023, 1, 1), "sau này là Chi bộ Sở Tôn giáo (cb-tg)"),
        ("ton giao", TODAY, None),
        ("chi bo", TODAY, None),
        ("", TODAY, None),
    ],
)
def test_the_other_name_is_told_where_it_was_meant(renamed, text, on, told):
    assert other_names([renamed], text, on).get(renamed.pk) == told


def test_the_name_that_holds_most_of_the_words_is_told(cast):
    for year, name in ((2021, "Đảng bộ Sở Nội vụ"), (2022, "Đảng bộ Sở Công Thương"), (2023, "Đảng bộ A")):
        rename(cast.unit("db1"), name=name, by=cast.office, on=date(year, 1, 1))

    assert other_names([cast.unit("db1")], "dang bo noi vu", TODAY) == {
        cast.unit("db1").pk: "trước là Đảng bộ Sở Nội vụ"
    }


def test_a_unit_that_ended_is_told_by_its_last_name(cast):
    assert other_names([cast.unit("cu")], "giay", TODAY) == {}


def test_the_list_says_the_name_of_now_and_the_one_that_was_searched(renamed, as_person):
    page = words(as_person("office"), "units", query="?tim=dan+toc")

    assert ">Chi bộ Sở Tôn giáo</a>" in page
    assert "trước là Chi bộ Ban Dân tộc (cb2)" in page


def test_the_units_to_choose_from_say_it_too(renamed, as_person):
    query = "?tim=dan+toc&cho=cap-tren"
    page = words(as_person("office"), "unit_options", query=query, headers={"HX-Request": "true"})

    assert "Chi bộ Sở Tôn giáo (cb-tg), trước là Chi bộ Ban Dân tộc (cb2)" in page


def test_the_units_to_work_for_say_it_too(renamed, as_person):
    page = words(as_person("office"), "unit_siblings", "khoi", query="?loc=dan+toc")

    assert "cb-tg · trước là Chi bộ Ban Dân tộc (cb2)" in page
