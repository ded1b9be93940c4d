"""Each branch of the rules of councils: who returns scores, who takes an item back, who reads on, who counts for a quorum."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from lantoa.councils.enums import AppraisalState, CouncilRole, SittingState
from lantoa.councils.models import Appraisal, Score
from lantoa.councils.rules import may_conclude_for, may_decide, may_prepare, may_score
from lantoa.councils.services import (
    AttendanceMark,
    add_member,
    assign,
    assign_balanced,
    close_scoring,
    end_member,
    open_scoring,
    record_attendance,
    return_scores,
    take_off_agenda,
    to_conclude,
    unassign,
)
from lantoa.councils.totals import mean, round_score, spread, weighted_total
from lantoa.kit.ruling import Refused
from lantoa.units.models import Role
from tests.councils.sitting_cast import HELD, make_item, make_sitting, score, seat_member

EVE = HELD - timedelta(days=1)


@pytest.fixture
def scoring(cast):
    """Two items, each given to the chair and to m1, m2, m3; nobody but members has a role."""
    sitting = open_scoring(make_sitting(cast, items=2), by=cast.bloc_officer)
    for item in sitting.items.all():
        for part in ("approver", "m1", "m2", "m3"):
            assign(item, member=seat_member(sitting.council, cast, part), by=cast.bloc_officer)
    return sitting


def given_to(cast, part: str) -> Appraisal:
    return Appraisal.objects.filter(member__person=cast.people[part]).order_by("pk").first()


def test_chair_does_not_return_the_own_scores(cast, scoring):
    own = score(given_to(cast, "approver"), 8, 8, 8)

    with pytest.raises(Refused, match="phiếu của chính bạn"):
        return_scores(own, by=cast.approver, reason="Nhầm")
    assert return_scores(own, by=cast.bloc_officer, reason="Nhầm").state == AppraisalState.ASSIGNED


def test_scores_of_an_own_file_are_returned_by_another(cast, scoring):
    given = score(given_to(cast, "m1"), 8, 8, 8)
    given.item.concerned.add(cast.bloc_officer)

    with pytest.raises(Refused, match="có liên quan đến hồ sơ này"):
        return_scores(given, by=cast.bloc_officer, reason="Nhầm")
    assert return_scores(given, by=cast.approver, reason="Nhầm").total is None


def test_scores_are_returned_only_while_scoring_is_open(cast, scoring):
    first = score(given_to(cast, "m1"), 8, 8, 8)
    for item in scoring.items.exclude(pk=first.item_id):
        score(item.appraisals.get(member__person=cast.m1), 8, 8, 8)
    close_scoring(scoring, by=cast.bloc_officer)

    with pytest.raises(Refused, match="Chỉ trả lại phiếu khi đang chấm điểm"):
        return_scores(first, by=cast.approver, reason="Nhầm")


def test_person_concerned_takes_no_scorer_off_the_own_file(cast):
    sitting = make_sitting(cast)
    own = make_item(cast, sitting, title="Của thư ký", concerned=[cast.bloc_officer])
    given = assign(own, member=seat_member(sitting.council, cast, "m1"), by=cast.office)

    with pytest.raises(Refused, match="có liên quan đến hồ sơ này"):
        unassign(given, by=cast.bloc_officer)
    unassign(given, by=cast.office)
    assert not Appraisal.objects.exists()


def test_who_has_left_the_council_reads_the_own_scores_no_more(cast, scoring):
    own = score(given_to(cast, "m1"), 8, 8, 8)
    assert list(Appraisal.objects.visible_to(cast.m1).scored()) == [own]

    end_member(seat_member(scoring.council, cast, "m1"), by=cast.office, last_day=EVE)

    assert list(Appraisal.objects.visible_to(cast.m1)) == []
    assert list(Score.objects.visible_to(cast.m1)) == []


@pytest.mark.parametrize(("last_day", "present"), [(EVE, 3), (HELD, 4)])
def test_quorum_counts_who_sits_on_that_very_day(cast, last_day, present):
    sitting = make_sitting(cast)
    marks = [AttendanceMark(seat_member(sitting.council, cast, part), True) for part in ("approver", "m1", "m2", "m3")]
    record_attendance(sitting, marks=marks, by=cast.bloc_officer)
    end_member(seat_member(sitting.council, cast, "m3"), by=cast.office, last_day=last_day)
    add_member(sitting.council, person=cast.office, role=CouncilRole.MEMBER, by=cast.office, valid_from=HELD)

    missing = [words for words in to_conclude(sitting) if "số người họp" in words]
    count, needed = (5, 4) if last_day == EVE else (6, 4)
    short = f"Chưa đủ số người họp: có mặt {present} trên {count} thành viên, cần ít nhất {needed}."
    assert missing == ([short] if present < needed else [])


def test_seat_begins_with_its_first_day_and_ends_after_its_last(cast):
    sitting = make_sitting(cast)
    member = end_member(seat_member(sitting.council, cast, "m1"), by=cast.office, last_day=HELD)
    given = Appraisal(item=sitting.items.get(), member=member)
    given.item.sitting.state = SittingState.SCORING

    allowed = {day: bool(may_score(cast.m1, given, on=HELD + timedelta(days=day))) for day in (-1, 0, 1)}

    assert allowed == {-1: True, 0: True, 1: False}


@pytest.mark.parametrize(
    ("role", "prepares", "concludes"),
    [
        (CouncilRole.CHAIR, True, True),
        (CouncilRole.DEPUTY, True, False),
        (CouncilRole.SECRETARY, True, True),
        (CouncilRole.MEMBER, False, False),
    ],
)
def test_each_seat_may_what_it_is_for(cast, role, prepares, concludes):
    council = make_sitting(cast).council
    Role.objects.filter(person=cast.approver).delete()
    end_member(seat_member(council, cast, "approver"), by=cast.office, last_day=EVE)
    add_member(council, person=cast.nobody, role=role, by=cast.office, valid_from=HELD)

    for day, holds in ((EVE, False), (HELD, True)):
        assert bool(may_prepare(cast.nobody, council, on=day)) is (holds and prepares)
        assert bool(may_conclude_for(cast.nobody, council, on=day)) is (holds and concludes)


def test_item_that_was_taken_off_is_neither_scored_nor_decided(cast, scoring):
    given = given_to(cast, "m1")
    take_off_agenda(given.item, by=cast.bloc_officer, reason="Rút")
    given = Appraisal.objects.get(pk=given.pk)

    assert may_score(cast.m1, given).reason == "Hồ sơ đã được đưa ra khỏi chương trình."
    given.item.sitting.state = SittingState.SCORED
    assert may_decide(cast.approver, given.item).reason == "Hồ sơ đã được đưa ra khỏi chương trình."


def test_balanced_assignment_counts_who_declined_for_nothing(cast):
    sitting = make_sitting(cast)
    first = assign_balanced(sitting, per_item=1, by=cast.bloc_officer)[0]
    Appraisal.objects.filter(pk=first.pk).update(state=AppraisalState.DECLINED)

    again = assign_balanced(sitting, per_item=1, by=cast.bloc_officer)

    assert [row.member_id != first.member_id for row in again] == [True]


def test_halves_are_rounded_up():
    assert [round_score(Decimal(text)) for text in ("0.125", "0.135", "2.345")] == [
        Decimal("0.13"), Decimal("0.14"), Decimal("2.35"),
    ]  # fmt: skip
    assert mean([Decimal("80.00"), Decimal("80.01")]) == Decimal("80.01")
    assert weighted_total([(Decimal("2.5"), Decimal(10), Decimal("0.5"))]) == Decimal("0.13")


@pytest.mark.parametrize(("count", "is_shown"), [(2, False), (3, True)])
def test_disagreement_is_shown_from_the_least_number_of_scores(count, is_shown):
    assert (spread([Decimal(60)] * count, at_least=3) is not None) is is_shown


def test_term_of_a_council_holds_its_first_and_last_day(cast):
    sitting = make_sitting(cast)
    council = sitting.council
    assert council.members.on(council.valid_from).count() == 5
    assert council.members.on(council.valid_from - timedelta(days=1)).count() == 0
    assert date(2020, 1, 1) == council.valid_from
