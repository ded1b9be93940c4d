"""The pages of steering committees."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.kit.file_models import StoredFile
from lantoa.movement.models import SteeringCommittee
from lantoa.movement.services import NewMember, note_left_office
from tests.movement.steering import DEPUTY, HEAD, MEMBER, committee

NAME = "Ban Chỉ đạo phong trào thi đua “Dân vận khéo”"
SET_UP = {"name": NAME, "tier": "bloc", "decision_no": "12-QĐ/ĐUK", "valid_from": "2021-03-01"}
RENEWAL = {"decision_no": "30-QĐ/ĐUK", "decided_on": "2023-04-03"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def rows(*members: tuple[str, str, str]) -> dict[str, str]:
    """A formset as a browser sends it."""
    sent = {"form-TOTAL_FORMS": str(len(members)), "form-INITIAL_FORMS": "0"}
    for place, (name, title, role) in enumerate(members):
        sent |= {f"form-{place}-full_name": name, f"form-{place}-job_title": title, f"form-{place}-role": role}
    return sent


def text(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


@pytest.mark.parametrize("name", ["committees", "committee_gaps"])
@pytest.mark.parametrize("part", ["office", "bloc_officer", "officer", "auditor", "outsider", "nobody"])
def test_the_lists_are_open_to_everybody(as_person, name, part):
    text(as_person(part).get(reverse(name)))


def test_the_tree_shows_heads_and_what_lacks(cast, as_person):
    committee(cast)
    shown = text(as_person("office").get(reverse("committees")))
    assert "Trưởng ban: Nguyễn Văn Trưởng · 3 thành viên" in shown
    assert shown.count("chưa có ban chỉ đạo") == 3
    assert reverse("committee_new") + "?don-vi=xa-an" in shown
    assert reverse("committee_new") not in text(as_person("auditor").get(reverse("committees")))


def test_a_committee_from_above_is_named_below(cast, as_person):
    held = committee(cast)
    assert held.get_absolute_url() in text(as_person("officer").get(reverse("committees")))
    assert as_person("outsider").get(held.get_absolute_url()).status_code == 404


def test_a_committee_is_set_up(as_person):
    sent = SET_UP | rows(("Nguyễn  Văn Trưởng", "Phó Bí thư", "head"), ("", "", "member"))
    response = as_person("bloc_officer").post(reverse("committee_new"), sent)
    held = SteeringCommittee.objects.get()
    assert response.headers["Location"] == held.get_absolute_url()
    assert [(str(m), m.role) for m in held.members.all()] == [("Nguyễn Văn Trưởng", "head")]


def test_more_rows_keep_what_was_typed(as_person):
    sent = SET_UP | rows(("Nguyễn Văn Trưởng", "Phó Bí thư", "head")) | {"them": "1"}
    shown = text(as_person("bloc_officer").post(reverse("committee_new"), sent))
    assert 'name="form-3-full_name"' in shown
    assert 'value="Nguyễn Văn Trưởng"' in shown
    assert not SteeringCommittee.objects.exists()


@pytest.mark.parametrize(("part", "status"), [("auditor", 403), ("approver", 403), ("nobody", 403)])
def test_who_is_refused_the_form(as_person, part, status):
    assert as_person(part).get(reverse("committee_new")).status_code == status


def test_a_unit_outside_the_scope_is_not_found(as_person):
    assert as_person("outsider").get(reverse("committee_new") + "?don-vi=khoi").status_code == 404


def test_a_renewal_is_shown_before_it_is_done(cast, as_person):
    held, client = committee(cast), as_person("bloc_office")
    url = reverse("committee_reshuffle", args=[held.pk])
    leaving = held.members.get(role="head")
    sent = RENEWAL | {"leaving": leaving.pk} | rows(("Phạm Văn Mới", "Phó Bí thư", "head"))

    shown = text(client.post(url, sent))
    assert "1 người ra, 1 người vào, 2 người ở lại" in " ".join(shown.split())
    assert held.members.count() == 3
    assert 'value="Phạm Văn Mới"' in text(client.post(url, sent | {"sua": "1"}))

    assert client.post(url, sent | {"xac-nhan": "1"}).status_code == 302
    page = text(client.get(held.get_absolute_url()))
    assert "Vào: Phạm Văn Mới (Trưởng ban). Ra: Nguyễn Văn Trưởng (Trưởng ban)." in page


def test_a_member_twice_is_told_on_the_form(cast, as_person):
    url = reverse("committee_reshuffle", args=[committee(cast).pk])
    sent = RENEWAL | rows((MEMBER.full_name, MEMBER.job_title, "deputy"))
    assert "Lê Văn Viên đang là Ủy viên của ban." in text(as_person("bloc_office").post(url, sent), 422)


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("auditor", 403), ("officer", 403)])
def test_who_is_refused_a_renewal(cast, as_person, part, status):
    url = reverse("committee_reshuffle", args=[committee(cast).pk])
    assert as_person(part).post(url, RENEWAL).status_code == status


def test_leaving_office_makes_a_gap_on_the_pages(cast, as_person):
    held, client = committee(cast), as_person("bloc_officer")
    member = held.members.get(full_name="Lê Văn Viên")
    url = reverse("committee_left", args=[member.pk])
    text(client.get(url))
    assert client.post(url, {"on": "2023-02-01"}).headers["Location"] == held.get_absolute_url()
    words = "Lê Văn Viên (Ủy viên) thôi chức vụ từ 01/02/2023, chưa có người thay"
    assert words in text(client.get(held.get_absolute_url()))
    assert words in text(client.get(reverse("committee_gaps")))
    assert as_person("outsider").post(url, {"on": "2023-02-01"}).status_code == 404


def test_the_scan_of_a_decision_is_attached_and_read(cast, as_person):
    decision, client = committee(cast).decisions.get(), as_person("bloc_officer")
    url = reverse("committee_scan_new", args=[decision.pk])
    assert client.post(url, {"upload": SimpleUploadedFile("qd.pdf", PDF)}).status_code == 302
    served = client.get(reverse("committee_scan", args=[decision.pk]))
    assert b"".join(served.streaming_content) == PDF
    assert as_person("outsider").get(reverse("committee_scan", args=[decision.pk])).status_code == 404


def test_a_scan_against_its_name_is_refused(cast, as_person):
    url = reverse("committee_scan_new", args=[committee(cast).decisions.get().pk])
    sent = {"upload": SimpleUploadedFile("qd.png", PDF)}
    assert "có đuôi .png nhưng nội dung là" in text(as_person("bloc_officer").post(url, sent), 422)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("codes", [("khoi",), ("khoi", "lt", "xa-an", "xa-binh", "db1", "cb2")])
def test_the_tree_asks_as_many_questions_for_few_as_for_many(cast, as_person, codes, django_assert_num_queries):
    for code in codes:
        held = committee(cast, code, (HEAD, DEPUTY, NewMember("Cán bộ", "member", "X", cast.officer)))
        note_left_office(held.members.get(role="deputy"), on=date(2023, 1, 1), by=cast.office)
    client = as_person("office")
    client.get(reverse("committees"))
    with django_assert_num_queries(16):
        client.get(reverse("committees"))


def test_a_row_without_a_name_is_not_dropped_in_silence(as_person):
    sent = SET_UP | rows(("", "Phó Bí thư", "head"))
    shown = text(as_person("bloc_officer").post(reverse("committee_new"), sent), 422)
    assert "Hãy ghi họ tên, hoặc để trống cả dòng." in shown


def test_a_committee_is_ended(cast, as_person):
    held, client = committee(cast), as_person("bloc_office")
    url = reverse("committee_end", args=[held.pk])
    text(client.get(url))
    assert client.post(url, {"on": "2023-05-01", "reason": "Giải thể"}).headers["Location"] == held.get_absolute_url()
    assert "thôi hoạt động sau ngày 01/05/2023" in text(client.get(held.get_absolute_url()))
    assert client.get(url).status_code == 403
    assert as_person("outsider").get(url).status_code == 404
