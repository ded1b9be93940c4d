"""Agenda, assignment, conflicts of interest, scores and who may read them."""

from datetime import date
from decimal import Decimal

import pytest

from lantoa.councils.enums import AppraisalState
from lantoa.councils.models import Appraisal, Item, Score
from lantoa.councils.queries import conflicts, next_unscored, results, waiting_appraisals
from lantoa.councils.services import (
    assign,
    assign_balanced,
    assign_many,
    close_scoring,
    declare_conflict,
    end_member,
    open_scoring,
    plan_balanced,
    put_on_agenda,
    return_scores,
    submit_scores,
    take_off_agenda,
    unassign,
)
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE
from tests.councils.sitting_cast import given_scores, make_item, make_set, make_sitting, score, seat_member


@pytest.fixture
def sitting(cast):
    return open_scoring(make_sitting(cast, items=2), by=cast.bloc_officer)


def give(cast, item, part) -> Appraisal:
    return assign(item, member=seat_member(item.sitting.council, cast, part), by=cast.bloc_officer)


def pairs_of(sitting) -> list[tuple[int, str]]:
    rows = Appraisal.objects.filter(item__sitting=sitting).order_by("item__position", "member_id")
    return list(rows.values_list("item__position", "member__person__username"))


def test_an_item_of_a_sector_with_a_set_of_its_own_is_judged_by_it(cast):
    own = make_set(cast, sector="economy", name="Kinh tế")
    make_set(cast)
    sitting = make_sitting(cast, items=0)

    assert make_item(cast, sitting, sector=cast.sector["economy"]).criteria == own
    assert make_item(cast, sitting, sector=cast.sector["culture_society"]).criteria == sitting.criteria


def test_a_unit_elsewhere_in_the_tree_is_not_judged(cast, sitting):
    with pytest.raises(Refused, match="không trực thuộc"):
        make_item(cast, sitting, unit=cast.unit("xa-an"))


def test_numbers_of_items_that_were_taken_off_stay_free(cast, sitting):
    take_off_agenda(sitting.items.get(position=2), by=cast.bloc_officer, reason="Rút đăng ký")

    assert make_item(cast, sitting).position == 3
    assert [item.position for item in Item.objects.on_agenda()] == [1, 3]


def test_a_scored_item_stays_on_the_agenda(cast, sitting):
    item = sitting.items.first()
    score(give(cast, item, "m1"), 8, 8, 8)

    with pytest.raises(Refused, match="đã có phiếu chấm"):
        take_off_agenda(item, by=cast.bloc_officer, reason="Rút")


def test_the_outsider_prepares_nothing(cast, sitting):
    item = sitting.items.first()
    with pytest.raises(Refused, match="Chỉ chủ tịch"):
        put_on_agenda(sitting, unit=item.unit, title="A", content=[], concerned=[], by=cast.outsider)
    with pytest.raises(Refused, match="Chỉ chủ tịch"):
        assign(item, member=seat_member(sitting.council, cast, "m1"), by=cast.outsider)


def test_balanced_assignment_gives_to_whoever_has_least_and_repeats_itself(cast, sitting):
    make_item(cast, sitting)
    plan = plan_balanced(sitting, per_item=2, by=cast.bloc_officer)

    assign_balanced(sitting, per_item=2, by=cast.bloc_officer)

    planned = [(row.item.position, row.member.person.username) for row in plan.new]
    assert planned == pairs_of(sitting)
    assert pairs_of(sitting) == [(1, "approver"), (1, "m1"), (2, "m2"), (2, "m3"), (3, "approver"), (3, "m1")]
    assert assign_balanced(sitting, per_item=2, by=cast.bloc_officer) == []


def test_balanced_assignment_passes_over_conflicts_and_says_what_stays_short(cast, sitting):
    first = sitting.items.get(position=1)
    first.concerned.add(cast.m1, cast.m2, cast.approver)

    plan = plan_balanced(sitting, per_item=2, by=cast.bloc_officer)

    assert [row.member.person for row in plan.new if row.item == first] == [cast.m3]
    assert plan.short == ((first, 1),)


def test_an_own_file_is_never_assigned(cast, sitting):
    item = sitting.items.first()
    item.concerned.add(cast.m1)

    with pytest.raises(Refused, match="có liên quan trực tiếp đến hồ sơ"):
        give(cast, item, "m1")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("db1", "có vai trò tại “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn” (đơn vị của hồ sơ)"),
        ("cb11", "có vai trò tại “Chi bộ Văn phòng Sở” (cấp dưới trực tiếp)"),
        ("cb2", None),
        ("khoi", None),
        ("xa-an", None),
        (None, None),
    ],
)
def test_roles_near_the_unit_are_a_conflict(cast, sitting, code, words):
    kind = RoleKind.OFFICER if code else RoleKind.OFFICE
    assign_role(cast.m1, unit=cast.unit(code) if code else None, kind=kind, by=None, on=SINCE)
    member, item = seat_member(sitting.council, cast, "m1"), sitting.items.first()

    assert conflicts(item, [member]) == ({member.pk: [words]} if words else {})


def test_a_superior_that_is_not_the_councils_unit_is_a_conflict(cast, sitting):
    assign_role(cast.m1, unit=cast.unit("db1"), kind=RoleKind.APPROVER, by=None, on=SINCE)
    item = make_item(cast, sitting, unit=cast.unit("cb11"))

    with pytest.raises(Refused, match="cấp trên trực tiếp"):
        give(cast, item, "m1")


def test_the_councils_own_unit_does_not_judge_itself(cast, sitting):
    item = make_item(cast, sitting, unit=cast.unit("khoi"))
    members = [seat_member(sitting.council, cast, part) for part in ("approver", "bloc_officer", "m1")]

    assert set(conflicts(item, members)) == {member.pk for member in members[:2]}


def test_a_role_that_ended_is_no_conflict(cast, sitting):
    role = assign_role(cast.m1, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=SINCE)
    role.valid_to = date(2021, 1, 1)
    role.save()

    assert conflicts(sitting.items.first(), [seat_member(sitting.council, cast, "m1")]) == {}


def test_a_declared_conflict_takes_the_item_from_the_member(cast, sitting):
    first = sitting.items.get(position=1)
    given = give(cast, first, "m1")

    declare_conflict(given.member, item=first, reason="Là người nhà", by=cast.m1)

    given.refresh_from_db()
    assert (given.state, given.decline_reason) == (AppraisalState.DECLINED, "Là người nhà")
    assert list(waiting_appraisals(cast.m1)) == []
    with pytest.raises(Refused, match="đã từ chối chấm hồ sơ số 1"):
        give(cast, first, "m1")


def test_a_declared_unit_counts_for_all_its_items(cast, sitting):
    member = seat_member(sitting.council, cast, "m1")
    declare_conflict(member, unit=cast.unit("db1"), reason="Từng công tác", by=cast.m1)

    assert {tuple(conflicts(item, [member])[member.pk]) for item in sitting.items.all()} == {
        ("tự khai: Từng công tác",)
    }
    with pytest.raises(Refused, match="đã được khai"):
        declare_conflict(member, unit=cast.unit("db1"), reason="Lần nữa", by=cast.m1)
    with pytest.raises(Refused, match="Chỉ chủ tịch"):
        declare_conflict(member, unit=cast.unit("cb2"), reason="Người khác khai", by=cast.m2)


def test_a_total_is_weighted_to_a_hundred(cast, sitting):
    given = give(cast, sitting.items.first(), "m1")
    scores = given_scores(given.item, 10, "7.5", 0, reason="Chưa nơi nào làm theo")  # 60 + 22.5 + 0

    assert submit_scores(given, scores=scores, by=cast.m1).total == Decimal("82.50")


@pytest.fixture
def given(cast, sitting):
    return give(cast, sitting.items.first(), "m1")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((11, 8, 8), "“Hiệu quả”: điểm 11 nằm ngoài thang điểm; hãy cho điểm từ 0 đến 10."),
        ((-1, 8, 8), "“Hiệu quả”: điểm -1 nằm ngoài thang điểm; hãy cho điểm từ 0 đến 10."),
        (("7.3", 8, 8), "“Hiệu quả”: điểm 7,3 không đúng bước; hãy cho điểm theo bước 0,5, từ 0 đến 10."),
        (("4.5", 8, 8), "“Hiệu quả”: điểm dưới 50% thang điểm phải ghi lý do."),
    ],
)
def test_scores_that_cannot_be_are_refused(cast, given, values, words):
    with pytest.raises(Refused) as refused:
        submit_scores(given, scores=given_scores(given.item, *values), by=cast.m1)

    assert refused.value.reasons == [words]
    assert not Score.objects.exists()


def test_a_missing_score_is_named(cast, given):
    scores = given_scores(given.item, 8, 8, 8)
    scores.popitem()

    with pytest.raises(Refused, match="“Nhân rộng”: chưa có điểm"):
        submit_scores(given, scores=scores, by=cast.m1)


def test_a_low_score_with_its_reason_is_taken(cast, given):
    scores = given_scores(given.item, 3, 8, 8, reason="Chưa có số liệu")

    assert submit_scores(given, scores=scores, by=cast.m1).scores.first().reason == "Chưa có số liệu"


def test_the_second_of_two_windows_is_refused(cast, given):
    stale = Appraisal.objects.get(pk=given.pk)
    score(given, 8, 8, 8)

    with pytest.raises(Refused, match="đã được gửi trước đó"):
        score(stale, 2, 2, 2)
    assert Appraisal.objects.get(pk=given.pk).total == 80


@pytest.mark.parametrize("part", ["m2", "bloc_officer", "office", "outsider"])
def test_nobody_scores_for_another(cast, given, part):
    with pytest.raises(Refused, match="không được phân công cho bạn"):
        submit_scores(given, scores=given_scores(given.item, 8, 8, 8), by=cast.people[part])


def test_whoever_became_concerned_does_not_score(cast, given):
    given.item.concerned.add(cast.m1)

    with pytest.raises(Refused, match="nên không được chấm"):
        score(given, 8, 8, 8)


def test_a_term_that_ended_scores_no_more(cast, given):
    end_member(given.member, last_day=date(2024, 1, 1), by=cast.office)

    with pytest.raises(Refused, match="Nhiệm kỳ của bạn"):
        score(given, 8, 8, 8)


def test_scores_that_were_returned_are_given_again(cast, given):
    score(given, 8, 8, 8)
    with pytest.raises(Refused, match="Chỉ chủ tịch"):
        return_scores(given, by=cast.m1, reason="Tôi muốn sửa")
    return_scores(given, by=cast.bloc_officer, reason="Gõ nhầm")

    assert score(given, 9, 9, 9).total == 90


def test_a_scored_item_is_not_taken_back(cast, given):
    score(given, 8, 8, 8)

    with pytest.raises(Refused, match="không thu lại được"):
        unassign(given, by=cast.bloc_officer)


def test_nothing_is_assigned_twice_or_after_closing(cast, given):
    with pytest.raises(Refused, match="đã được phân công hồ sơ số 1"):
        give(cast, given.item, "m1")
    for item in given.item.sitting.items.all():
        score(give(cast, item, "m2"), 8, 8, 8)
    sitting = close_scoring(given.item.sitting, by=cast.bloc_officer)
    with pytest.raises(Refused, match="Đã khóa điểm"):
        assign_many(sitting, pairs=[(given.item, seat_member(sitting.council, cast, "m3"))], by=cast.bloc_officer)


def test_others_scores_open_after_ones_own(cast, given):
    other = give(cast, given.item, "m2")
    score(other, 8, 8, 8)
    assert other not in Appraisal.objects.visible_to(cast.m1)
    assert not Score.objects.visible_to(cast.m1).exists()

    score(given, 6, 6, 6)

    assert set(Appraisal.objects.visible_to(cast.m1)) == {given, other}


@pytest.mark.parametrize("part", ["office", "bloc_officer", "approver", "auditor", "m3"])
def test_nobody_else_reads_values_while_scores_are_given(cast, given, part):
    score(given, 8, 8, 8)
    line = results(given.item.sitting, cast.people[part]).items[0]

    assert not Appraisal.objects.visible_to(cast.people[part]).exists()
    assert (line.progress.done, line.progress.given, line.mean, line.spread) == (1, 1, None, None)


def test_all_scores_are_open_once_they_are_closed(cast, given):
    score(given, 8, 8, 8)
    score(give(cast, given.item.sitting.items.get(position=2), "m2"), 8, 8, 8)
    close_scoring(given.item.sitting, by=cast.bloc_officer)

    assert Appraisal.objects.visible_to(cast.auditor).count() == 2
    assert Appraisal.objects.visible_to(cast.m3).count() == 2
    assert not Appraisal.objects.visible_to(cast.outsider).exists()


def test_members_see_the_items_given_to_them(cast, given):
    assert list(Item.objects.visible_to(cast.m1)) == [given.item]
    assert not Item.objects.visible_to(cast.m2).exists()
    assert Item.objects.visible_to(cast.approver).count() == 2
    assert not Item.objects.visible_to(cast.outsider).exists()


def test_the_next_item_is_the_one_behind_then_the_first(cast, given):
    sitting = given.item.sitting
    second = give(cast, sitting.items.get(position=2), "m1")

    assert next_unscored(cast.m1, sitting, after=given.item) == second
    assert next_unscored(cast.m1, sitting, after=second.item) == given
    score(second, 8, 8, 8), score(given, 8, 8, 8)
    assert next_unscored(cast.m1, sitting) is None
