"""Progress reports: one a period, never taken in by the one who handed it in; the effect that they show."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused, Stale
from lantoa.plans.enums import ProgressState
from lantoa.plans.models import ProgressReport
from lantoa.plans.queries import (
    Period,
    effect_of,
    has_effect_data,
    latest_values,
    open_periods,
    periods_of,
    waiting_progress,
    with_effect_data,
)
from lantoa.plans.rules import may_edit_report, may_move_report, may_report
from lantoa.plans.services.progress import (
    NewMeasurement,
    accept_progress,
    edit_progress,
    send_back_progress,
    submit_progress,
)
from tests.cast import accept_initiative, draft
from tests.plans.plans import FIRST_PERIOD, START, add_plan, write_report

pytestmark = pytest.mark.days

JUNE = date(2023, 6, 30)


@pytest.fixture
def initiative(cast):
    row = accept_initiative(cast)
    add_plan(row, cast.officer)
    return row


def taken_in(cast, report, *, on=None) -> ProgressReport:
    return accept_progress(submit_progress(report, by=cast.officer, on=on), by=cast.approver, on=on)


def test_written_submitted_and_taken_in_by_another(cast, initiative):
    report = submit_progress(write_report(initiative, cast.officer, value=20), by=cast.officer)
    assert waiting_progress(cast.approver).get() == report
    assert "phải do người khác làm" in may_move_report(cast.officer, report, "accept_progress").reason
    done = accept_progress(report, by=cast.approver)
    assert (done.state, done.accepted_on) == (ProgressState.ACCEPTED, timezone.localdate())
    assert waiting_progress(cast.approver).count() == 0
    assert [event.verb for event in Event.objects.about(report)] == [
        "write_progress", "submit_progress", "accept_progress",
    ]  # fmt: skip


def test_who_decides_cannot_take_in_a_report_of_their_own(cast, initiative):
    report = submit_progress(write_report(initiative, cast.bloc_officer), by=cast.bloc_officer)
    assert "phải do người khác làm" in may_move_report(cast.bloc_officer, report, "accept_progress").reason
    assert waiting_progress(cast.bloc_officer).count() == 0


@pytest.mark.parametrize("part", ["outsider", "auditor", "approver"])
def test_only_writers_of_the_unit_report(cast, initiative, part):
    assert "Chỉ cán bộ phụ trách" in may_report(cast.people[part], initiative).reason


def test_nothing_to_report_before_acceptance(cast):
    assert "đã được duyệt" in may_report(cast.officer, draft(cast)).reason


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"period_to": date(2023, 3, 1)}, "trước khi bắt đầu"),
        ({"period_to": timezone.localdate() + timedelta(1)}, "chưa kết thúc"),
        ({"period_from": date(2023, 1, 1), "period_to": date(2023, 3, 14)}, "được duyệt đăng ký ngày 15/03/2023"),
        ({"done": "  "}, "Hãy ghi việc đã làm được"),
    ],
)
def test_periods_and_words_that_cannot_be(cast, initiative, changed, words):
    with pytest.raises(Refused, match=words):
        write_report(initiative, cast.officer, **changed)
    assert ProgressReport.objects.count() == 0


def test_two_reports_never_touch_the_same_days(cast, initiative):
    write_report(initiative, cast.officer)
    with pytest.raises(Refused, match="trùng ngày với báo cáo 01/04/2023 – 30/06/2023"):
        write_report(initiative, cast.officer, period_from=JUNE, period_to=date(2023, 9, 30))
    following = write_report(initiative, cast.officer, period_from=date(2023, 7, 1), period_to=date(2023, 9, 30))
    assert following.state == ProgressState.DRAFT


def test_values_belong_to_the_plan_once(cast, initiative):
    other = accept_initiative(cast, name="Khác")
    strange = add_plan(other, cast.officer).indicators.first()
    report = write_report(initiative, cast.officer)
    twice = [NewMeasurement(strange, Decimal(1)), NewMeasurement(strange, Decimal(2))]
    with pytest.raises(Refused) as refused:
        edit_progress(report, values={}, measurements=twice, by=cast.officer)
    assert refused.value.reasons[-1] == "Mỗi chỉ tiêu chỉ ghi một kết quả trong một kỳ."
    assert "không thuộc kế hoạch" in refused.value.reasons[0]


def test_sent_back_with_a_reason_mended_and_handed_in_again(cast, initiative):
    report = submit_progress(write_report(initiative, cast.officer), by=cast.officer)
    assert "không sửa được" in may_edit_report(cast.officer, report).reason
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        send_back_progress(report, reason=" ", by=cast.approver)
    back = send_back_progress(report, reason="Thiếu số liệu", by=cast.approver)
    mended = edit_progress(back, values={"difficulties": "Mưa lũ"}, measurements=[], by=cast.officer)
    again = submit_progress(mended, by=cast.officer)
    assert (again.state, again.difficulties) == (ProgressState.SUBMITTED, "Mưa lũ")


def test_what_changed_after_reading_is_not_taken_in(cast, initiative):
    report = submit_progress(write_report(initiative, cast.officer), by=cast.officer)
    with pytest.raises(Refused, match="đã thay đổi sau khi bạn mở"):
        accept_progress(report, by=cast.approver, revision=report.revision - 1)


def test_two_people_who_write_at_once(cast, initiative):
    report = write_report(initiative, cast.officer)
    edit_progress(report, values={"done": "Của người thứ nhất"}, measurements=[], by=cast.bloc_officer, revision=1)
    with pytest.raises(Stale) as stale:
        edit_progress(report, values={"done": "Của người thứ hai"}, measurements=[], by=cast.officer, revision=1)
    assert stale.value.fields == ["done"]


def test_effect_is_the_latest_value_taken_in(cast, initiative):
    taken_in(cast, write_report(initiative, cast.officer, value=20), on=date(2023, 7, 5))
    later = FIRST_PERIOD | {"period_from": date(2023, 7, 1), "period_to": date(2023, 9, 30)}
    report = write_report(initiative, cast.officer, value=35, **later)
    (effect,) = effect_of(initiative, timezone.localdate())
    assert (effect.value, effect.measured_on) == (Decimal(20), JUNE)
    assert latest_values(initiative.plan)[effect.indicator.pk].value == Decimal(35)
    taken_in(cast, report, on=date(2023, 10, 8))
    assert effect_of(initiative, timezone.localdate())[0].value == Decimal(35)
    assert effect_of(initiative, date(2023, 10, 7))[0].value == Decimal(20)


def test_effect_data_begins_when_a_report_is_taken_in(cast, initiative):
    taken_in(cast, write_report(initiative, cast.officer, value=20), on=date(2023, 7, 5))
    assert [has_effect_data(initiative, day) for day in (date(2023, 7, 4), date(2023, 7, 5))] == [False, True]
    measured = Initiative.objects.filter(pk__in=with_effect_data(date(2023, 7, 5)))
    assert list(measured) == [initiative]


def test_periods_follow_the_calendar_from_where_the_work_began(cast, initiative):
    assert periods_of(initiative, date(2023, 9, 30)) == [
        Period(date(2023, 7, 1), date(2023, 9, 30)),
        Period(START, JUNE),
    ]
    write_report(initiative, cast.officer)
    assert open_periods(initiative, date(2023, 9, 30)) == [Period(date(2023, 7, 1), date(2023, 9, 30))]
    assert periods_of(initiative, date(2023, 6, 29)) == []


def test_of_two_who_decide_at_once_the_second_is_refused(cast, initiative):
    report = submit_progress(write_report(initiative, cast.officer), by=cast.officer)
    stale = ProgressReport.objects.get(pk=report.pk)
    accept_progress(report, by=cast.approver)
    with pytest.raises(Refused, match="Không thể “trả lại”"):
        send_back_progress(stale, reason="Thiếu", by=cast.bloc_officer)
