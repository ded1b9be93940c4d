"""Hòa Bình's steering committees and the directives of the article by number, with the tasks that came of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.utils import timezone

from lantoa.demo.accounts import demo_person
from lantoa.demo.days import has_come
from lantoa.demo.names import People, build_generator
from lantoa.demo.phrases import PLACES
from lantoa.demo.tables import DemoUnits, document
from lantoa.movement.models import Directive, SteeringCommittee, Task
from lantoa.movement.services import (
    NewMember,
    accept_done,
    acknowledge,
    assign_tasks,
    establish_committee,
    issue_directive,
    note_left_office,
    pass_on,
    report_done,
    report_progress,
    reshuffle,
    send_back,
)
from lantoa.units.models import Unit

# What becomes of a task: done in time, done late, at work, sent back, reported, taken on, new.
DONE, LATE, AT_WORK, BACK, REPORTED, TAKEN_ON, NEW = "dlwbran"


def load(ground: DemoUnits, targets: Collection[Unit], having: Mapping[int, date]) -> None:
    """`targets`: of the spreading programme; `having`: key of a unit → day from which it has the initiative."""
    told = document("hoa_binh_steering.json")
    _committees(ground, told)
    directives = _directives(ground.root, told)
    children = [unit for unit in ground.units.values() if unit != ground.root and _is_child(unit, ground)]
    districts = [unit for unit in children if ground.group(unit) == "district"]
    for row in told["tasks"]:
        if has_come(row["on"]):
            units = children if row["to"] == "all" else districts
            for task, end in zip(_assign_tasks(directives, row, units), row["ends"], strict=False):
                _take(task, end, told, due_on=task.due_on)
    _spread(directives, told, districts, targets, having)


def _is_child(unit: Unit, ground: DemoUnits) -> bool:
    return not any(
        unit.code.startswith(f"{code}-") for code in ground.units if code not in (unit.code, ground.root.code)
    )


def _committees(ground: DemoUnits, told: Mapping) -> None:
    people, officer = People("muong", build_generator("hoa-binh committees")), demo_person("hb-officer")
    places = [unit for unit in ground.units.values() if unit.code != told["without"]]
    for number, unit in enumerate(places, start=1):
        group = ground.group(unit)
        is_commune = group in PLACES
        if not (is_commune or group == "district" or unit in (ground.root, ground.units["hb-khoi"])):
            continue
        posts = told["province" if unit == ground.root else "commune" if is_commune else "below_province"]
        names: set[str] = set()
        committee = establish_committee(
            unit=unit,
            name=told["name"],
            decision_no=f"{number + 11}-QĐ/{'TU' if unit == ground.root else 'ĐU'}",
            valid_from=date(2021, 3, 1) + timedelta(days=number % 60),
            members=[NewMember(_pick_name(people, names), role, title) for role, title in posts],
            by=officer,
        )
        if unit == ground.root:
            _renew(committee, told["reshuffle"], people, names)
    left = told["left_office"]
    members = SteeringCommittee.objects.get(unit=ground.units[left["unit"]]).members
    note_left_office(members.get(job_title=left["title"]), on=date.fromisoformat(left["on"]), by=officer)


def _pick_name(people: People, names: set[str]) -> str:
    name = people.any(names)
    names.add(name)
    return name


def _renew(committee: SteeringCommittee, row: Mapping, people: People, names: set[str]) -> None:
    reshuffle(
        committee,
        decision_no=row["number"],
        decided_on=date.fromisoformat(row["on"]),
        leaving=committee.members.filter(job_title__in=row["leaving"]),
        joining=[NewMember(_pick_name(people, names), role, title) for role, title in row["joining"]],
        by=demo_person("hb-officer"),
    )


def _directives(root: Unit, told: Mapping) -> dict[str, Directive]:
    made: dict[str, Directive] = {}
    for row in told["directives"]:
        made[row["key"]] = issue_directive(
            unit=root,
            kind=row["kind"],
            number=row["number"],
            dated_on=date.fromisoformat(row["on"]),
            title=row["title"],
            summary=told["summary"],
            based_on=made.get(row["based_on"]),
            by=demo_person("hb-officer"),
        )
    return made


def _assign_tasks(directives: Mapping[str, Directive], row: Mapping, units: Sequence[Unit]) -> list[Task]:
    return assign_tasks(
        directives[row["directive"]],
        units=units,
        content=row["content"],
        due_on=date.fromisoformat(row["due_on"]),
        by=demo_person("hb-officer"),
        on=date.fromisoformat(row["on"]),
    )


def _spread(
    directives: Mapping[str, Directive],
    told: Mapping,
    districts: Sequence[Unit],
    targets: Collection[Unit],
    having: Mapping[int, date],
) -> None:
    """The plan of 2023: each district takes it on and passes it to its target communes."""
    row, officer, ends = told["spread"], demo_person("hb-officer"), iter(told["spread"]["ends"] * len(targets))
    on = date.fromisoformat(row["passed_on"])
    for task in _assign_tasks(directives, row, districts):
        task = acknowledge(task, by=officer, on=date.fromisoformat(row["on"]) + timedelta(days=7))
        units = [unit for unit in targets if unit.code.startswith(f"{task.unit.code}-")]
        if not units:
            continue
        task = report_progress(task, by=officer, percent=50, note=told["notes"][0], on=on)
        due_on = date.fromisoformat(row["passed_due_on"])
        for passed in pass_on(task, units=units, due_on=due_on, by=officer, on=on):
            if passed.unit_id in having:
                _take(passed, DONE, told, due_on=max(having[passed.unit_id], on + timedelta(days=40)))
            else:
                _take(passed, next(ends), told, due_on=due_on)


def _take(task: Task, end: str, told: Mapping, *, due_on: date) -> None:
    """Bring the task as far as `end` says; nothing later than today."""
    officer, approver, today = demo_person("hb-officer"), demo_person("hb-approver"), timezone.localdate()
    if end == NEW:
        return
    first = min(task.assigned_on + timedelta(days=6), today)
    task = acknowledge(task, by=officer, on=first)
    if end == TAKEN_ON:
        return
    place = len(task.unit.code) % len(told["notes"])
    task = report_progress(task, by=officer, percent=30 + 20 * place, note=told["notes"][place], on=first)
    if end == AT_WORK:
        return
    reported = min(max(due_on + timedelta(days=33 if end == LATE else -6), first), today)
    task = report_done(task, by=officer, note="Đã gửi báo cáo và danh sách.", on=reported)
    if end == BACK:
        send_back(task, reason=told["sent_back"], by=approver, on=reported)
    elif end != REPORTED:
        accept_done(task, by=approver, on=min(reported + timedelta(days=3), today))
