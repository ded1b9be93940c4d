"""The checks find what was written past the services."""

from datetime import date

from lantoa.movement.checks import (
    directives_rest_on_earlier_ones,
    members_sit_once_at_a_time,
    task_keys_match_contents,
    tasks_go_down_in_step,
    tasks_have_a_history,
    tasks_have_four_eyes,
)
from lantoa.movement.models import CommitteeMember, Directive, Task
from lantoa.movement.services import accept_done, pass_on
from tests.movement.steering import GIVEN, committee, directive, report_task, taken_on


def test_a_member_twice_at_a_time_is_found(cast):
    held = committee(cast)
    first = held.members.first()
    first.pk, first.valid_to = None, date(2021, 12, 31)
    first.save()
    assert members_sit_once_at_a_time() == [
        f"{held} (số {held.pk}): “Nguyễn Văn Trưởng” là thành viên hai lần cùng lúc."
    ]


def test_a_directive_on_a_later_one_is_found(cast):
    held = directive(cast, based_on=directive(cast, "lt"))
    Directive.objects.filter(pk=held.based_on_id).update(dated_on=date(2024, 1, 1))
    assert len(directives_rest_on_earlier_ones()) == 1


def test_a_task_out_of_step_is_found(cast):
    task = taken_on(cast)
    (below,) = pass_on(task, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN)
    Task.objects.filter(pk=below.pk).update(due_on=date(2024, 1, 1), content="Khác")
    assert tasks_go_down_in_step() == [
        f"Nhiệm vụ “Khác” (số {below.pk}): khác văn bản, hoặc hạn sau hạn của nhiệm vụ đã giao xuống."
    ]
    assert task_keys_match_contents() == [f"Nhiệm vụ “Khác” (số {below.pk}): khóa so trùng không khớp với nội dung."]


def test_a_task_past_the_services_is_found(cast):
    task = taken_on(cast)
    Task.objects.create(directive=task.directive, unit=task.unit, content="Lậu", assigned_on=GIVEN, due_on=GIVEN)
    assert len(tasks_have_a_history()) == 1


def test_who_accepted_their_own_report_is_found(cast):
    task = accept_done(report_task(cast), by=cast.approver)
    assert tasks_have_four_eyes() == []
    Task.objects.filter(pk=task.pk).update(reported_by=cast.approver)
    assert tasks_have_four_eyes() == [f"Nhiệm vụ số {task.pk}: người báo làm xong cũng là người xác nhận."]


def test_nothing_is_found_where_nothing_is_wrong(cast):
    committee(cast)
    assert CommitteeMember.objects.count() == 3
    assert members_sit_once_at_a_time() == []
