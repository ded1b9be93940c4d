"""The whole life of the initiative that Hòa Bình spreads: its milestones done, its yearly reports, its evidence and the visits
of its superiors, until today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from lantoa.demo.accounts import demo_person
from lantoa.demo.days import has_come, past
from lantoa.demo.tables import DemoUnits, document
from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives.models import Initiative
from lantoa.plans.models import Milestone
from lantoa.plans.services.planning import complete_milestone
from lantoa.plans.services.progress import NewMeasurement, accept_progress, submit_progress, write_progress
from lantoa.units.models import Unit
from lantoa.watch.services.inspections import NewFollowUp, complete_follow_up, record_inspection

SENT_AFTER, ACCEPTED_AFTER = 8, 15
"""Days from the end of a report's year until it is handed in, and accepted."""


def load(ground: DemoUnits, source: Initiative, copies: Sequence[Initiative]) -> None:
    """`copies`: those with a plan of the same milestones, which they reached too."""
    told = document("hoa_binh_example.json")
    _reach(source, told["milestones_done"])
    for copy in copies:
        _reach(copy, told["copies_done"])
    marks = list(source.plan.milestones.order_by("position"))
    for row in told["evidence"]:
        _prove(source, row, marks[row["milestone"] - 1])
    for row in told["reports"]:
        if has_come(row["to"]):
            _report(source, row, told["report_evidence"])
    superiors = {"province": ground.root, "district": _superior(ground, source)}
    for row in told["visits"]:
        if has_come(row["on"]):
            _visit(source, row, superiors[row["by"]])


def _superior(ground: DemoUnits, source: Initiative) -> Unit:
    """The district committee: its code is the longest that the unit's own begins with."""
    code = source.unit.code
    return ground.units[max((known for known in ground.units if code.startswith(f"{known}-")), key=len)]


def _reach(initiative: Initiative, notes: Sequence[tuple[int, str]]) -> None:
    officer = demo_person("hb-officer")
    for mark, (days, note) in zip(initiative.plan.milestones.order_by("position"), notes, strict=True):
        done_on = past((mark.due_on + timedelta(days=days)).isoformat())
        complete_milestone(mark, note=note, by=officer, on=done_on)


def _prove(source: Initiative, row: Mapping, mark: Milestone) -> None:
    mark.refresh_from_db()
    evidence = add_evidence(
        source,
        caption=row["caption"],
        reference=row["reference"],
        dated_on=mark.done_on,
        milestone=mark,
        by=demo_person("hb-officer"),
    )
    accept_evidence(evidence, by=demo_person("hb-approver"), on=_after(mark.done_on, 10))


def _report(source: Initiative, row: Mapping, proof: tuple[str, str]) -> None:
    """A year's report with what was measured, and the book that shows it."""
    officer, approver = demo_person("hb-officer"), demo_person("hb-approver")
    ends_on = date.fromisoformat(row["to"])
    values = {name: row[name] for name in ("done", "difficulties", "next_steps")}
    measured = [
        NewMeasurement(indicator, Decimal(value))
        for indicator, value in zip(source.plan.indicators.all(), row["values"], strict=True)
    ]
    period = {"period_from": date.fromisoformat(row["from"]), "period_to": ends_on}
    report = write_progress(source, values=values | period, measurements=measured, by=officer)
    report = submit_progress(report, by=officer, on=_after(ends_on, SENT_AFTER))
    caption, reference = f"{proof[0]} {ends_on.year}", f"{proof[1]}/{ends_on.year}"
    evidence = add_evidence(source, caption=caption, reference=reference, dated_on=ends_on, report=report, by=officer)
    accept_evidence(evidence, by=approver, on=_after(ends_on, ACCEPTED_AFTER))
    accept_progress(report, by=approver, on=_after(ends_on, ACCEPTED_AFTER))


def _visit(source: Initiative, row: Mapping, superior: Unit) -> None:
    """What a visit found and asked to be done; done once that day has come."""
    visit = record_inspection(
        source,
        kind=row["kind"],
        held_on=date.fromisoformat(row["on"]),
        by_unit=superior,
        people=row["people"],
        findings=row["findings"],
        follow_ups=[NewFollowUp(row["asked"], source.responsible, date.fromisoformat(row["due_on"]))],
        by=demo_person("hb-approver"),
    )
    if has_come(row["done_on"]):
        follow_up = visit.follow_ups.get()
        done_on = date.fromisoformat(row["done_on"])
        complete_follow_up(follow_up, result=row["result"], by=demo_person("hb-officer"), on=done_on)


def _after(day: date, days: int) -> date:
    return past((day + timedelta(days=days)).isoformat())
