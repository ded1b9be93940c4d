"""The pages of directives."""

import re
from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from lantoa.kit.file_models import StoredFile
from lantoa.movement.models import Directive, Task
from lantoa.movement.services import acknowledge
from tests.movement.steering import CONTENT, GIVEN, assign_task, directive
from tests.movement.test_committee_views import PDF, text

ISSUE = {
    "kind": "plan",
    "number": "01-KH/BCĐDVK",
    "dated_on": "2023-01-10",
    "title": "Kế hoạch nhân rộng mô hình",
    "summary": "",
    "based_on": "",
    "valid_to": "",
}
ASSIGN = {"content": CONTENT, "due_on": "2099-06-30", "groups": ["truc-thuoc"]}


@pytest.mark.parametrize("part", ["office", "bloc_officer", "officer", "auditor", "outsider", "nobody"])
def test_the_list_is_open_to_everybody(as_person, part):
    text(as_person(part).get(reverse("directives")))


def test_a_directive_is_issued_with_its_scan(cast, as_person):
    above, client = directive(cast, "lt", number="56-CT/TU", dated_on=date(2019, 11, 26)), as_person("bloc_officer")
    sent = ISSUE | {"based_on": above.pk, "upload": SimpleUploadedFile("kh.pdf", PDF)}
    response = client.post(reverse("directive_new"), sent)
    held = Directive.objects.get(unit=cast.unit("khoi"))

    assert response.headers["Location"] == held.get_absolute_url()
    page = text(client.get(held.get_absolute_url()))
    assert above.get_absolute_url() in page
    assert b"".join(client.get(reverse("directive_scan", args=[held.pk])).streaming_content) == PDF
    assert held.get_absolute_url() in text(client.get(above.get_absolute_url()))


def test_a_false_scan_keeps_nothing(as_person):
    sent = ISSUE | {"upload": SimpleUploadedFile("kh.docx", PDF)}
    assert "nhưng nội dung là" in text(as_person("bloc_officer").post(reverse("directive_new"), sent), 422)
    assert not Directive.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_refused_directive_keeps_no_file(cast, as_person):
    directive(cast)
    sent = ISSUE | {"upload": SimpleUploadedFile("kh.pdf", PDF)}
    assert "đã có văn bản số" in text(as_person("bloc_officer").post(reverse("directive_new"), sent), 422)
    assert not StoredFile.objects.exists()


def test_a_scan_is_attached_later(cast, as_person):
    held, client = directive(cast), as_person("bloc_officer")
    url = reverse("directive_scan_new", args=[held.pk])
    assert client.get(reverse("directive_scan", args=[held.pk])).status_code == 404
    assert client.post(url, {"upload": SimpleUploadedFile("kh.pdf", PDF)}).status_code == 302
    held.refresh_from_db()
    assert held.scan.name == "kh.pdf"


@pytest.mark.parametrize(("part", "status"), [("auditor", 403), ("approver", 403), ("nobody", 403)])
def test_who_may_not_issue(as_person, part, status):
    assert as_person(part).get(reverse("directive_new")).status_code == status


@pytest.mark.parametrize("name", ["directive", "directive_assign", "directive_scan_new", "directive_tasks_docx"])
def test_a_neighbour_finds_nothing(cast, as_person, name):
    assert as_person("outsider").get(reverse(name, args=[directive(cast).pk])).status_code == 404


@pytest.mark.parametrize("part", ["auditor", "officer", "approver"])
def test_who_may_not_assign(cast, as_person, part):
    held = directive(cast)
    assert as_person(part).post(reverse("directive_assign", args=[held.pk]), ASSIGN).status_code == 403
    assert not Task.objects.exists()


def test_tasks_are_shown_before_they_are_given(cast, as_person):
    held, client = directive(cast), as_person("bloc_officer")
    assign_task(cast, "db1", of=held)
    url = reverse("directive_assign", args=[held.pk])
    sent = ASSIGN | {"codes": "cb11", "helping_chosen": ["cb2"], "helping": "cb2"}

    shown = " ".join(text(client.post(url, sent)).split())
    assert "2 đơn vị sẽ nhận nhiệm vụ; 1 đơn vị được bỏ qua" in shown
    assert "Bỏ qua: đã có nhiệm vụ này" in shown
    assert Task.objects.count() == 1

    assert client.post(url, sent | {"xac-nhan": "1"}).headers["Location"] == held.get_absolute_url()
    assert sorted(Task.objects.values_list("unit__code", flat=True)) == ["cb11", "cb2", "db1"]
    assert [unit.code for unit in Task.objects.get(unit__code="cb11").coordinating.all()] == ["cb2"]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"groups": []}, "Hãy chọn ít nhất một nhóm"),
        ({"codes": "xa-an"}, "Không có đơn vị mã “xa-an”"),
        ({"due_on": "2020-01-01"}, "trước ngày giao"),
    ],
)
def test_what_cannot_be_given_is_told(cast, as_person, changed, words):
    url = reverse("directive_assign", args=[directive(cast).pk])
    assert words in text(as_person("bloc_officer").post(url, ASSIGN | changed), 422)


def test_the_cascade_stands_on_the_page(cast, as_person):
    held = directive(cast, "lt")
    acknowledge(assign_task(cast, "db1", "xa-an", of=held)[0], by=cast.officer, on=GIVEN)
    shown = text(as_person("auditor").get(held.get_absolute_url()))
    assert "đã nhận 1/1 · hoàn thành 0/1 · quá hạn 1" in shown
    assert "đã nhận 0/1 · hoàn thành 0/1 · quá hạn 1" in shown
    below = text(as_person("officer").get(held.get_absolute_url()))
    assert "Đảng bộ xã Tân An" not in below


def test_who_only_coordinates_finds_every_link_open(cast, as_person):
    held = directive(cast)
    assign_task(cast, "cb2", of=held, coordinating=[cast.unit("db1")])
    client = as_person("officer")
    page = text(client.get(held.get_absolute_url()))
    links = set(re.findall(rf'href="([^"]*van-ban={held.pk}[^"]*)"', page))
    assert len(links) == 4
    assert {client.get(link.replace("&amp;", "&")).status_code for link in links} == {200}


def test_the_list_of_tasks_on_paper(cast, as_person):
    held = directive(cast)
    assign_task(cast, "db1", "cb2", of=held)
    response = as_person("bloc_officer").get(reverse("directive_tasks_docx", args=[held.pk]))
    document = Document(BytesIO(response.content))
    table = document.tables[-2] if len(document.tables) > 2 else document.tables[-1]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert table.rows
    assert "Chi bộ Ban Dân tộc" in cells
    assert any(words.startswith("Mới giao, quá hạn") for words in cells)


def test_the_list_is_filtered(cast, as_person):
    directive(cast)
    directive(cast, kind="instruction", number="02-CT/ĐUK", title="Tăng cường dân vận chính quyền")
    client = as_person("bloc_officer")
    for query, number in (("tim=dan van chinh quyen", "02-CT/ĐUK"), ("loai=plan", "01-KH/BCĐDVK")):
        shown = text(client.get(f"{reverse('directives')}?{query}"))
        assert shown.count('<th scope="row">') == 1
        assert f"số {number}" in shown
    assert "Không có văn bản nào khớp" in text(client.get(reverse("directives") + "?nam=2019"))
    text(client.get(reverse("directives") + "?nam=abc&loai=xyz&trang=99"))


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_as_many_questions_for_few_as_for_many(cast, as_person, count, django_assert_num_queries):
    for number in range(count):
        assign_task(cast, "db1", of=directive(cast, number=f"{number}-KH"))
    client = as_person("bloc_officer")
    client.get(reverse("directives"))
    with django_assert_num_queries(10):
        client.get(reverse("directives"))
