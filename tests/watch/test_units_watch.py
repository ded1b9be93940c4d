"""Units that need attention: when a reason comes and goes, whom it is told to, the list, its workbook, the cards of the board."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import send_back, withdraw
from lantoa.movement.services import launch_campaign
from lantoa.recognition.services.facts import record_recognition
from lantoa.rulebook.models import Rule
from lantoa.units.enums import UnitKind
from lantoa.units.services import NewUnit, load_units
from lantoa.watch.queries.breaches import breaches, watch_rules
from lantoa.watch.queries.units_watch import NO_REGISTRATION, NO_VISIT, lacks, watched_on
from lantoa.watch.services.inspections import record_inspection
from tests.cast import SINCE, accept_initiative, draft, second_office, submit_initiative
from tests.watch.reading import values, words

pytestmark = pytest.mark.days

TODAY = timezone.localdate()
NEW_YEAR, DUE = date(2024, 1, 1), date(2024, 4, 1)  # the 91st day after, when the rule says 90
ALL = {"db1", "cb2", "xa-an", "xa-binh"}


def year(cast, unit: str | None = "lt", start: date = NEW_YEAR, end: date = date(2024, 12, 31), kind: str = "year"):
    return launch_campaign(
        name=f"Đợt {start:%d/%m}", kind=kind, valid_from=start, valid_to=end, by=None, unit=unit and cast.unit(unit)
    )


def silent(cast, on: date = DUE, part: str = "office") -> set[str]:
    return {lack.unit.code for lack in lacks(cast.people[part], on, reason=NO_REGISTRATION)}


def find_unvisited(cast, on: date, part: str = "office") -> dict[str, date]:
    return {lack.unit.code: lack.due_on for lack in lacks(cast.people[part], on, reason=NO_VISIT)}


def visit(cast, initiative: Initiative, on: date):
    told = {"kind": "guidance", "held_on": on, "people": "Bà B", "findings": "Tốt", "follow_ups": []}
    return record_inspection(initiative, by_unit=cast.unit("lt"), by=cast.office, **told)


# --- no registration in the running year ---


@pytest.mark.parametrize(("on", "found"), [(date(2024, 3, 31), set()), (DUE, ALL), (date(2025, 1, 1), set())])
def test_units_are_named_once_the_days_are_over_while_the_year_runs(cast, on, found):
    year(cast)
    assert silent(cast, on) == found


@pytest.mark.parametrize("unit", ["db1", "cb11"])
def test_a_registration_clears_its_unit_and_the_one_above(cast, unit):
    year(cast)
    accept_initiative(cast, unit=cast.unit(unit), on=date(2024, 3, 1))
    assert silent(cast) == ALL - {"db1"}


def test_what_was_registered_before_the_year_does_not_count_unless_for_it(cast):
    running = year(cast)
    accept_initiative(cast, on=date(2023, 12, 20))
    assert silent(cast) == ALL
    accept_initiative(cast, on=date(2023, 12, 21), name="Cho năm sau", campaign=running)
    assert silent(cast) == ALL - {"db1"}


def test_a_draft_is_no_registration(cast):
    year(cast)
    draft(cast, registered_on=date(2024, 2, 1))
    assert "db1" in silent(cast)


def test_what_is_handed_in_counts_until_it_is_sent_back(cast):
    year(cast)
    handed_in = submit_initiative(cast, registered_on=date(2024, 2, 1))
    assert "db1" not in silent(cast)
    send_back(handed_in, reason="Thiếu mốc", by=cast.approver)
    assert "db1" in silent(cast)


def test_what_was_accepted_and_ended_since_counts(cast):
    year(cast)
    withdraw(accept_initiative(cast, on=date(2024, 2, 1)), reason="Xong", by=cast.office)
    assert "db1" not in silent(cast)


def test_a_new_unit_has_its_days_from_its_founding(cast):
    year(cast)
    founded = date(2024, 3, 1)
    load_units([NewUnit("moi", "Chi bộ mới", UnitKind.BASE_CELL, founded, "khoi")], by=None)
    assert "moi" not in silent(cast, founded + timedelta(90))
    assert "moi" in silent(cast, founded + timedelta(91))


@pytest.mark.parametrize(
    ("kind", "unit", "found"), [("phase", "lt", set()), ("year", "khoi", {"db1", "cb2"}), ("year", None, ALL)]
)
def test_only_a_year_launched_for_the_unit_asks(cast, kind, unit, found):
    year(cast, unit, kind=kind)
    assert silent(cast) == found


def test_of_two_years_the_nearest_superior_s_counts(cast):
    year(cast)
    year(cast, "khoi", start=date(2024, 2, 1))
    dues = {lack.unit.code: lack.due_on for lack in lacks(cast.office, date(2024, 6, 1))}
    assert dues == {"db1": date(2024, 5, 2), "cb2": date(2024, 5, 2), "xa-an": DUE, "xa-binh": DUE}


# --- nobody came ---


def test_unit_is_named_once_nobody_came_for_the_days(cast):
    accept_initiative(cast, on=NEW_YEAR)
    due = NEW_YEAR + timedelta(181)
    assert find_unvisited(cast, due - timedelta(1)) == {}
    assert find_unvisited(cast, due) == {"db1": due}


def test_a_visit_to_any_initiative_of_the_unit_starts_the_days_anew(cast):
    accept_initiative(cast, on=NEW_YEAR)
    visit(cast, accept_initiative(cast, on=NEW_YEAR, name="Của chi bộ", unit=cast.unit("cb11")), date(2024, 5, 1))
    again = date(2024, 5, 1) + timedelta(181)
    assert find_unvisited(cast, again - timedelta(1)) == {}
    assert find_unvisited(cast, again) == {"db1": again}


def test_a_unit_without_work_going_on_needs_no_visit(cast):
    withdraw(accept_initiative(cast, on=NEW_YEAR), reason="Xong", by=cast.office)
    assert find_unvisited(cast, TODAY + timedelta(400)) == {}


def test_old_visits_do_not_make_new_work_late(cast):
    visit(cast, ended := accept_initiative(cast, on=date(2021, 1, 1)), date(2021, 2, 1))
    withdraw(ended, reason="Xong", by=cast.office)
    accept_initiative(cast, on=TODAY - timedelta(30), name="Mới")
    assert find_unvisited(cast, TODAY) == {}


@pytest.mark.parametrize("on", [date(2024, 12, 31), date(2026, 6, 30)])
@pytest.mark.parametrize("years", [3, False])
def test_it_looks_at_what_the_alerts_look_at(cast, on, years):
    Rule.objects.filter(key="alert.watch_years").update(value=years)
    for day in (date(2021, 5, 1), date(2023, 6, 30), date(2024, 5, 1)):
        accept_initiative(cast, on=day, name=f"Từ {day}")
    record_recognition(Initiative.objects.first(), tier="bloc", recognised_on=date(2022, 1, 1), by=second_office(cast))
    asked = breaches(on, rules := watch_rules(on))
    with connection.cursor() as cursor:
        cursor.execute(f"{asked.ctes} SELECT id FROM watched", asked.params)  # noqa: S608 - its own text
        expected = {key for (key,) in cursor.fetchall()}

    assert set(watched_on(Initiative.objects.all(), on, rules).values_list("pk", flat=True)) == expected


# --- rules, scope ---


@pytest.mark.parametrize("is_there", [True, False])
def test_a_rule_that_is_off_or_absent_names_nobody(cast, is_there):
    year(cast)
    accept_initiative(cast, on=date(2023, 1, 1))
    rules = Rule.objects.filter(key__startswith="alert.unit_")
    _ = rules.update(value=False) if is_there else rules.delete()
    assert lacks(cast.office, date(2024, 12, 31)) == []


def test_the_days_are_those_of_the_rule_in_force(cast):
    year(cast)
    Rule.objects.filter(key="alert.unit_no_registration").update(value=0)
    assert (silent(cast, NEW_YEAR), silent(cast, date(2024, 1, 2))) == (set(), ALL)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("office", ALL),
        ("auditor", ALL),
        ("bloc_officer", {"db1", "cb2"}),
        ("officer", {"db1"}),
        ("outsider", {"xa-binh"}),
        ("nobody", set()),
    ],
)
def test_each_sees_the_units_of_their_scope(cast, part, found):
    year(cast)
    assert silent(cast, DUE, part) == found


def test_a_unit_that_ended_is_left_alone(cast):
    year(cast, start=date(2022, 1, 1), end=date(2022, 12, 31))
    assert "cu" in silent(cast, date(2022, 12, 31))
    assert "cu" not in silent(cast, date(2023, 1, 1))


# --- pages ---

LIST, SHEET = "/theo-doi/don-vi/", "/theo-doi/don-vi/xuat.xlsx"


def behind(cast) -> None:
    """A running year in which nobody registered anything, and work at db1 to which nobody came."""
    year(cast, start=TODAY - timedelta(100), end=TODAY + timedelta(100))
    accept_initiative(cast, on=TODAY - timedelta(300))


def test_list_tells_unit_reason_days_and_who_is_in_charge(cast, as_person):
    behind(cast)
    page = as_person("bloc_officer").get(LIST)

    assert [" ".join(row.split()) for row in values(page, "//tbody/tr/th/a/text()")] == [
        cast.unit("db1").name,
        cast.unit("cb2").name,
        cast.unit("db1").name,
    ]
    assert values(page, "//tbody/tr/td[@data-label='Việc cần làm']/a/@href") == [
        "/mo-hinh/?don-vi=db1&trang-thai=accepted",
        "/nhan-rong/goi-y/?don-vi=cb2",
        "/nhan-rong/goi-y/?don-vi=db1",
    ]
    told = [" ".join(values(page, f"//tbody/tr[{row}]//text()")) for row in (1, 2, 3)]
    assert ["119 ngày" in told[0], "9 ngày" in told[1], "Chưa ghi lần nào" in told[0]] == [True] * 3
    assert [cast.officer.full_name in told[0], "chưa có" in told[1]] == [True, True]
    assert "chưa đối chiếu văn bản gốc" in words(page)


def test_each_remedy_opens(cast, as_person):
    behind(cast)
    client = as_person("bloc_officer")
    for address in values(client.get(LIST), "//tbody//a/@href"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 5), ("don-vi=khoi", 3), ("don-vi=db1", 2), ("ly-do=khong-ai-den", 1), ("don-vi=lt&ly-do=chua-dang-ky", 4)],
)
def test_list_is_filtered_and_exported_alike(cast, as_person, query, count):
    behind(cast)
    client = as_person("office")

    assert len(values(client.get(f"{LIST}?{query}"), "//tbody/tr")) == count
    rows = list(load_workbook(BytesIO(client.get(f"{SHEET}?{query}").content)).active.iter_rows(values_only=True))
    assert sum(isinstance(row[0], int) for row in rows) == count


@pytest.mark.parametrize("query", ["don-vi=db1", "don-vi=khong-co", "ly-do=khac"])
def test_a_wrong_filter_shows_nothing_and_says_why(cast, as_person, query):
    behind(cast)
    client = as_person("outsider")
    page = client.get(f"{LIST}?{query}")

    assert (page.status_code, values(page, "//tbody/tr")) == (422, [])
    assert client.get(f"{SHEET}?{query}").status_code == 403


def test_an_empty_list_says_when_units_appear(cast, as_person):
    assert "Không có đơn vị nào cần chú ý" in words(as_person("nobody").get(LIST))


def test_board_counts_what_its_cards_open(cast, as_person):
    behind(cast)
    client = as_person("bloc_officer")
    page = client.get("/theo-doi/")
    cards = "//ul[@aria-label='Đơn vị cần chú ý']//"

    counts = [int(count) for count in values(page, f"{cards}p[@class='duty-count']/text()")]
    opened = [len(values(client.get(url), "//tbody/tr")) for url in values(page, f"{cards}a/@href")]
    assert counts == opened == [2, 1]


def test_board_without_such_units_has_no_cards(cast, as_person):
    assert "Đơn vị cần chú ý" not in words(as_person("bloc_officer").get("/theo-doi/"))


@pytest.mark.parametrize("address", [LIST, SHEET, "/theo-doi/"])
def test_as_many_questions_for_thirty_units_as_for_three(cast, as_person, address):
    behind(cast)
    client = as_person("bloc_officer")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    load_units([NewUnit(f"cb-{n}", f"Chi bộ số {n}", UnitKind.BASE_CELL, SINCE, "khoi") for n in range(27)], by=None)
    accept_initiative(cast, on=TODAY - timedelta(300), unit=cast.unit("cb2"), name="Thêm")
    client.get(address)  # the frame counts anew what waits, once after what happened

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)
    assert len(lacks(cast.bloc_officer, TODAY)) == 31
