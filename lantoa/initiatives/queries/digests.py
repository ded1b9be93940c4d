"""What stands in a digest: the notices that are still live, grouped by what is to be done, a few lines of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from lantoa.initiatives.duties import milestone_url, remedy_url
from lantoa.initiatives.enums import AlertKind
from lantoa.initiatives.models import Notice
from lantoa.units.models import Person

COMING = "coming"
RELATED = ("alert__initiative__unit", "milestone__plan__initiative__unit")
TITLES = {**dict(AlertKind.choices), COMING: "Mốc sắp đến hạn"}


@dataclass(frozen=True)
class Line:
    """One task: whose, since when or until when, and the page on which it is done. `milestone`: its words, if it is one."""

    name: str
    unit: str
    when: str
    url: str
    is_seen: bool = False


@dataclass
class Group:
    """Tasks of one kind: all are counted, the oldest are shown. `url`: the page with all of them."""

    kind: str
    title: str
    count: int = 0
    lines: list[Line] = field(default_factory=list)

    @property
    def more_count(self) -> int:
        return self.count - len(self.lines)

    @property
    def url(self) -> str:
        if self.kind == COMING:
            return reverse("watch_tasks", args=["moc-sap-den-han"])
        return f"{reverse('watch_list', args=['tat-ca'])}?cua-toi=co&canh-bao={self.kind}"


def live(day: date) -> Q:
    """Notices whose matter stands: the alert is open, or the milestone is neither done nor past."""
    goes_on = Q(milestone__plan__initiative__ended_on__isnull=True)
    coming = Q(milestone__done_on__isnull=True, milestone__due_on__gte=day) & goes_on
    return Q(alert__isnull=False, alert__cleared_on__isnull=True) | (Q(milestone__isnull=False) & coming)


def groups_of(notices: QuerySet[Notice], person: Person, lines: int) -> list[Group]:
    """Kinds in the order of the enumeration, coming milestones last, each with its oldest lines. Two queries."""
    found = {kind: Group(kind, title) for kind, title in TITLES.items()}
    for notice in notices.select_related(*RELATED).order_by("alert__due_on", "milestone__due_on", "pk"):
        group = found[notice.alert.kind if notice.alert else COMING]
        group.count += 1
        if len(group.lines) < lines:
            group.lines.append(line_of(notice, person))
    return [group for group in found.values() if group.count]


def line_of(notice: Notice, person: Person) -> Line:
    return _alert_line(notice, person) if notice.alert else _milestone_line(notice, person)


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
