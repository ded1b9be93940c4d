"""The first page: what waits for whom, how the unit stands, what one may begin."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from lantoa.councils.services import assign, open_scoring
from lantoa.desk.queries import KEY_FIGURES, glance
from lantoa.initiatives.services import send_back
from lantoa.units.models import Unit
from tests.cast import accept_initiative, draft, submit_initiative
from tests.councils.sitting_cast import make_sitting, seat_member

pytestmark = pytest.mark.days


def home(client) -> str:
    response = client.get(reverse("home"))
    assert response.status_code == 200
    return response.content.decode()


def test_what_waits_comes_first(cast, as_person):
    submit_initiative(cast)
    page = home(as_person("approver"))

    assert page.index("Duyệt đăng ký") < page.index("Số liệu chính")
    assert "Vườn rau sạch vì cộng đồng" in page


def test_what_was_sent_back_leads_to_the_file_and_says_why(cast, as_person):
    initiative = send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ tham gia")
    page = home(as_person("officer"))

    assert "Lý do: Nêu rõ số hộ tham gia" in page
    assert f'href="{initiative.get_absolute_url()}"' in page


def test_the_five_most_urgent_are_shown_and_the_way_to_all(cast, as_person):
    for number in range(6):
        submit_initiative(cast, name=f"Đăng ký số {number}")
    page = home(as_person("approver"))

    assert page.count("Đăng ký số") == 5
    assert "Xem tất cả 6 việc" in page


def test_nothing_waiting_is_said_to_those_for_whom_work_can_wait(as_person):
    said = {part: "Không có việc nào đang chờ bạn." in home(as_person(part)) for part in ("officer", "auditor")}

    assert said == {"officer": True, "auditor": False}


@pytest.mark.parametrize(
    ("part", "offered"),
    [
        ("office", (True, True)),
        ("officer", (True, True)),
        ("approver", (False, False)),
        ("auditor", (False, False)),
    ],
)
def test_what_one_may_begin_follows_the_rights(as_person, part, offered):
    page = home(as_person(part))

    assert ("Đăng ký mô hình</a>" in page, 'href="/nhap-so-lieu/">' in page.split("<h1>")[1]) == offered


def test_someone_without_a_role_is_told_what_to_do(as_person):
    page = home(as_person("nobody"))

    assert "chưa được giao vai trò" in page
    assert "Tên đăng nhập của bạn: <strong>nobody</strong>" in page


def test_a_member_of_a_council_without_a_role_finds_what_to_score(as_person, cast):
    sitting = open_scoring(make_sitting(cast), by=cast.bloc_officer)
    assign(sitting.items.get(), member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)

    with_work, without = home(as_person("m1")), home(as_person("m2"))

    assert ("Chấm điểm</b>" in with_work, "chưa được giao vai trò" in with_work) == (True, False)
    assert ("Chấm điểm</b>" in without, "Thành viên hội đồng: mở mục Hội đồng." in without) == (False, True)


def test_an_office_without_any_unit_is_led_to_the_units(as_person, cast):
    Unit.objects.update(valid_to=date(2021, 1, 1))

    assert "Hệ thống chưa có đơn vị nào đang hoạt động." in home(as_person("office"))


@time_machine.travel("2023-06-01 09:00 +0700", tick=False)
def test_the_glance_counts_as_the_report_does_and_opens_its_records(cast):
    accept_initiative(cast)
    accept_initiative(cast, on=date(2022, 5, 1), name="Tổ tự quản đường biên")
    seen = glance(cast.unit("khoi"), date(2023, 6, 1))

    assert [figure.value for figure in seen.figures] == [1, None, 2, 0, 0]
    assert seen.figures[0].url == ("/bao-cao/so-lieu/initiatives.registered/?don-vi=khoi&tu=2023-01-01&den=2023-06-01")
    assert len(seen.figures) == len(KEY_FIGURES)


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_as_many_questions_for_little_work_as_for_much(cast, as_person, count, django_assert_max_num_queries):
    for number in range(count):
        submit_initiative(cast, name=f"Mô hình số {number}")
        draft(cast, name=f"Bản nháp số {number}")
    client = as_person("bloc_officer")

    with django_assert_max_num_queries(42):
        home(client)
