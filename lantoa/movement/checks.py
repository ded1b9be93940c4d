"""What must hold of committees, directives and tasks beyond what the schema can say. Each check reads only, and returns one
sentence a fault."""

from __future__ import annotations

from itertools import pairwise

from django.db.models import F, Q

from lantoa.kit.models import Event
from lantoa.movement.enums import TaskState
from lantoa.movement.models import CommitteeMember, Directive, Task
from lantoa.movement.models.tasks import content_key


def members_sit_once_at_a_time() -> list[str]:
    """Nobody holds two places of one committee on the same day."""
    faults = []
    rows = CommitteeMember.objects.select_related("committee").order_by(
        "committee", "name_key", "title_key", "valid_from"
    )
    for first, second in pairwise(rows):
        same = all(getattr(first, name) == getattr(second, name) for name in ("committee_id", "name_key", "title_key"))
        if same and (first.valid_to is None or first.valid_to >= second.valid_from):
            faults.append(f"{second.committee} (số {second.committee_id}): “{second}” là thành viên hai lần cùng lúc.")
    return faults


def directives_rest_on_earlier_ones() -> list[str]:
    later = Directive.objects.filter(based_on__dated_on__gt=F("dated_on")).select_related("based_on").order_by("pk")
    return [f"{row} (số {row.pk}): căn cứ {row.based_on}, ban hành sau nó." for row in later]


def tasks_have_a_history() -> list[str]:
    """Nothing is assigned past the services."""
    events = Event.objects.filter(object_type=Task.audit_name, verb__in=("assign_tasks", "pass_on"))
    known = set(events.values_list("object_id", flat=True))
    return [
        f"{_describe_task(row)}: nhật ký không ghi việc giao."
        for row in Task.objects.order_by("pk").iterator(chunk_size=2000)
        if str(row.pk) not in known
    ]


def tasks_go_down_in_step() -> list[str]:
    """A task passed on belongs to the same directive, is due no later, and ends with the one it came from."""
    faults = []
    wrong = ~Q(directive=F("parent__directive")) | Q(due_on__gt=F("parent__due_on"))
    for row in Task.objects.filter(wrong, parent__isnull=False).order_by("pk"):
        faults.append(f"{_describe_task(row)}: khác văn bản, hoặc hạn sau hạn của nhiệm vụ đã giao xuống.")
    orphans = Task.objects.open().filter(parent__state=TaskState.WITHDRAWN)
    return faults + [
        f"{_describe_task(row)}: nhiệm vụ cấp trên đã thu hồi mà vẫn để mở." for row in orphans.order_by("pk")
    ]


def task_keys_match_contents() -> list[str]:
    return [
        f"{_describe_task(row)}: khóa so trùng không khớp với nội dung."
        for row in Task.objects.order_by("pk").iterator(chunk_size=2000)
        if row.content_key != content_key(row.content)
    ]


def tasks_have_four_eyes() -> list[str]:
    """Nobody accepts work that they reported done themselves: read from the audit chain."""
    done = Task.objects.filter(state=TaskState.DONE, reported_by__isnull=False)
    reporters = {str(pk): person for pk, person in done.values_list("pk", "reported_by_id")}
    events = Event.objects.filter(object_type=Task.audit_name, verb="accept_done").order_by("sequence")
    return [
        f"Nhiệm vụ số {event.object_id}: người báo làm xong cũng là người xác nhận."
        for event in events
        if event.actor_id is not None and reporters.get(event.object_id) == event.actor_id
    ]


CHECKS = (
    members_sit_once_at_a_time,
    directives_rest_on_earlier_ones,
    tasks_have_a_history,
    tasks_go_down_in_step,
    task_keys_match_contents,
    tasks_have_four_eyes,
)


def _describe_task(row: Task) -> str:
    return f"Nhiệm vụ “{row}” (số {row.pk})"
