"""Every service of councils asks who acts and what is there: a stranger is refused by each, and the right person is not."""

from datetime import timedelta

import pytest
from django.db import transaction

from lantoa.councils.enums import AppraisalState, CouncilRole, SittingState, Verdict
from lantoa.councils.models import Appraisal, Sitting
from lantoa.councils.rules import may_score
from lantoa.councils.services import (
    AttendanceMark,
    add_member,
    assign,
    assign_balanced,
    attach_minutes,
    change_sitting,
    close_scoring,
    conclude,
    create_council,
    declare_conflict,
    end_member,
    make_criteria_set,
    new_version,
    open_scoring,
    plan_sitting,
    put_on_agenda,
    record_attendance,
    reopen_scoring,
    return_scores,
    set_verdict,
    submit_scores,
    take_off_agenda,
    to_conclude,
    unassign,
)
from lantoa.kit.file_models import StoredFile
from lantoa.kit.ruling import Refused
from lantoa.units.enums import Tier
from tests.cast import SINCE
from tests.councils.sitting_cast import (
    CONTENT,
    HELD,
    given_scores,
    make_council,
    make_sitting,
    new_criteria,
    score,
    seat_member,
)
from tests.councils.test_life import conclude_sitting

DAY = timedelta(days=1)


def ready(cast, *, scored: bool) -> Sitting:
    """Scoring is open and one item given to m1; `scored`: it is closed again, attended and judged."""
    sitting = open_scoring(make_sitting(cast), by=cast.bloc_officer)
    given = assign(sitting.items.get(), member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    if scored:
        score(given, 8, 8, 8)
        sitting = close_scoring(sitting, by=cast.bloc_officer)
        marks = [AttendanceMark(member, True) for member in sitting.council.members.all()]
        record_attendance(sitting, marks=marks, by=cast.bloc_officer)
        set_verdict(sitting.items.get(), verdict=Verdict.RECOMMENDED, by=cast.approver)
    return sitting


@pytest.fixture
def world(cast):
    open_one = ready(cast, scored=False)
    closed, over = ready(cast, scored=True), conclude_sitting(cast)
    planned = make_sitting(cast)
    scan = StoredFile.objects.create(sha256="0" * 64, name="bb.pdf", content_type="application/pdf", size=9, path="x")
    return {
        "council": planned.council, "planned": planned, "open": open_one, "closed": closed, "over": over, "scan": scan,
        "given": open_one.items.get().appraisals.get(), "set": planned.criteria,
    }  # fmt: skip


def new_council(cast, by):
    return create_council(unit=cast.unit("khoi"), name="Hội đồng khác", tier=Tier.BLOC, valid_from=SINCE, by=by)


def new_item(cast, sitting, by):
    return put_on_agenda(sitting, unit=cast.unit("cb2"), title="Mới", content=CONTENT, concerned=[], by=by)


# Name → (the deed: cast, world, person), and who may do it.
DEEDS = {
    "create council": (lambda c, w, by: new_council(c, by), "approver"),
    "add member": (lambda c, w, by: add_member(w["council"], person=c.nobody, role="member", by=by), "approver"),
    "end member": (lambda c, w, by: end_member(seat_member(w["council"], c, "m3"), by=by), "approver"),
    "make set": (
        lambda c, w, by: make_criteria_set(
            unit=c.unit("khoi"), name="Của khối", criteria=new_criteria(), valid_from=SINCE, by=by),
        "approver",
    ),
    "new version": (lambda c, w, by: new_version(w["set"], criteria=new_criteria(), valid_from=HELD, by=by), "office"),
    "plan": (lambda c, w, by: plan_sitting(w["council"], title="Phiên", held_on=HELD, by=by), "bloc_officer"),
    "change": (lambda c, w, by: change_sitting(w["planned"], title="Tên", held_on=HELD, by=by), "bloc_officer"),
    "put on agenda": (lambda c, w, by: new_item(c, w["planned"], by), "bloc_officer"),
    "take off agenda": (
        lambda c, w, by: take_off_agenda(w["planned"].items.get(), reason="Rút", by=by), "bloc_officer"
    ),
    "attach minutes": (lambda c, w, by: attach_minutes(w["over"], scan=w["scan"], by=by), "bloc_officer"),
    "assign": (
        lambda c, w, by: assign(w["open"].items.get(), member=seat_member(w["council"], c, "m2"), by=by), "bloc_officer"
    ),
    "assign balanced": (lambda c, w, by: assign_balanced(w["open"], per_item=2, by=by), "bloc_officer"),
    "unassign": (lambda c, w, by: unassign(w["given"], by=by), "bloc_officer"),
    "open": (lambda c, w, by: open_scoring(w["planned"], by=by), "bloc_officer"),
    "close": (lambda c, w, by: close_one(c, w, by), "bloc_officer"),
    "reopen": (lambda c, w, by: reopen_scoring(w["closed"], reason="Thêm", by=by), "bloc_officer"),
    "attendance": (lambda c, w, by: record_attendance(w["closed"], marks=[], by=by), "bloc_officer"),
    "verdict": (
        lambda c, w, by: set_verdict(w["closed"].items.get(), verdict=Verdict.OUTSTANDING, by=by), "bloc_officer"
    ),
    "conclude": (lambda c, w, by: conclude(w["closed"], by=by), "bloc_officer"),
    "score": (lambda c, w, by: submit_scores(w["given"], scores=given_scores(w["given"].item, 8, 8, 8), by=by), "m1"),
    "return": (lambda c, w, by: return_one(c, w, by), "bloc_officer"),
    "declare conflict": (
        lambda c, w, by: declare_conflict(w["given"].member, item=w["open"].items.get(), reason="Anh em", by=by), "m1"
    ),
}  # fmt: skip


def close_one(cast, world, by):
    score(world["given"], 8, 8, 8)
    return close_scoring(world["open"], by=by)


def return_one(cast, world, by):
    return return_scores(score(world["given"], 8, 8, 8), reason="Nhầm", by=by)


def refusal(deed, cast, world, by) -> str:
    with transaction.atomic():
        try:
            deed(cast, world, by)
        except Refused as refused:
            return str(refused)
        finally:
            transaction.set_rollback(True)
    return ""


@pytest.mark.parametrize("part", ["outsider", "officer", "m2"])
def test_stranger_is_refused_by_every_service(cast, world, part):
    assert [name for name, (deed, _) in DEEDS.items() if not refusal(deed, cast, world, cast.people[part])] == []


def test_right_person_is_refused_by_none(cast, world):
    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in DEEDS.items()}

    assert {name: why for name, why in found.items() if why} == {}


def test_deputy_prepares_and_neither_reopens_nor_concludes(cast, world):
    add_member(world["council"], person=cast.nobody, role=CouncilRole.DEPUTY, by=cast.office, valid_from=HELD)

    assert refusal(DEEDS["plan"][0], cast, world, cast.nobody) == ""
    for name in ("reopen", "conclude", "verdict"):
        assert "Chỉ chủ tịch, thư ký" in refusal(DEEDS[name][0], cast, world, cast.nobody)


@pytest.mark.parametrize("state", [SittingState.PLANNED, SittingState.SCORED, SittingState.CONCLUDED])
def test_nobody_scores_unless_scoring_is_open(cast, world, state):
    given = world["given"]
    given.item.sitting.state = state

    assert may_score(cast.m1, given).reason.startswith("Chưa nhận điểm")


def test_only_who_is_present_makes_the_quorum(cast):
    sitting = make_sitting(cast)
    marks = [AttendanceMark(member, member.person != cast.m1) for member in sitting.council.members.all()]
    record_attendance(sitting, marks=[*marks[:-1], AttendanceMark(marks[-1].member, False)], by=cast.bloc_officer)

    assert "Chưa đủ số người họp: có mặt 3 trên 5 thành viên, cần ít nhất 4." in to_conclude(sitting)


def test_who_declined_an_item_is_not_given_it_again(cast, world):
    declare_conflict(world["given"].member, item=world["given"].item, reason="Anh em", by=cast.m1)
    assert Appraisal.objects.get(pk=world["given"].pk).state == AppraisalState.DECLINED

    with pytest.raises(Refused, match="đã từ chối chấm hồ sơ số 1"):
        assign(world["given"].item, member=world["given"].member, by=cast.bloc_officer)


@pytest.mark.parametrize(("values", "words"), [
    ((10, 10, 10), ""), ((0, 5, 5), "phải ghi lý do"), ((5, 5, 5), ""), ((4.5, 5, 5), "phải ghi lý do"),
    ((10.5, 5, 5), "nằm ngoài thang điểm"), ((-0.5, 5, 5), "nằm ngoài thang điểm"), ((5.2, 5, 5), "không đúng bước"),
])  # fmt: skip
def test_scores_at_the_ends_of_the_scale(cast, values, words):
    given = ready(cast, scored=False).items.get().appraisals.get()
    world, deed = {}, lambda c, w, by: score(given, *values)

    found = refusal(deed, cast, world, cast.m1)
    assert words in found if words else found == ""


def test_a_conflict_is_declared_once_before_scoring_and_before_the_end(cast, world):
    given = world["given"]
    late = world["over"].items.first()
    with pytest.raises(Refused, match="đã kết thúc"):
        declare_conflict(given.member, item=late, reason="Anh em", by=cast.m1)
    score(given, 8, 8, 8)
    with pytest.raises(Refused, match="đã gửi điểm hồ sơ số 1"):
        declare_conflict(given.member, item=given.item, reason="Anh em", by=cast.m1)
    declare_conflict(given.member, unit=cast.unit("cb2"), reason="Quê", by=cast.m1)
    with pytest.raises(Refused, match="đã được khai"):
        declare_conflict(given.member, unit=cast.unit("cb2"), reason="Quê", by=cast.m1)
    with pytest.raises(Refused, match="Hãy chọn một hồ sơ, hoặc một đơn vị"):
        declare_conflict(given.member, reason="Quê", by=cast.m1)


@pytest.mark.parametrize(("day", "is_held"), [(-1, False), (0, True), (30, True), (31, False)])
def test_sitting_is_held_within_the_term_of_the_council(cast, day, is_held):
    make_sitting(cast)
    term = {"valid_from": HELD, "valid_to": HELD + 30 * DAY}
    council = create_council(unit=cast.unit("khoi"), name="Một kỳ", tier=Tier.BLOC, by=cast.office, **term)

    found = refusal(
        lambda c, w, by: plan_sitting(council, title="Phiên", held_on=HELD + day * DAY, by=by),
        cast,
        {},
        cast.bloc_officer,
    )
    assert (found == "") is is_held


def test_seats_of_one_person_and_of_the_chair_do_not_share_a_day(cast):
    council = make_council(cast)
    leaves = end_member(seat_member(council, cast, "approver"), by=cast.office, last_day=HELD)
    chair = {"role": CouncilRole.CHAIR, "by": cast.office}
    for period in ({"valid_from": HELD}, {"valid_from": SINCE, "valid_to": SINCE}):
        with pytest.raises(Refused, match="Hội đồng đã có chủ tịch"):
            add_member(council, person=cast.nobody, **chair, **period)

    assert add_member(council, person=cast.nobody, valid_from=HELD + DAY, **chair).role == CouncilRole.CHAIR
    with pytest.raises(Refused, match="ngày thôi không thể trước đó"):
        end_member(seat_member(council, cast, "m1"), by=cast.office, last_day=SINCE - DAY)
    assert end_member(seat_member(council, cast, "m1"), by=cast.office, last_day=SINCE).valid_to == leaves.valid_from
