"""The pages of councils: who may open them, and what they say."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lantoa.councils.forms.scoring import VerdictForm
from lantoa.councils.models import Appraisal, Council, CriteriaSet
from lantoa.councils.services import assign_balanced, open_scoring
from tests.councils.sitting_cast import make_council, make_set, make_sitting, score
from tests.councils.test_life import conclude_sitting

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def sitting(cast):
    made = open_scoring(make_sitting(cast, items=2), by=cast.bloc_officer)
    assign_balanced(made, per_item=3, by=cast.bloc_officer)
    return made


def url_of(name, *keys) -> str:
    return reverse(name, args=keys)


def test_every_page_opens_for_who_prepares(cast, as_person, sitting):
    item, council = sitting.items.first(), sitting.council
    given = Appraisal.objects.first()
    pages = [
        url_of("councils"),
        url_of("criteria_sets"),
        url_of("criteria_set", sitting.criteria_id),
        url_of("council", council.pk),
        url_of("sitting_new", council.pk),
        url_of("my_scoring"),
        url_of("sitting", sitting.pk),
        url_of("sitting_attendance", sitting.pk),
        url_of("sitting_assign", sitting.pk),
        url_of("assignment_template", sitting.pk),
        url_of("item_score", sitting.pk, item.pk),
        url_of("item_take_off", sitting.pk, item.pk),
        url_of("sitting_move", sitting.pk, "khoa-diem"),
        url_of("appraisal_return", sitting.pk, given.pk),
    ]
    client = as_person("bloc_officer")

    assert [(page, client.get(page).status_code) for page in pages] == [(page, 200) for page in pages]


@pytest.mark.parametrize("name", ["council_new", "criteria_set_new"])
def test_the_office_opens_the_forms(as_person, name):
    assert as_person("office").get(url_of(name)).status_code == 200
    assert as_person("officer").get(url_of(name)).status_code == 403


def test_the_papers_and_verdicts_of_a_closed_sitting_open(cast, as_person):
    sitting = conclude_sitting(cast)
    client = as_person("approver")

    for name in ("sitting", "minutes_docx", "sitting_result_docx", "sitting_minutes"):
        assert client.get(url_of(name, sitting.pk)).status_code == 200
    assert client.get(url_of("item_verdict", sitting.pk, sitting.items.first().pk)).status_code == 403
    assert client.get(url_of("minutes_scan", sitting.pk)).status_code == 404


def test_nothing_of_it_exists_for_an_outsider(cast, as_person, sitting):
    item = sitting.items.first()
    client = as_person("outsider")

    for page in (
        url_of("council", sitting.council_id),
        url_of("sitting", sitting.pk),
        url_of("sitting_assign", sitting.pk),
        url_of("sitting_score", sitting.pk),
        url_of("item_score", sitting.pk, item.pk),
        url_of("minutes_docx", sitting.pk),
    ):
        assert client.get(page).status_code == 404
    assert "Hội đồng thẩm định</a>" not in client.get(url_of("councils")).content.decode()


def test_a_scoped_reader_reads_but_may_not_score(cast, as_person, sitting):
    item = sitting.items.first()
    client = as_person("auditor")

    assert client.get(url_of("sitting", sitting.pk)).status_code == 200
    assert client.get(url_of("item_score", sitting.pk, item.pk)).status_code == 200
    assert client.post(url_of("item_score", sitting.pk, item.pk), {}).status_code == 403
    assert client.get(url_of("sitting_assign", sitting.pk)).status_code == 403
    assert client.post(url_of("sitting_move", sitting.pk, "khoa-diem")).status_code == 403


def test_a_member_without_any_role_opens_what_is_given_to_them(cast, as_person, sitting):
    given = Appraisal.objects.filter(member__person=cast.m1).first()
    client = as_person("m1")

    page = client.get(url_of("item_score", sitting.pk, given.item_id))

    assert page.status_code == 200
    assert "Gửi điểm và sang hồ sơ tiếp" in page.content.decode()
    assert client.get(url_of("sitting_score", sitting.pk)).headers["Location"] == page.request["PATH_INFO"]


def test_scores_are_sent_and_the_next_item_comes(cast, as_person, sitting):
    mine = list(Appraisal.objects.filter(member__person=cast.approver).order_by("item__position"))
    client, criteria = as_person("approver"), list(sitting.criteria.criteria.all())
    data = {f"diem-{row.pk}": "8,5" for row in criteria}

    answers = [client.post(row.item.get_absolute_url(), data).headers["Location"] for row in mine]

    assert answers == [*(row.item.get_absolute_url() for row in mine[1:]), url_of("my_scoring")]
    assert "85 điểm" in client.get(url_of("my_scoring")).content.decode()


def test_wrong_scores_come_back_with_what_was_typed(cast, as_person, sitting):
    mine = Appraisal.objects.filter(member__person=cast.m1).first()
    first, second, third = (row.pk for row in sitting.criteria.criteria.all())
    data = {f"diem-{first}": "11", f"diem-{second}": "3", f"diem-{third}": "tám", "nhan-xet": "Lời đã ghi"}

    page = as_person("m1").post(mine.item.get_absolute_url(), data)

    text = page.content.decode()
    assert page.status_code == 422
    for words in (
        "Điểm 11 nằm ngoài thang điểm",
        "phải ghi lý do",
        "«tám» không phải là số",
        "Lời đã ghi",
        'value="11"',
    ):
        assert words in text


def test_a_second_window_is_told_that_the_scores_stand(cast, as_person, sitting):
    mine = Appraisal.objects.filter(member__person=cast.m1).first()
    score(mine, 8, 8, 8)

    page = as_person("m1").post(mine.item.get_absolute_url(), {})

    assert page.status_code == 403
    assert "đã được gửi trước đó" in page.content.decode()


def test_a_council_a_member_and_a_sitting_are_made(cast, as_person):
    make_set(cast)
    client = as_person("bloc_office")
    head = {"unit": "khoi", "name": "Hội đồng 2026", "tier": "bloc", "valid_from": "2026-01-01"}
    assert client.post(url_of("council_new"), head).status_code == 302
    council = Council.objects.get()
    seat = {"person": cast.approver.pk, "role": "chair", "valid_from": "2026-01-01"}
    assert client.post(url_of("member_new", council.pk), seat).status_code == 302
    twice = client.post(url_of("member_new", council.pk), seat)
    assert twice.status_code == 422
    assert "đã là chủ tịch hội đồng" in twice.content.decode()
    call = {"title": "Phiên 1", "held_on": "2026-11-20", "criteria": CriteriaSet.objects.get().pk}

    assert client.post(url_of("sitting_new", council.pk), call).status_code == 302


def test_people_are_searched_before_one_is_chosen(cast, as_person):
    council = make_council(cast)

    page = as_person("office").post(url_of("member_new", council.pk), {"tim": "co so", "tim-nguoi": "1"})

    assert page.status_code == 200
    assert "Lò Văn Cơ Sở" in page.content.decode()
    assert "Lê Văn Xem" not in page.content.decode()


def test_the_example_is_offered_and_marked_as_no_rule(cast, as_person):
    page = as_person("office").get(url_of("criteria_set_new") + "?vi-du=1").content.decode()

    assert "Hiệu quả thiết thực với nhân dân" in page
    assert "chưa đối chiếu văn bản gốc" in page


def test_weights_that_do_not_sum_are_refused_with_the_sum(cast, as_person):
    data = {"unit": "khoi", "name": "Bộ mới", "sector": "", "valid_from": "2026-01-01"}
    data |= {"name-1": "Hiệu quả", "weight-1": "60", "scale_max-1": "10", "step-1": "0,5"}
    data |= {"name-2": "Sáng tạo", "weight-2": "30", "scale_max-2": "10", "step-2": "0,5"}
    client = as_person("bloc_office")

    refused = client.post(url_of("criteria_set_new"), data)
    taken = client.post(url_of("criteria_set_new"), data | {"weight-2": "40"})

    assert refused.status_code == 422
    assert "Tổng trọng số là 90%, phải đúng 100% (thiếu 10%)" in refused.content.decode()
    assert taken.status_code == 302


def test_a_new_version_begins_from_the_old(cast, as_person):
    old = make_set(cast)
    client = as_person("office")
    page = client.get(url_of("criteria_set_version", old.pk)).content.decode()
    assert 'value="60"' in page
    data = {"valid_from": "2026-01-01", "name-1": "Hiệu quả", "weight-1": "100", "scale_max-1": "10", "step-1": "1"}

    assert client.post(url_of("criteria_set_version", old.pk), data).status_code == 302
    assert [row.version for row in CriteriaSet.objects.order_by("version")] == [1, 2]
    assert "bản số 2" in client.post(url_of("criteria_set_version", old.pk), data).content.decode()


def test_a_conflict_with_one_item_or_with_its_whole_unit_is_declared(cast, as_person, sitting):
    client = as_person("approver")
    first, second = (url_of("item_conflict", sitting.pk, item.pk) for item in sitting.items.order_by("position"))
    assert client.post(first, {"reason": ""}).status_code == 422

    client.post(first, {"reason": "Là người nhà"})
    assert Appraisal.objects.filter(member__person=cast.approver).waiting().count() == 1
    client.post(second, {"reason": "Từng công tác", "is_whole_unit": "on"})

    assert not Appraisal.objects.filter(member__person=cast.approver).waiting().exists()
    assert client.post(first, {"reason": "Lần nữa"}).status_code == 422


def test_who_was_given_nothing_declares_nothing(as_person, sitting):
    url = url_of("item_conflict", sitting.pk, sitting.items.first().pk)

    assert as_person("bloc_officer").post(url, {"reason": "Có"}).status_code == 403
    assert as_person("outsider").post(url, {"reason": "Có"}).status_code == 404


def test_the_signed_scan_is_attached_and_read_back(cast, as_person):
    sitting = conclude_sitting(cast)
    url, client = url_of("sitting_minutes", sitting.pk), as_person("bloc_officer")
    assert client.post(url, {"file": SimpleUploadedFile("bien-ban.pdf", b"")}).status_code == 422
    assert client.post(url, {"file": SimpleUploadedFile("bien-ban.pdf", b"MZ no paper")}).status_code == 422

    taken = client.post(url, {"file": SimpleUploadedFile("bien-ban.pdf", PDF), "minutes_no": "02-BB/HĐ"})

    answer = client.get(url_of("minutes_scan", sitting.pk))
    assert taken.status_code == 302
    assert (b"".join(answer.streaming_content) if answer.streaming else answer.content) == PDF
    assert as_person("outsider").get(url_of("minutes_scan", sitting.pk)).status_code == 404


def test_a_member_is_ended_on_a_day(cast, as_person):
    council = make_council(cast)
    member = council.members.get(person=cast.m1)
    url, client = url_of("member_end", council.pk, member.pk), as_person("office")

    assert client.get(url).status_code == 200
    assert client.post(url, {"last_day": "2019-01-01"}).status_code == 422
    assert client.post(url, {"last_day": "2024-06-30"}).status_code == 302
    assert "Đã thôi tham gia" in client.get(council.get_absolute_url()).content.decode()


def test_a_new_council_is_of_the_tier_of_its_unit(as_person):
    form = as_person("approver").get(url_of("council_new")).context["form"]

    assert (form["unit"].value(), form["tier"].value()) == ("khoi", "bloc")


def test_who_sits_in_a_council_without_any_role_is_found_again(cast, as_person, sitting):
    page = f"{url_of('member_new', sitting.council_id)}"
    found = as_person("approver").post(page, {"tim": "m1", "tim-nguoi": ""}).content.decode()

    assert "(m1)" in found
    assert "(nobody)" not in found


def test_the_reason_for_not_recommending_does_not_stay_with_another_result():
    was = {"verdict": "not_recommended", "reason": "Chưa có số liệu.", "seen": "not_recommended"}

    kept = VerdictForm({"verdict": "recommended", "reason": "Chưa có số liệu."}, initial=was)
    new = VerdictForm({"verdict": "recommended", "reason": "Đã bổ sung số liệu."}, initial=was)

    assert list(kept.errors) == ["reason"]
    assert new.is_valid()
