"""Attendance, verdicts, the end of a sitting, the signed minutes; the checks and the arithmetic."""

import io
from decimal import Decimal

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.councils.checks import CHECKS
from lantoa.councils.documents import write_decision, write_minutes
from lantoa.councils.enums import SittingState, Verdict
from lantoa.councils.models import Appraisal, CriteriaSet, Criterion, Member, Sitting
from lantoa.councils.services import (
    AttendanceMark,
    assign_balanced,
    attach_minutes,
    close_scoring,
    conclude,
    open_scoring,
    plan_sitting,
    record_attendance,
    reopen_scoring,
    set_verdict,
    take_off_agenda,
    to_conclude,
)
from lantoa.councils.totals import mean, spread, weighted_total
from lantoa.kit.file_models import StoredFile
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.councils.sitting_cast import HELD, make_council, make_sitting, score, seat_member
from tests.councils.test_life import conclude_sitting


@pytest.fixture
def closed(cast):
    sitting = open_scoring(make_sitting(cast, items=2), by=cast.bloc_officer)
    for appraisal in assign_balanced(sitting, per_item=3, by=cast.bloc_officer):
        score(appraisal, 8, 8, 8)
    return close_scoring(sitting, by=cast.bloc_officer)


def attend(cast, sitting, *parts) -> None:
    marks = [AttendanceMark(seat_member(sitting.council, cast, part), True) for part in parts]
    record_attendance(sitting, marks=marks, by=cast.bloc_officer)


def decide_all(cast, sitting) -> None:
    for item in sitting.items.all():
        set_verdict(item, verdict=Verdict.RECOMMENDED, by=cast.approver)


def test_a_sitting_without_a_set_of_criteria_is_not_called(cast):
    with pytest.raises(Refused, match="Chưa có bộ tiêu chí chung"):
        plan_sitting(make_council(cast), title="A", held_on=HELD, by=cast.bloc_officer)


def test_an_empty_agenda_is_not_opened(cast):
    with pytest.raises(Refused, match="chưa có hồ sơ nào"):
        open_scoring(make_sitting(cast, items=0), by=cast.bloc_officer)


def test_an_item_without_scores_keeps_scoring_open(cast):
    sitting = open_scoring(make_sitting(cast), by=cast.bloc_officer)

    with pytest.raises(Refused, match="Chưa có phiếu chấm nào cho hồ sơ số 1"):
        close_scoring(sitting, by=cast.bloc_officer)


def test_of_two_who_open_at_once_the_second_is_refused(cast):
    sitting = make_sitting(cast)
    stale = Sitting.objects.get()
    open_scoring(sitting, by=cast.bloc_officer)

    with pytest.raises(Refused, match="Không thể “mở chấm điểm” khi đang ở trạng thái “Đang chấm điểm”"):
        open_scoring(stale, by=cast.approver)


def test_what_is_missing_is_named_before_the_end(cast, closed):
    attend(cast, closed, "approver", "m1", "m2")

    assert to_conclude(closed) == [
        "Chưa ghi kết quả: hồ sơ số 1, hồ sơ số 2.",
        "Chưa đủ số người họp: có mặt 3 trên 5 thành viên, cần ít nhất 4.",
    ]
    with pytest.raises(Refused) as refused:
        conclude(closed, by=cast.approver)
    assert refused.value.reasons == to_conclude(closed)


def test_of_two_who_conclude_at_once_the_second_is_refused(cast, closed):
    stale = Sitting.objects.get(pk=closed.pk)
    attend(cast, closed, "approver", "bloc_officer", "m1", "m2")
    decide_all(cast, closed)
    conclude(closed, by=cast.approver)

    with pytest.raises(Refused, match="khi đang ở trạng thái “Đã kết thúc”"):
        conclude(stale, by=cast.bloc_officer)


@pytest.mark.parametrize("part", ["m1", "officer", "outsider", "auditor", "nobody"])
def test_only_chair_secretary_or_office_decide(cast, closed, part):
    with pytest.raises(Refused, match="Chỉ chủ tịch, thư ký"):
        set_verdict(closed.items.first(), verdict=Verdict.RECOMMENDED, by=cast.people[part])


def test_nobody_decides_or_concludes_an_own_file(cast, closed):
    decide_all(cast, closed)
    attend(cast, closed, "approver", "bloc_officer", "m1", "m2")
    own = closed.items.first()
    own.concerned.add(cast.approver)

    with pytest.raises(Refused, match="Bạn là người có liên quan đến hồ sơ này"):
        set_verdict(own, verdict=Verdict.OUTSTANDING, by=cast.approver)
    with pytest.raises(Refused, match="Bạn có liên quan đến hồ sơ số 1"):
        conclude(closed, by=cast.approver)
    assert conclude(closed, by=cast.bloc_officer).state == SittingState.CONCLUDED


def test_not_recommending_needs_a_reason(cast, closed):
    with pytest.raises(Refused, match="phải ghi lý do"):
        set_verdict(closed.items.first(), verdict=Verdict.NOT_RECOMMENDED, by=cast.approver, reason=" ")


def test_the_second_verdict_of_two_at_once_is_refused(cast, closed):
    item, stale = closed.items.first(), closed.items.first()
    set_verdict(item, verdict=Verdict.RECOMMENDED, by=cast.approver)

    with pytest.raises(Refused, match="Hoàng Văn Duyệt đã ghi kết quả hồ sơ số 1: “Đề nghị công nhận”"):
        set_verdict(stale, verdict=Verdict.OUTSTANDING, by=cast.bloc_officer)


def test_opening_again_takes_verdicts_back_and_keeps_them_in_the_history(cast, closed):
    decide_all(cast, closed)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        reopen_scoring(closed, by=cast.approver, reason="")

    reopened = reopen_scoring(closed, by=cast.approver, reason="Thêm phiếu")

    event = Event.objects.about(reopened).last()
    assert [item.verdict for item in reopened.items.all()] == ["", ""]
    assert event.after["verdicts_taken_back"] == dict.fromkeys(("Hồ sơ số 1", "Hồ sơ số 2"), "Đề nghị công nhận")


def test_strangers_are_not_marked_present(cast, closed):
    other = make_council(cast, unit="lt")
    stranger = Member.objects.get(council=other, person=cast.m1)

    with pytest.raises(Refused, match="Không phải thành viên hội đồng vào ngày họp: Ủy Viên 1"):
        record_attendance(closed, marks=[AttendanceMark(stranger, True)], by=cast.bloc_officer)


def test_nothing_changes_after_the_end_but_the_scan(cast):
    sitting = conclude_sitting(cast)
    scan = StoredFile.objects.create(sha256="0" * 64, name="bb.pdf", content_type="application/pdf", size=9, path="x")
    with pytest.raises(Refused, match="đã kết thúc"):
        attend(cast, sitting, "m1")
    with pytest.raises(Refused):
        take_off_agenda(sitting.items.first(), by=cast.approver, reason="Nhầm")

    assert attach_minutes(sitting, scan=scan, by=cast.bloc_officer, minutes_no="02-BB").scan == scan


def test_a_scan_waits_for_the_end(cast, closed):
    with pytest.raises(Refused, match="sau khi kết thúc"):
        attach_minutes(closed, scan=None, by=cast.bloc_officer)


def test_the_minutes_say_who_was_there_and_what_was_decided(cast):
    sitting, file = conclude_sitting(cast), io.BytesIO()

    write_minutes(sitting, file, viewer=cast.office, on=HELD)

    document = Document(file)
    text = "\n".join(row.text for row in document.paragraphs)
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert "Có mặt 5 trên 5 thành viên; số cần để họp: 4." in text
    assert "Số hồ sơ: 2; đề nghị công nhận: 2" in text
    assert ["1", "Hoàng Văn Duyệt", "Chủ tịch hội đồng", "có mặt"] in cells
    unit = "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"
    assert ["1", "Vườn rau sạch 1", unit, "3/3", "75,00", "Đề nghị công nhận"] in cells


def test_the_draft_decision_lists_only_what_is_recommended(cast, closed):
    first, second = closed.items.order_by("position")
    set_verdict(first, verdict=Verdict.NOT_RECOMMENDED, by=cast.approver, reason="Thiếu số liệu")
    set_verdict(second, verdict=Verdict.OUTSTANDING, by=cast.approver)
    file = io.BytesIO()

    write_decision(closed, file, viewer=cast.office, on=HELD)

    document = Document(file)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert "Vườn rau sạch 2" in cells
    assert "Vườn rau sạch 1" not in cells
    assert any("1 hồ sơ, trong đó 1 hồ sơ tiêu biểu" in row.text for row in document.paragraphs)


def test_checks_find_what_was_changed_past_the_services(cast):
    sitting = conclude_sitting(cast)
    Appraisal.objects.filter(item__position=1).update(total=1)
    Criterion.objects.filter(name="Hiệu quả").update(weight=50)
    sitting.items.get(position=1).concerned.add(cast.m1)
    Member.objects.filter(person=cast.m2).update(role="chair", valid_to="2030-01-01")
    faults = " ".join(fault for check in CHECKS for fault in check())

    for words in ("tổng ghi 1, tính lại là", "tổng trọng số là 90%", "mà mình có liên quan", "cùng là chủ tịch"):
        assert words in faults
    assert CriteriaSet.objects.count() == 1


def test_disagreement_needs_enough_scores():
    totals = [Decimal(60), Decimal(80)]

    assert spread(totals, at_least=3) is None
    found = spread([*totals, Decimal(70)], at_least=3)
    assert (found.width, found.deviation, mean([*totals, Decimal(70)])) == (20, Decimal("8.16"), 70)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 9)), min_size=1, max_size=6))
def test_totals_lie_between_none_and_a_hundred_and_follow_a_naive_sum(rows):
    whole = sum(weight for _, weight in rows)
    parts = [(Decimal(half) / 2, Decimal(10), Decimal(weight) * 100 / whole) for half, weight in rows]
    naive = sum(half / 20 * weight / whole * 100 for half, weight in rows)

    total = weighted_total(parts)

    assert 0 <= total <= 100
    assert abs(float(total) - naive) < 0.006
