"""What units state, on the days that matter: whole and sectors of one day, of a later one, alone, and the doubts beside them."""

from datetime import date, timedelta

import pytest

from lantoa.declarations.models import Declaration
from lantoa.declarations.report_doubts import find_doubts
from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.figures.figures import ReportScope
from lantoa.figures.registry import indicator_of
from lantoa.kit.numbers import Quality
from lantoa.movement.enums import THE_FOUR
from lantoa.reports.records import records
from lantoa.reports.summary import summary
from lantoa.units.services import set_member_count
from tests.cast import DAY, accept_initiative

START, END = date(2023, 1, 1), date(2023, 12, 31)
MID = date(2023, 6, 30)
NEXT = MID + timedelta(days=1)


def state(
    cast, day: date, whole: int | None = None, code: str = "khoi", quality: str = "exact", **sectors: int
) -> None:
    unit = cast.unit(code)
    news = [] if whole is None else [NewDeclaration(unit, day, whole, quality=quality)]
    news += [NewDeclaration(unit, day, count, sector=cast.sector[name]) for name, count in sectors.items()]
    load_declarations(news, by=None)


def all_four(count: int) -> dict[str, int]:
    return {sector.value: count for sector in THE_FOUR}


def read_declared(cast, code: str = "khoi", *, end: date = END, is_alone: bool = False, **dims) -> int:
    scope = ReportScope(cast.unit(code), START, end, is_alone=is_alone)
    return indicator_of("initiatives.declared").cell(scope, dims).figure.value


def read_doubts(cast, code: str = "khoi") -> list[str]:
    return [doubt.text for doubt in find_doubts(ReportScope(cast.unit(code), START, END))]


@pytest.mark.parametrize(("day", "value"), [(MID - timedelta(days=1), 100), (MID, 100), (NEXT, 40)])
def test_sectors_displace_the_total_of_an_earlier_day_only(cast, day, value):
    state(cast, MID, 100)
    state(cast, day, **all_four(10))

    assert read_declared(cast) == value


def test_sectors_of_two_days_do_not_displace_the_total(cast):
    state(cast, MID, 100)
    state(cast, NEXT, **dict.fromkeys(list(all_four(0))[:3], 10))
    state(cast, NEXT + timedelta(days=1), **{list(all_four(0))[3]: 10})

    assert read_declared(cast) == 100


def test_unit_that_never_stated_a_total_has_the_sum_of_its_sectors(cast):
    state(cast, MID, economy=10)
    state(cast, NEXT, culture_society=5)

    assert (read_declared(cast), read_declared(cast, sector="economy")) == (15, 10)


@pytest.mark.parametrize(("end", "value"), [(MID - timedelta(days=1), None), (MID, 100), (NEXT, 100)])
def test_statement_counts_from_its_own_day(cast, end, value):
    state(cast, MID, 100)

    assert read_declared(cast, end=end) == value


def test_statement_of_a_subtree_says_nothing_of_the_unit_alone(cast):
    accept_initiative(cast, unit=cast.unit("khoi"), name="Của khối")
    accept_initiative(cast)
    state(cast, MID, 100)

    assert (read_declared(cast), read_declared(cast, is_alone=True)) == (100, None)


@pytest.mark.parametrize(
    ("quality", "count", "is_doubtful"),
    [("exact", 0, True), ("at_most", 0, True), ("at_least", 0, False), ("about", 0, False), ("exact", 1, False)],
)
def test_fewer_than_identified_is_a_doubt_where_the_number_is_a_ceiling(cast, quality, count, is_doubtful):
    accept_initiative(cast)
    state(cast, MID, count, quality=quality)

    assert bool(read_doubts(cast)) is is_doubtful


@pytest.mark.parametrize(
    ("whole", "quality", "is_doubtful"),
    [
        (20, "exact", False), (21, "exact", True), (19, "exact", True),
        (19, "at_most", True), (20, "at_most", False), (21, "at_most", False), (19, "at_least", False),
    ],
)  # fmt: skip
def test_sectors_that_do_not_fit_their_total_are_a_doubt(cast, whole, quality, is_doubtful):
    state(cast, MID, whole, quality=quality, economy=10, culture_society=10)

    assert bool(read_doubts(cast)) is is_doubtful


def test_members_count_from_the_day_of_their_statement(cast):
    for day, count in ((MID, 70), (NEXT, 80)):
        set_member_count(cast.unit("khoi"), count=count, quality="exact", as_of=day, by=cast.office)
    values = [
        summary(ReportScope(cast.unit("khoi"), START, end)).figure("units.members").value
        for end in (MID - timedelta(days=1), MID, NEXT)
    ]
    assert values == [None, 70, 80]


@pytest.mark.parametrize(("start", "end", "count"), [
    (DAY, DAY, 1), (DAY + timedelta(days=1), END, 0), (START, DAY - timedelta(days=1), 0), (START, END, 1),
])  # fmt: skip
def test_registered_counts_both_ends_of_the_period(cast, start, end, count):
    accept_initiative(cast)

    assert summary(ReportScope(cast.unit("lt"), start, end)).figure("initiatives.registered").value == count


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_of_records_join_to_the_whole(cast, size):
    for code, count in (("khoi", 7), ("xa-an", 3), ("xa-binh", 5)):
        state(cast, MID, count, code=code)
    cell = indicator_of("initiatives.declared").cell(ReportScope(cast.unit("lt"), START, END), {})

    whole = [record.id for record in cell.records()]
    paged = [[record.id for record in cell.records(start, start + size)] for start in range(0, 3, size)]
    assert [key for page in paged for key in page] == whole
    assert (len(whole), cell.total()) == (3, 15)


def test_records_of_a_declared_figure_are_the_statements_and_sum_to_it(cast):
    accept_initiative(cast, unit=cast.unit("xa-an"))
    state(cast, MID, 7, code="khoi")
    listed = records("initiatives.declared", {}, ReportScope(cast.unit("lt"), START, END))

    assert (listed.total, listed.figure.value, [record.amount for record in listed.records]) == (7, 7, [7])
    assert Declaration.objects.get().quality == Quality.EXACT
