"""Directives and their tasks: issued, assigned, passed on, done; and what a past day says of them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.kit.ruling import Refused
from lantoa.movement.checks import CHECKS
from lantoa.movement.enums import TaskState
from lantoa.movement.models import Directive, Task
from lantoa.movement.queries import Status, cascade, waiting_tasks
from lantoa.movement.services import (
    accept_done,
    acknowledge,
    attach_scan,
    pass_on,
    preview_passing_on,
    preview_tasks,
    report_done,
    report_progress,
    send_back,
    withdraw_task,
)
from lantoa.units.tree import Tree
from tests.movement.steering import CONTENT, DUE, GIVEN, ISSUED, assign_task, directive, report_task, scan, taken_on

pytestmark = pytest.mark.days

DONE = date(2023, 7, 5)


def codes(units) -> list[str]:
    return [unit.code for unit in units]


# --- directives ---


def test_a_directive_rests_on_one_from_above(cast):
    above = directive(cast, "lt", kind="instruction", number="56-CT/TU", dated_on=date(2019, 11, 26))
    below = directive(cast, based_on=above, by=cast.bloc_officer)
    assert str(below.based_on) == "Chỉ thị số 56-CT/TU"
    assert list(above.follow_ups.all()) == [below]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"number": " "}, "Hãy ghi số"),
        ({"dated_on": date(2199, 1, 1)}, "không thể ở tương lai"),
        ({"valid_to": date(2022, 1, 1)}, "Ngày hết hiệu lực"),
        ({"number": "01-kh/bcđdvk"}, "đã có văn bản số"),
    ],
)
def test_a_directive_that_cannot_be(cast, changed, words):
    directive(cast)
    with pytest.raises(Refused, match=words):
        directive(cast, **changed)
    assert Directive.objects.count() == 1


def test_a_directive_does_not_rest_on_a_later_one_nor_on_a_neighbour(cast):
    later = directive(cast, "lt", dated_on=date(2024, 1, 1))
    with pytest.raises(Refused, match="sau văn bản này"):
        directive(cast, based_on=later)
    beside = directive(cast, "xa-an", dated_on=date(2022, 1, 1))
    with pytest.raises(Refused, match="hoặc cấp trên ban hành"):
        directive(cast, based_on=beside)


@pytest.mark.parametrize(("part", "seen"), [("officer", 2), ("bloc_officer", 2), ("outsider", 1), ("auditor", 2)])
def test_directives_are_seen_from_below_and_above(cast, part, seen):
    directive(cast, "lt")
    directive(cast, "khoi")
    assert Directive.objects.visible_to(cast.people[part]).count() == seen


def test_the_scan_of_a_directive(cast):
    assert attach_scan(directive(cast), scan=scan("kh.pdf"), by=cast.bloc_officer).scan.name == "kh.pdf"
    with pytest.raises(Refused):
        attach_scan(Directive.objects.get(), scan=scan("khac.pdf"), by=cast.officer)


# --- assigning ---


def test_units_that_have_the_task_are_left_out(cast):
    held = directive(cast)
    assign_task(cast, "db1", of=held)
    units = [cast.unit(code) for code in ("db1", "cb2", "xa-an")]
    preview = preview_tasks(held, units=units, content=CONTENT.upper(), due_on=DUE, on=GIVEN)

    assert codes(preview.receiving) == ["cb2"]
    assert {why: codes(held) for why, held in preview.left_out.items()} == {
        "đã có nhiệm vụ này": ["db1"],
        "không thuộc “Đảng ủy Khối các cơ quan và doanh nghiệp” vào ngày giao": ["xa-an"],
    }
    assert codes(task.unit for task in assign_task(cast, "db1", "cb2", of=held)) == ["cb2"]
    with pytest.raises(Refused, match="Không có đơn vị nào"):
        assign_task(cast, "db1", "cb2", of=held)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"content": " "}, "Hãy ghi nội dung"),
        ({"due_on": date(2023, 1, 1)}, "trước ngày giao"),
        ({"on": ISSUED - timedelta(days=1)}, "trước ngày ban hành"),
        ({"on": date(2199, 1, 1), "due_on": date(2199, 2, 1)}, "không thể ở tương lai"),
    ],
)
def test_a_task_that_cannot_be_given(cast, changed, words):
    with pytest.raises(Refused, match=words):
        assign_task(cast, **changed)
    assert not Task.objects.exists()


@pytest.mark.parametrize("part", ["officer", "outsider", "auditor", "approver"])
def test_who_may_not_assign(cast, part):
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        assign_task(cast, by=cast.people[part])


def test_coordinating_units_see_the_task(cast):
    held = directive(cast, "lt")
    (task,) = assign_task(cast, "db1", of=held, coordinating=[cast.unit("xa-binh"), cast.unit("db1")])
    assert codes(task.coordinating.all()) == ["xa-binh"]
    assert list(Task.objects.visible_to(cast.outsider)) == [task]
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách"):
        acknowledge(task, by=cast.outsider, on=GIVEN)


def test_a_task_is_passed_on_once_it_was_taken_on(cast):
    (task,) = assign_task(cast)
    below = [cast.unit("cb11")]
    with pytest.raises(Refused, match="đã nhận"):
        pass_on(task, units=below, by=cast.officer, on=GIVEN)
    acknowledge(task, by=cast.officer, on=GIVEN)
    assert codes(preview_passing_on(task, units=below, on=GIVEN).receiving) == ["cb11"]

    (passed,) = pass_on(task, units=below, by=cast.officer, on=GIVEN)
    assert (passed.parent, passed.content, passed.due_on) == (task, CONTENT, DUE)
    assert passed.assigning_unit == cast.unit("db1")
    with pytest.raises(Refused, match="không thể sau hạn"):
        pass_on(task, units=below, by=cast.officer, content="Việc khác", due_on=date(2023, 7, 1), on=GIVEN)


# --- the road of a task ---


def test_a_task_is_done_when_the_assigning_side_says_so(cast):
    task = taken_on(cast)
    task = report_progress(task, by=cast.officer, percent=40, note="Đã có kế hoạch", on=date(2023, 3, 1))
    task = report_done(task, by=cast.officer, on=date(2023, 5, 20))
    task = accept_done(task, by=cast.approver, on=DONE)

    assert (task.state, task.reported_on, task.done_on) == (TaskState.DONE, date(2023, 5, 20), DONE)
    assert [update.percent for update in task.updates.all()] == [40, 100]
    assert Task.objects.with_progress().get().progress == 100
    assert [fault for check in CHECKS for fault in check()] == []


def test_who_reports_done_does_not_accept(cast):
    task = report_done(taken_on(cast), by=cast.bloc_officer, on=date(2023, 5, 20))
    for service, given in ((accept_done, {}), (send_back, {"reason": "Chưa"})):
        with pytest.raises(Refused, match="phải do người khác làm"):
            service(task, by=cast.bloc_officer, **given)
    assert accept_done(task, by=cast.approver).state == TaskState.DONE


@pytest.mark.parametrize("part", ["outsider", "auditor", "nobody"])
def test_who_may_not_accept(cast, part):
    with pytest.raises(Refused, match="Chỉ bên giao việc"):
        accept_done(report_task(cast), by=cast.people[part])


def test_the_second_of_two_deciders_is_told(cast):
    task = report_task(cast)
    send_back(task, by=cast.approver, reason="Thiếu số liệu")
    with pytest.raises(Refused, match="khi đang ở trạng thái “Trả lại làm tiếp”"):
        accept_done(task, by=cast.bloc_officer)


def test_work_sent_back_goes_on(cast):
    task = send_back(report_task(cast), by=cast.approver, reason="Thiếu số liệu", on=date(2023, 5, 25))
    assert (task.state, task.reported_by, task.reported_on) == (TaskState.SENT_BACK, None, None)
    assert report_done(task, by=cast.officer, on=date(2023, 6, 1)).state == TaskState.REPORTED_DONE


@pytest.mark.parametrize("service", [send_back, withdraw_task])
def test_a_reason_is_wanted(cast, service):
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        service(report_task(cast), by=cast.approver, reason=" ")


@pytest.mark.parametrize(
    ("percent", "note", "words"), [(101, "", "0 đến 100"), (-1, "", "0 đến"), (None, " ", "Hãy ghi")]
)
def test_progress_that_says_nothing(cast, percent, note, words):
    with pytest.raises(Refused, match=words):
        report_progress(taken_on(cast), by=cast.officer, percent=percent, note=note)


def test_a_step_is_not_dated_before_the_last(cast):
    with pytest.raises(Refused, match="trước bước gần nhất"):
        accept_done(report_task(cast), by=cast.approver, on=date(2023, 5, 19))


def test_a_task_is_withdrawn_with_what_was_passed_on(cast):
    task = taken_on(cast)
    (below,) = pass_on(task, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN)
    withdraw_task(task, by=cast.bloc_officer, reason="Đổi kế hoạch", on=date(2023, 2, 1))

    below.refresh_from_db()
    assert (below.state, below.withdrawn_on) == (TaskState.WITHDRAWN, date(2023, 2, 1))
    assert [fault for check in CHECKS for fault in check()] == []
    assert len(assign_task(cast, "db1", of=task.directive)) == 1


# --- figures ---


def test_a_past_day_is_answered(cast):
    task = accept_done(report_task(cast), by=cast.approver, on=DONE)
    overdue = {day for day in (DUE, DUE + timedelta(days=1), DONE) if Task.objects.overdue(day).exists()}
    assert overdue == {DUE + timedelta(days=1)}
    assert list(Task.objects.done_between(DONE, DONE)) == [task]
    assert not Task.objects.done_between(GIVEN, DUE).exists()
    assert list(Task.objects.assigned_between(GIVEN, GIVEN)) == [task]
    assert not Task.objects.assigned_between(GIVEN + timedelta(days=1), DONE).exists()


def test_a_withdrawn_task_counts_until_its_day(cast):
    (task,) = assign_task(cast)
    withdraw_task(task, by=cast.bloc_officer, reason="Nhầm", on=date(2023, 8, 1))
    assert list(Task.objects.overdue(date(2023, 7, 31))) == [task]
    assert not Task.objects.overdue(date(2023, 8, 1)).exists()
    assert list(Task.objects.assigned_between(GIVEN, DUE)) == [task]
    assert not Task.objects.assigned_between(GIVEN, date(2023, 8, 1)).exists()


def test_the_cascade_adds_up_over_the_tree(cast):
    held = directive(cast, "lt")
    task = acknowledge(assign_task(cast, "khoi", "xa-an", of=held)[0], by=cast.bloc_officer, on=GIVEN)
    pass_on(task, units=[cast.unit("cb11"), cast.unit("cb2")], by=cast.bloc_officer, on=GIVEN)
    tops, total = cascade(held.tasks.all(), DUE + timedelta(days=1))

    assert total == Status(assigned=4, acknowledged=1, done=0, overdue=4)
    by_code = {branch.unit.code: branch for branch in tops}
    assert by_code.keys() == {"khoi", "xa-an"}
    assert by_code["khoi"].total == Status(3, 1, 0, 3)
    assert {child.unit.code for child in by_code["khoi"].children} == {"cb11", "cb2"}
    assert Task.objects.within(Tree(timezone.localdate()), [cast.unit("khoi").pk]).count() == 3


@pytest.mark.parametrize(
    ("part", "counts"),
    [("officer", (0, 0, 0)), ("bloc_officer", (0, 0, 1)), ("approver", (0, 0, 1)), ("auditor", (0, 0, 0))],
)
def test_what_is_reported_waits_for_the_assigning_side(cast, part, counts):
    report_task(cast)
    heaps = waiting_tasks(cast.people[part])
    assert tuple(heaps[name].count() for name in ("to_acknowledge", "to_do", "to_accept")) == counts


def test_new_tasks_wait_for_the_unit(cast):
    (task,) = assign_task(cast)
    assert list(waiting_tasks(cast.officer)["to_acknowledge"]) == [task]
    assert not waiting_tasks(cast.bloc_officer)["to_acknowledge"].exists()
    acknowledge(task, by=cast.officer)
    assert list(waiting_tasks(cast.officer)["to_do"]) == [task]
