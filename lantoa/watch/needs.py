"""What the watch has waiting for a person: follow-ups, milestones, alerts, findings about units, tasks told up the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from lantoa.initiatives.rules import WRITERS
from lantoa.initiatives.work import find_deciders, find_writers, line_about
from lantoa.kit.breaches import SUPERIOR, AlertRule, AlertWork
from lantoa.kit.extension_points import DerivedContributions
from lantoa.kit.numbers import format_number
from lantoa.kit.work_items import WorkItems, WorkLine, on_the_day
from lantoa.movement.enums import TaskState
from lantoa.plans.models import Milestone
from lantoa.units.models import Person
from lantoa.watch.duties import remedy_of, remedy_url
from lantoa.watch.known import rules_by_kind
from lantoa.watch.models import Alert, Finding, FollowUp, Notice
from lantoa.watch.queries.alerts import coming_milestones, open_follow_ups, remind_days
from lantoa.watch.queries.tasks import find_live_notices
from lantoa.watch.queries.told import find_alert_duties, find_alert_notices, find_finding_duties, find_finding_notices
from lantoa.watch.queries.watchers import find_acting_units

Rows = Callable[[Person, date], QuerySet]


def find_follow_ups(user: Person, on: date) -> QuerySet[FollowUp]:
    at = "inspection__initiative__unit_id__in"
    mine = Q(**{at: user.root_ids_as(WRITERS)}) | Q(**{at: find_acting_units(user)})
    return open_follow_ups(user, on).filter(mine).select_related("inspection__initiative__unit")


def read_follow_ups(rows: Sequence[FollowUp], user: Person) -> list[WorkLine]:
    return [
        line_about(row.inspection.initiative, reverse("follow_up_done", args=[row.pk]), note=row.content)
        for row in rows
    ]


def find_milestones(user: Person, on: date) -> QuerySet[Milestone]:
    at = "plan__initiative__unit_id__in"
    mine = Q(**{at: user.root_ids_as(WRITERS)}) | Q(**{at: find_acting_units(user)}) | Q(owner_person=user)
    coming = coming_milestones(on, remind_days(on)).order_by().values("pk")
    return Milestone.objects.visible_to(user).filter(mine, pk__in=coming).select_related("plan__initiative__unit")


def read_milestones(rows: Sequence[Milestone], user: Person) -> list[WorkLine]:
    return [line_about(row.plan.initiative, reverse("milestone", args=[row.pk]), note=row.name) for row in rows]


def read_alerts(rows: Sequence[Alert], user: Person) -> list[WorkLine]:
    """What is to be done about each, with the name of its subject where the rule gives one. One query a rule that does."""
    names = _names_of_subjects(rows)
    return [
        line_about(row.initiative, remedy_url(row, user), note=names.get((row.kind, row.subject_id), ""))
        for row in rows
    ]


def _names_of_subjects(rows: Sequence[Alert]) -> dict[tuple[str, int], str]:
    names: dict[tuple[str, int], str] = {}
    for kind in {row.kind for row in rows}:
        rule = rules_by_kind().get(kind)
        if rule and rule.name_subjects:
            found = rule.name_subjects([row.subject_id for row in rows if row.kind == kind])
            names |= {(kind, key): name for key, name in found.items()}
    return names


def read_alert_notices(rows: Sequence[Alert], user: Person) -> list[WorkLine]:
    """What is wrong, instead of what to do: it is another's to mend."""
    return [
        WorkLine(str(row.initiative), remedy_url(row, user), row.initiative.unit.name, asked=row.label) for row in rows
    ]


def read_findings(rows: Sequence[Finding], user: Person) -> list[WorkLine]:
    """A line a unit, which leads to the list of all that is struck there."""
    return [
        WorkLine(
            row.unit.name,
            f"{reverse('watch_list', args=['tat-ca'])}?don-vi={row.unit.code}&canh-bao={row.kind}",
            row.unit.name,
            f"{format_number(row.struck_count)} trong {format_number(row.record_count)} mô hình: {row.label.lower()}",
            asked=remedy_of(row).label,
        )
        for row in rows
    ]


def read_task_notices(rows: Sequence[Notice], user: Person) -> list[WorkLine]:
    """The unit comes first: one document asks the same of many."""
    return [
        WorkLine(
            f"{row.task.unit.name}: {str(row.task).rstrip('.')}",
            row.task.get_absolute_url(),
            row.task.unit.name,
            f"{row.task.directive}{', bị trả lại để làm tiếp' if row.task.state == TaskState.SENT_BACK else ''}",
        )
        for row in rows
    ]


def _alert_rows(kind: str) -> Rows:
    def rows(user: Person, on: date) -> QuerySet[Alert]:
        return find_alert_duties(user, on, kind).select_related("initiative__unit")

    return rows


def _notice_rows(user: Person, on: date) -> QuerySet[Alert]:
    return find_alert_notices(user, on).select_related("initiative__unit")


def _task_notices(*, is_overdue: bool) -> Rows:
    def rows(user: Person, on: date) -> QuerySet[Notice]:
        return find_live_notices(user, on).filter(is_overdue=is_overdue).select_related("task__unit", "task__directive")

    return rows


def alert_work() -> list[WorkItems]:
    """The kinds of work that the rules of the watch give."""
    return [_alert_work(rule, rule.work) for rule in rules_by_kind().values() if rule.work]


def _alert_work(rule: AlertRule, work: AlertWork) -> WorkItems:
    return WorkItems(
        work.key,
        work.order,
        work.title,
        rule.remedy.label,
        _alert_rows(rule.key),
        read_alerts,
        advice=f"{rule.label}; làm xong thì cảnh báo tự hết vào lần tính sau.",
        due="due_on",
        came="raised_on",
        lead=on_the_day,
        find_doers=find_deciders if rule.done_by == SUPERIOR else find_writers,
    )


WORK_ITEMS = (
    WorkItems(
        "don-vi-can-xu-ly",
        25,
        "Đơn vị thiếu ở gần hết mô hình",
        "Xử lý chung",
        find_finding_duties,
        read_findings,
        advice="Gần hết mô hình của đơn vị thiếu cùng một điều: báo một lần ở đây, không báo từng mô hình.",
        since="due_on",
        came="raised_on",
        lead=on_the_day,
    ),
    WorkItems(
        "viec-sau-kiem-tra",
        30,
        "Việc cấp trên yêu cầu sau kiểm tra",
        "Báo kết quả",
        find_follow_ups,
        read_follow_ups,
        advice="Làm xong thì báo kết quả.",
        unit="inspection__initiative__unit",
        since="inspection__held_on",
        due="due_on",
        find_doers=find_writers,
    ),
    WorkItems(
        "moc-sap-den-han",
        31,
        "Mốc sắp đến hạn",
        "Báo kết quả mốc",
        find_milestones,
        read_milestones,
        advice="Báo kết quả khi xong; quá hạn thì cấp trên được báo.",
        unit="plan__initiative__unit",
        due="due_on",
        came="due_on",
        lead=remind_days,
        find_doers=find_writers,
    ),
    DerivedContributions(alert_work),
    WorkItems(
        "don-vi-de-biet",
        70,
        "Đơn vị thiếu ở gần hết mô hình",
        "Xem đơn vị",
        find_finding_notices,
        read_findings,
        advice="Gần hết mô hình của đơn vị thiếu cùng một điều.",
        is_duty=False,
        since="due_on",
        came="climbed_on",
        lead=on_the_day,
    ),
    WorkItems(
        "nhiem-vu-qua-han",
        71,
        "Nhiệm vụ theo văn bản quá hạn",
        "Xem nhiệm vụ",
        _task_notices(is_overdue=True),
        read_task_notices,
        is_duty=False,
        unit="task__unit",
        due="task__due_on",
        came="given_on",
        lead=on_the_day,
    ),
    WorkItems(
        "nhiem-vu-sap-den-han",
        72,
        "Nhiệm vụ theo văn bản sắp đến hạn",
        "Xem nhiệm vụ",
        _task_notices(is_overdue=False),
        read_task_notices,
        is_duty=False,
        unit="task__unit",
        due="task__due_on",
        came="given_on",
        lead=on_the_day,
    ),
    WorkItems(
        "canh-bao",
        73,
        "Cảnh báo để biết",
        "Xem mô hình",
        _notice_rows,
        read_alert_notices,
        advice="Việc của người khác, báo để bạn biết.",
        is_duty=False,
        since="due_on",
        came="climbed_on",
        lead=on_the_day,
    ),
)
