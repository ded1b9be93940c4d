"""Screens of the plan: the tab, the form with its rows, one milestone."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from lantoa.plans.models import Plan
from lantoa.plans.services.planning import complete_milestone
from lantoa.plans.services.progress import accept_progress, submit_progress
from tests.cast import accept_initiative, draft
from tests.plans.plans import SURVEY, add_plan, plan_values, write_report
from tests.watch.reading import HTMX

MILESTONE = {"name": "Khảo sát", "owner": "Bí thư", "due_on": "2023-05-31", "owner_person": "", "key": ""}
INDICATOR = {
    "name": "Số hộ",
    "measure": "hộ",
    "baseline": "1.012",
    "target": "1.060,5",
    "direction": "up",
    "source": "",
    "key": "",
}


def edit_url(initiative) -> str:
    return reverse("initiative_plan_edit", args=[initiative.pk])


def plan_url(initiative) -> str:
    return reverse("initiative_plan", args=[initiative.pk])


def build_post(milestones=(MILESTONE,), indicators=(INDICATOR,), **head) -> dict:
    data = {"starts_on": "2023-04-01", "ends_on": "2023-12-31", "charter": "Họp tháng", "lead": "Ban", "revision": "0"}
    for prefix, rows in (("moc", milestones), ("chi-tieu", indicators)):
        data |= {f"{prefix}-TOTAL_FORMS": str(len(rows)), f"{prefix}-INITIAL_FORMS": "0"}
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data | head


def kept_rows(plan) -> dict:
    milestones = [MILESTONE | {"key": str(row.pk), "name": row.name} for row in plan.milestones.all()]
    indicators = [INDICATOR | {"key": str(row.pk), "name": row.name} for row in plan.indicators.all()]
    return {"milestones": milestones, "indicators": indicators}


@pytest.mark.parametrize(("part", "status"), [("officer", 200), ("approver", 403), ("auditor", 403), ("outsider", 404)])
def test_who_opens_the_form(cast, as_person, part, status):
    assert as_person(part).get(edit_url(accept_initiative(cast))).status_code == status


def test_the_tab_without_a_plan_leads_on(cast, as_person):
    initiative = accept_initiative(cast)
    assert edit_url(initiative) in as_person("officer").get(plan_url(initiative)).content.decode()
    assert edit_url(initiative) not in as_person("auditor").get(plan_url(initiative)).content.decode()
    assert as_person("outsider").get(plan_url(initiative)).status_code == 404


def test_a_draft_has_its_plan_too(cast, as_person):
    initiative = draft(cast)
    client = as_person("officer")
    assert client.post(edit_url(initiative), build_post()).status_code == 302
    assert "Khảo sát" in client.get(plan_url(initiative)).content.decode()


def test_made_in_the_browser_with_numbers_as_people_write_them(cast, as_person):
    initiative = accept_initiative(cast)
    answer = as_person("officer").post(edit_url(initiative), build_post(coordinating=[cast.unit("cb11").pk]))
    plan = Plan.objects.get()
    row = plan.indicators.get()
    assert answer.url == plan_url(initiative)
    assert (str(row.baseline), str(row.target)) == ("1012.00", "1060.50")
    assert [unit.code for unit in plan.coordinating.all()] == ["cb11"]
    page = as_person("officer").get(edit_url(initiative)).content.decode()
    assert "1.060,5" in page


def test_faults_of_rows_are_said_and_nothing_typed_is_lost(cast, as_person):
    wrong = build_post([MILESTONE | {"owner": ""}], [INDICATOR | {"target": "khoảng 60"}])
    answer = as_person("officer").post(edit_url(accept_initiative(cast)), wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Mốc 1, người chịu trách nhiệm" in page
    assert "Chỉ tiêu 1, mục tiêu" in page
    assert "khoảng 60" in page
    assert Plan.objects.count() == 0


def test_faults_of_the_whole_are_said_and_nothing_typed_is_lost(cast, as_person):
    answer = as_person("officer").post(edit_url(accept_initiative(cast)), build_post(ends_on="2023-03-01"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kế hoạch kết thúc (01/03/2023) trước khi bắt đầu (01/04/2023)." in page
    assert "1.060,5" in page
    assert Plan.objects.count() == 0


def test_a_row_is_added_without_scripts_and_everything_stays(cast, as_person):
    answer = as_person("officer").post(edit_url(accept_initiative(cast)), build_post(them="moc", ends_on=""))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="moc-1-name"' in page
    assert 'value="Khảo sát"' in page
    assert "1.060,5" in page
    assert "field-error" not in page
    assert Plan.objects.count() == 0


def test_with_scripts_only_the_rows_are_sent(cast, as_person):
    answer = as_person("officer").post(edit_url(accept_initiative(cast)), build_post(them="chi-tieu"), headers=HTMX)
    page = answer.content.decode()
    assert 'name="chi-tieu-1-name"' in page
    assert "moc-0-name" not in page
    assert "<html" not in page


def test_blank_rows_are_left_out_and_ticked_ones_dropped(cast, as_person):
    initiative = accept_initiative(cast)
    blank = dict.fromkeys(MILESTONE, "")
    rows = [MILESTONE, blank, MILESTONE | {"name": "Thừa", "DELETE": "on"}]
    as_person("officer").post(edit_url(initiative), build_post(rows))
    assert [row.name for row in Plan.objects.get().milestones.all()] == ["Khảo sát"]


def test_two_people_saving_see_both_versions(cast, as_person):
    initiative = accept_initiative(cast)
    plan = add_plan(initiative, cast.officer)
    theirs = plan_values(charter="Họp quý", ends_on=date(2023, 11, 30))
    add_plan(initiative, cast.bloc_officer, values=theirs, milestones=[], indicators=[])
    mine = build_post(**kept_rows(plan), revision="1")
    answer = as_person("officer").post(edit_url(initiative), mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Họp quý", "Họp tháng", "31/12/2023", "30/11/2023"):
        assert words in page
    assert 'name="revision" value="2"' in page
    again = as_person("officer").post(edit_url(initiative), build_post(revision="2"))
    assert (again.status_code, Plan.objects.get().charter) == (302, "Họp tháng")


def test_last_years_plan_is_offered_and_fills_the_form(cast, as_person):
    earlier = accept_initiative(cast)
    add_plan(earlier, cast.officer)
    accept_progress(submit_progress(write_report(earlier, cast.officer, value=45), by=cast.officer), by=cast.approver)
    later = draft(cast, name="Năm sau", continues=earlier, registered_on=date(2024, 2, 1))
    client = as_person("officer")
    assert "Lấy kế hoạch năm trước" in client.get(plan_url(later)).content.decode()
    page = client.get(edit_url(later), {"tu": "nam-truoc"}).content.decode()
    assert 'value="2024-05-31"' in page
    assert 'value="45"' in page


def test_the_tab_shows_milestones_indicators_and_reports(cast, as_person):
    initiative = accept_initiative(cast)
    add_plan(initiative, cast.officer)
    write_report(initiative, cast.officer, value=45)
    page = as_person("auditor").get(plan_url(initiative)).content.decode()
    for words in ("Khảo sát hộ dân", "Số hộ tham gia", "chưa đo", "Số mới hơn, 45 hộ", "01/04/2023 – 30/06/2023"):
        assert words in page
    assert "chưa đối chiếu văn bản gốc" in page


def test_a_milestone_done_and_opened_again_in_the_browser(cast, as_person):
    row = add_plan(accept_initiative(cast), cast.officer).milestones.first()
    client = as_person("officer")
    assert client.post(row.get_absolute_url(), {"note": "", "on": "2023-05-20"}).status_code == 422
    assert client.post(row.get_absolute_url(), {"note": "Đủ 120 hộ", "on": "2023-05-20"}).status_code == 302
    assert "Đủ 120 hộ" in client.get(row.get_absolute_url()).content.decode()
    reopen = reverse("milestone_reopen", args=[row.pk])
    assert client.post(reopen, {"reason": "Ghi nhầm"}).status_code == 302
    row.refresh_from_db()
    assert row.done_on is None


@pytest.mark.parametrize(("part", "status"), [("auditor", 403), ("outsider", 404), ("approver", 403)])
def test_others_do_not_finish_it(cast, as_person, part, status):
    row = add_plan(accept_initiative(cast), cast.officer).milestones.first()
    asked = {"note": "Xong", "on": "2023-05-20"}
    assert as_person(part).post(row.get_absolute_url(), asked).status_code == status
    complete_milestone(row, note="Xong", by=cast.officer)
    assert as_person(part).post(reverse("milestone_reopen", args=[row.pk]), {"reason": "x"}).status_code == status


def test_the_owner_finishes_it_in_the_browser(cast, as_person):
    rows = [replace(SURVEY, owner_person=cast.auditor)]
    row = add_plan(accept_initiative(cast), cast.officer, milestones=rows).milestones.get()
    assert as_person("auditor").post(row.get_absolute_url(), {"note": "Xong", "on": "2023-05-20"}).status_code == 302
