"""Screens of the scouting."""

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.initiatives.models import Initiative
from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.prospects.queries import prospect_of
from lantoa.prospects.services import drop, rate, take_up
from tests.plans.plans import add_prospect


def fill_form(cast, **changed) -> dict:
    given = {
        "name": "Tổ tự quản đường điện",
        "holder": "Chi hội nông dân",
        "location": "Bản Mòng",
        "why": "Bà con tự góp, tự giữ",
        "unit": cast.unit("db1").code,
        "year": "2023",
        "sector": "",
    }
    return given | changed


def post_move(prospect, slug: str) -> str:
    return reverse("prospect_move", args=[prospect.pk, slug])


def test_four_boxes_on_a_phone_make_a_prospect(cast, as_person):
    page = as_person("officer").get(reverse("prospect_new"))
    assert page.status_code == 200
    answer = as_person("officer").post(reverse("prospect_new"), fill_form(cast))
    row = Prospect.objects.get()
    assert (answer.status_code, answer.url) == (302, row.get_absolute_url())
    assert (row.name, row.noted_by, row.sector) == ("Tổ tự quản đường điện", cast.officer, None)


def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast, as_person):
    answer = as_person("officer").post(reverse("prospect_new"), fill_form(cast, why="", year="2999"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Tổ tự quản đường điện" in page
    assert "Bản Mòng" in page
    assert Prospect.objects.count() == 0


def test_a_year_to_come_is_refused_in_words(cast, as_person):
    answer = as_person("officer").post(reverse("prospect_new"), fill_form(cast, year="2999"))
    assert answer.status_code == 422
    assert "Năm rà soát từ 2000 đến" in answer.content.decode()


@pytest.mark.parametrize(("part", "status"), [("auditor", 403), ("approver", 403), ("nobody", 403)])
def test_who_does_not_write_does_not_note(cast, as_person, part, status):
    assert as_person(part).get(reverse("prospect_new")).status_code == status


def test_a_unit_outside_ones_rights_cannot_be_chosen(cast, as_person):
    answer = as_person("outsider").post(reverse("prospect_new"), fill_form(cast))
    assert (answer.status_code, Prospect.objects.count()) == (422, 0)


@pytest.mark.parametrize(("part", "status"), [("officer", 200), ("auditor", 200), ("outsider", 404), ("nobody", 404)])
def test_a_prospect_is_seen_within_scope(cast, as_person, part, status):
    assert as_person(part).get(add_prospect(cast).get_absolute_url()).status_code == status


@pytest.mark.parametrize(("part", "status"), [("officer", 403), ("auditor", 403), ("outsider", 404), ("approver", 200)])
def test_only_another_who_decides_opens_the_rating(cast, as_person, part, status):
    assert as_person(part).get(post_move(add_prospect(cast), "danh-gia")).status_code == status


def test_rated_in_the_browser(cast, as_person):
    row = add_prospect(cast)
    client = as_person("approver")
    assert client.post(post_move(row, "danh-gia"), {"rating": "9", "remark": "x"}).status_code == 422
    answer = client.post(post_move(row, "danh-gia"), {"rating": "4", "remark": "Dễ làm theo"})
    row.refresh_from_db()
    assert (answer.status_code, row.state, row.rating) == (302, ProspectState.RATED, 4)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Dễ làm theo" in page
    assert "Đánh giá triển vọng" in page


def test_taken_up_in_the_browser_it_opens_the_draft(cast, as_person):
    row = add_prospect(cast, sector=None)
    client = as_person("officer")
    assert client.post(post_move(row, "dang-ky"), {}).status_code == 422
    answer = client.post(post_move(row, "dang-ky"), {"sector": cast.sector["economy"].pk})
    draft = Initiative.objects.get()
    assert answer.url == f"{reverse('initiative_edit', args=[draft.pk])}?buoc=1"
    assert client.get(answer.url).status_code == 200
    assert client.post(post_move(row, "dang-ky"), {"sector": cast.sector["economy"].pk}).status_code == 403
    assert draft.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()


def test_dropped_and_looked_at_again(cast, as_person):
    row = add_prospect(cast)
    client = as_person("officer")
    assert client.get(post_move(row, "bo")).status_code == 200
    assert client.post(post_move(row, "bo"), {"reason": ""}).status_code == 422
    client.post(post_move(row, "bo"), {"reason": "Tổ đã giải thể"})
    assert "Tổ đã giải thể" in client.get(row.get_absolute_url()).content.decode()
    assert client.get(reverse("prospect_edit", args=[row.pk])).status_code == 403
    assert client.post(post_move(row, "xem-lai")).status_code == 302
    assert client.get(post_move(row, "khong-co")).status_code == 404
    row.refresh_from_db()
    assert row.state == ProspectState.NOTED


def test_edited(cast, as_person):
    row = add_prospect(cast)
    address = reverse("prospect_edit", args=[row.pk])
    assert "Bản Nà Sản" in as_person("officer").get(address).content.decode()
    assert as_person("officer").post(address, fill_form(cast)).status_code == 302
    row.refresh_from_db()
    assert row.location == "Bản Mòng"
    assert as_person("auditor").get(address).status_code == 403


def test_the_list_under_its_filters(cast, as_person):
    first, second = add_prospect(cast), add_prospect(cast, name="Nhà sạch vườn đẹp", year=2022)
    rate(first, rating=4, remark="Tốt", by=cast.approver)
    drop(second, reason="Thôi", by=cast.officer)
    client = as_person("approver")
    page = client.get(reverse("prospects"), {"nam": "2023"}).content.decode()
    assert first.name in page
    assert second.name not in page
    found = client.get(reverse("prospects"), {"trang-thai": "dropped", "don-vi": "db1"}).content.decode()
    assert second.name in found
    assert "Không có triển vọng nào khớp" in client.get(reverse("prospects"), {"don-vi": "cb2"}).content.decode()
    assert client.get(reverse("prospects"), {"nam": ""}).status_code == 302


def test_the_empty_list_leads_on(cast, as_person):
    assert reverse("prospect_new") in as_person("officer").get(reverse("prospects")).content.decode()
    assert "Chưa có triển vọng nào" in as_person("auditor").get(reverse("prospects")).content.decode()


def test_the_list_asks_the_same_for_three_and_for_thirty(cast, as_person):
    client = as_person("approver")
    counts = []
    for wished in (3, 30):
        for number in range(Prospect.objects.count(), wished):
            add_prospect(cast, name=f"Cách làm {number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("prospects")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_draft_knows_its_prospect(cast):
    row = add_prospect(cast)
    drafted = take_up(row, by=cast.officer)
    assert [prospect_of(drafted, person) for person in (cast.officer, cast.outsider)] == [row, None]
    shown = render_to_string("dossiers/_from_prospect.html", {"prospect": row})
    assert "Từ triển vọng năm 2023 “Tổ tự quản thu gom rác”" in shown
    assert row.get_absolute_url() in shown
