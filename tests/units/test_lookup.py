"""Many units at once."""

from datetime import date

import pytest

from lantoa.kit.ruling import Refused
from lantoa.units.lookup import UnitsByCode, find_covered_units, in_parts, stand_ins, visible_ids
from lantoa.units.models import Unit
from lantoa.units.rules import kinds_at
from lantoa.units.services import rename

DAY = date(2023, 3, 15)


def test_a_unit_is_found_by_the_code_of_the_day(cast):
    rename(cast.unit("db1"), name="Tên mới", code="db1-moi", by=cast.office, on=date(2024, 1, 1))
    found = UnitsByCode(["db1", "db1-moi"], cast.office)

    assert {found.find(code, DAY) for code in ("db1", "db1-moi")} == {cast.unit("db1")}
    assert found.version("db1", DAY).code == "db1"


@pytest.mark.parametrize(
    ("code", "words"), [("xa-an", "thêm đơn vị trước"), ("DB1", "có phải là “db1”?"), ("", "Không")]
)
def test_a_unit_out_of_scope_or_unknown_is_refused(cast, code, words):
    with pytest.raises(Refused, match=words.replace("?", r"\?")):
        UnitsByCode([code, "db1"], cast.officer).find(code, DAY)


def test_a_suggestion_never_names_a_unit_out_of_scope(cast):
    with pytest.raises(Refused) as refused:
        UnitsByCode(["XA-AN"], cast.officer).find("XA-AN", DAY)

    assert "“xa-an”" not in str(refused.value)


def test_covered_is_the_subtree_within_the_units_asked(cast):
    asked = [cast.unit(code) for code in ("cb11", "cb2", "xa-an")]

    reach = find_covered_units([cast.unit("khoi").pk, cast.unit("db1").pk], asked)

    assert reach == {
        cast.unit("khoi").pk: {cast.unit("cb11").pk, cast.unit("cb2").pk},
        cast.unit("db1").pk: {cast.unit("cb11").pk},
    }


@pytest.mark.parametrize("part", ["office", "bloc_office", "officer", "approver", "outsider", "auditor", "nobody"])
def test_a_stand_in_has_the_same_rights(cast, part):
    person = cast.people[part]
    like = stand_ins(person, cast.units.values())

    for unit in cast.units.values():
        other = like[unit.pk]
        assert kinds_at(person, unit) == kinds_at(person, other)
        assert kinds_at(person, unit, strictly_above=True) == kinds_at(person, other, strictly_above=True)


@pytest.mark.parametrize("part", ["office", "officer", "outsider", "nobody"])
def test_visible_ids_are_those_of_the_door(cast, part):
    everything = [unit.pk for unit in cast.units.values()]

    seen = visible_ids(cast.people[part], everything)

    assert seen == set(Unit.objects.visible_to(cast.people[part]).values_list("pk", flat=True))


def test_parts_are_short_and_lose_nothing():
    parts = list(in_parts([*range(25_000), *range(10)]))

    assert [len(part) for part in parts] == [10_000, 10_000, 5_000]
    assert [value for part in parts for value in part] == list(range(25_000))
