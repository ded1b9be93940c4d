"""The pages of tasks."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.movement.enums import TaskState
from lantoa.movement.models import Task
from lantoa.movement.services import acknowledge, pass_on
from lantoa.movement.workflow import TASK
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE, make_person
from tests.movement.steering import CONTENT, GIVEN, assign_task, directive, report_task, taken_on
from tests.movement.test_committee_views import text


def move(task: Task, name: str) -> str:
    return reverse("task_move", args=[task.pk, TASK.moves[name].slug])


@pytest.mark.parametrize("part", ["office", "bloc_officer", "officer", "auditor", "outsider", "nobody"])
def test_the_list_is_open_to_everybody(as_person, part):
    text(as_person(part).get(reverse("tasks")))


def test_each_tab_shows_its_tasks(cast, as_person):
    own, below = assign_task(cast, "khoi", "cb2", of=directive(cast, "lt"))
    client = as_person("bloc_officer")
    first, second = text(client.get(reverse("tasks"))), text(client.get(reverse("tasks") + "?xem=cap-duoi"))
    assert (own.get_absolute_url() in first, below.get_absolute_url() in first) == (True, False)
    assert (own.get_absolute_url() in second, below.get_absolute_url() in second) == (False, True)


def test_without_tasks_of_its_own_a_unit_opens_at_those_below(cast, as_person):
    (below,) = assign_task(cast, "cb2", of=directive(cast, "lt"))
    client = as_person("bloc_officer")
    shown, filtered = client.get(reverse("tasks")), client.get(reverse("tasks") + "?han=sap-den")
    assert below.get_absolute_url() in text(shown)
    assert [tab.is_current for tab in filtered.context["tabs"]] == [True, False, False, False]


def test_what_waits_to_be_accepted_has_a_tab(cast, as_person):
    task = report_task(cast)
    url = reverse("tasks") + "?xem=cho-xac-nhan"
    assert task.get_absolute_url() in text(as_person("approver").get(url))
    assert task.get_absolute_url() not in text(as_person("officer").get(url))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("trang-thai=assigned", 1),
        ("trang-thai=done", 0),
        ("han=qua-han", 1),
        ("han=sap-den", 0),
        ("tim=nong nghiep", 1),
    ],
)
def test_the_list_is_filtered(cast, as_person, query, count):
    assign_task(cast)
    shown = text(as_person("officer").get(f"{reverse('tasks')}?{query}"))
    assert shown.count('<th scope="row">') == count


def test_the_tasks_of_one_directive_under_one_unit(cast, as_person):
    held = directive(cast)
    assign_task(cast, "db1", "cb2", of=held)
    client = as_person("bloc_officer")
    assert text(client.get(f"{reverse('tasks')}?van-ban={held.pk}")).count('<th scope="row">') == 2
    assert text(client.get(f"{reverse('tasks')}?van-ban={held.pk}&don-vi=db1")).count('<th scope="row">') == 1
    assert as_person("outsider").get(f"{reverse('tasks')}?van-ban={held.pk}").status_code == 404


def test_a_task_goes_its_road_by_the_buttons(cast, as_person):
    (task,) = assign_task(cast)
    unit, above = as_person("officer"), as_person("approver")
    steps = (
        (unit, "acknowledge", {}),
        (unit, "report_progress", {"percent": "40", "note": "Đã có kế hoạch"}),
        (unit, "report_done", {"note": "Đã xong"}),
        (above, "send_back", {"reason": "Thiếu số liệu"}),
        (unit, "report_done", {"note": "Đã bổ sung"}),
        (above, "accept_done", {}),
    )
    for client, name, sent in steps:
        text(client.get(move(task, name)))
        assert client.post(move(task, name), sent).headers["Location"] == task.get_absolute_url()
    task.refresh_from_db()
    assert task.state == TaskState.DONE
    page = text(unit.get(task.get_absolute_url()))
    for words in ("40%. Đã có kế hoạch", "Thiếu số liệu", "Đã trả lại để làm tiếp", "Đã xác nhận hoàn thành"):
        assert words in page


@pytest.mark.parametrize(("part", "status"), [("outsider", 404), ("auditor", 403), ("approver", 403), ("nobody", 404)])
def test_who_may_not_acknowledge(cast, as_person, part, status):
    (task,) = assign_task(cast)
    assert as_person(part).post(move(task, "acknowledge")).status_code == status
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


def test_who_reported_is_told_why_not(cast, as_person):
    task = report_task(cast)
    client = as_person("officer")
    assert "việc xác nhận hoặc trả lại phải do người khác làm" in text(client.get(task.get_absolute_url()))
    assert client.post(move(task, "accept_done")).status_code == 403


@pytest.mark.parametrize(
    ("name", "sent", "words"),
    [
        ("report_progress", {"percent": "101"}, "Tiến độ phải từ 0 đến 100%."),
        ("report_progress", {"percent": "", "note": " "}, "Hãy ghi tiến độ hoặc nội dung."),
        ("withdraw_task", {"reason": " "}, "Hãy ghi lý do"),
    ],
)
def test_what_a_move_lacks_is_told(cast, as_person, name, sent, words):
    assert words in text(as_person("office").post(move(taken_on(cast), name), sent), 422)


def test_an_unknown_move_is_not_found(cast, as_person):
    (task,) = assign_task(cast)
    assert as_person("office").get(reverse("task_move", args=[task.pk, "gi-do"])).status_code == 404


def test_passing_on_is_shown_first(cast, as_person):
    task, client = taken_on(cast, due_on=date(2099, 1, 1)), as_person("officer")
    url = reverse("task_pass_on", args=[task.pk])
    text(client.get(url))
    sent = {"content": CONTENT, "due_on": "2098-12-31", "groups": ["truc-thuoc"]}
    assert "1 đơn vị sẽ nhận nhiệm vụ" in text(client.post(url, sent))
    assert client.post(url, sent | {"xac-nhan": "1"}).status_code == 302
    assert Task.objects.get(parent=task).unit == cast.unit("cb11")
    late = text(client.post(url, sent | {"due_on": "2099-02-01"}), 422)
    assert "Hạn giao tiếp không thể sau hạn" in late


def test_withdrawing_tells_what_goes_with_it(cast, as_person):
    task = taken_on(cast)
    pass_on(task, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN)
    shown = text(as_person("bloc_officer").get(move(task, "withdraw_task")))
    assert "Nhiệm vụ và 1 nhiệm vụ đã giao tiếp xuống dưới sẽ được thu hồi" in shown


def test_withdrawing_counts_what_was_passed_on_at_any_depth(cast, as_person):
    (top,) = assign_task(cast, "khoi", of=directive(cast, "lt"))
    acknowledge(top, by=cast.office, on=GIVEN)
    (middle,) = pass_on(top, units=[cast.unit("db1")], by=cast.office, on=GIVEN)
    acknowledge(middle, by=cast.office, on=GIVEN)
    pass_on(middle, units=[cast.unit("cb11")], by=cast.office, on=GIVEN)
    assert "Nhiệm vụ và 2 nhiệm vụ đã giao tiếp" in text(as_person("office").get(move(top, "withdraw_task")))


def test_the_superiors_task_is_a_link_for_who_may_open_it_only(cast, as_person):
    task = taken_on(cast, due_on=date(2099, 1, 1))
    (passed,) = pass_on(task, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN)
    person = make_person("below", "Cán Bộ Chi Bộ")
    assign_role(person, unit=cast.unit("cb11"), kind=RoleKind.OFFICER, by=None, on=SINCE)
    client = Client()
    client.force_login(person)
    assert client.get(task.get_absolute_url()).status_code == 404
    shown = text(client.get(passed.get_absolute_url()))
    assert (task.unit.name in shown, f'href="{task.get_absolute_url()}"' in shown) == (True, False)
    assert f'href="{task.get_absolute_url()}"' in text(as_person("officer").get(passed.get_absolute_url()))


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_as_many_questions_for_few_as_for_many(cast, as_person, count, django_assert_num_queries):
    held = directive(cast)
    for number in range(count):
        acknowledge(assign_task(cast, of=held, content=f"Việc {number}")[0], by=cast.officer)
    client = as_person("officer")
    client.get(reverse("tasks"))
    with django_assert_num_queries(14):
        client.get(reverse("tasks"))


def test_a_task_sent_back_says_why_on_top_until_it_is_taken_up(cast, as_person):
    task = report_task(cast)
    above = as_person("approver").post(move(task, "send_back"), {"reason": "Thiếu số liệu"})
    sent_back = as_person("officer").get(above.headers["Location"]).context

    assert sent_back["returned"].reason == "Thiếu số liệu"
    assert next(entry.what for entry in sent_back["entries"]) == "Đã trả lại để làm tiếp"

    as_person("officer").post(move(task, "report_progress"), {"percent": "90"})
    assert as_person("officer").get(task.get_absolute_url()).context["returned"] is None
