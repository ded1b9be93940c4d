"""The page of assignment: conflicts, previews, the sheet; the moves, attendance and verdicts of a sitting."""

import io

import pytest
from django.urls import reverse
from openpyxl import Workbook

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Appraisal
from lantoa.councils.services import close_scoring, set_verdict
from tests.councils.sitting_cast import make_sitting, score, seat_member
from tests.councils.test_life import conclude_sitting
from tests.councils.test_pages import sitting as scoring_sitting

assert scoring_sitting


@pytest.fixture
def sitting(cast):
    return make_sitting(cast, items=2)


def sheet(*rows) -> io.BytesIO:
    book = Workbook()
    for row in (("Số hồ sơ", "Tên đăng nhập thành viên"), *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    file.name = "phan-cong.xlsx"
    return file


def assign_url(sitting) -> str:
    return reverse("sitting_assign", args=[sitting.pk])


def test_a_balanced_preview_writes_nothing_until_it_is_confirmed(cast, as_person, sitting):
    client = as_person("bloc_officer")

    preview = client.post(assign_url(sitting), {"cach": "can-bang", "per_item": "2"})

    assert preview.status_code == 200
    assert Appraisal.objects.count() == 0
    done = client.post(assign_url(sitting), {"xac-nhan": "1", "cap": preview.context["pairs"]})
    assert done.status_code == 302
    assert Appraisal.objects.count() == 4


def test_more_scorers_than_members_are_refused(cast, as_person, sitting):
    page = as_person("bloc_officer").post(assign_url(sitting), {"cach": "can-bang", "per_item": "9"})

    assert page.status_code == 422
    assert "phải từ 1 đến 4" in page.content.decode()


def test_a_sheet_is_previewed_then_assigned(cast, as_person, sitting):
    client = as_person("bloc_officer")

    preview = client.post(assign_url(sitting), {"cach": "bang", "sheet": sheet((1, "m1"), (2, "M2"))})
    client.post(assign_url(sitting), {"xac-nhan": "1", "cap": preview.context["pairs"]})

    rows = Appraisal.objects.order_by("item__position").values_list("item__position", "member__person__username")
    assert list(rows) == [(1, "m1"), (2, "m2")]


def test_faults_of_a_sheet_are_located(cast, as_person, sitting):
    file = sheet((1, "m1"), (7, "m2"), (2, "outsider"))

    page = as_person("bloc_officer").post(assign_url(sitting), {"cach": "bang", "sheet": file})

    text = page.content.decode()
    assert page.status_code == 422
    assert "dòng 3" in text
    assert "không có hồ sơ số 7" in text
    assert "dòng 4" in text


def test_a_conflict_is_shown_first_and_refused_in_the_preview(cast, as_person, sitting):
    sitting.items.first().concerned.add(cast.m1)
    client = as_person("bloc_officer")
    assert "có liên quan trực tiếp đến hồ sơ" in client.get(assign_url(sitting)).content.decode()
    data = {
        "cach": "tung-ho-so",
        "item": sitting.items.first().pk,
        "member": seat_member(sitting.council, cast, "m1").pk,
    }

    page = client.post(assign_url(sitting), data)

    assert "Không phân công hồ sơ số 1 cho Ủy Viên 1" in page.content.decode()
    assert "xac-nhan" not in page.content.decode()


def test_pairs_that_changed_meanwhile_are_refused(cast, as_person, sitting):
    key = f"{sitting.items.first().pk}-{seat_member(sitting.council, cast, 'm1').pk}"
    sitting.items.first().concerned.add(cast.m1)

    page = as_person("bloc_officer").post(assign_url(sitting), {"xac-nhan": "1", "cap": key})

    assert page.status_code == 422
    assert Appraisal.objects.count() == 0


def test_an_item_is_taken_back_from_a_member(cast, as_person, sitting):
    client = as_person("bloc_officer")
    preview = client.post(assign_url(sitting), {"cach": "can-bang", "per_item": "1"})
    client.post(assign_url(sitting), {"xac-nhan": "1", "cap": preview.context["pairs"]})
    given = Appraisal.objects.first()

    client.post(reverse("appraisal_unassign", args=[sitting.pk, given.pk]))

    assert not Appraisal.objects.filter(pk=given.pk).exists()


def test_the_sitting_goes_to_its_end_by_its_buttons(cast, as_person, sitting):
    client, url = as_person("approver"), lambda slug: reverse("sitting_move", args=[sitting.pk, slug])
    preview = client.post(assign_url(sitting), {"cach": "can-bang", "per_item": "2"})
    client.post(assign_url(sitting), {"xac-nhan": "1", "cap": preview.context["pairs"]})
    client.post(url("mo-cham"))
    assert "Chưa có phiếu chấm nào cho hồ sơ số 1" in client.post(url("khoa-diem")).content.decode()
    for given in Appraisal.objects.all():
        score(given, 9, 8, 7)
    client.post(url("khoa-diem"))
    for item in sitting.items.all():
        data = {"verdict": "outstanding", "seen": ""}
        client.post(reverse("item_verdict", args=[sitting.pk, item.pk]), data)
    assert "Chưa điểm danh" in client.post(url("ket-thuc")).content.decode()
    here = {f"co-mat-{member.pk}": "on" for member in sitting.council.members.all()}
    client.post(reverse("sitting_attendance", args=[sitting.pk]), here)
    client.post(url("ket-thuc"))

    sitting.refresh_from_db()
    assert sitting.state == SittingState.CONCLUDED


def test_a_verdict_that_somebody_else_gave_meanwhile_is_told(cast, as_person, scoring_sitting):
    for given in Appraisal.objects.all():
        score(given, 9, 8, 7)
    sitting = close_scoring(scoring_sitting, by=cast.bloc_officer)
    url = reverse("item_verdict", args=[sitting.pk, sitting.items.first().pk])
    as_person("approver").post(url, {"verdict": "recommended", "seen": ""})

    page = as_person("bloc_officer").post(url, {"verdict": "not_recommended", "reason": "Chưa rõ", "seen": ""})

    assert page.status_code == 422
    assert "Hoàng Văn Duyệt đã ghi kết quả" in page.content.decode()
    assert "Chưa rõ" in page.content.decode()


def test_a_reason_is_wanted_to_open_scoring_again(cast, as_person, scoring_sitting):
    for given in Appraisal.objects.all():
        score(given, 9, 8, 7)
    sitting = close_scoring(scoring_sitting, by=cast.bloc_officer)
    url = reverse("sitting_move", args=[sitting.pk, "mo-lai"])

    assert as_person("approver").post(url, {"reason": " "}).status_code == 422
    assert as_person("approver").post(url, {"reason": "Chấm nhầm"}).status_code == 302


def test_the_history_of_a_sitting_is_told_to_who_prepares(cast, as_person):
    sitting = conclude_sitting(cast)
    page = as_person("bloc_officer").get(sitting.get_absolute_url()).content.decode()

    for words in ("Đã đưa hồ sơ vào chương trình", "Có mặt 5 trên 5", "Hồ sơ số 2: đề nghị công nhận", "Đã khóa điểm"):
        assert words in page
    assert "Diễn biến" not in as_person("auditor").get(sitting.get_absolute_url()).content.decode()


def test_what_opening_again_took_back_stands_in_the_history(cast, as_person, scoring_sitting):
    for given in Appraisal.objects.all():
        score(given, 9, 8, 7)
    sitting = close_scoring(scoring_sitting, by=cast.bloc_officer)
    set_verdict(sitting.items.get(position=1), verdict="outstanding", by=cast.approver)
    as_person("approver").post(reverse("sitting_move", args=[sitting.pk, "mo-lai"]), {"reason": "Chấm nhầm"})

    page = as_person("approver").get(sitting.get_absolute_url()).content.decode()

    assert "Rút lại kết quả hồ sơ số 1: đề nghị tiêu biểu. Chấm nhầm" in page
