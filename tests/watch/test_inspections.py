"""Visits of a superior, and the follow-up that they ask for, through the services."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lantoa.initiatives.services import withdraw
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.watch.forms.inspections import InspectionForm
from lantoa.watch.models import FollowUp, Inspection
from lantoa.watch.services.inspections import NewFollowUp, complete_follow_up, record_inspection
from tests.cast import DAY, accept_initiative, submit_initiative

HELD = DAY + timedelta(days=30)
ASKED = NewFollowUp("Bổ sung mốc quý IV", "Lò Thị Bí thư", HELD + timedelta(days=30))


def visit(cast, initiative=None, *, by="bloc_officer", unit="khoi", **changed) -> Inspection:
    told = {
        "kind": "inspection",
        "held_on": HELD,
        "people": "Trần Thị Khối",
        "findings": "Làm tốt",
        "follow_ups": [ASKED],
    }
    return record_inspection(
        initiative or accept_initiative(cast), by_unit=cast.unit(unit), by=cast.people[by], **told | changed
    )


def test_visit_is_kept_with_its_follow_up_and_in_the_history(cast):
    held = visit(cast)

    assert (str(held), held.by_unit, held.recorded_by) == (
        "Kiểm tra ngày 14/04/2023",
        cast.unit("khoi"),
        cast.bloc_officer,
    )
    assert list(held.follow_ups.values_list("content", "owner", "due_on")) == [
        ("Bổ sung mốc quý IV", "Lò Thị Bí thư", ASKED.due_on)
    ]
    event = Event.objects.about(held.initiative).last()
    assert (event.verb, event.after["note"]) == (
        "record_inspection",
        "Kiểm tra ngày 14/04/2023, Đảng ủy Khối các cơ quan và doanh nghiệp",
    )


@pytest.mark.parametrize("by", ["officer", "auditor", "outsider", "nobody"])
def test_visit_by_who_is_no_superior_is_refused(cast, by):
    with pytest.raises(Refused, match="không tự kiểm tra mình"):
        visit(cast, by=by)


@pytest.mark.parametrize(("unit", "words"), [("db1", "không tự hướng dẫn"), ("xa-an", "không phải là cấp trên")])
def test_visit_of_a_unit_that_is_no_superior_is_refused(cast, unit, words):
    with pytest.raises(Refused, match=words):
        visit(cast, unit=unit)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"held_on": timezone.localdate() + timedelta(days=1)}, "không thể sau hôm nay"),
        ({"held_on": DAY - timedelta(days=1)}, "từ đó trở đi"),
        ({"findings": "  "}, "nội dung và kết quả"),
        ({"follow_ups": [NewFollowUp("Sửa", "Ông A", DAY)]}, "hạn không thể trước"),
        ({"follow_ups": [NewFollowUp("Sửa", "", HELD)]}, "người chịu trách nhiệm"),
    ],
)
def test_visit_that_cannot_be_is_refused_and_nothing_is_written(cast, changed, words):
    with pytest.raises(Refused, match=words):
        visit(cast, **changed)
    assert (Inspection.objects.count(), FollowUp.objects.count()) == (0, 0)


def test_all_faults_are_told_at_once(cast):
    with pytest.raises(Refused) as refused:
        visit(cast, held_on=DAY - timedelta(days=1), findings="", follow_ups=[NewFollowUp("", "", HELD)])
    assert len(refused.value.reasons) == 3


def test_visit_before_acceptance_or_after_the_end_is_refused(cast):
    with pytest.raises(Refused, match="đã được duyệt đăng ký"):
        visit(cast, submit_initiative(cast))
    gone = withdraw(accept_initiative(cast), by=cast.office, reason="Thôi")
    with pytest.raises(Refused, match="đã thôi"):
        visit(cast, gone)


def test_follow_up_is_done_by_the_unit_with_a_result(cast):
    row = visit(cast).follow_ups.get()

    done = complete_follow_up(row, result="Đã bổ sung", by=cast.officer, on=HELD + timedelta(days=3))

    assert (done.done_on, done.done_note) == (HELD + timedelta(days=3), "Đã bổ sung")
    assert Event.objects.about(done.inspection.initiative).last().after["result"] == "Đã bổ sung"


def test_follow_up_done_by_two_people_is_taken_once(cast):
    row = visit(cast).follow_ups.get()
    complete_follow_up(row, result="Đã bổ sung", by=cast.officer)

    with pytest.raises(Refused, match="đã được báo xong"):
        complete_follow_up(row, result="Tôi cũng làm", by=cast.bloc_officer)


@pytest.mark.parametrize(
    ("by", "changed", "words"),
    [
        ("approver", {}, "Chỉ cán bộ phụ trách"),
        ("outsider", {}, "Chỉ cán bộ phụ trách"),
        ("officer", {"result": " "}, "Hãy ghi kết quả"),
        ("officer", {"on": timezone.localdate() + timedelta(days=1)}, "không thể sau hôm nay"),
        ("officer", {"on": DAY}, "không thể trước đó"),
    ],
)
def test_follow_up_that_cannot_be_done_so_is_refused(cast, by, changed, words):
    row = visit(cast).follow_ups.get()
    with pytest.raises(Refused, match=words):
        complete_follow_up(row, by=cast.people[by], **{"result": "Đã bổ sung"} | changed)
    row.refresh_from_db()
    assert row.done_on is None


@pytest.mark.parametrize(("part", "unit"), [("bloc_officer", "khoi"), ("office", "db1")])
def test_a_visit_is_at_first_of_the_superior_one_works_for(cast, part, unit):
    initiative = accept_initiative(cast, unit=cast.unit("cb11"))
    form = InspectionForm(user=cast.people[part], initiative=initiative)

    assert form["by_unit"].value() == unit
