"""Plans: made and changed as a whole, refused with every fault, milestones done and opened again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lantoa.initiatives.services import withdraw
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused, Stale
from lantoa.plans.models import Plan
from lantoa.plans.queries import earlier_plan, waiting_milestones
from lantoa.plans.rules import may_complete_milestone, may_plan
from lantoa.plans.services.planning import complete_milestone, make_plan, reopen_milestone
from lantoa.plans.services.progress import accept_progress, submit_progress
from tests.cast import accept_initiative, draft, submit_initiative
from tests.plans.plans import (
    COMPLAINTS,
    DATES,
    END,
    HOUSEHOLDS,
    LAUNCH,
    START,
    SURVEY,
    add_plan,
    plan_values,
    write_report,
)

pytestmark = pytest.mark.days


def faults(initiative, by, **changed) -> list[str]:
    with pytest.raises(Refused) as refused:
        add_plan(initiative, by, **changed)
    assert not Plan.objects.filter(initiative=initiative).exists()
    return refused.value.reasons


def read_rows(plan):
    """The plan's rows as they stand, to be handed in again."""
    milestones = [
        replace(given, key=row.pk) for given, row in zip((SURVEY, LAUNCH), plan.milestones.all(), strict=True)
    ]
    indicators = [
        replace(given, key=row.pk) for given, row in zip((HOUSEHOLDS, COMPLAINTS), plan.indicators.all(), strict=True)
    ]
    return {"milestones": milestones, "indicators": indicators}


def test_planned_before_and_after_acceptance(cast):
    for initiative in (draft(cast), submit_initiative(cast, name="Hai"), accept_initiative(cast, name="Ba")):
        plan = add_plan(initiative, cast.officer)
        assert [row.name for row in plan.milestones.all()] == [SURVEY.name, LAUNCH.name]
        assert [row.name for row in plan.indicators.all()] == [HOUSEHOLDS.name, COMPLAINTS.name]
        assert Event.objects.about(initiative).last().after["note"] == "2 mốc, 2 chỉ tiêu"


@pytest.mark.parametrize("part", ["outsider", "auditor", "approver"])
def test_only_writers_of_the_unit_plan(cast, part):
    assert "Chỉ cán bộ phụ trách" in may_plan(cast.people[part], accept_initiative(cast)).reason


def test_no_plan_for_what_was_withdrawn(cast):
    initiative = withdraw(draft(cast), reason="Thôi", by=cast.officer)
    assert faults(initiative, cast.officer) == ["Đăng ký đã rút nên kế hoạch và tiến độ không đổi nữa."]


def test_a_plan_that_ends_before_it_starts(cast):
    values = plan_values(starts_on=END, ends_on=START)
    assert faults(draft(cast), cast.officer, values=values) == [
        "Kế hoạch kết thúc (01/04/2023) trước khi bắt đầu (31/12/2023)."
    ]


def test_a_milestone_outside_the_plan(cast):
    late = replace(LAUNCH, due_on=date(2024, 1, 1))
    assert faults(draft(cast), cast.officer, milestones=[SURVEY, late]) == [
        "Hạn của mốc “Ra mắt mô hình” (01/01/2024) nằm ngoài kế hoạch, từ 01/04/2023 đến 31/12/2023."
    ]


def test_targets_against_their_direction(cast):
    wrong = [
        replace(HOUSEHOLDS, target=Decimal(10)),
        replace(COMPLAINTS, target=Decimal(9)),
        replace(COMPLAINTS, name="Hộ nghèo", target=Decimal(8)),
    ]
    assert faults(draft(cast), cast.officer, indicators=wrong) == [
        "Chỉ tiêu “Số hộ tham gia” là “càng cao càng tốt” mà mục tiêu (10) lại thấp hơn hiện trạng (12); "
        "hãy xem lại số hoặc chiều.",
        "Chỉ tiêu “Đơn thư vượt cấp” là “càng thấp càng tốt” mà mục tiêu (9) lại cao hơn hiện trạng (8); "
        "hãy xem lại số hoặc chiều.",
        "Chỉ tiêu “Hộ nghèo” có mục tiêu bằng hiện trạng (8); hãy ghi mức cần đạt.",
    ]


def test_every_other_fault_is_named_at_once(cast):
    found = faults(
        draft(cast),
        cast.officer,
        values=plan_values(lead_unit=cast.unit("khoi"), coordinating=[cast.unit("khoi")]),
        milestones=[replace(SURVEY, owner=" "), replace(LAUNCH, owner_person=cast.outsider)],
        indicators=[HOUSEHOLDS, replace(HOUSEHOLDS, name="số hộ Tham Gia", measure="")],
    )
    assert [fault.split("”")[0] for fault in found] == [
        "“Đảng ủy Khối các cơ quan và doanh nghiệp",
        "Mốc “Khảo sát hộ dân",
        "Chỉ tiêu “số hộ Tham Gia",
        "Chỉ tiêu “số hộ Tham Gia",
        "Đỗ Thị Xã không xem được hồ sơ của “Đảng bộ Sở Nông nghiệp và Phát triển nông thôn",
    ]


def test_changed_rows_keep_their_keys_and_others_go(cast):
    initiative = accept_initiative(cast)
    plan = add_plan(initiative, cast.officer)
    rows = read_rows(plan)
    first = replace(rows["milestones"][0], due_on=date(2023, 6, 15))
    changed = add_plan(
        initiative, cast.officer, milestones=[first], indicators=rows["indicators"], revision=plan.revision
    )
    assert [(row.pk, row.due_on) for row in changed.milestones.all()] == [(first.key, date(2023, 6, 15))]
    event = Event.objects.about(initiative).last()
    assert (event.verb, sorted(event.after), changed.revision) == ("edit_plan", ["milestones", "note"], 2)


def test_saving_the_same_plan_again_changes_nothing(cast):
    initiative = accept_initiative(cast)
    plan = add_plan(initiative, cast.officer)
    again = add_plan(initiative, cast.officer, revision=1, **read_rows(plan))
    assert (again.revision, Event.objects.filter(verb="edit_plan").count()) == (1, 0)


def test_indicators_may_swap_their_names(cast):
    initiative = accept_initiative(cast)
    first, second = read_rows(add_plan(initiative, cast.officer))["indicators"]
    swapped = [replace(second, key=first.key), replace(first, key=second.key)]
    plan = add_plan(initiative, cast.officer, milestones=[], indicators=swapped)
    assert [(row.pk, row.name) for row in plan.indicators.all()] == [
        (first.key, COMPLAINTS.name),
        (second.key, HOUSEHOLDS.name),
    ]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(cast):
    initiative = accept_initiative(cast)
    rows = read_rows(add_plan(initiative, cast.officer))
    add_plan(initiative, cast.bloc_officer, values=plan_values(charter="Họp hằng quý"), revision=1, **rows)
    with pytest.raises(Stale) as stale:
        add_plan(initiative, cast.officer, values=plan_values(lead="Chi ủy"), revision=1, **rows)
    assert stale.value.fields == ["charter"]
    saved = add_plan(initiative, cast.officer, values=plan_values(lead="Chi ủy"), revision=2, **rows)
    assert (saved.lead, saved.charter) == ("Chi ủy", "Họp giao ban hằng tháng")


def test_two_people_who_make_the_first_plan(cast):
    initiative = accept_initiative(cast)
    add_plan(initiative, cast.officer, revision=0)
    with pytest.raises(Stale) as stale:
        add_plan(initiative, cast.bloc_officer, milestones=[SURVEY], revision=0)
    assert stale.value.fields == ["milestones"]


def test_a_row_of_another_plan_is_refused(cast):
    other = add_plan(accept_initiative(cast, name="Khác"), cast.officer).milestones.first()
    initiative = accept_initiative(cast)
    found = faults(initiative, cast.officer, milestones=[replace(SURVEY, key=other.pk)])
    assert found == ["Có dòng không còn trong kế hoạch này; hãy mở lại trang rồi sửa."]


def test_done_milestones_and_measured_indicators_stay(cast):
    initiative = accept_initiative(cast)
    plan = add_plan(initiative, cast.officer)
    complete_milestone(plan.milestones.first(), note="Đã khảo sát 120 hộ", by=cast.officer)
    write_report(initiative, cast.officer, value=20)
    with pytest.raises(Refused) as refused:
        make_plan(initiative, values=DATES, milestones=[], indicators=[], by=cast.officer)
    assert refused.value.reasons == [
        "Mốc “Khảo sát hộ dân” đã xong nên không xóa được; hãy mở lại mốc nếu ghi nhầm.",
        "Chỉ tiêu “Số hộ tham gia” đã có kết quả trong báo cáo tiến độ nên không xóa được.",
    ]


def test_a_milestone_is_done_with_its_result(cast):
    milestone = add_plan(accept_initiative(cast), cast.officer).milestones.first()
    with pytest.raises(Refused, match="Hãy ghi kết quả"):
        complete_milestone(milestone, note="", by=cast.officer)
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        complete_milestone(milestone, note="Xong", by=cast.officer, on=timezone.localdate() + timedelta(1))
    done = complete_milestone(milestone, note="Đã khảo sát 120 hộ", by=cast.officer, on=date(2023, 5, 20))
    assert (done.done_on, done.done_by) == (date(2023, 5, 20), cast.officer)
    with pytest.raises(Refused, match="đã xong ngày 20/05/2023"):
        complete_milestone(milestone, note="Nữa", by=cast.officer)


def test_the_owner_with_an_account_may_finish_it(cast):
    rows = [replace(SURVEY, owner_person=cast.auditor), LAUNCH]
    own, other = add_plan(accept_initiative(cast), cast.officer, milestones=rows).milestones.all()
    assert list(waiting_milestones(cast.auditor)) == [own]
    assert may_complete_milestone(cast.auditor, own).allowed
    assert "Chỉ người chịu trách nhiệm" in may_complete_milestone(cast.auditor, other).reason
    assert complete_milestone(own, note="Xong", by=cast.auditor).done_by == cast.auditor
    assert list(waiting_milestones(cast.auditor)) == []


def test_opened_again_with_a_reason(cast):
    milestone = add_plan(accept_initiative(cast), cast.officer).milestones.first()
    with pytest.raises(Refused, match="chưa xong"):
        reopen_milestone(milestone, reason="Nhầm", by=cast.officer)
    complete_milestone(milestone, note="Xong", by=cast.officer)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        reopen_milestone(milestone, reason="", by=cast.officer)
    opened = reopen_milestone(milestone, reason="Ghi nhầm mốc", by=cast.officer)
    assert (opened.done_on, opened.done_note, opened.done_by) == (None, "", None)


def test_last_years_plan_moves_on_with_what_was_reached(cast):
    earlier = accept_initiative(cast)
    add_plan(earlier, cast.officer)
    report = submit_progress(write_report(earlier, cast.officer, value=45), by=cast.officer)
    accept_progress(report, by=cast.approver)
    later = draft(cast, name="Năm sau", continues=earlier, starts_on=date(2024, 2, 1))
    copied = earlier_plan(later, cast.officer, timezone.localdate())
    assert (copied.years, copied.starts_on, copied.ends_on) == (1, date(2024, 4, 1), date(2024, 12, 31))
    assert [day for _, day in copied.milestones] == [date(2024, 5, 31), date(2024, 9, 2)]
    assert [value for _, value in copied.indicators] == [Decimal(45), Decimal(8)]
    assert earlier_plan(later, cast.outsider, timezone.localdate()) is None
    assert earlier_plan(earlier, cast.officer, timezone.localdate()) is None
