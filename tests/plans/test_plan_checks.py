"""What must hold of prospects, plans and reports beyond the schema: broken past the services, each is found."""

from datetime import date

import pytest

from lantoa.kit.extension_points import contributions
from lantoa.plans.checks import (
    measurements_are_of_their_plan,
    milestones_lie_in_their_plan,
    reports_have_four_eyes,
    reports_never_overlap,
    targets_follow_their_direction,
)
from lantoa.plans.models import Measurement, Milestone, PlanIndicator, ProgressReport
from lantoa.plans.services.progress import accept_progress, submit_progress
from lantoa.prospects.checks import prospects_stay_with_their_registration
from lantoa.prospects.models import Prospect
from lantoa.prospects.services import take_up
from tests.cast import accept_initiative, draft
from tests.plans.plans import add_plan, add_prospect, write_report


@pytest.fixture
def initiative(cast):
    row = accept_initiative(cast)
    add_plan(row, cast.officer)
    return row


def test_nothing_is_wrong_with_what_the_services_made(cast, initiative):
    take_up(add_prospect(cast), by=cast.officer)
    accept_progress(
        submit_progress(write_report(initiative, cast.officer, value=20), by=cast.officer), by=cast.approver
    )
    assert [fault for check in contributions("checks") for fault in check()] == []


def test_taken_up_past_the_services(cast):
    row = add_prospect(cast)
    Prospect.objects.filter(pk=row.pk).update(state="taken_up", initiative=draft(cast))
    assert "nhật ký không ghi" in prospects_stay_with_their_registration()[0]


def test_a_milestone_outside_its_plan(initiative):
    Milestone.objects.filter(name="Khảo sát hộ dân").update(due_on=date(2030, 1, 1))
    assert "“Khảo sát hộ dân” nằm ngoài kế hoạch" in milestones_lie_in_their_plan()[0]


def test_targets_turned_round(initiative):
    PlanIndicator.objects.update(target=10, baseline=10)
    assert len(targets_follow_their_direction()) == 2


def test_a_value_of_another_plan(cast, initiative):
    other = accept_initiative(cast, name="Khác")
    strange = add_plan(other, cast.officer).indicators.first()
    Measurement.objects.create(report=write_report(initiative, cast.officer), indicator=strange, value=1)
    assert "của mô hình khác" in measurements_are_of_their_plan()[0]


def test_two_reports_of_the_same_days(cast, initiative):
    first = write_report(initiative, cast.officer)
    period = {"period_from": first.period_to, "period_to": date(2023, 9, 30)}
    ProgressReport.objects.create(initiative=initiative, done="x", **period)
    assert "trùng ngày" in reports_never_overlap()[0]


def test_a_report_taken_in_by_its_own_writer(cast, initiative):
    report = accept_progress(submit_progress(write_report(initiative, cast.officer), by=cast.officer), by=cast.approver)
    ProgressReport.objects.filter(pk=report.pk).update(submitted_by=cast.approver)
    assert "do chính người nộp nhận" in reports_have_four_eyes()[0]
