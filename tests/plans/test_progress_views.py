"""Screens of the progress reports."""

import pytest
from django.urls import reverse

from lantoa.plans.enums import ProgressState
from lantoa.plans.models import ProgressReport
from lantoa.plans.services.progress import edit_progress, submit_progress
from tests.cast import accept_initiative
from tests.plans.plans import add_plan, write_report
from tests.watch.reading import words


@pytest.fixture
def initiative(cast):
    row = accept_initiative(cast)
    add_plan(row, cast.officer)
    return row


def new_url(initiative) -> str:
    return reverse("progress_new", args=[initiative.pk])


def post_move(report, slug: str) -> str:
    return reverse("progress_move", args=[report.pk, slug])


def build_post(initiative, value="1.061", **changed) -> dict:
    row = initiative.plan.indicators.first()
    given = {
        "period_from": "2023-04-01",
        "period_to": "2023-06-30",
        "done": "Đã họp dân",
        "revision": "0",
        f"so_{row.pk}": value,
        f"ghi_chu_{row.pk}": "Theo danh sách",
    }
    return given | changed


@pytest.mark.parametrize(("part", "status"), [("officer", 200), ("approver", 403), ("auditor", 403), ("outsider", 404)])
def test_who_opens_a_new_report(initiative, as_person, part, status):
    assert as_person(part).get(new_url(initiative)).status_code == status


def test_each_number_says_from_where_to_where(initiative, as_person):
    page = words(as_person("officer").get(new_url(initiative)))
    assert "Hiện trạng 12, mục tiêu 60 hộ." in page


def test_the_oldest_open_period_is_proposed(initiative, as_person):
    client = as_person("officer")
    assert 'value="2023-04-01"' in client.get(new_url(initiative)).content.decode()
    page = client.get(new_url(initiative), {"tu": "2023-07-01", "den": "2023-09-30"}).content.decode()
    assert 'value="2023-09-30"' in page


def test_written_with_numbers_as_people_write_them(initiative, as_person):
    answer = as_person("officer").post(new_url(initiative), build_post(initiative))
    report = ProgressReport.objects.get()
    measured = report.measurements.get()
    assert answer.url == report.get_absolute_url()
    assert (str(measured.value), measured.note) == ("1061.00", "Theo danh sách")
    assert "1.061" in as_person("auditor").get(answer.url).content.decode()


@pytest.mark.parametrize("value", ["nhiều", "trên 60", "60 kg", "1,234"])
def test_numbers_that_cannot_be_are_said_and_kept(initiative, as_person, value):
    answer = as_person("officer").post(new_url(initiative), build_post(initiative, value))
    assert answer.status_code == 422
    assert f'value="{value}"' in answer.content.decode()
    assert ProgressReport.objects.count() == 0


def test_a_period_that_is_told_already_is_refused(cast, initiative, as_person):
    write_report(initiative, cast.officer)
    answer = as_person("officer").post(new_url(initiative), build_post(initiative))
    assert answer.status_code == 422
    assert "trùng ngày với báo cáo" in answer.content.decode()


def test_handed_in_and_taken_in_by_two_people(cast, initiative, as_person):
    report = write_report(initiative, cast.officer)
    assert as_person("officer").post(post_move(report, "nop")).status_code == 302
    assert as_person("officer").post(post_move(report, "nhan")).status_code == 403
    assert as_person("outsider").post(post_move(report, "nhan")).status_code == 404
    assert as_person("auditor").post(post_move(report, "nhan")).status_code == 403
    assert as_person("approver").get(post_move(report, "nhan")).status_code == 200
    assert as_person("approver").post(post_move(report, "nhan")).status_code == 302
    report.refresh_from_db()
    assert report.state == ProgressState.ACCEPTED
    assert as_person("officer").get(reverse("progress_edit", args=[report.pk])).status_code == 403


def test_sent_back_it_shows_why_and_can_be_mended(cast, initiative, as_person):
    report = submit_progress(write_report(initiative, cast.officer), by=cast.officer)
    approver = as_person("approver")
    assert approver.post(post_move(report, "tra-lai"), {"reason": " "}).status_code == 422
    assert approver.post(post_move(report, "tra-lai"), {"reason": "Thiếu số"}).status_code == 302
    officer = as_person("officer")
    assert "Thiếu số" in officer.get(report.get_absolute_url()).content.decode()
    report.refresh_from_db()
    mended = build_post(initiative, revision=str(report.revision))
    assert officer.post(reverse("progress_edit", args=[report.pk]), mended).status_code == 302
    assert officer.get(post_move(report, "khong-co")).status_code == 404


def test_two_people_writing_are_told(cast, initiative, as_person):
    report = write_report(initiative, cast.officer)
    edit_progress(report, values={"done": "Của người khác"}, measurements=[], by=cast.bloc_officer)
    address = reverse("progress_edit", args=[report.pk])
    answer = as_person("officer").post(address, build_post(initiative, revision="1"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Khác nhau ở: Đã làm được, Kết quả chỉ tiêu" in page
    assert 'name="revision" value="2"' in page
    assert as_person("officer").post(address, build_post(initiative, revision="2")).status_code == 302


@pytest.mark.parametrize(("part", "is_offered"), [("officer", True), ("approver", False), ("auditor", False)])
def test_evidence_for_a_report_is_asked_of_who_may_send_it(cast, initiative, as_person, part, is_offered):
    report = submit_progress(write_report(initiative, cast.officer), by=cast.officer)
    page = as_person(part).get(report.get_absolute_url()).content.decode()

    assert ("Gửi minh chứng cho báo cáo này" in page) == is_offered
