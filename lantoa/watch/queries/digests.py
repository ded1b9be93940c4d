"""What stands in a digest: the notices that are still live, grouped by what is to be done, a few lines of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from lantoa.movement.enums import TaskState
from lantoa.movement.queries.owed import OWED
from lantoa.units.models import Person
from lantoa.watch.duties import milestone_url, remedy_url
from lantoa.watch.known import labels_by_kind
from lantoa.watch.models import Digest, Notice

COMING, TASK_OVERDUE, TASK_COMING = "coming", "nhiem-vu-qua-han", "nhiem-vu-sap-den-han"
RELATED = ("alert__initiative__unit", "milestone__plan__initiative__unit", "task__unit", "task__directive")
TITLES = {
    TASK_OVERDUE: "Nhiệm vụ theo văn bản quá hạn",
    COMING: "Mốc sắp đến hạn",
    TASK_COMING: "Nhiệm vụ theo văn bản sắp đến hạn",
}
# Kinds whose lines are all shown on a page of the digest itself: no other list knows who was told.
OWN_PAGES = {TASK_OVERDUE: Q(task__isnull=False, is_overdue=True), TASK_COMING: Q(task__isnull=False, is_overdue=False)}


@dataclass(frozen=True)
class Line:
    """One task: its words, whose it is or which document asks it, since when or until when, and the page on which it is done."""

    name: str
    source: str
    when: str
    url: str
    is_seen: bool = False


@dataclass
class Group:
    """Tasks of one kind: all are counted, the oldest are shown. `url`: the page with all of them; `digest_id`: key of the digest
    that they are in."""

    kind: str
    title: str
    digest_id: int
    count: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def more_count(self) -> int:
        return self.count - len(self.lines)

    @property
    def url(self) -> str:
        if self.kind in OWN_PAGES:
            return reverse("digest_kind", args=[self.digest_id, self.kind])
        if self.kind == COMING:
            return reverse("watch_tasks", args=["moc-sap-den-han"])
        return f"{reverse('watch_list', args=['tat-ca'])}?cua-toi=co&canh-bao={self.kind}"


def live(day: date) -> Q:
    """Notices whose matter stands: the alert is open, the milestone is neither done nor past, the task is owed and, where its
    day was only announced, not past."""
    goes_on = Q(milestone__plan__initiative__ended_on__isnull=True)
    coming = Q(milestone__done_on__isnull=True, milestone__due_on__gte=day) & goes_on
    owed = Q(task__state__in=OWED) & (Q(is_overdue=True) | Q(task__due_on__gte=day))
    return Q(alert__isnull=False, alert__cleared_on__isnull=True) | (Q(milestone__isnull=False) & coming) | owed


def groups_of(digest: Digest, on: date, lines: int) -> list[Group]:
    """What still stands of the digest: late before coming, each kind with its oldest lines. Two queries."""
    titles = labels_by_kind() | TITLES
    found = {kind: Group(kind, title, digest.pk) for kind, title in titles.items()}
    for notice in in_order(digest.notices.filter(live(on))):
        group = found[_kind_of(notice)]
        group.count += 1
        if len(group.lines) < lines:
            group.lines.append(line_of(notice, digest.person))
    return [group for group in found.values() if group.count]


def in_order(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """The oldest first, with all that a line says."""
    due = ("alert__due_on", "milestone__due_on", "task__due_on")
    return notices.select_related(*RELATED).order_by(*due, "pk")


def line_of(notice: Notice, person: Person) -> Line:
    if notice.task:
        return _task_line(notice)
    return _alert_line(notice, person) if notice.alert else _milestone_line(notice, person)


def _kind_of(notice: Notice) -> str:
    if notice.alert:
        return notice.alert.kind
    if notice.milestone:
        return COMING
    return TASK_OVERDUE if notice.is_overdue else TASK_COMING


def _alert_line(notice: Notice, person: Person) -> Line:
    alert = notice.alert
    row = alert.initiative
    since = f"từ ngày {alert.due_on:%d/%m/%Y}"
    return Line(str(row), row.unit.name, since, remedy_url(alert, person), notice.seen_at is not None)


def _milestone_line(notice: Notice, person: Person) -> Line:
    mark = notice.milestone
    row = mark.plan.initiative
    until = f"hạn {mark.due_on:%d/%m/%Y}"
    return Line(f"{mark.name} – {row}", row.unit.name, until, milestone_url(mark, person), notice.seen_at is not None)


def _task_line(notice: Notice) -> Line:
    """The task's own page is where it is worked on, and where those above see how far it has come. The unit comes first: one
    document asks the same of many."""
    task = notice.task
    until = f"hạn {task.due_on:%d/%m/%Y}"
    if task.state == TaskState.SENT_BACK:
        until += ", bị trả lại để làm tiếp"
    name = f"{task.unit.name}: {str(task).rstrip('.')}"
    return Line(name, str(task.directive), until, task.get_absolute_url(), notice.seen_at is not None)
