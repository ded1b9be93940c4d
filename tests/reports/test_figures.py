"""Figures against the records of the cast."""

from dataclasses import replace
from datetime import date

import pytest

from lantoa.declarations.services import NewDeclaration, declare, load_declarations
from lantoa.figures.figures import ReportScope, UnknownFigure
from lantoa.initiatives.services import record_replication, withdraw
from lantoa.kit.ruling import Refused
from lantoa.movement.services import add_sector
from lantoa.recognition.services.facts import record_recognition
from lantoa.reports.records import records
from lantoa.reports.summary import summary
from lantoa.units.services import move, set_member_count
from tests.cast import DAY, accept_initiative, second_office, submit_initiative

pytestmark = pytest.mark.days

YEAR = (date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def scope(cast):
    return lambda code="lt", tree="then": ReportScope(cast.unit(code), *YEAR, tree)


def test_base_organisations_count_what_stands_at_the_end(cast, scope):
    found = summary(scope("khoi"))

    assert found.figure("units.base_organisations").value == 2
    assert [f.value for f in found.split("units.base_organisations", "kind")] == [1, 1]


def test_base_organisation_abolished_before_the_period_is_not_counted(cast, scope):
    assert summary(scope("lt")).figure("units.base_organisations").value == 2


def test_registered_counts_accepted_in_the_period_only(cast, scope):
    accept_initiative(cast)
    accept_initiative(cast, name="Năm trước", on=date(2022, 5, 1))
    submit_initiative(cast, name="Chưa duyệt")

    assert summary(scope()).figure("initiatives.registered").value == 1


def test_registered_splits_sum_to_the_total(cast, scope):
    accept_initiative(cast)
    accept_initiative(cast, name="Đường hoa", sector=cast.sector["culture_society"])

    found = summary(scope())
    for dim in ("sector", "subject", "tier", "kind"):
        assert sum(f.value for f in found.split("initiatives.registered", dim)) == 2


def test_identified_leaves_out_one_without_a_responsible(cast, scope):
    accept_initiative(cast)
    from_sheet = accept_initiative(cast, name="Thiếu người")
    type(from_sheet).objects.filter(pk=from_sheet.pk).update(holder="", responsible="")

    assert summary(scope()).figure("initiatives.identified").value == 1


def test_withdrawn_one_no_longer_stands_and_stays_registered(cast, scope):
    withdraw(accept_initiative(cast), by=cast.office, reason="Thôi", on=date(2023, 8, 1))

    found = summary(scope())
    assert (found.figure("initiatives.registered").value, found.figure("initiatives.identified").value) == (1, 0)


def test_declared_without_any_declaration_is_not_stated(cast, scope):
    accept_initiative(cast)

    listed = records("initiatives.declared", {}, scope())
    figure = listed.figure
    assert (figure.value, figure.quality, listed.records) == (None, "not_stated", [])


def test_declared_of_a_unit_wins_over_its_children(cast, scope):
    day = date(2023, 6, 30)
    news = [NewDeclaration(cast.unit("khoi"), day, 100), NewDeclaration(cast.unit("db1"), day, 30)]
    load_declarations(news, by=None)

    assert summary(scope("lt")).figure("initiatives.declared").value == 100
    assert summary(scope("db1")).figure("initiatives.declared").value == 30


def test_declared_sums_the_children_that_stated_and_says_how_many(cast, scope):
    load_declarations([NewDeclaration(cast.unit("db1"), date(2023, 6, 30), 30)], by=None)
    accept_initiative(cast, unit=cast.unit("cb2"))

    figure = summary(scope("khoi")).figure("initiatives.declared")
    assert (figure.value, figure.quality) == (30, "at_least")
    assert figure.basis == "1 trên 2 đơn vị có số kê khai, chốt ngày 30/06/2023"


def test_declared_by_all_children_is_exact(cast, scope):
    news = [NewDeclaration(cast.unit(code), date(2023, month, 30), 3) for code, month in (("db1", 6), ("cb2", 9))]
    load_declarations(news, by=None)

    figure = summary(scope("khoi")).figure("initiatives.declared")
    assert (figure.value, figure.quality) == (6, "exact")
    assert figure.basis == "2 đơn vị có số kê khai, chốt từ 30/06/2023 đến 30/09/2023"


def test_declared_latest_day_wins(cast, scope):
    unit = cast.unit("db1")
    load_declarations([NewDeclaration(unit, date(2023, m, 1), 10 * m) for m in (2, 5, 3)], by=None)

    assert summary(scope()).figure("initiatives.declared").value == 50


def test_declared_by_sectors_sums_to_the_whole(cast, scope):
    counts = [(cast.sector["economy"], 4, "exact"), (cast.sector["culture_society"], 6, "exact")]
    declare(cast.unit("db1"), as_of=date(2023, 6, 1), counts=counts, by=cast.officer)

    found = summary(scope())
    figure = found.figure("initiatives.declared")
    assert (figure.value, figure.quality) == (10, "at_least")
    assert [f.value for f in found.split("initiatives.declared", "sector")] == [4, 6, None, None, None]


def test_declared_below_identified_and_sectors_that_do_not_sum_are_doubts(cast, scope):
    accept_initiative(cast)
    accept_initiative(cast, name="Hai")
    economy = cast.sector["economy"]
    declare(
        cast.unit("db1"), as_of=date(2023, 6, 1), counts=[(None, 1, "exact"), (economy, 3, "exact")], by=cast.officer
    )

    assert [doubt.text for doubt in summary(scope()).doubts] == [
        "các lĩnh vực cộng lại 3 (ngày 01/06/2023), tổng ghi 1 (ngày 01/06/2023)",
        "kê khai 1 (ngày 01/06/2023), ít hơn 2 mô hình có tên, địa chỉ đang có ngày 31/12/2023",
    ]


def test_members_of_the_unit_itself_win(cast, scope):
    for code, count in (("khoi", 5000), ("db1", 70)):
        set_member_count(cast.unit(code), count=count, quality="at_least", as_of=date(2023, 1, 5), by=cast.office)

    figure = summary(scope("khoi")).figure("units.members")
    assert (figure.value, figure.quality) == (5000, "at_least")


def test_members_nobody_stated_are_not_stated(cast, scope):
    figure = summary(scope("xa-an")).figure("units.members")

    assert (figure.value, figure.quality) == (None, "not_stated")


def test_members_with_silent_units_are_a_lower_bound(cast, scope):
    set_member_count(cast.unit("cb2"), count=12, quality="exact", as_of=date(2023, 1, 5), by=cast.office)

    figure = summary(scope("khoi")).figure("units.members")
    assert (figure.value, figure.quality, figure.basis) == (12, "at_least", "1 trên 2 đơn vị có số")


@pytest.mark.parametrize("tree", ["then", "now"])
def test_members_of_a_dissolved_unit_are_not_members_at_the_end(cast, tree):
    for code, count in (("cu", 30), ("khoi", 500), ("xa-an", 8), ("xa-binh", 7)):
        set_member_count(cast.unit(code), count=count, quality="exact", as_of=date(2022, 1, 5), by=cast.office)

    def at(end: date) -> tuple:
        figure = summary(ReportScope(cast.unit("lt"), date(2022, 1, 1), end, tree)).figure("units.members")
        return figure.value, figure.quality, figure.basis

    assert at(date(2022, 12, 31)) == (545, "exact", "4 đơn vị có số")
    assert at(date(2023, 12, 31)) == (515, "exact", "3 đơn vị có số")


def test_recognition_at_two_tiers_counts_once_in_all(cast, scope):
    initiative = accept_initiative(cast)
    for tier in ("bloc", "province"):
        record_recognition(initiative, tier=tier, recognised_on=date(2023, 9, 1), by=second_office(cast))

    found = summary(scope())
    assert found.figure("recognitions.standing").value == 1
    assert found.figure("recognitions.standing", tier="province").part_of == ("recognitions.standing", {"tier": "bloc"})


def test_replicated_counts_sources_and_copies_count_adoptions(cast, scope):
    source = accept_initiative(cast)
    for code in ("cb2", "xa-an"):
        record_replication(source, unit=cast.unit(code), adopted_on=date(2023, 10, 1), by=cast.office)

    found = summary(scope())
    assert (found.figure("initiatives.replicated").value, found.figure("replications.copies").value) == (1, 2)


def test_then_and_now_differ_after_a_move(cast, scope):
    accept_initiative(cast)
    move(cast.unit("db1"), parent=cast.unit("xa-an"), by=cast.office, on=date(2024, 6, 1))

    assert summary(scope("khoi", "then")).figure("initiatives.registered").value == 1
    assert summary(scope("khoi", "now")).figure("initiatives.registered").value == 0
    assert summary(scope("khoi", "2024-05-31")).figure("initiatives.registered").value == 1


def test_records_of_a_unit_dissolved_in_the_period_stay_under_its_last_superior(cast):
    accept_initiative(cast, unit=cast.unit("cu"), on=date(2022, 3, 1))
    year = ReportScope(cast.unit("lt"), date(2022, 1, 1), date(2022, 12, 31))
    longer = ReportScope(cast.unit("lt"), date(2022, 1, 1), date(2023, 6, 30))
    later = ReportScope(cast.unit("lt"), date(2023, 1, 1), date(2023, 6, 30))

    values = [summary(s).figure("initiatives.identified").value for s in (year, longer, later)]
    assert values == [1, 1, 0]


def test_rows_outside_ones_rights_are_counted_as_hidden(cast, scope):
    accept_initiative(cast)
    accept_initiative(cast, unit=cast.unit("cb2"), name="Khác")

    listed = records("initiatives.registered", {}, scope("khoi"), user=cast.officer)
    assert (listed.figure.value, listed.visible, listed.hidden_count) == (2, 1, 1)


@pytest.mark.parametrize(
    ("key", "dims", "words"),
    [
        ("initiatives.liked", {}, "Không có chỉ tiêu"),
        ("initiatives.evidenced", {"sector": "economy"}, "không có chiều nào"),
        ("initiatives.registered", {"sector": "sport"}, "không có giá trị"),
    ],
)
def test_unknown_figure_is_named(cast, scope, key, dims, words):
    with pytest.raises(UnknownFigure, match=words):
        records(key, dims, scope())


def test_period_that_ends_before_it_starts_is_refused(cast):
    with pytest.raises(Refused, match="trước khi bắt đầu"):
        ReportScope(cast.unit("lt"), date(2023, 2, 1), date(2023, 1, 1))


def test_every_printed_cell_equals_its_records(cast, scope):
    record_recognition(accept_initiative(cast), tier="base", recognised_on=date(2023, 9, 1), by=second_office(cast))
    load_declarations([NewDeclaration(cast.unit("cb2"), date(2023, 6, 30), 7)], by=None)

    for figure in summary(scope()).figures:
        listed = records(figure.key, figure.dims, scope())
        amounts = [record.amount for record in listed.records]
        # Of what a figure is a part only the whole report can say.
        assert replace(listed.figure, part_of=None) == replace(figure, part_of=None)
        assert (listed.count, sum(amounts)) == (len(amounts), figure.value or 0)


def test_summary_asks_a_bounded_number_of_queries(cast, scope, django_assert_max_num_queries):
    accept_initiative(cast)
    with django_assert_max_num_queries(28):
        summary(scope()).as_json()


def test_more_records_than_a_lower_bound_raise_no_doubt(cast, scope):
    accept_initiative(cast)
    accept_initiative(cast, name="Hai")
    load_declarations([NewDeclaration(cast.unit("db1"), date(2023, 6, 30), 1, quality="at_least")], by=None)

    assert summary(scope()).doubts == ()


def test_one_sector_alone_does_not_make_a_new_total(cast, scope):
    unit, economy = cast.unit("db1"), cast.sector["economy"]
    load_declarations([NewDeclaration(unit, date(2023, 1, 31), 100)], by=None)
    load_declarations([NewDeclaration(unit, date(2023, 6, 30), 30, sector=economy)], by=None)

    assert summary(scope()).figure("initiatives.declared").value == 100


def test_own_sectors_are_of_which_where_the_national_one_is_stated(cast, scope):
    own = add_sector(unit=cast.unit("khoi"), code="nn", name="Nông nghiệp", national="economy", valid_from=DAY, by=None)
    day = date(2023, 6, 30)
    news = [NewDeclaration(cast.unit("db1"), day, n, sector=s) for n, s in ((100, cast.sector["economy"]), (40, own))]
    load_declarations(news, by=None)

    assert summary(scope()).figure("initiatives.declared", sector="economy").value == 100


def test_a_withdrawn_source_is_no_longer_replicated(cast, scope):
    source = accept_initiative(cast)
    record_replication(source, unit=cast.unit("cb2"), adopted_on=date(2023, 5, 1), by=cast.office)
    withdraw(source, by=cast.office, reason="Thôi", on=date(2023, 9, 1))

    assert summary(scope()).figure("initiatives.replicated").value == 0
