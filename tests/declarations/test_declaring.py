"""Declared counts through the service."""

from datetime import date

import pytest

from lantoa.declarations.models import Declaration
from lantoa.declarations.services import NewDeclaration, declare, load_declarations
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.movement.services import add_sector

DAY = date(2024, 6, 30)


def numbers() -> list[tuple]:
    return [(row.sector and row.sector.code, row.count, row.quality) for row in Declaration.objects.order_by("pk")]


def add_sector_at(cast, unit: str):
    return add_sector(
        unit=cast.unit(unit),
        code="rieng",
        name="Lĩnh vực riêng",
        national="economy",
        valid_from=date(2020, 1, 1),
        by=None,
    )


def test_declare_in_all_and_by_sector(cast):
    economy = cast.sector["economy"]

    declare(cast.unit("db1"), as_of=DAY, counts=[(None, 12, "exact"), (economy, 5, "at_least")], by=cast.officer)

    assert numbers() == [(None, 12, "exact"), ("economy", 5, "at_least")]


def test_declare_again_replaces_and_keeps_both_in_the_history(cast):
    declare(cast.unit("db1"), as_of=DAY, counts=[(None, 12, "exact")], by=cast.officer)
    (row,) = declare(cast.unit("db1"), as_of=DAY, counts=[(None, 15, "about")], by=cast.officer)

    event = Event.objects.about(row).last()
    assert numbers() == [(None, 15, "about")]
    assert (event.before["count"], event.after["count"]) == (12, 15)


def test_declare_the_same_again_writes_no_event(cast):
    declare(cast.unit("db1"), as_of=DAY, counts=[(None, 12, "exact")], by=cast.officer)
    (row,) = declare(cast.unit("db1"), as_of=DAY, counts=[(None, 12, "exact")], by=cast.officer)

    assert Event.objects.about(row).count() == 1


def test_declare_a_sector_twice_is_refused(cast):
    economy = cast.sector["economy"]

    with pytest.raises(Refused, match="chỉ kê khai một lần"):
        declare(cast.unit("db1"), as_of=DAY, counts=[(economy, 1, "exact"), (economy, 2, "exact")], by=cast.officer)


def test_declare_out_of_scope_is_refused(cast):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        declare(cast.unit("db1"), as_of=DAY, counts=[(None, 1, "exact")], by=cast.outsider)


def test_declare_in_a_sector_of_another_unit_is_refused(cast):
    from_elsewhere = add_sector_at(cast, "xa-an")

    with pytest.raises(Refused, match="không dùng cho"):
        declare(cast.unit("db1"), as_of=DAY, counts=[(from_elsewhere, 1, "exact")], by=cast.officer)


def test_load_declarations_all_or_none(cast):
    news = [NewDeclaration(cast.unit("db1"), DAY, 3), NewDeclaration(cast.unit("xa-an"), DAY, 4)]

    with pytest.raises(Refused):
        load_declarations(news, by=cast.bloc_officer)
    load_declarations(news, by=cast.office)

    assert sorted(count for _, count, _ in numbers()) == [3, 4]
    assert verify() == []
