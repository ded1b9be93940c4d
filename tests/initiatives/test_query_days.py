"""Boundary days of what stands, is due, is declared and is listed; pages of the list; what decides at a tier."""

from datetime import date, timedelta

import pytest

from lantoa.declarations.models import Declaration
from lantoa.declarations.queries import evidenced_count, find_declarations, pairs_of
from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.dossiers.queries import Filters, ListPaginator, filter_rows, in_order
from lantoa.evidence.services import accept_evidence
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.services import withdraw
from lantoa.recognition.enums import Standing
from lantoa.recognition.models import Recognition, Renewal
from lantoa.recognition.queries.deciding import deciding_unit, held_refusal, lower_refusal
from lantoa.recognition.queries.standing import by_standing, due_for_check, spans
from lantoa.recognition.queries.survival import Group, Point, spell, survival
from lantoa.recognition.services.renewing import renew, revoke
from lantoa.recognition.services.windows import open_windows
from tests.cast import DAY, accept_initiative
from tests.evidence.proving import LATER, send_evidence
from tests.spreading.spread_cast import COPIED, make_copy
from tests.watch.climbing import DECIDED, recognise_initiative

ONE = timedelta(days=1)
DUE, LAPSES = date(2024, 6, 30), date(2024, 9, 28)


def around(day: date) -> list[date]:
    return [day - ONE, day, day + ONE]


@pytest.fixture
def fact(cast) -> Recognition:
    """Given on DECIDED with a window of known days."""
    row = recognise_initiative(cast)
    row.renewals.update(due_on=DUE, lapses_on=LAPSES)
    Recognition.objects.update(window_due_on=DUE, window_lapses_on=LAPSES)
    return Recognition.objects.get(pk=row.pk)


def test_initiative_stands_from_acceptance_to_the_day_before_its_end(cast):
    row = accept_initiative(cast)
    withdraw(row, reason="Thôi", by=cast.approver, on=DECIDED)

    assert [Initiative.objects.standing(day).exists() for day in around(DAY)] == [False, True, True]
    assert [Initiative.objects.standing(day).exists() for day in around(DECIDED)] == [True, False, False]


@pytest.mark.parametrize(
    ("start", "end", "count"), [(DAY, DAY, 1), (DAY - ONE, DAY - ONE, 0), (DAY + ONE, DAY + ONE, 0)]
)
def test_accepted_between_holds_both_days(cast, start, end, count):
    accept_initiative(cast)
    assert Initiative.objects.accepted_between(start, end).count() == count


def test_recognition_stands_from_its_day_until_it_lapses(fact):
    for turn, found in ((DECIDED, [False, True, True]), (LAPSES, [True, False, False])):
        assert [Recognition.objects.standing(day).exists() for day in around(turn)] == found
    Recognition.objects.update(ended_on=DUE, ending="revoked")
    assert [Recognition.objects.standing(day).exists() for day in around(DUE)] == [True, False, False]


def test_recognition_stands_again_from_a_late_check(cast, fact):
    open_windows([Renewal(recognition=fact, renewed_on=LAPSES + 9 * ONE)])

    days = around(LAPSES + 9 * ONE)
    assert [Recognition.objects.standing(day).exists() for day in days] == [False, True, True]


@pytest.mark.parametrize(
    ("standing", "turn", "found"),
    [
        (Standing.STANDING, DECIDED, [0, 1, 1]), (Standing.STANDING, DUE, [1, 0, 0]),
        (Standing.DUE, DUE, [0, 1, 1]), (Standing.DUE, LAPSES, [1, 0, 0]), (Standing.LAPSED, LAPSES, [0, 1, 1]),
    ],
)  # fmt: skip
def test_each_standing_begins_on_its_day(cast, fact, standing, turn, found):
    rows = Recognition.objects.all()
    assert [by_standing(rows, standing, day).count() for day in around(turn)] == found
    assert [fact.standing_on(day) == standing for day in around(turn)] == [bool(count) for count in found]


def test_ended_recognition_is_listed_from_its_last_day_on(cast, fact):
    revoke(fact, reason="Sai", by=cast.approver, on=DUE)
    rows = Recognition.objects.all()

    assert [by_standing(rows, Standing.REVOKED, day).count() for day in around(DUE)] == [0, 1, 1]
    assert [by_standing(rows, Standing.STANDING, day).count() for day in around(DUE)] == [1, 0, 0]
    assert spans(Recognition.objects.get())[-2:] == [
        (Standing.STANDING, DECIDED, DUE - ONE), (Standing.REVOKED, DUE, None),
    ]  # fmt: skip


def test_check_is_due_from_its_day(cast, fact):
    assert [due_for_check(cast.office, day).count() for day in around(DUE)] == [0, 1, 1]


def test_copy_is_adopted_from_its_day_to_the_day_before_its_end(cast):
    row = make_copy(cast, accept_initiative(cast), "cb2")
    Replication.objects.filter(pk=row.pk).update(ended_on=DUE, ending="ended")

    assert [Replication.objects.adopted(day).count() for day in around(COPIED)] == [0, 1, 1]
    assert [Replication.objects.adopted(day).count() for day in around(DUE)] == [1, 0, 0]


def test_evidence_counts_from_the_day_of_its_acceptance(cast):
    accept_evidence(send_evidence(cast), by=cast.approver, on=LATER)

    assert [evidenced_count(cast.unit("khoi"), day) for day in around(LATER)] == [0, 1, 1]


def test_declared_number_is_shown_beside_what_stood_on_that_day(cast):
    accept_initiative(cast)
    unit = cast.unit("khoi")
    load_declarations([NewDeclaration(unit, day, 0) for day in around(DAY)], by=None)

    held = find_declarations((unit.pk, day) for day in around(DAY))
    assert [row.identified_count for row in held] == [0, 1, 1]
    assert [len(row.doubts) for row in held] == [0, 1, 1]
    latest = pairs_of(Declaration.objects.all(), only_latest=True)
    assert list(latest) == [(unit.pk, DAY + ONE)]


@pytest.mark.parametrize(("quality", "doubts"), [("exact", 1), ("at_most", 1), ("at_least", 0), ("about", 0)])
def test_only_a_number_with_a_ceiling_can_be_too_small(cast, quality, doubts):
    accept_initiative(cast)
    load_declarations([NewDeclaration(cast.unit("khoi"), DAY, 0, quality=quality)], by=None)
    assert len(find_declarations([(cast.unit("khoi").pk, DAY)])[0].doubts) == doubts


@pytest.mark.parametrize(("whole", "doubts"), [(19, 1), (20, 0), (21, 1)])
@pytest.mark.parametrize("quality", ["exact", "about"])
def test_sectors_and_total_are_compared_where_all_are_exact(cast, whole, doubts, quality):
    parts = [
        NewDeclaration(cast.unit("khoi"), DAY, 10, sector=cast.sector[name]) for name in ("economy", "culture_society")
    ]
    load_declarations([NewDeclaration(cast.unit("khoi"), DAY, whole, quality=quality), *parts], by=None)

    assert len(find_declarations([(cast.unit("khoi").pk, DAY)])[0].doubts) == (doubts if quality == "exact" else 0)


def test_recognition_forbids_another_by_day(cast, fact):
    row = fact.initiative
    before, given, lapsed = (held_refusal(row, Tier.BLOC, day) for day in (DECIDED - ONE, DECIDED, LAPSES))
    assert ("đã được công nhận" in before, "đang được công nhận" in given, "đã hết hiệu lực" in lapsed) == (
        True,
        True,
        True,
    )
    revoke(fact, reason="Sai", by=cast.approver, on=LAPSES + ONE)
    assert [held_refusal(row, Tier.BLOC, day) == "" for day in around(LAPSES + ONE)] == [False, True, True]


def test_lower_tier_must_hold_on_the_very_day(fact):
    refused = [bool(lower_refusal(fact.initiative, Tier.PROVINCE, day)) for day in (*around(DECIDED), *around(LAPSES))]
    assert refused == [True, False, False, False, True, True]


@pytest.mark.parametrize(("code", "tier", "decides"), [
    ("db1", Tier.BASE, "db1"), ("cb11", Tier.BASE, "db1"), ("db1", Tier.BLOC, "khoi"), ("db1", Tier.PROVINCE, "lt"),
    ("db1", Tier.COMMUNE, None), ("xa-an", Tier.COMMUNE, "xa-an"), ("xa-an", Tier.PROVINCE, "lt"), ("lt", Tier.BLOC, None),
])  # fmt: skip
def test_deciding_unit_is_the_nearest_on_the_way_up(cast, code, tier, decides):
    unit = deciding_unit(Initiative(unit=cast.unit(code)), tier, DAY)
    assert (unit.code if unit else None) == decides


def test_spell_ends_on_the_day_on_which_it_broke(fact):
    found = [spell(fact, day) for day in (DECIDED - ONE, DECIDED, LAPSES - ONE, LAPSES, LAPSES + ONE)]
    assert [None if one is None else one.is_over for one in found] == [None, False, False, True, True]
    assert found[3] == found[4]


def test_check_on_the_very_day_of_the_lapse_keeps_the_spell_whole(cast, fact):
    renew(fact, findings="Còn tốt", by=cast.approver, on=LAPSES)
    row = Recognition.objects.prefetch_related("renewals").get(pk=fact.pk)
    assert spell(row, LAPSES + ONE).is_over is False


def test_curve_is_followed_to_its_last_month():
    group = Group("Nhóm", [Point(0, 3, 1.0), Point(1, 2, 0.5)])
    assert (group.after(1), group.after(2)) == (Point(1, 2, 0.5), None)
    assert Group("Hết", [Point(0, 1, 1.0), Point(1, 0, 0.0)]).after(2) == Point(2, 0, 0.0)
    assert survival([], DAY) == []


@pytest.mark.parametrize(
    ("start", "end", "count"), [(DAY, None, 1), (DAY + ONE, None, 0), (None, DAY, 1), (None, DAY - ONE, 0)]
)
def test_list_holds_the_first_and_the_last_day_asked_for(cast, start, end, count):
    accept_initiative(cast)
    assert filter_rows(Initiative.objects.all(), Filters(start=start, end=end)).count() == count


def test_pages_of_the_list_join_to_the_whole(cast):
    names = ["Bảy", "Ba", "Năm", "Hai", "Sáu"]
    for name in names:
        accept_initiative(cast, name=name)
    rows = in_order(Initiative.objects.all(), "ten")
    pages = ListPaginator(rows, 2, sort="ten", long=lambda: rows)

    shown = [[row.name for row in pages.page(number)] for number in pages.page_range]
    assert [len(page) for page in shown] == [2, 2, 1]
    assert [name for page in shown for name in page] == [row.name for row in rows]
