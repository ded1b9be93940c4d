"""Councils, their members, and criteria sets."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Council, CriteriaSet, Member
from lantoa.councils.queries import criteria_for, general_sets
from lantoa.councils.services import (
    NewCriterion,
    add_member,
    create_council,
    end_member,
    make_criteria_set,
    new_version,
    weight_faults,
)
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.cast import SINCE
from tests.councils.sitting_cast import make_council, make_set, make_sitting, new_criteria, seat_member

LATER = date(2024, 1, 1)


def test_a_council_is_set_up_and_recorded(cast):
    council = create_council(
        unit=cast.unit("khoi"), name="  Hội đồng  A ", tier="bloc", valid_from=SINCE, by=cast.bloc_office
    )

    assert council.name == "Hội đồng A"
    assert Event.objects.about(council).get().verb == "create_council"


@pytest.mark.parametrize("part", ["officer", "bloc_officer", "outsider", "auditor", "nobody"])
def test_only_office_and_approver_form_councils(cast, part):
    with pytest.raises(Refused, match="Chỉ văn phòng hoặc người duyệt"):
        create_council(unit=cast.unit("khoi"), name="A", tier="bloc", valid_from=SINCE, by=cast.people[part])


def test_a_council_that_ends_before_it_begins_is_refused(cast):
    with pytest.raises(Refused, match="Ngày kết thúc phải từ ngày bắt đầu"):
        create_council(
            unit=cast.unit("khoi"), name="A", tier="bloc", valid_from=LATER, valid_to=SINCE, by=cast.bloc_office
        )


def test_the_same_person_twice_at_a_time_is_refused(cast):
    council = make_council(cast)

    with pytest.raises(Refused, match=r"Ủy Viên 1 đã là ủy viên của hội đồng này \(từ 01/01/2020\)"):
        add_member(council, person=cast.m1, role=CouncilRole.SECRETARY, valid_from=LATER, by=cast.office)


def test_the_database_refuses_the_same_person_twice_too(cast):
    council = make_council(cast)

    with pytest.raises(IntegrityError):
        Member.objects.create(council=council, person=cast.m1, role=CouncilRole.MEMBER, valid_from=LATER)


def test_a_second_chair_is_refused_until_the_first_ends(cast):
    council = make_council(cast)
    end_member(seat_member(council, cast, "m1"), last_day=date(2023, 12, 31), by=cast.office)
    with pytest.raises(Refused, match="Hội đồng đã có chủ tịch là Hoàng Văn Duyệt"):
        add_member(council, person=cast.m1, role=CouncilRole.CHAIR, valid_from=LATER, by=cast.office)
    end_member(seat_member(council, cast, "approver"), last_day=date(2023, 12, 31), by=cast.office)

    chair = add_member(council, person=cast.m1, role=CouncilRole.CHAIR, valid_from=LATER, by=cast.office)

    assert [member for member in council.members.on(LATER) if member.role == CouncilRole.CHAIR] == [chair]


def test_a_seat_that_ended_is_not_ended_again(cast):
    member = seat_member(make_council(cast), cast, "m1")
    end_member(member, last_day=LATER, by=cast.office)

    with pytest.raises(Refused, match="đã thôi tham gia hội đồng từ sau ngày 01/01/2024"):
        end_member(member, last_day=LATER, by=cast.office)
    with pytest.raises(Refused, match="ngày thôi không thể trước đó"):
        end_member(seat_member(member.council, cast, "m2"), last_day=date(2019, 1, 1), by=cast.office)


def test_a_member_outside_the_term_of_the_council_is_refused(cast):
    council = create_council(
        unit=cast.unit("khoi"), name="A", tier="bloc", valid_from=SINCE, valid_to=LATER, by=cast.bloc_office
    )

    with pytest.raises(Refused, match="không thể từ trước đó"):
        add_member(council, person=cast.officer, role="member", valid_from=date(2019, 1, 1), by=cast.office)
    with pytest.raises(Refused, match="không thể sau ngày đó"):
        add_member(council, person=cast.officer, role="member", valid_to=date(2025, 1, 1), by=cast.office)
    assert add_member(council, person=cast.officer, role="member", by=cast.office).valid_to == LATER


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([60, 30], "Tổng trọng số là 90%, phải đúng 100% (thiếu 10%)."),
        ([60, 50], "Tổng trọng số là 110%, phải đúng 100% (thừa 10%)."),
        ([Decimal("33.3")] * 3, "Tổng trọng số là 99,9%, phải đúng 100% (thiếu 0,1%)."),
    ],
)
def test_weights_that_do_not_sum_name_the_sum(weights, words):
    criteria = [NewCriterion(f"Tiêu chí {number}", Decimal(weight)) for number, weight in enumerate(weights)]

    assert weight_faults(criteria) == [words]


def test_every_fault_of_a_set_is_named():
    bad = [NewCriterion("", Decimal(50)), NewCriterion("A", Decimal(50), Decimal(10), Decimal(3))]

    assert weight_faults(bad) == [
        "Tiêu chí 1: hãy ghi tên tiêu chí.",
        "Tiêu chí 2: điểm cao nhất 10 không chia hết cho bước điểm.",
    ]
    assert weight_faults([]) == ["Bộ tiêu chí phải có ít nhất một tiêu chí."]


@pytest.mark.parametrize(("most", "step"), [(500, 100), (1000, 10)])
def test_a_scale_that_no_column_holds_is_refused(most, step):
    faults = weight_faults([NewCriterion("A", Decimal(100), scale_max=Decimal(most), step=Decimal(step))])

    assert faults == ["Tiêu chí 1: điểm cao nhất phải dưới 1.000, bước điểm phải dưới 100."]


def test_a_set_that_does_not_sum_is_not_kept(cast):
    with pytest.raises(Refused, match="Tổng trọng số là 60%"):
        make_set(cast, criteria=new_criteria([("Hiệu quả", 60)]))

    assert not CriteriaSet.objects.exists()


def test_a_new_version_replaces_the_old_from_its_day(cast):
    old = make_set(cast)

    new = new_version(old, criteria=new_criteria([("Hiệu quả", 100)]), valid_from=LATER, by=cast.office)

    old.refresh_from_db()
    assert (new.version, new.supersedes, old.valid_to) == (2, old, date(2023, 12, 31))
    assert general_sets(cast.unit("db1"), date(2023, 6, 1)) == [old]
    assert general_sets(cast.unit("db1"), LATER) == [new]
    assert old.criteria.count() == 3


def test_of_two_new_versions_at_once_the_second_is_refused(cast):
    old, stale = make_set(cast), CriteriaSet.objects.get()
    new_version(old, criteria=new_criteria(), valid_from=LATER, by=cast.office)

    with pytest.raises(Refused, match="đã được thay bằng bản số 2"):
        new_version(stale, criteria=new_criteria(), valid_from=LATER, by=cast.office)


def test_a_version_of_the_same_day_takes_the_place_of_the_first(cast):
    old = make_set(cast)
    new = new_version(old, criteria=new_criteria(), valid_from=SINCE, by=cast.office)

    assert general_sets(cast.unit("khoi"), SINCE) == [new]


def test_the_nearest_set_upward_comes_first(cast):
    top = make_set(cast)
    bloc = make_set(cast, unit=cast.unit("khoi"), name="Của khối")
    country = make_set(cast, unit=None, name="Cả nước")
    own = make_set(cast, sector="economy", name="Kinh tế")

    assert general_sets(cast.unit("db1"), LATER) == [bloc, top, country]
    assert criteria_for(cast.unit("db1"), cast.sector["economy"], LATER) == own
    assert criteria_for(cast.unit("db1"), cast.sector["culture_society"], LATER) is None


def test_a_set_for_all_is_the_province_offices(cast):
    with pytest.raises(Refused, match="Chỉ văn phòng tỉnh"):
        make_criteria_set(unit=None, name="A", criteria=new_criteria(), valid_from=SINCE, by=cast.bloc_office)


def test_councils_are_seen_in_scope_and_by_members(cast):
    council = make_council(cast)
    seen = {
        part: set(Council.objects.visible_to(cast.people[part]))
        for part in ("office", "bloc_office", "auditor", "m1", "officer", "outsider", "nobody")
    }

    everybody = {"office", "bloc_office", "auditor", "m1"}
    assert seen == {part: {council} if part in everybody else set() for part in seen}


def test_a_member_reads_the_criteria_by_which_the_council_judges(cast):
    used, other = make_sitting(cast).criteria, make_set(cast, name="Tiêu chí khác")

    assert list(CriteriaSet.objects.visible_to(cast.m1)) == [used]
    assert set(CriteriaSet.objects.visible_to(cast.officer)) == {used, other}
    assert list(CriteriaSet.objects.visible_to(cast.nobody)) == []


def test_a_member_whose_term_ended_sees_the_council_no_more(cast):
    council = make_council(cast)
    end_member(seat_member(council, cast, "m1"), last_day=LATER, by=cast.office)

    assert not Council.objects.visible_to(cast.m1).exists()
