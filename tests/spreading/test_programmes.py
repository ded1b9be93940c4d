"""Spreading programmes: who launches, who is a target, and how far it is on a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.services import withdraw
from lantoa.initiatives.services.spreading import fail_copy
from lantoa.kit.ruling import Refused
from lantoa.spreading.models import Programme, ProgrammeTarget
from lantoa.spreading.queries.programmes import is_complete, progress, units_asked
from lantoa.spreading.services.programmes import add_targets, excuse, take_excuse_back
from tests.cast import accept_initiative, draft
from tests.spreading.spread_cast import COPIED, make_copy, make_proven, programme_of, taken_up

pytestmark = pytest.mark.days

TARGETS = ("db1", "xa-an", "xa-binh", "khoi")
LATER = date(2023, 12, 1)


@pytest.fixture
def source(cast):
    return make_proven(cast, unit=cast.unit("cb11"))


def stands(programme: Programme, on: date) -> dict[str, str]:
    return {row.target.unit.code: row.status for row in progress(programme, on).targets}


def refusal(call) -> list[str]:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reasons


def test_a_target_has_it_itself_or_directly_below(cast, source):
    programme = programme_of(cast, source, *TARGETS)
    make_copy(cast, source, "xa-an")
    assert stands(programme, LATER) == {"db1": "has", "khoi": "none", "xa-an": "has", "xa-binh": "none"}
    make_copy(cast, source, "cb2")
    assert stands(programme, LATER)["khoi"] == "has"


def test_a_copy_of_a_copy_counts_too(cast, source):
    programme = programme_of(cast, source, "xa-binh")
    make_copy(cast, make_copy(cast, source, "xa-an").copy, "xa-binh")
    assert progress(programme, LATER).is_complete


def test_what_waits_is_being_done(cast, source):
    programme = programme_of(cast, source, "xa-an")
    row = taken_up(cast, source, "xa-an")
    today = timezone.localdate(row.copy.created_at)
    assert stands(programme, today) == {"xa-an": "doing"}
    withdraw(row.copy, by=cast.office, reason="Nhầm")
    assert stands(programme, today) == {"xa-an": "none"}


def test_a_failure_is_told_and_no_longer_has_it(cast, source):
    programme = programme_of(cast, source, "xa-an")
    fail_copy(make_copy(cast, source, "xa-an"), reason="Thiếu nước", by=cast.office, on=date(2023, 9, 1))
    [state] = progress(programme, LATER).targets
    assert (state.status, state.note) == ("none", "không thành công từ 01/09/2023")
    assert stands(programme, date(2023, 8, 31)) == {"xa-an": "has"}


def test_it_is_known_for_a_day_of_the_past(cast, source):
    programme = programme_of(cast, source, "xa-an")
    make_copy(cast, source, "xa-an")
    assert [is_complete(programme, day) for day in (date(2023, 5, 31), COPIED)] == [False, True]


def test_the_excused_are_not_asked_but_stay_on_the_page(cast, source):
    programme = programme_of(cast, source, "xa-an", "xa-binh")
    make_copy(cast, source, "xa-an")
    target = programme.targets.get(unit=cast.unit("xa-binh"))
    excuse(target, reason="Không có chợ", by=cast.office, on=date(2023, 7, 1))
    far = progress(programme, LATER)
    assert (far.is_complete, far.has, far.asked_count, far.note) == (True, 1, 1, "1 trên 1 đơn vị, được miễn 1")
    assert not is_complete(programme, date(2023, 6, 30))
    take_excuse_back(target, by=cast.office)
    assert not is_complete(programme, LATER)


def test_without_targets_nothing_is_complete(cast, source):
    assert not is_complete(programme_of(cast, source), LATER)


def test_days_left_turn_into_days_overdue(cast, source):
    programme = programme_of(cast, source)
    assert [progress(programme, day).days_left for day in (date(2023, 12, 30), date(2024, 1, 2))] == [1, -2]


def test_all_that_is_wrong_is_said_at_once(cast):
    said = refusal(lambda: programme_of(cast, draft(cast), name=" ", due_on=date(2023, 4, 1)))
    assert said == [
        "Hãy ghi tên chương trình và cơ quan chủ trì.",
        "Chỉ nhân rộng mô hình đã được duyệt đăng ký.",
        "Thời hạn phải từ ngày phát động trở đi.",
    ]


@pytest.mark.parametrize("part", ["outsider", "auditor", "nobody", "approver"])
def test_who_has_no_duty_at_the_unit_launches_nothing(cast, source, part):
    with pytest.raises(Refused):
        programme_of(cast, source, by=cast.people[part])


def test_a_target_stands_below_and_is_added_once(cast, source):
    programme = programme_of(cast, source, "xa-an", unit=cast.unit("lt"))
    assert "đã ở trong chương trình" in refusal(lambda: add_targets(programme, [cast.unit("xa-an")], by=cast.office))[0]
    for code in ("lt", "cu"):
        said = refusal(lambda code=code: add_targets(programme, [cast.unit(code)], by=cast.office))
        assert "phải đang hoạt động và trực thuộc" in said[0]
    assert ProgrammeTarget.objects.count() == 1


def test_targets_are_asked_by_kind_and_superior(cast, source):
    programme = programme_of(cast, source, "xa-an")
    asked = [
        [unit.code for unit in units_asked(programme, *given)]
        for given in (("commune_committee", ""), ("base_cell", "khoi"), ("base_cell", "db1"))
    ]
    assert asked == [["xa-binh"], ["cb2"], []]


# --- the pages ---


def test_launched_and_filled_in_the_browser(cast, as_person, source):
    client = as_person("office")
    form = {
        "name": "Rau sạch toàn tỉnh", "source": source.pk, "unit": "lt", "lead": "Ban Dân vận", "document": "",
        "coordinating": "", "launched_on": "2026-01-01", "due_on": "2026-12-31",
    }  # fmt: skip
    answer = client.post(reverse("programme_new"), form)
    programme = Programme.objects.get()
    url = reverse("programme_targets", args=[programme.pk])
    assert (answer.status_code, answer.url) == (302, url)
    seen = client.get(url, {"loai": "commune_committee", "duoi": ""}).content.decode()
    assert "2 đơn vị" in seen
    assert client.post(f"{url}?loai=commune_committee&duoi=").url == programme.get_absolute_url()
    assert programme.targets.count() == 2


def test_a_wrong_form_keeps_what_was_typed(cast, as_person):
    answer = as_person("office").post(reverse("programme_new"), {"name": "Rau sạch", "due_on": "31/02/2026"})
    assert answer.status_code == 422
    assert "Rau sạch" in answer.content.decode()


@pytest.mark.parametrize(("part", "status"), [("outsider", 200), ("auditor", 200), ("nobody", 404), ("officer", 404)])
def test_targets_see_the_programme_that_asks_them(cast, as_person, source, part, status):
    programme = programme_of(cast, source, "xa-binh", "xa-an")
    assert as_person(part).get(programme.get_absolute_url()).status_code == status


def test_a_target_that_lacks_it_is_one_click_from_it(cast, as_person, source):
    programme = programme_of(cast, source, "xa-binh")
    page = as_person("outsider").get(programme.get_absolute_url()).content.decode()
    assert f"{reverse('initiative_take_up', args=[source.pk])}?don-vi=xa-binh" in page
    make_copy(cast, source, "xa-binh")
    assert "?don-vi=xa-binh" not in as_person("outsider").get(programme.get_absolute_url()).content.decode()


@pytest.mark.parametrize("part", ["outsider", "auditor"])
def test_only_who_runs_it_changes_it(cast, as_person, source, part):
    programme = programme_of(cast, source, "xa-binh")
    target, client = programme.targets.get(), as_person(part)
    assert client.get(reverse("programme_targets", args=[programme.pk])).status_code == 403
    assert client.post(reverse("target_excuse", args=[target.pk]), {"reason": "x"}).status_code == 403


def test_excused_in_the_browser_only_with_a_reason(cast, as_person, source):
    target = programme_of(cast, source, "xa-binh").targets.get()
    client, url = as_person("office"), reverse("target_excuse", args=[target.pk])
    assert client.post(url, {"reason": " "}).status_code == 422
    assert client.post(url, {"reason": "Không có đất"}).status_code == 302
    assert "Không có đất" in client.get(target.programme.get_absolute_url()).content.decode()
    assert client.post(reverse("target_unexcuse", args=[target.pk])).status_code == 302


@pytest.mark.parametrize(("day", "words"), [("2023-04-30", "từ ngày phát động"), ("hôm qua", "2023")])
def test_a_day_that_cannot_be_shown_is_said(cast, as_person, source, day, words):
    programme = programme_of(cast, source, "xa-an")
    page = as_person("office").get(programme.get_absolute_url(), {"tai-ngay": day})
    assert page.status_code == 200
    assert words in page.content.decode()


def test_queries_of_the_list_do_not_grow_with_programmes(cast, as_person, source):
    client, counts = as_person("office"), []
    for more in range(1, 4):
        for number in range(more):
            programme_of(cast, source, "xa-an", name=f"Chương trình {more}.{number}")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("programmes"))
        counts.append(len(queries))
    assert counts[0] == counts[1] == counts[2]


def test_the_empty_list_says_what_to_do(cast, as_person):
    accept_initiative(cast)
    assert "Chưa có chương trình nhân rộng nào" in as_person("outsider").get(reverse("programmes")).content.decode()
    assert as_person("outsider").get(reverse("programme_new")).status_code == 403
