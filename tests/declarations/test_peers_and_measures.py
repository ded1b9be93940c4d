"""Sectors that stand beside the four national ones, and statements about other measures than what stands."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lantoa.declarations.models import Declaration, Measure
from lantoa.declarations.queries import find_declarations, pairs_of
from lantoa.declarations.services import NewDeclaration, declare, load_declarations
from lantoa.figures.figures import ReportScope, UnknownFigure
from lantoa.initiatives.wording import sector_in_words
from lantoa.kit.ruling import Refused
from lantoa.movement.models import Sector
from lantoa.movement.services import add_sector
from lantoa.reports.records import records
from lantoa.reports.summary import summary
from lantoa.reports.tables import tables
from tests.cast import accept_initiative

DAY, START, END = date(2023, 6, 30), date(2023, 1, 1), date(2023, 12, 31)
FIVE = {
    "economy": 1706,
    "culture_society": 1503,
    "defence_security": 799,
    "political_system": 830,
    "nong-thon-moi": 520,
}
KEY = "initiatives.declared"


@pytest.fixture
def peer(cast) -> Sector:
    return add_sector(
        unit=cast.unit("lt"), code="nong-thon-moi", name="Nông thôn mới", national="other", valid_from=START, by=None
    )


def sector_of(code: str) -> Sector:
    return Sector.objects.get(code=code)


def state(cast, whole: int | None, counts: dict[str, int], *, on: date = DAY, code: str = "lt", **more) -> None:
    news = [] if whole is None else [NewDeclaration(cast.unit(code), on, whole, **more)]
    news += [NewDeclaration(cast.unit(code), on, n, sector=sector_of(sector), **more) for sector, n in counts.items()]
    load_declarations(news, by=None)


def report(cast, code: str = "lt", end: date = END):
    return summary(ReportScope(cast.unit(code), START, end))


def test_five_peers_make_their_total_and_nobody_is_accused(cast, peer):
    state(cast, 5358, FIVE)
    found = report(cast)

    assert found.figure(KEY).value == 5358 == sum(FIVE.values())
    assert [f.value for f in found.split(KEY, "sector")] == list(FIVE.values())
    assert found.doubts == ()


def test_a_peer_is_asked_for_by_its_own_code(cast, peer):
    state(cast, 5358, FIVE)

    assert records(KEY, {"own_sector": "nong-thon-moi"}, ReportScope(cast.unit("lt"), START, END)).total == 520
    with pytest.raises(UnknownFigure, match="không hỏi cả hai"):
        records(KEY, {"own_sector": "nong-thon-moi", "sector": "other"}, ReportScope(cast.unit("lt"), START, END))


def test_all_five_have_a_row_in_the_tables(cast, peer):
    state(cast, 5358, FIVE)
    by_anchor = {table.anchor: table for table in tables(report(cast))}

    assert [row.cells[1].value for row in by_anchor["sector"].rows] == list(FIVE.values())
    (own,) = by_anchor["linh-vuc-rieng"].rows
    assert (own.label, own.note, own.cells[1].value) == (
        "Nông thôn mới",
        "ngang hàng với bốn lĩnh vực toàn quốc",
        520,
    )


def test_other_has_no_row_where_no_peer_is_in_use(cast):
    state(cast, 10, {"economy": 10})
    (table,) = (table for table in tables(report(cast)) if table.anchor == "sector")

    assert [row.label for row in table.rows][-1] == "Xây dựng hệ thống chính trị"


def test_a_peer_says_what_it_is_wherever_an_initiative_names_its_sector(cast, peer):
    lua = add_sector(unit=cast.unit("lt"), code="lua", name="Lúa", national="economy", valid_from=START, by=None)

    assert sector_in_words(accept_initiative(cast, sector=peer)) == (
        "Nông thôn mới (ngang hàng với bốn lĩnh vực toàn quốc)"
    )
    assert [lua.in_words, cast.sector["economy"].in_words] == ["Lúa (thuộc Kinh tế)", "Kinh tế"]


@pytest.mark.parametrize(
    ("qualities", "quality"),
    [(("exact", "exact"), "at_least"), (("at_least", "exact"), "at_least"), (("at_most", "exact"), "about")],
)
def test_a_sum_of_some_sectors_is_a_lower_bound_also_on_the_page_of_the_statement(cast, qualities, quality):
    sectors = [cast.sector[name] for name in ("economy", "culture_society")]
    counts = [(sector, 5, said) for sector, said in zip(sectors, qualities, strict=True)]
    declare(cast.unit("db1"), as_of=DAY, counts=counts, by=cast.officer)
    (told,) = find_declarations([(cast.unit("db1").pk, DAY)])

    assert (told.standing.total.value, told.standing.total.quality) == (10, quality)


def test_records_of_a_peer_are_counted_under_other(cast, peer):
    accept_initiative(cast, sector=peer)

    assert report(cast).figure("initiatives.registered", sector="other").value == 1


def test_own_sectors_of_a_national_one_are_of_which_beside_it(cast):
    add_sector(unit=cast.unit("lt"), code="lua", name="Lúa", national="economy", valid_from=START, by=None)
    state(cast, None, {"lua": 30})
    assert report(cast).figure(KEY, sector="economy").value == 30

    state(cast, None, {"economy": 100})
    assert report(cast).figure(KEY, sector="economy").value == 100
    assert report(cast).doubts == ()


@pytest.mark.parametrize(("own", "is_doubtful"), [(99, False), (100, False), (101, True)])
def test_own_sectors_above_the_national_one_are_a_doubt(cast, own, is_doubtful):
    add_sector(unit=cast.unit("lt"), code="lua", name="Lúa", national="economy", valid_from=START, by=None)
    state(cast, None, {"economy": 100})
    state(cast, None, {"lua": own}, on=DAY + timedelta(days=40))

    assert bool(report(cast).doubts) is is_doubtful


@pytest.mark.parametrize(("later", "is_doubtful"), [(9, True), (10, False), (11, False)])
def test_sectors_of_an_earlier_day_above_a_later_total_are_a_doubt(cast, later, is_doubtful):
    state(cast, None, {"economy": 6, "culture_society": 4})
    state(cast, later, {}, on=DAY + timedelta(days=90))

    assert bool(report(cast).doubts) is is_doubtful
    if is_doubtful:
        assert report(cast).doubts[0].text == (
            "các lĩnh vực cộng lại 10 (ngày 30/06/2023), tổng ghi 9 (ngày 28/09/2023)"
        )


def test_sectors_stated_below_that_exceed_a_total_stated_above_are_a_doubt(cast):
    state(cast, 5, {}, code="khoi")
    state(cast, None, {"economy": 8}, code="db1")
    found = report(cast, "khoi")

    assert (found.figure(KEY).value, found.figure(KEY, sector="economy").value) == (5, 8)
    assert found.figure(KEY, sector="economy").part_of is None
    assert [doubt.text for doubt in found.doubts] == [
        "các lĩnh vực cộng lại 8 (ngày 30/06/2023), tổng ghi 5 (ngày 30/06/2023)"
    ]


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure != Measure.STANDING])
def test_each_measure_is_a_figure_of_its_own(cast, measure):
    state(cast, 100, {})
    state(cast, 40, {"economy": 15}, measure=measure.value)
    found = report(cast)

    assert (found.figure(KEY).value, found.figure(KEY, measure=measure.value).value) == (100, 40)
    assert found.figure(KEY, sector="economy").value is None
    scope = ReportScope(cast.unit("lt"), START, END)
    assert records(KEY, {"measure": measure.value, "sector": "economy"}, scope).total == 15


def test_a_measure_that_nobody_stated_is_not_stated(cast):
    state(cast, 100, {})
    figure = report(cast).figure(KEY, measure="effective")

    assert (figure.value, figure.quality, figure.part_of) == (None, "not_stated", None)


@pytest.mark.parametrize(("count", "is_doubtful"), [(100, False), (101, True)])
@pytest.mark.parametrize("measure", ["effective", "recognised", "replicated"])
def test_more_of_a_measure_than_there_are_is_a_doubt(cast, measure, count, is_doubtful):
    state(cast, 100, {})
    state(cast, count, {}, measure=measure)

    assert bool(report(cast).doubts) is is_doubtful


def test_a_later_day_of_one_measure_does_not_hide_what_stands(cast):
    later = DAY + timedelta(days=1)
    for day, measure in ((DAY - timedelta(days=1), "standing"), (DAY, "standing"), (later, "effective")):
        state(cast, 10, {}, on=day, measure=measure)

    shown = [day for _, day in pairs_of(Declaration.objects.all(), only_latest=True)]
    assert shown == [later, DAY]


def test_more_registered_over_years_than_stand_is_no_doubt(cast):
    state(cast, 100, {})
    state(cast, 500, {}, measure="registered")

    assert report(cast).doubts == ()


def test_a_statement_dated_ahead_is_refused(cast):
    ahead = date(2100, 1, 1)
    with pytest.raises(Refused, match="Ngày chốt"):
        declare(cast.unit("db1"), as_of=ahead, counts=[(None, 5, "exact")], by=cast.officer)
    with pytest.raises(Refused, match="Ngày chốt"):
        load_declarations([NewDeclaration(cast.unit("db1"), ahead, 5)], by=cast.officer)
    assert not Declaration.objects.exists()


def test_a_sector_twice_on_one_day_is_refused_also_by_the_database(cast):
    twice = [NewDeclaration(cast.unit("db1"), DAY, n, sector=cast.sector["economy"]) for n in (1, 2)]
    with pytest.raises(Refused, match="chỉ kê khai một lần"):
        load_declarations(twice, by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.bulk_create(
            Declaration(unit=new.unit, as_of=new.as_of, sector=new.sector, count=new.count) for new in twice
        )


def test_the_same_sector_of_another_measure_is_another_number(cast):
    news = [NewDeclaration(cast.unit("db1"), DAY, 5, sector=cast.sector["economy"], measure=m) for m in Measure]

    assert len(load_declarations(news, by=cast.officer)) == len(Measure)
