"""What waits for a person, and the state of a unit at a glance. Each row through the one door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.queries import waiting_appraisals
from lantoa.desk.needs import all_needs
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries import waiting_for
from lantoa.initiatives.rules import WRITERS
from lantoa.kit.event_people import people_in
from lantoa.kit.models import Event
from lantoa.kit.work_items import Need
from lantoa.recognition.queries.standing import candidacies_to_decide
from lantoa.reports.records import cell
from lantoa.reports.tables import TableCell, cell_of, summary_url
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit

KEY_FIGURES = (
    "initiatives.registered",
    "initiatives.declared",
    "initiatives.identified",
    "initiatives.evidenced",
    "recognitions.standing",
)


@dataclass(frozen=True)
class Waiting:
    """One heap of work: what it is, what to do, its rows. `slug` names it in an address; `lines` makes rows into what
    `template` shows; `day_label`, `place_label`, `has_due_days`: of the lines of a need, as in `Need`."""

    slug: str
    title: str
    advice: str
    rows: QuerySet
    count: int
    lines: Callable[[Iterable], list]
    template: str
    day_label: str = ""
    place_label: str = ""
    has_due_days: bool = False


@dataclass(frozen=True)
class Task:
    """A registration of a heap: what is to be done where, since when, and who left it so with what words."""

    name: str
    url: str
    unit: str
    when: datetime | None
    who: str
    reason: str


@dataclass(frozen=True)
class Glance:
    """The state of a unit over the year so far: key figures, each with the address of its records."""

    period: str
    figures: list[TableCell]
    report_url: str


def to_write(user: Person, state: str) -> QuerySet[Initiative]:
    """Registrations in this state that are with this person: at the units at which they write, or handed in by them."""
    if not user.holds(WRITERS):
        return Initiative.objects.none()
    mine = Q(unit_id__in=user.root_ids_as(WRITERS)) | Q(submitted_by=user)
    return Initiative.objects.visible_to(user).filter(mine, state=state)


def waiting(user: Person) -> list[Waiting]:
    """The heaps that need this person, in the order in which to take them; empty ones are left out."""
    heaps = [*registrations(user), *(of_need(need) for need in all_needs(user, timezone.localdate()))]
    return [heap for heap in heaps if heap.count]


def registrations(user: Person) -> list[Waiting]:
    """The three heaps of registrations: sent back, to decide, begun."""
    heaps = [
        (
            "can-sua",
            "Bị trả lại, cần sửa",
            "Đọc lý do trả lại, sửa rồi nộp lại.",
            to_write(user, State.SENT_BACK),
            "initiative_edit",
        ),
        ("cho-duyet", "Chờ bạn duyệt", "Xem hồ sơ, rồi duyệt hoặc trả lại kèm lý do.", waiting_for(user), "initiative"),
        (
            "ban-nhap",
            "Bản nháp chưa nộp",
            "Điền nốt các ô còn thiếu rồi nộp đăng ký.",
            to_write(user, State.DRAFT),
            "initiative_edit",
        ),
    ]
    return [
        Waiting(
            slug,
            title,
            advice,
            rows.select_related("unit").order_by("pk"),
            rows.count(),
            partial(tasks, page),
            "desk/_tasks.html",
        )
        for slug, title, advice, rows, page in heaps
    ]


def of_need(need: Need) -> Waiting:
    """A heap of another kind of record, shown by the lines that its own app words."""
    return Waiting(
        need.slug,
        need.title,
        need.advice,
        need.rows,
        need.rows.count(),
        lambda rows: [need.line(row) for row in rows],
        "desk/_lines.html",
        need.day_label,
        need.place_label,
        need.has_due_days,
    )


def waiting_count(user: Person) -> int:
    """What others wait for, as the mark on every page says it: files to mend, to decide, to recognise, to score. The other
    heaps are counted on the page of work only: the frame must cost little."""
    heaps = (
        to_write(user, State.SENT_BACK),
        waiting_for(user),
        candidacies_to_decide(user, timezone.localdate()),
        waiting_appraisals(user),
    )
    return sum(rows.count() for rows in heaps)


def tasks(page: str, rows: Iterable[Initiative]) -> list[Task]:
    """The rows with what happened to each last; `page`: where the work on one is done. Two queries for all."""
    rows = list(rows)
    last = _last_events(rows)
    people = people_in(last.values())
    found = []
    for row in rows:
        event = last.get(str(row.pk))
        url = reverse(page, args=[row.pk])
        found.append(
            Task(
                name=str(row),
                url=url,
                unit=row.unit.name,
                when=event.at if event else None,
                who=people.actor(event) if event else "",
                reason=event.reason if event else "",
            )
        )
    return found


def _last_events(rows: list[Initiative]) -> dict[str, Event]:
    keys = [str(row.pk) for row in rows]
    events = Event.objects.filter(object_type=Initiative.audit_name, object_id__in=keys).order_by("sequence")
    return {event.object_id: event for event in events}


def has_tasks(user: Person) -> bool:
    """Whether work ever waits for this person: writers and deciders, not those who only read."""
    return any(role.kind != RoleKind.AUDITOR for role in user.roles_today)


def glance(unit: Unit, today: date) -> Glance:
    """Figures as the report computes them, over this year up to today."""
    scope = ReportScope(unit, today.replace(month=1, day=1), today)
    figures = [cell_of(cell(key, {}, scope).figure, scope) for key in KEY_FIGURES]
    return Glance(f"Năm {today.year}, đến hôm nay", figures, summary_url(scope))
