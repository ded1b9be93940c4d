"""Steering committees: set up, renewed, and what they lack."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.movement.checks import CHECKS
from lantoa.movement.enums import CommitteeRole, GapKind
from lantoa.movement.models import CommitteeMember, SteeringCommittee
from lantoa.movement.queries import gaps
from lantoa.movement.services import (
    NewMember,
    attach_decision_scan,
    end_committee,
    note_left_office,
    preview_reshuffle,
    reshuffle,
)
from lantoa.units.models import Unit
from lantoa.units.services import assign_role, end_role
from tests.cast import SINCE, make_person
from tests.movement.steering import DEPUTY, HEAD, MEMBER, SET_UP, committee, scan

pytestmark = pytest.mark.days

RENEWED = date(2023, 4, 3)
NEW_HEAD = NewMember("Phạm Văn Mới", CommitteeRole.HEAD, "Phó Bí thư Đảng ủy Khối")


def names(held, on: date) -> list[str]:
    return [str(member) for member in held.members.on_day(on)]


def member(held, name: str) -> CommitteeMember:
    return held.members.get(full_name=name)


def renew_committee(cast, held, leaving=(), joining=(), **changed):
    values = {"decision_no": "30-QĐ/ĐUK", "decided_on": RENEWED, "by": cast.office}
    return reshuffle(held, leaving=leaving, joining=joining, **values | changed)


def list_gaps(cast, on: date | None = None) -> list[tuple]:
    return [
        (gap.unit.code, gap.kind, str(gap.member or "")) for gap in gaps(Unit.objects.all(), on or timezone.localdate())
    ]


def test_a_committee_is_set_up_on_a_decision(cast):
    held = committee(cast, by=cast.bloc_officer)

    assert held.tier == "bloc"
    assert names(held, SET_UP) == ["Nguyễn Văn Trưởng", "Trần Thị Phó", "Lê Văn Viên"]
    assert names(held, SET_UP - timedelta(days=1)) == []
    assert [(d.number, d.is_first) for d in held.decisions.all()] == [("12-QĐ/ĐUK", True)]
    assert Event.objects.filter(verb="establish_committee", object_id=str(held.pk)).count() == 1


@pytest.mark.parametrize("part", ["outsider", "auditor", "approver", "officer", "nobody"])
def test_who_may_not_set_one_up(cast, part):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        committee(cast, by=cast.people[part])
    assert not SteeringCommittee.objects.exists()


def test_a_renewal_closes_and_opens_places(cast):
    held = committee(cast)
    decision = renew_committee(cast, held, [member(held, "Nguyễn Văn Trưởng")], [NEW_HEAD], by=cast.bloc_office)

    assert names(held, RENEWED - timedelta(days=1)) == ["Nguyễn Văn Trưởng", "Trần Thị Phó", "Lê Văn Viên"]
    assert names(held, RENEWED) == ["Phạm Văn Mới", "Trần Thị Phó", "Lê Văn Viên"]
    assert [str(m) for m in decision.left.all()] == ["Nguyễn Văn Trưởng"]
    assert [str(m) for m in decision.joined.all()] == ["Phạm Văn Mới"]
    assert [fault for check in CHECKS for fault in check()] == []


def test_a_preview_says_who_leaves_joins_and_stays(cast):
    held = committee(cast)
    promoted = NewMember("Trần Thị Phó", CommitteeRole.HEAD, DEPUTY.job_title)
    leaving = [member(held, "Nguyễn Văn Trưởng"), member(held, "Trần Thị Phó")]
    preview = preview_reshuffle(held, decision_no="30", decided_on=RENEWED, leaving=leaving, joining=[promoted])

    assert [str(m) for m in preview.staying] == ["Lê Văn Viên"]
    assert [(old.role, new.role) for old, new in preview.replacements] == [("deputy", "head")]
    assert (preview.faults, preview.warnings) == ([], [])
    assert names(held, RENEWED) == ["Nguyễn Văn Trưởng", "Trần Thị Phó", "Lê Văn Viên"]


REFUSED = [
    ([], [MEMBER], {}, "Lê Văn Viên đang là Ủy viên của ban."),
    ([], [NewMember("LE VAN VIEN", CommitteeRole.DEPUTY)], {}, "LE VAN VIEN đang là Ủy viên của ban."),
    ([], [NewMember("Bùi Thị A", "member"), NewMember("Bùi Thị A", "standing")], {}, "Bùi Thị A được ghi hai lần"),
    ([], [NEW_HEAD], {}, "chỉ có một trưởng ban, đang có: Nguyễn Văn Trưởng, Phạm Văn Mới"),
    ([], [NewMember(" ", "member")], {}, "Thành viên thứ 1 chưa có họ tên"),
    ([], [], {}, "Chưa có ai ra hoặc vào"),
    ([], [NewMember("Bùi Thị A", "member")], {"decision_no": " "}, "Hãy ghi số quyết định kiện toàn"),
    ([], [NewMember("Bùi Thị A", "member")], {"decided_on": SET_UP}, "phải sau quyết định gần nhất"),
    ([], [NewMember("Bùi Thị A", "member")], {"decided_on": date(2199, 1, 1)}, "không thể ở tương lai"),
]


@pytest.mark.parametrize(("leaving", "joining", "changed", "words"), REFUSED)
def test_a_renewal_that_cannot_be(cast, leaving, joining, changed, words):
    held = committee(cast)
    with pytest.raises(Refused, match=words.replace("(", r"\(")):
        renew_committee(cast, held, leaving, joining, **changed)
    assert held.members.count() == 3
    assert held.decisions.count() == 1


def test_two_people_of_one_name_in_different_posts_may_sit(cast):
    namesake = NewMember("Lê Văn Viên", CommitteeRole.MEMBER, "Chủ tịch Công đoàn")
    held = committee(cast, members=(HEAD, MEMBER, namesake))
    assert held.members.count() == 3


def test_one_account_has_one_place(cast):
    twice = [NewMember("Anh A", "member", "X", cast.officer), NewMember("Anh B", "deputy", "Y", cast.officer)]
    with pytest.raises(Refused, match="Anh B được ghi hai lần"):
        committee(cast, members=twice)


def test_who_has_left_already_cannot_leave_again(cast):
    held = committee(cast)
    gone = member(held, "Lê Văn Viên")
    renew_committee(cast, held, [gone])
    with pytest.raises(Refused, match="không còn là thành viên"):
        renew_committee(cast, held, [gone], decided_on=date(2023, 9, 1))


@pytest.mark.parametrize("part", ["outsider", "auditor", "approver", "officer"])
def test_who_may_not_renew(cast, part):
    held = committee(cast)
    with pytest.raises(Refused):
        renew_committee(cast, held, [member(held, "Lê Văn Viên")], by=cast.people[part])
    assert names(held, RENEWED)[-1] == "Lê Văn Viên"


def test_units_that_should_have_a_committee_and_have_none(cast):
    committee(cast)
    assert list_gaps(cast) == [
        ("xa-binh", GapKind.NO_COMMITTEE, ""),
        ("xa-an", GapKind.NO_COMMITTEE, ""),
        ("lt", GapKind.NO_COMMITTEE, ""),
    ]


def whole_province(cast, members=(HEAD, DEPUTY, MEMBER)):
    for code in ("lt", "xa-an", "xa-binh"):
        committee(cast, code)
    return committee(cast, "khoi", members)


def test_a_committee_without_a_head(cast):
    whole_province(cast, (DEPUTY, MEMBER))
    assert list_gaps(cast) == [("khoi", GapKind.NO_HEAD, "")]


def test_a_member_who_left_office_is_a_gap_until_replaced(cast):
    held = whole_province(cast)
    left = date(2023, 2, 1)
    note_left_office(member(held, "Lê Văn Viên"), on=left, by=cast.bloc_officer)

    assert list_gaps(cast, left - timedelta(days=1)) == []
    assert list_gaps(cast, left) == [("khoi", GapKind.LEFT_OFFICE, "Lê Văn Viên")]
    renew_committee(cast, held, [], [NewMember("Bùi Thị Thay", CommitteeRole.MEMBER, "Phó Bí thư Đoàn Khối")])
    assert list_gaps(cast, RENEWED) == []


def test_one_newcomer_takes_one_place(cast):
    second = NewMember("Võ Văn Hai", CommitteeRole.MEMBER, "Chủ tịch Công đoàn")
    held = whole_province(cast, (HEAD, MEMBER, second))
    note_left_office(member(held, "Lê Văn Viên"), on=date(2023, 2, 1), by=cast.office)
    note_left_office(member(held, "Võ Văn Hai"), on=date(2023, 3, 1), by=cast.office)
    renew_committee(cast, held, [], [NewMember("Bùi Thị Thay", CommitteeRole.MEMBER, "Phó Bí thư Đoàn Khối")])
    assert list_gaps(cast) == [("khoi", GapKind.LEFT_OFFICE, "Võ Văn Hai")]


def test_a_member_whose_account_has_no_role_any_more(cast):
    person = make_person("can-bo", "Hà Văn Cán")
    role = assign_role(person, unit=cast.unit("khoi"), kind="officer", by=None, on=SINCE)
    whole_province(cast, (HEAD, NewMember("Hà Văn Cán", CommitteeRole.MEMBER, "Chuyên viên", person)))
    assert list_gaps(cast) == []

    end_role(role, by=cast.office, on=timezone.localdate() - timedelta(days=1))
    assert list_gaps(cast) == [("khoi", GapKind.NO_ACCOUNT, "Hà Văn Cán")]


def test_a_note_of_leaving_office_is_taken_back(cast):
    held = whole_province(cast)
    noted = note_left_office(member(held, "Lê Văn Viên"), on=date(2023, 2, 1), by=cast.office)
    note_left_office(noted, on=None, by=cast.office)
    assert list_gaps(cast) == []


def test_leaving_office_before_joining_is_refused(cast):
    held = committee(cast)
    with pytest.raises(Refused, match="ngày thôi chức vụ phải từ ngày đó trở đi"):
        note_left_office(member(held, "Lê Văn Viên"), on=date(2021, 2, 1), by=cast.office)


def test_the_scan_of_a_decision(cast):
    decision = attach_decision_scan(committee(cast).decisions.get(), scan=scan(), by=cast.bloc_officer)
    assert decision.scan.name == "quyet-dinh.pdf"
    with pytest.raises(Refused):
        attach_decision_scan(decision, scan=scan("khac.pdf"), by=cast.outsider)


def test_gaps_cost_the_same_for_few_and_many(cast, django_assert_num_queries):
    whole_province(cast)
    with django_assert_num_queries(4):
        gaps(Unit.objects.filter(code="khoi"), timezone.localdate())
    with django_assert_num_queries(4):
        gaps(Unit.objects.all(), timezone.localdate())


def test_a_committee_ends_with_all_its_places(cast):
    held = whole_province(cast)
    held = end_committee(held, on=RENEWED, by=cast.bloc_office, reason="Giải thể khối")
    assert (len(names(held, RENEWED)), names(held, RENEWED + timedelta(days=1))) == (3, [])
    assert list_gaps(cast) == [("khoi", GapKind.NO_COMMITTEE, "")]
    with pytest.raises(Refused, match="đã thôi hoạt động"):
        renew_committee(cast, held, joining=[NEW_HEAD])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"on": date(2021, 2, 1)}, "từ quyết định gần nhất"),
        ({"on": date(2199, 1, 1)}, "không thể ở tương lai"),
        ({"reason": " "}, "Hãy ghi lý do"),
    ],
)
def test_an_end_that_cannot_be(cast, changed, words):
    with pytest.raises(Refused, match=words):
        end_committee(committee(cast), **({"on": RENEWED, "by": cast.office, "reason": "Sáp nhập"} | changed))


def test_a_dissolved_unit_lacks_no_committee(cast):
    whole_province(cast)
    Unit.objects.filter(code="xa-an").update(valid_to=date(2023, 1, 1))
    note_left_office(
        member(SteeringCommittee.objects.get(unit__code="xa-an"), "Lê Văn Viên"), on=RENEWED, by=cast.office
    )
    assert list_gaps(cast) == []
