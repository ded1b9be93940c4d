"""The list of work: who has which, how it is shown, narrowed and opened."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, register, send_back, submit
from lantoa.kit.extension_points import contributions
from lantoa.kit.waiting import Question, count_duties, count_work, summarise
from lantoa.rulebook.models import Rule
from lantoa.rulebook.services import ensure_rules
from lantoa.watch.services.alerts import run_alerts
from tests.cast import draft, submit_initiative, values


def work(person, *, is_duty: bool = True) -> dict[str, int]:
    found: dict[str, int] = {}
    for count in summarise(Question(person, timezone.localdate(), is_duty)):
        found[count.kind.key] = found.get(count.kind.key, 0) + count.total
    return found


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("approver", {"cho-duyet": 1}),
        ("bloc_officer", {"cho-duyet": 1}),
        ("bloc_office", {"cho-duyet": 1}),
        ("office", {"cho-duyet": 1}),
        ("officer", {}),
        ("auditor", {}),
        ("outsider", {}),
        ("nobody", {}),
    ],
)
def test_a_submitted_file_waits_for_those_who_decide(cast, part, expected):
    submit_initiative(cast)

    assert work(cast.people[part]) == expected


def test_ones_own_file_does_not_wait_for_oneself(cast):
    submit(register(values=values(cast), by=cast.bloc_officer), by=cast.bloc_officer)

    assert (work(cast.bloc_officer), work(cast.approver)) == ({}, {"cho-duyet": 1})


def test_what_was_sent_back_is_a_duty_and_a_draft_is_good_to_know(cast):
    send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ")
    draft(cast)

    assert (work(cast.officer), work(cast.officer, is_duty=False)) == ({"can-sua": 1}, {"ban-nhap": 1})
    assert (work(cast.bloc_officer), work(cast.bloc_officer, is_duty=False)) == ({}, {})


def test_each_kind_has_its_own_key_and_rank():
    kinds = contributions("work_items")

    assert len({kind.key for kind in kinds}) == len({kind.order for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("count", [1, 30])
def test_the_mark_of_every_page_costs_the_same_for_little_and_for_much(cast, count, django_assert_max_num_queries):
    for number in range(count):
        submit_initiative(cast, name=f"Mô hình số {number}")
    person = type(cast.approver).objects.get(pk=cast.approver.pk)

    with django_assert_max_num_queries(6):
        assert count_duties(person, timezone.localdate()) == count


def test_the_mark_is_kept_until_something_happens(cast, django_assert_num_queries):
    person, today = cast.approver, timezone.localdate()
    first = submit_initiative(cast, name="Mô hình một")
    assert count_duties(person, today) == 1

    with django_assert_num_queries(1):
        assert count_duties(person, today) == 1
    submit_initiative(cast, name="Mô hình hai")
    assert count_duties(person, today) == 2
    accept(first, by=person)
    assert count_duties(person, today) == count_work(Question(person, today))


@pytest.mark.parametrize("change", ["run", "rules"])
def test_the_mark_is_counted_anew_after_what_leaves_no_event(cast, change, django_capture_on_commit_callbacks):
    person, today = cast.approver, timezone.localdate()
    row = submit_initiative(cast)
    assert count_duties(person, today) == 1
    Initiative.objects.filter(pk=row.pk).update(state=State.DRAFT)
    assert count_duties(person, today) == 1

    with django_capture_on_commit_callbacks(execute=True):
        if change == "run":
            run_alerts(on=today)
        else:
            Rule.objects.first().delete()
            ensure_rules()
    assert count_duties(person, today) == 0


def test_the_mark_of_one_day_is_not_given_for_another(cast):
    today = timezone.localdate()
    submit_initiative(cast)
    count_duties(cast.approver, today)
    Initiative.objects.update(state=State.DRAFT)

    assert count_duties(cast.approver, today + timedelta(days=1)) == 0


def inbox(client, query: str = "") -> str:
    response = client.get(reverse("inbox") + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_line_names_the_record_first_and_says_what_since_when_and_by_whom(cast, as_person):
    initiative = submit_initiative(cast)
    page = inbox(as_person("approver"))

    assert f'<a class="todo-name" href="{initiative.get_absolute_url()}">{initiative}</a>' in page
    assert "<b>Duyệt đăng ký</b>, hôm nay · bạn hoặc Phạm Thị Quản Trị và 1 người khác" in page


def test_a_returned_file_is_listed_with_the_reason_and_drafts_are_a_link_away(cast, as_person):
    send_back(submit_initiative(cast), by=cast.approver, reason="Nêu rõ số hộ")
    draft(cast, name="Bản nháp của tôi")
    client = as_person("officer")

    assert "Lý do: Nêu rõ số hộ" in inbox(client)
    assert "Bản nháp của tôi" not in inbox(client)
    assert "Bản nháp của tôi" in inbox(client, "?loai=de-biet")


def test_a_section_shows_its_first_rows_and_opens_page_by_page(cast, as_person):
    for number in range(26):
        draft(cast, name=f"Bản nháp số {number}")
    client = as_person("officer")

    folded = inbox(client, "?loai=de-biet")
    assert (folded.count("Bản nháp số"), "Xem tất cả 26 việc" in folded) == (5, True)
    assert inbox(client, "?loai=de-biet&muc=ban-nhap").count("Bản nháp số") == 25
    assert "26–26 trong 26" in inbox(client, "?loai=de-biet&muc=ban-nhap&trang=2")


def test_the_list_is_narrowed_to_a_unit_and_one_out_of_scope_narrows_nothing(cast, as_person):
    submit_initiative(cast)
    submit(
        register(values=values(cast, unit=cast.unit("cb2"), name="Của chi bộ"), by=cast.bloc_office),
        by=cast.bloc_office,
    )
    client = as_person("approver")

    assert "Của chi bộ" not in inbox(client, "?don-vi=db1")
    assert "Vườn rau sạch" not in inbox(client, "?don-vi=cb2")
    assert "Của chi bộ" in inbox(client, "?don-vi=xa-binh")


def test_what_came_today_is_new_and_what_came_before_yesterday_is_not(cast):
    submit_initiative(cast)
    today = timezone.localdate()
    asked = {"is_new": True, "news_upto": today + timedelta(days=1)}

    counts = [
        count_work(Question(cast.approver, today, news_after=today - timedelta(days=days), **asked)) for days in (1, -1)
    ]

    assert counts == [1, 0]


def test_many_acts_are_offered_where_there_are_many(cast, as_person):
    submit_initiative(cast)
    client = as_person("approver")
    assert "Duyệt nhiều" not in inbox(client)
    submit_initiative(cast, name="Thứ hai")
    assert 'href="/mo-hinh/?trang-thai=submitted">Duyệt nhiều…' in inbox(client)


@pytest.mark.parametrize("query", ["?muc=khong-co", "?loc=moi&moi-tu=hom-qua", "?loc=qua-han", "?don-vi=khong-co"])
def test_an_unknown_address_shows_the_list(cast, as_person, query):
    submit_initiative(cast)
    assert "<h1>Việc cần làm</h1>" in inbox(as_person("approver"), query)


def test_an_empty_inbox_says_so(as_person):
    assert "Không có việc nào đang chờ bạn." in inbox(as_person("nobody"))


@pytest.mark.parametrize("count", [1, 30])
def test_the_inbox_asks_as_many_questions_for_few_files_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    for number in range(count):
        submit_initiative(cast, name=f"Mô hình số {number}")
    client = as_person("approver")

    with django_assert_max_num_queries(30):
        inbox(client)
