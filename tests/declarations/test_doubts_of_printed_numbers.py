"""Doubts that show only where the numbers of several units meet in what a report prints."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.declarations.models import Declaration
from lantoa.declarations.report_doubts import find_doubts
from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.figures.figures import ReportScope
from lantoa.movement.enums import THE_FOUR
from lantoa.reports.summary import summary
from tests.cast import accept_initiative

DAY, START, END = date(2023, 6, 30), date(2023, 1, 1), date(2023, 12, 31)
KEY, IDENTIFIED = "initiatives.declared", "initiatives.identified"
FLOORS, CEILINGS = ("exact", "at_least"), ("exact", "at_most")
UNITS = ["lt", "khoi", "db1", "cb2", "xa-an", "xa-binh"]


def state(cast, code: str, whole: int | None, *, on: date = DAY, measure: str = "standing", **sectors: int) -> None:
    unit = cast.unit(code)
    news = [] if whole is None else [NewDeclaration(unit, on, whole, measure=measure)]
    news += [NewDeclaration(unit, on, n, sector=cast.sector[name], measure=measure) for name, n in sectors.items()]
    load_declarations(news, by=None)


def report(cast, code: str):
    return summary(ReportScope(cast.unit(code), START, END))


def texts(cast, code: str) -> list[str]:
    return [doubt.text for doubt in report(cast, code).doubts]


@pytest.mark.parametrize(("whole", "is_doubtful"), [(11, True), (12, False), (13, False)])
def test_sectors_of_two_units_together_above_the_total_of_their_superior(cast, whole, is_doubtful):
    state(cast, "khoi", whole)
    state(cast, "db1", None, economy=6)
    state(cast, "cb2", None, culture_society=6)

    expected = [f"các lĩnh vực cộng lại 12 (ngày 30/06/2023), tổng ghi {whole} (ngày 30/06/2023)"]
    assert texts(cast, "khoi") == (expected if is_doubtful else [])


@pytest.mark.parametrize(("whole", "is_doubtful"), [(39, True), (40, False), (41, True)])
def test_four_exact_sectors_of_one_day_must_make_the_total_above(cast, whole, is_doubtful):
    state(cast, "khoi", whole)
    for code in ("db1", "cb2"):
        state(cast, code, None, **{sector.value: 5 for sector in THE_FOUR})

    assert bool(texts(cast, "khoi")) is is_doubtful


def test_sectors_of_another_day_need_not_make_the_total_above(cast):
    state(cast, "khoi", 41)
    for code in ("db1", "cb2"):
        state(cast, code, None, on=DAY + timedelta(days=1), **{sector.value: 5 for sector in THE_FOUR})

    assert texts(cast, "khoi") == []


@pytest.mark.parametrize(("found", "is_doubtful"), [(2, False), (3, True)])
def test_a_sum_of_statements_below_the_rows_of_the_superior(cast, found, is_doubtful):
    """What the bloc itself keeps is in none of its units' numbers, and is in the rows that are known."""
    state(cast, "db1", 1)
    state(cast, "cb2", 1)
    for number in range(found):
        accept_initiative(cast, unit=cast.unit("khoi"), name=f"Của khối {number}")

    expected = "kê khai 2 (cộng từ 2 đơn vị, ngày 30/06/2023), ít hơn 3 mô hình có tên, địa chỉ đang có ngày 31/12/2023"
    assert texts(cast, "khoi") == ([expected] if is_doubtful else [])


def test_such_a_sum_is_a_doubt_of_its_unit_also_in_the_report_above(cast):
    state(cast, "db1", 0)
    state(cast, "cb2", 0)
    accept_initiative(cast, unit=cast.unit("khoi"))

    assert [doubt.unit.code for doubt in report(cast, "lt").doubts] == ["khoi"]


def test_units_that_said_nothing_themselves_cost_one_query(cast, django_assert_num_queries):
    for code in ("db1", "cb2"):
        state(cast, code, 0)
    scope = ReportScope(cast.unit("lt"), START, END)
    with django_assert_num_queries(5):
        assert find_doubts(scope) == []

    accept_initiative(cast, unit=cast.unit("khoi"))
    with django_assert_num_queries(6):
        assert [doubt.unit.code for doubt in find_doubts(ReportScope(cast.unit("lt"), START, END))] == ["khoi"]


def test_a_sector_summed_from_below_under_its_rows(cast):
    state(cast, "khoi", 50)
    state(cast, "db1", None, economy=0)
    state(cast, "cb2", None, economy=0)
    accept_initiative(cast, unit=cast.unit("khoi"), sector=cast.sector["economy"])

    (doubt,) = report(cast, "khoi").doubts
    assert (doubt.dims, doubt.against) == ({"sector": "economy"}, (IDENTIFIED, {"sector": "economy"}))


@pytest.mark.parametrize(("effective", "is_doubtful"), [(5, False), (6, True)])
def test_more_effective_ones_than_the_units_below_have(cast, effective, is_doubtful):
    state(cast, "khoi", effective, measure="effective")
    state(cast, "db1", 2)
    state(cast, "cb2", 3)

    assert bool(texts(cast, "khoi")) is is_doubtful


def test_a_doubt_about_the_total_hides_none_about_a_part_of_it(cast):
    state(cast, "khoi", 1)
    state(cast, "db1", None, economy=8, culture_society=2)
    for number in range(2):
        accept_initiative(
            cast, unit=cast.unit("khoi"), name=f"Mô hình {number}", sector=cast.sector["political_system"]
        )

    assert [text.split(" (")[0] for text in texts(cast, "khoi")] == [
        "các lĩnh vực cộng lại 10",
        "kê khai 1",
        "Mô hình theo kê khai",
        "Mô hình theo kê khai",
    ]


def test_some_sectors_of_a_unit_do_not_displace_the_totals_stated_below(cast):
    state(cast, "khoi", None, economy=5)
    assert report(cast, "khoi").figure(KEY).value == 5

    state(cast, "db1", 100)
    figure = report(cast, "khoi").figure(KEY)
    assert (figure.value, figure.quality) == (100, "at_least")
    assert figure.basis == "1 trên 2 đơn vị có số kê khai, chốt ngày 30/06/2023"


def test_all_four_sectors_of_a_unit_are_its_total(cast):
    state(cast, "db1", 100)
    state(cast, "khoi", None, **{sector.value: 5 for sector in THE_FOUR})

    figure = report(cast, "khoi").figure(KEY)
    assert (figure.value, figure.quality) == (20, "exact")


ROW = st.tuples(
    st.sampled_from(UNITS), st.sampled_from(["", *[s.value for s in THE_FOUR]]), st.integers(0, 3), st.integers(0, 9)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=16, unique_by=lambda row: row[:3]))
def test_whatever_does_not_fit_in_print_has_a_doubt_that_names_both_numbers(cast, rows):
    if not Declaration.objects.exists():
        accept_initiative(cast, unit=cast.unit("khoi"), name="Của khối")
        accept_initiative(cast, unit=cast.unit("db1"), sector=cast.sector["culture_society"])
    Declaration.objects.all().delete()
    Declaration.objects.bulk_create(
        Declaration(unit=cast.unit(u), sector=cast.sector.get(s), as_of=DAY + timedelta(days=day), count=n)
        for u, s, day, n in rows
    )
    for code in UNITS:
        found = report(cast, code)
        told = [doubt.text for doubt in found.doubts if doubt.unit.code == code]
        for one, other in misfits(found):
            assert any({one, other} <= numbers_in(text) for text in told), (code, one, other)


def numbers_in(text: str) -> set[int]:
    """Without those of days."""
    return {int(found) for found in re.findall(r"(?<![\d/])\d+(?![\d/])", text)}


def misfits(found) -> list[tuple[int, int]]:
    """Pairs of printed numbers that cannot both be right."""
    whole, named = found.figure(KEY), found.figure(IDENTIFIED)
    sectors = [figure for figure in found.split(KEY, "sector") if figure.value is not None]
    pairs = []
    if whole.value is not None and whole.quality in CEILINGS:
        parts = [figure.value for figure in sectors if figure.quality in FLOORS]
        pairs += [(part, whole.value) for part in [sum(parts), *parts] if part > whole.value]
        pairs += [(whole.value, named.value)] if whole.value < named.value else []
    for figure in sectors:
        rows = found.figure(IDENTIFIED, **figure.dims).value
        pairs += [(figure.value, rows)] if figure.quality in CEILINGS and figure.value < rows else []
    return pairs
