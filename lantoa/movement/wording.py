"""How committees, directives and tasks are worded on screens and on paper. Issues no query if what it hangs on is loaded."""

from __future__ import annotations

from collections.abc import Container, Iterable
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from lantoa.kit.event_people import People, people_in
from lantoa.kit.history import words_of
from lantoa.kit.models import Event
from lantoa.kit.numbers import format_date, format_number
from lantoa.kit.parts import Entry, Item, Node
from lantoa.movement.enums import DirectiveKind, GapKind
from lantoa.movement.history_words import HISTORY_WORDS
from lantoa.movement.models import CommitteeDecision, Directive, Task
from lantoa.movement.queries import Branch, CommitteeRow, Gap, Status
from lantoa.movement.workflow import TASK
from lantoa.units.models import Unit


def tone_of(task: Task) -> str:
    return TASK.tone_of(task.state)


def due_in_words(task: Task, on: date) -> str:
    """How far the due date is, for open tasks; "" for those that are over."""
    if not task.is_open:
        return ""
    days = (task.due_on - on).days
    if days < 0:
        return f"quá hạn {format_number(-days)} ngày"
    return "đến hạn hôm nay" if days == 0 else f"còn {format_number(days)} ngày"


# --- committees ---


def gap_in_words(gap: Gap) -> str:
    if gap.member is None:
        return gap.kind.label
    since = f" từ {format_date(gap.since)}" if gap.since else ""
    role = gap.member.get_role_display()
    if gap.kind == GapKind.LEFT_OFFICE:
        return f"{gap.member} ({role}) thôi chức vụ{since}, chưa có người thay"
    return f"{gap.member} ({role}) không còn tài khoản hoặc vai trò{since}, chưa có người thay"


def committee_nodes(branches: Iterable[Branch], rows: dict[int, CommitteeRow], *, sets_up: bool) -> list[Node]:
    """The tree of units, each with its committee, who heads it and what it lacks. `sets_up`: one that lacks leads to the form."""
    return [_committee_node(branch, rows, sets_up) for branch in branches]


def _committee_node(branch: Branch, rows: dict[int, CommitteeRow], sets_up: bool) -> Node:
    row = rows[branch.unit.pk]
    children = committee_nodes(branch.children, rows, sets_up=sets_up)
    first = row.committees[0] if row.committees else None
    members = row.members[first.pk] if first else []
    words = [f"{format_number(len(members))} thành viên"] if first else ["chưa có ban chỉ đạo"]
    if members and members[0].role == "head":
        words.insert(0, f"Trưởng ban: {members[0]}")
    if first and row.gaps:
        words.append(f"{format_number(len(row.gaps))} chỗ cần kiện toàn")
    return Node(
        label=branch.unit.name,
        url=first.get_absolute_url() if first else no_committee_url(branch.unit, sets_up=sets_up),
        note=" · ".join(words),
        children=children,
        is_open=bool(children),
    )


def no_committee_url(unit: Unit, *, sets_up: bool) -> str:
    return f"{reverse('committee_new')}?don-vi={unit.code}" if sets_up else unit.get_absolute_url()


def decision_entries(decisions: Iterable[CommitteeDecision]) -> list[Entry]:
    """Who came and went by each decision, the latest first."""
    return [
        Entry(
            when=decision.decided_on,
            who=str(decision.recorded_by or "Hệ thống"),
            what="Thành lập" if decision.is_first else "Kiện toàn",
            note=_came_and_went(decision),
            document=f"Quyết định số {decision.number}" + (", bản quét" if decision.scan else ""),
            url=reverse("committee_scan", args=[decision.pk]) if decision.scan else "",
            tone="info",
        )
        for decision in decisions
    ]


def _came_and_went(decision: CommitteeDecision) -> str:
    joined = [f"{member} ({member.get_role_display()})" for member in decision.joined.all()]
    left = [f"{member} ({member.get_role_display()})" for member in decision.left.all()]
    words = [f"Vào: {', '.join(joined)}."] if joined else []
    return " ".join([*words, f"Ra: {', '.join(left)}."] if left else words)


# --- directives ---


def directive_facts(directive: Directive) -> list[Item]:
    facts = [
        Item("Đơn vị ban hành", directive.unit.name),
        Item("Loại", directive.get_kind_display()),
        Item("Số, ký hiệu", directive.number),
        Item("Ngày ban hành", format_date(directive.dated_on)),
    ]
    if directive.valid_to:
        facts.append(Item("Hiệu lực đến", format_date(directive.valid_to)))
    if directive.scan:
        facts.append(Item("Bản quét", directive.scan.name, reverse("directive_scan", args=[directive.pk])))
    else:
        facts.append(Item("Bản quét", "chưa gắn", is_missing=True))
    return facts


def directive_entries(events: Iterable[Event]) -> list[Entry]:
    """What was done with the record of a directive. A changed field says its old value and its new one; a long text only that
    it changed."""
    events = list(events)
    people = people_in(events)
    return [
        Entry(
            when=event.at,
            who=people.actor(event),
            what=capfirst(words_of(event, HISTORY_WORDS).words),
            note=_corrections(event) if event.verb == "correct_directive" else "",
            document=event.after.get("file", ""),
        )
        for event in events
    ]


def _corrections(event: Event) -> str:
    words = []
    for name, new in event.after.items():
        label = capfirst(Directive._meta.get_field(name).verbose_name)
        if name == "summary":
            words.append(label)
        else:
            words.append(f"{label}: {_format_value(name, event.before[name])} thành {_format_value(name, new)}")
    return ". ".join(words)


def _format_value(name: str, value: str | None) -> str:
    """A value of the journal as people write it."""
    if not value:
        return "trống"
    if name in ("dated_on", "valid_to"):
        return format_date(date.fromisoformat(value))
    return DirectiveKind(value).label if name == "kind" else f"“{value}”"


def status_in_words(status: Status) -> str:
    """ "đã nhận 2/3 · hoàn thành 1/3 · quá hạn 1"."""
    all_of = format_number(status.assigned)
    words = [
        f"đã nhận {format_number(status.acknowledged)}/{all_of}",
        f"hoàn thành {format_number(status.done)}/{all_of}",
    ]
    return " · ".join([*words, f"quá hạn {format_number(status.overdue)}"] if status.overdue else words)


def cascade_nodes(branches: Iterable[Branch], directive: Directive, open_units: Container[int]) -> list[Node]:
    """The tree of units that have tasks, with counts rolled up; each leads to the tasks behind them. `open_units`: keys of
    those in the reader's scope; others, with which a unit of theirs only coordinates, lead to all tasks they see."""
    return [
        Node(
            label=branch.unit.name,
            url=f"{reverse('tasks')}?van-ban={directive.pk}"
            + (f"&don-vi={branch.unit.code}" if branch.unit.pk in open_units else ""),
            note=status_in_words(branch.total),
            count=branch.total.assigned,
            children=cascade_nodes(branch.children, directive, open_units),
            is_open=bool(branch.children),
        )
        for branch in branches
    ]


# --- tasks ---


def task_facts(task: Task, on: date, *, is_parent_open: bool) -> list[Item]:
    """What the task is, who gave it, when it is due. `coordinating` is loaded by the caller; `is_parent_open`: whether the
    reader may open the superior's task from which it was passed on."""
    due = due_in_words(task, on)
    helping = ", ".join(unit.name for unit in task.coordinating.all())
    facts = [
        Item("Văn bản", f"{task.directive} – {task.directive.title}", task.directive.get_absolute_url()),
        Item("Đơn vị chủ trì", task.unit.name),
        Item("Đơn vị phối hợp", helping or "không có"),
        Item(
            "Bên giao",
            task.assigning_unit.name,
            task.parent.get_absolute_url() if task.parent and is_parent_open else "",
        ),
        Item("Ngày giao", format_date(task.assigned_on)),
        Item("Hạn hoàn thành", f"{format_date(task.due_on)}{f', {due}' if due else ''}"),
    ]
    days = (("Đã nhận", task.acknowledged_on), ("Báo xong", task.reported_on), ("Hoàn thành", task.done_on))
    return facts + [Item(label, format_date(day)) for label, day in days if day]


def task_entries(events: Iterable[Event]) -> list[Entry]:
    events = list(events)
    people = people_in(events)
    return [_task_entry(event, people) for event in events]


def _task_entry(event: Event, people: People) -> Entry:
    move = TASK.moves.get(event.verb)
    percent, note = event.after.get("percent"), event.after.get("note", "")
    told = [f"{percent}%"] if percent is not None else []
    return Entry(
        when=_format_moment(event),
        who=people.actor(event),
        what=capfirst(words_of(event, HISTORY_WORDS).words),
        note=event.reason or ". ".join([*told, note] if note else told),
        tone=TASK.tone_of(move.target) if move else "neutral",
    )


def _format_moment(event: Event) -> date | datetime:
    """The moment it was recorded or, of what was recorded later, the day on which it happened."""
    happened = event.after.get("on")
    if happened is None or happened == timezone.localdate(event.at).isoformat():
        return event.at
    return date.fromisoformat(happened)
