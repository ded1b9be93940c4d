"""Directive tasks: who is told before the day, after it, and up the tree; what ends it; its lines in the digest."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.movement.models import Task
from lantoa.movement.services import accept_done, acknowledge, pass_on, report_done, send_back, withdraw_task
from lantoa.rulebook.models import Rule
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person
from lantoa.units.services import assign_role
from lantoa.units.telling import RecipientFinder
from lantoa.watch.models import Digest, Notice
from lantoa.watch.queries.tasks import find_live_notices
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from lantoa.watch.services.task_notices import tell_of_tasks
from tests.cast import SINCE, make_person
from tests.movement.steering import CONTENT, DUE, GIVEN, assign_task, directive, report_task, taken_on

pytestmark = pytest.mark.days

TODAY = timezone.localdate()


def at(days: int) -> date:
    """So many days after the task is due; before it where negative."""
    return DUE + timedelta(days=days)


def read_recipients(day: date, *, late: bool | None = None) -> set[str]:
    """Who has been told by the run of the day; of tasks overdue or not, as asked."""
    give_notices(on=day)
    rows = Notice.objects.filter(task__isnull=False)
    return set((rows if late is None else rows.filter(is_overdue=late)).values_list("person__username", flat=True))


def approver_at(cast, code: str) -> None:
    assign_role(make_person("top", "Bà Tỉnh"), unit=cast.unit(code), kind=RoleKind.APPROVER, by=None, on=SINCE)


# --- who and when ---


def test_officer_is_reminded_once_before_the_day_and_told_once_after_it(cast):
    assign_task(cast)

    given = [give_notices(on=at(days)) for days in (-8, -7, -6, 0, 1, 2)]

    assert given == [0, 1, 0, 0, 1, 0]
    assert list(Notice.objects.values_list("person__username", "is_overdue", "given_on")) == [
        ("officer", True, at(1)),
        ("officer", False, at(-7)),
    ]


def test_overdue_task_climbs_to_who_gave_it_and_on_to_the_top(cast):
    assign_task(cast)
    approver_at(cast, "lt")

    known = [read_recipients(at(days), late=True) for days in (1, 30, 31, 60, 61)]

    bloc = {"officer", "bloc_officer", "approver"}
    assert known == [{"officer"}, {"officer"}, bloc, bloc, bloc | {"top", "office"}]


def test_task_of_a_directive_from_higher_up_climbs_to_its_issuer_first(cast):
    assign_task(cast, of=directive(cast, "lt"))
    approver_at(cast, "lt")

    assert read_recipients(at(31)) == {"officer", "top", "office"}


def test_task_passed_on_climbs_to_the_unit_that_passed_it_on(cast):
    task = taken_on(cast, of=directive(cast, "lt"))
    (below,) = pass_on(task, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN)
    assign_role(make_person("cell", "Anh Chi bộ"), unit=cast.unit("cb11"), kind=RoleKind.OFFICER, by=None, on=SINCE)
    give_notices(on=at(31))

    rows = Notice.objects.filter(task=below).values_list("person__username", flat=True)
    assert set(rows) == {"cell", "officer"}


def test_unit_without_an_officer_has_its_superior_told(cast):
    assign_task(cast, "cb2")

    assert read_recipients(at(-7)) == {"bloc_officer", "approver"}


def test_task_that_comes_to_an_empty_top_is_told_to_the_office_and_not_before(cast):
    assign_task(cast, "xa-an", of=directive(cast, "lt"))

    assert [read_recipients(at(days)) for days in (-7, 1, 30, 31)] == [set(), set(), set(), {"office"}]


def test_coordinating_units_are_not_told(cast):
    assign_task(cast, of=directive(cast, "lt"), coordinating=[cast.unit("xa-binh")])

    assert read_recipients(at(1)) == {"officer"}


@pytest.mark.parametrize(("key", "days"), [("task_remind_days", -3), ("task_overdue", 40)])
def test_rule_that_the_book_lacks_is_off(cast, key, days):
    assign_task(cast)
    Rule.objects.filter(key=f"alert.{key}").delete()

    assert read_recipients(at(days)) == set()


# --- what ends it ---


def test_task_reported_done_withdrawn_or_accepted_is_nobodys(cast):
    held = directive(cast)
    report_task(cast, of=held)
    taken, other = assign_task(cast, "cb2", "cb11", of=held)
    withdraw_task(taken, by=cast.office, reason="Đổi kế hoạch", on=GIVEN)
    report_done(acknowledge(other, by=cast.officer, on=GIVEN), by=cast.officer, on=GIVEN)
    accept_done(other, by=cast.approver, on=GIVEN)

    assert [give_notices(on=at(days)) for days in (-1, 1, 61)] == [0, 0, 0]


def test_done_task_falls_out_of_the_digest_by_itself(cast):
    task = taken_on(cast)
    whole_day(at(1))
    give_address(cast, "officer")
    Digest.objects.update(sent_at=None)
    accept_done(report_done(task, by=cast.officer, on=at(2)), by=cast.approver, on=at(2))
    whole_day(at(2))

    assert (Digest.objects.count(), mail.outbox) == (0, [])


def test_task_sent_back_begins_anew(cast):
    task = taken_on(cast)
    assert read_recipients(at(1), late=True) == {"officer"}
    report_done(task, by=cast.officer, on=at(5))
    send_back(task, by=cast.approver, reason="Thiếu số liệu", on=at(40))

    assert [give_notices(on=at(days)) for days in (40, 41, 69, 70)] == [1, 0, 0, 2]
    assert Notice.objects.get(person=cast.officer).given_on == at(40)


def test_task_sent_back_later_is_still_told_for_an_earlier_day(cast):
    task = taken_on(cast)
    give_notices(on=at(1))
    send_back(report_done(task, by=cast.officer, on=at(5)), by=cast.approver, reason="Thiếu số liệu", on=at(40))

    assert (give_notices(on=at(2)), Notice.objects.get().given_on) == (0, at(1))


def test_second_run_of_a_day_changes_nothing(cast):
    assign_task(cast, "db1", "cb2")

    first, second = (whole_day(at(31)) for _ in range(2))

    assert [(notices, digests.made) for notices, digests in (first, second)] == [(5, 3), (0, 0)]


# --- the digest ---


def whole_day(day: date):
    run_alerts(on=day)
    return give_notices(on=day), send_digests(on=day)


def give_address(cast, part: str) -> None:
    Person.objects.filter(pk=cast.people[part].pk).update(email=f"{part}@tinh.vn")


def many(cast, count: int, *, due_on: date = DUE) -> list[Task]:
    held = directive(cast)
    return [assign_task(cast, of=held, content=f"Việc thứ {n}", due_on=due_on)[0] for n in range(count)]


def test_message_holds_the_line_and_its_link(cast):
    (task,) = assign_task(cast)
    give_address(cast, "officer")
    whole_day(at(1))

    text = mail.outbox[0].body
    asked = f"Đảng bộ Sở Nông nghiệp và Phát triển nông thôn: {CONTENT}"
    assert f"- {asked}: Xem nhiệm vụ (Kế hoạch số 01-KH/BCĐDVK), hạn 30/06/2023" in text
    assert f"http://localhost:8000{task.get_absolute_url()}" in text


def test_many_tasks_make_a_screen_of_lines_and_a_list_with_all(cast, as_person):
    many(cast, 9, due_on=TODAY - timedelta(days=1))
    give_address(cast, "officer")
    whole_day(TODAY)

    text, digest = mail.outbox[0].body, Digest.objects.get()
    assert (text.count("Việc thứ"), "Và 10 việc mới nữa" in text) == (8, True)  # each as work and as overdue
    page = as_person("officer").get(reverse("digest_kind", args=[digest.pk, "nhiem-vu-qua-han"]), follow=True)
    assert page.content.decode().count("Việc thứ") == 9


@pytest.mark.parametrize(("due", "title"), [(-1, "quá hạn 1 ngày"), (3, "còn 3 ngày")])
def test_page_of_the_digest_opens_the_task_with_one_click(cast, as_person, due, title):
    (task,) = assign_task(cast, due_on=TODAY + timedelta(days=due))
    whole_day(TODAY)
    officer = as_person("officer")

    page = officer.get(reverse("digest")).content.decode()

    assert title in page
    assert f'href="{task.get_absolute_url()}"' in page
    assert officer.get(task.get_absolute_url()).status_code == 200


def test_a_task_that_is_late_is_not_also_announced(cast):
    held = directive(cast)
    (task,) = assign_task(cast, of=held, due_on=TODAY + timedelta(days=1))
    give_notices(on=TODAY)
    give_notices(on=TODAY + timedelta(days=2))

    told_of = find_live_notices(cast.officer, TODAY + timedelta(days=2))
    assert list(told_of.values_list("task", "is_overdue")) == [(task.pk, True)]


def test_line_of_a_task_sent_back_says_so(cast, as_person):
    task = taken_on(cast)
    send_back(report_done(task, by=cast.officer, on=at(5)), by=cast.approver, reason="Thiếu số liệu", on=at(8))
    whole_day(TODAY)

    assert "bị trả lại để làm tiếp" in as_person("officer").get(reverse("digest")).content.decode()


def test_who_was_told_higher_up_may_open_the_task(cast, as_person):
    (task,) = assign_task(cast)
    whole_day(TODAY)

    assert {as_person(part).get(task.get_absolute_url()).status_code for part in ("approver", "office")} == {200}


def test_a_digests_page_is_its_persons_alone(cast, as_person):
    assign_task(cast)
    whole_day(TODAY)
    digest = Digest.objects.get(person=cast.officer)

    of_another = as_person("bloc_officer").get(reverse("digest_kind", args=[digest.pk, "nhiem-vu-qua-han"]))
    unknown = as_person("officer").get(reverse("digest_kind", args=[digest.pk, "no_plan"]))
    empty = as_person("officer").get(reverse("digest_kind", args=[digest.pk, "nhiem-vu-sap-den-han"]))

    assert (of_another.status_code, empty.status_code) == (404, 302)
    assert as_person("officer").get(unknown.url).status_code == 404


@pytest.mark.parametrize("count", [3, 30])
def test_queries_do_not_grow_with_the_tasks(cast, count, django_assert_num_queries):
    many(cast, count)
    who = RecipientFinder(at(1))
    with django_assert_num_queries(5):
        assert tell_of_tasks(who) == count


@pytest.mark.parametrize("count", [3, 30])
def test_queries_of_the_page_do_not_grow(cast, as_person, count, django_assert_max_num_queries):
    many(cast, count)
    whole_day(TODAY)
    officer, digest = as_person("officer"), Digest.objects.get(person=cast.officer)
    for url in (reverse("digest"), reverse("digest_kind", args=[digest.pk, "nhiem-vu-qua-han"])):
        with django_assert_max_num_queries(30):
            officer.get(url)


# --- the row ---


@pytest.mark.parametrize("fields", [{}, {"is_overdue": True}])
def test_a_notice_is_about_something(cast, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=cast.officer, given_on=DUE, **fields)
