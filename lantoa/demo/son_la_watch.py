"""What the bloc of Sơn La shows to those who watch: the registrations of 2026, which files have a plan, who was visited, what
was reported, and which appraisals wait. Most files lack something, as the article says."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.utils import timezone

from lantoa.demo.accounts import demo_person
from lantoa.demo.days import past
from lantoa.demo.making import some
from lantoa.demo.phrases import Phrasebook
from lantoa.demo.son_la_short import Stage, short
from lantoa.demo.spreading import working_day
from lantoa.demo.tables import document
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.movement.models import Campaign
from lantoa.plans.models import Plan
from lantoa.plans.services.planning import NewIndicator, NewMilestone, complete_milestone, make_plan
from lantoa.plans.services.progress import (
    NewMeasurement,
    accept_progress,
    send_back_progress,
    submit_progress,
    write_progress,
)
from lantoa.recognition.services.loading import load_initiatives
from lantoa.units.enums import UnitKind
from lantoa.units.models import Unit
from lantoa.watch.services.inspections import NewFollowUp, complete_follow_up, record_inspection

SINCE = date(2022, 9, 1)
FROM, TO = "2026-01-05", "2026-10-09"
NEW = {"economy": 5, "culture_society": 13, "defence_security": 3, "political_system": 9}
PLANNED = 0.36
"""Share of the files that have a plan by milestones."""
VISITED = 0.22


def load(stage: Stage, campaign: Campaign) -> list[Initiative]:
    """Register the files of the year, then plan, visit and report what stands since SINCE. Answers those registered."""
    news = _register_all(stage, campaign)
    rng, told = stage.rng, document("son_la_plans.json")
    standing = Initiative.objects.filter(unit__in=stage.ground.units.values(), state=State.ACCEPTED)
    recent = list(standing.filter(accepted_on__gte=SINCE).select_related("unit", "sector").order_by("pk"))
    planned = [row for row in recent if some(rng, PLANNED)]
    for place, row in enumerate(planned):
        _follow(row, _build_plan(row, told, rng), told, rng, place)
    # Those without a plan are visited less still.
    for place, row in enumerate(row for row in recent if some(rng, VISITED)):
        _record_visit(row, stage.ground.root, told, place)
    return news


def _register_all(stage: Stage, campaign: Campaign) -> list[Initiative]:
    rng, ground = stage.rng, stage.ground
    units = ground.of_kinds(UnitKind.BASE_COMMITTEE, UnitKind.BASE_CELL)
    taken: dict[int, set[str]] = {unit.pk: set() for unit in units}
    for key, name in Initiative.objects.filter(unit__in=units).values_list("unit_id", "name"):
        taken[key].add(name)
    book, spots = Phrasebook("agencies.json", rng, "sl", is_even=True), list(stage.spots.values())
    news = []
    for sector, number in NEW.items():
        for _ in range(number):
            unit = rng.choice(units)
            phrase = book.new(group=ground.group(unit), spots=spots, taken=taken[unit.pk], sector=sector)
            taken[unit.pk].add(phrase.name)
            day = past(working_day(rng, date.fromisoformat(FROM), date.fromisoformat(TO)).isoformat())
            new = short(unit, sector, phrase, stage, day)
            new.initiative.campaign = campaign
            news.append(new)
    return load_initiatives(news, by=None)


def _build_plan(row: Initiative, told: dict, rng: Random) -> Plan:
    """A plan of nine months with the sector's milestones; some made long after the registration."""
    kind = told[row.sector.national]
    made_on = past((row.accepted_on + timedelta(days=rng.choice((8, 15, 24, 40, 120)))).isoformat())
    step = 270 // len(kind["milestones"])
    return make_plan(
        row,
        values={
            "starts_on": made_on,
            "ends_on": made_on + timedelta(days=270),
            "charter": told["charter"],
            "lead_unit": row.unit,
            "coordinating_note": told["coordinating"],
        },
        milestones=[
            NewMilestone(name, row.responsible, made_on + timedelta(days=step * place))
            for place, name in enumerate(kind["milestones"], start=1)
        ],
        indicators=[_indicator(kind["indicator"])],
        by=demo_person("sl-bloc-officer"),
        on=made_on,
    )


def _indicator(row: dict) -> NewIndicator:
    return NewIndicator(**row | {name: Decimal(row[name]) for name in ("baseline", "target")})


def _follow(row: Initiative, plan: Plan, told: dict, rng: Random, place: int) -> None:
    """Of each third plan all milestones that were due are done, of another third the first one, of the rest none; every
    second plan has a report, most of them accepted."""
    officer, today = demo_person("sl-bloc-officer"), timezone.localdate()
    due = [mark for mark in plan.milestones.order_by("due_on") if mark.due_on < today]
    for mark in due[: (len(due), 1, 0)[place % 3]]:
        note = rng.choice(told["milestone_done"])
        complete_milestone(
            mark, note=note, by=officer, on=min(mark.due_on + timedelta(days=rng.choice((-3, 0, 9))), today)
        )
    if place % 2 == 0:
        _report(row, plan, told, rng, place)


def _report(row: Initiative, plan: Plan, told: dict, rng: Random, place: int) -> None:
    officer, approver, today = demo_person("sl-bloc-officer"), demo_person("sl-bloc-approver"), timezone.localdate()
    ends = min(max(plan.starts_on + timedelta(days=150), row.accepted_on), today - timedelta(days=1))
    if ends <= plan.starts_on:
        return
    kind = told[row.sector.national]
    value = Decimal(rng.randint(*kind["bad" if place % 8 == 0 else "good"]))
    period: dict[str, Any] = {"period_from": plan.starts_on, "period_to": ends}
    measured = [NewMeasurement(indicator, value) for indicator in plan.indicators.all()]
    report = write_progress(row, values=told["report"] | period, measurements=measured, by=officer)
    report = submit_progress(report, by=officer, on=min(ends + timedelta(days=6), today))
    if place % 10 == 4:
        send_back_progress(report, reason=told["sent_back"], by=approver)
    elif place % 10 != 8:
        accept_progress(report, by=approver, on=min(ends + timedelta(days=14), today))


def _record_visit(row: Initiative, root: Unit, told: dict, place: int) -> None:
    """One visit of the bloc with what it asked to be done; two of three were done."""
    approver, officer, today = demo_person("sl-bloc-approver"), demo_person("sl-bloc-officer"), timezone.localdate()
    kind, findings, asked = told["visits"][place % len(told["visits"])]
    held_on = min(row.accepted_on + timedelta(days=60 + 17 * (place % 9)), today)
    visit = record_inspection(
        row,
        kind=kind,
        held_on=held_on,
        by_unit=root,
        people=told["visitors"],
        findings=findings,
        follow_ups=[NewFollowUp(asked, row.responsible, held_on + timedelta(days=30))],
        by=approver,
    )
    for follow_up in visit.follow_ups.all() if place % 3 else ():
        done_on = min(held_on + timedelta(days=25), today)
        complete_follow_up(follow_up, result=told["follow_up_done"], by=officer, on=done_on)
