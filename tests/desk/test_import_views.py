"""The pages of the import wizard."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.desk import import_jobs
from lantoa.desk.importing import import_kinds
from lantoa.desk.models import ImportJob
from lantoa.initiatives.models import Initiative
from lantoa.rulebook.models import Rule
from tests.workbooks import workbook

GOOD = {
    "unit": "db1",
    "name": "Vườn rau sạch",
    "kind": "Mô hình",
    "subject": "Tập thể",
    "sector": "Kinh tế",
    "tier": "Cơ sở",
    "registered_on": date(2023, 3, 15),
}
HTMX = {"HX-Request": "true"}
TOKEN = re.compile(r'value="\w{64}"')


def file(*rows, name: str = "Tháng 3.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, workbook(import_kinds()["initiatives"], rows or [GOOD]))


def upload(client, *rows, content: bytes | None = None) -> ImportJob:
    sent = SimpleUploadedFile("Tháng 3.xlsx", content) if content else file(*rows)
    response = client.post(reverse("import_kind", args=["initiatives"]), {"file": sent})
    job = ImportJob.objects.latest("pk")
    assert response.status_code == 302
    assert response.url == job.get_absolute_url()
    return job


def page(client, job, **headers) -> str:
    return client.get(job.get_absolute_url(), headers=headers).content.decode()


def test_the_first_page_offers_the_kinds_one_may_import(as_person):
    text = as_person("officer").get(reverse("imports")).content.decode()

    assert reverse("import_kind", args=["initiatives"]) in text
    assert reverse("import_kind", args=["units"]) not in text
    assert "Chỉ văn phòng quản trị được nhập danh sách đơn vị." in text
    assert "Bạn chưa nhập tệp nào." in text


@pytest.mark.parametrize("part", ["auditor", "approver", "nobody"])
def test_who_may_import_nothing_is_told_why(as_person, part):
    response = as_person(part).get(reverse("imports"))

    assert response.status_code == 403
    assert "Chỉ cán bộ phụ trách và văn phòng" in response.content.decode()


def test_the_page_of_a_kind_explains_its_columns(as_person):
    text = as_person("office").get(reverse("import_kind", args=["units"])).content.decode()

    assert all(column.header in text for column in import_kinds()["units"].columns)
    assert reverse("import_template", args=["units"]) in text


@pytest.mark.parametrize("name", ["import_kind", "import_template"])
def test_a_kind_out_of_ones_rights_is_refused_and_an_unknown_one_not_found(as_person, name):
    client = as_person("officer")

    assert client.get(reverse(name, args=["units"])).status_code == 403
    assert client.get(reverse(name, args=["la"])).status_code == 404


def test_the_template_comes_as_a_workbook(as_person):
    response = as_person("officer").get(reverse("import_template", args=["declared"]))

    sheet = load_workbook(io.BytesIO(response.getvalue())).worksheets[0]
    assert sheet["A1"].value == "Mã đơn vị"
    assert "mau-declared.xlsx" in response["Content-Disposition"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Chưa chọn tệp"),
        ({"file": SimpleUploadedFile("a.xlsx", b"")}, "Tệp rỗng"),
        ({"file": SimpleUploadedFile("a.xls", b"x")}, "không có đuôi .xlsx"),
    ],
)
def test_what_is_plainly_no_workbook_stays_on_the_form(as_person, sent, words):
    response = as_person("officer").post(reverse("import_kind", args=["initiatives"]), sent)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert ImportJob.objects.count() == 0


def test_a_file_beyond_the_rulebooks_size_stays_on_the_form(as_person):
    Rule.objects.filter(key="import.max_file_mb").update(value=0.001)

    response = as_person("officer").post(reverse("import_kind", args=["initiatives"]), {"file": file()})

    assert "Tệp nặng quá" in response.content.decode()


def test_upload_preview_confirm_done(as_person):
    client = as_person("officer")
    job = upload(client, GOOD, GOOD | {"name": "Đường hoa"})
    preview = page(client, job)
    assert "Vườn rau sạch" in preview
    assert "trong đó 2 chờ người có thẩm quyền duyệt" in preview

    client.post(reverse("import_move", args=[job.pk, "xac-nhan"]))

    done = page(client, job)
    assert "Đã thêm 2 mô hình" in done
    assert reverse("initiatives") in done
    assert Initiative.objects.count() == 2


def test_faults_are_listed_with_their_cells_and_can_be_taken_home(as_person):
    client = as_person("officer")
    job = upload(client, GOOD | {"sector": "Y tế"}, GOOD | {"registered_on": "31/02/2023"})

    text = page(client, job)
    assert all(words in text for words in ("G2", "K3", "Y tế", "31/02/2023", "không có trong lịch"))
    assert reverse("import_move", args=[job.pk, "xac-nhan"]) not in text
    response = client.get(reverse("import_errors", args=[job.pk]))
    sheet = load_workbook(io.BytesIO(response.getvalue())).active
    assert "không có trong lịch" in sheet["W3"].value
    assert Initiative.objects.count() == 0


def test_many_faults_come_in_pages(as_person):
    client = as_person("officer")
    job = upload(client, *(GOOD | {"name": f"M{number}", "sector": "?"} for number in range(130)))

    assert "1–100 trong 130" in page(client, job)
    second = client.get(job.get_absolute_url(), {"trang": "2"}).content.decode()
    assert "G131" in second
    assert "G101" not in second


def test_a_cancelled_import_says_so(as_person):
    client = as_person("officer")
    job = upload(client)

    client.post(reverse("import_move", args=[job.pk, "huy"]))

    assert "Lần nhập này đã hủy" in page(client, job)
    assert Initiative.objects.count() == 0


def test_the_same_file_again_is_said_before_anything_is_written(as_person):
    client = as_person("officer")
    content = workbook(import_kinds()["initiatives"], [GOOD])
    first = upload(client, content=content)
    client.post(reverse("import_move", args=[first.pk, "xac-nhan"]))
    again = upload(client, content=content)

    text = page(client, again)
    assert "Tệp này đã được nhập" in text
    assert "Không có gì mới" in text


def test_a_running_import_polls_and_a_finished_one_does_not(as_person, cast):
    client = as_person("officer")
    running = import_jobs.upload("initiatives", file(), by=cast.officer)
    finished = upload(client)

    assert 'hx-trigger="every 2s"' in page(client, running)
    assert "every 2s" not in page(client, finished)


def test_the_swapped_part_equals_the_fresh_page(as_person):
    client = as_person("officer")
    job = upload(client, GOOD, GOOD | {"name": "B", "sector": "?"})

    part = TOKEN.sub("", page(client, job, **HTMX).strip())
    assert part.startswith("<div")
    assert part in TOKEN.sub("", page(client, job))


@pytest.mark.parametrize("part", ["office", "outsider"])
def test_nobody_else_finds_it(as_person, part):
    job = upload(as_person("officer"), GOOD | {"sector": "?"})
    other = as_person(part)

    assert other.get(job.get_absolute_url()).status_code == 404
    assert other.get(reverse("import_errors", args=[job.pk])).status_code == 404
    assert other.post(reverse("import_move", args=[job.pk, "huy"])).status_code == 404


def test_moves_are_posted_and_known(as_person):
    client = as_person("officer")
    job = upload(client)

    assert client.get(reverse("import_move", args=[job.pk, "xac-nhan"])).status_code == 405
    assert client.post(reverse("import_move", args=[job.pk, "hoan-tat"])).status_code == 404
    assert client.post(reverse("import_move", args=[job.pk, "kiem-tra-lai"])).status_code == 403


def test_past_imports_are_listed_with_their_counts(as_person):
    client = as_person("officer")
    upload(client, GOOD, GOOD | {"name": "B", "sector": "?"})

    text = client.get(reverse("imports")).content.decode()
    assert "Tháng 3.xlsx" in text
    assert "Có lỗi, chưa ghi" in text
