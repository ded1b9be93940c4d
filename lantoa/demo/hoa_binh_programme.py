"""The initiative that Hòa Bình's plan of 2023 spreads: recognised, told in a handbook, brought to about half of its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from lantoa.demo import hoa_binh_example
from lantoa.demo.accounts import demo_person
from lantoa.demo.days import past
from lantoa.demo.hoa_binh_copies import SPREAD
from lantoa.demo.phrases import PLACES
from lantoa.demo.tables import DemoUnits, agency, document
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.services import edit, submit
from lantoa.kit.calendar import add_months
from lantoa.plans.services.planning import NewIndicator, NewMilestone, make_plan
from lantoa.plans.services.progress import NewMeasurement, accept_progress, submit_progress, write_progress
from lantoa.recognition.models import Recognition
from lantoa.recognition.services.recognising import propose, recognise
from lantoa.recognition.services.renewing import renew
from lantoa.spreading.services.copying import replicate
from lantoa.spreading.services.handbook import NewStep, publish_handbook, write_handbook
from lantoa.spreading.services.programmes import add_targets, excuse, launch
from lantoa.units.models import Unit

NOT_YET = 15
"""Targets that do not have it; two of them have sent their own registration in."""
SENT_IN = 2
RECHECKED_EVERY = 22  # months


def load(ground: DemoUnits, rows: Sequence[Replication]) -> tuple[list[Unit], dict[int, date]]:
    """`rows`: all copies. Answers the programme's targets, and who has it from which day, by key of the unit."""
    told, words = document("hoa_binh_programme.json"), document("hoa_binh_copies.json")
    spread = [row for row in rows if row.source.name == SPREAD]
    copies = [row for row in spread if row.ended_on is None]
    gave_up = [ground.units[row.unit.code] for row in spread if row.ended_on]
    source = _told_in_full(copies[0].source, words["boxes"])
    _recognise(source, told)
    measured = [row.copy for row in copies[:5]]
    _measure([source, *measured], told["indicators"], told["values"], told)
    hoa_binh_example.load(ground, source, measured)
    _measure_others(rows, told)
    targets = _programme(ground, source, copies, gave_up, told, words)
    _handbook(source, words)
    return targets, {row.unit_id: row.adopted_on for row in copies}


def _told_in_full(source: Initiative, boxes: Mapping[str, str]) -> Initiative:
    source = Initiative.objects.get(pk=source.pk)
    return edit(source, values=boxes, by=demo_person("hb-officer"), revision=source.revision)


def _recognise(source: Initiative, told: Mapping) -> None:
    """By its commune, then by the province; checked again since, so that it stands today."""
    officer, approver = demo_person("hb-officer"), demo_person("hb-approver")
    for tier, proposed_on, decided_on, number in told["recognitions"]:
        candidacy = propose(
            source, tier=tier, statement=told["statement"], by=officer, on=date.fromisoformat(proposed_on)
        )
        held = recognise(candidacy, decision_no=number, by=approver, on=date.fromisoformat(decided_on))
        _renew_until_today(held, told["findings"])


def _renew_until_today(held: Recognition, findings: str) -> None:
    day = add_months(held.recognised_on, RECHECKED_EVERY)
    while day <= timezone.localdate():
        renew(held, findings=findings, by=demo_person("hb-approver"), on=day)
        day = add_months(day, RECHECKED_EVERY)


def _measure(initiatives: Sequence[Initiative], indicators: Sequence[Mapping], values: Sequence, told: Mapping) -> None:
    """A plan with the same indicators for each, and one accepted report with what it reached."""
    officer, approver = demo_person("hb-officer"), demo_person("hb-approver")
    for initiative, reached in zip(initiatives, values, strict=False):
        starts_on = initiative.registered_on + timedelta(days=10)
        ends_on = starts_on + timedelta(days=300)
        plan = make_plan(
            initiative,
            values={"starts_on": starts_on, "ends_on": ends_on, "charter": "", "lead_unit": initiative.unit},
            milestones=[
                NewMilestone(name, initiative.responsible, starts_on + timedelta(days=90 * place))
                for place, name in enumerate(told["milestones"], start=1)
            ],
            indicators=[_indicator(row) for row in indicators],
            by=officer,
            on=starts_on,
        )
        period = {"period_from": starts_on, "period_to": ends_on, "done": told["done"]}
        measured = [
            NewMeasurement(indicator, Decimal(value))
            for indicator, value in zip(plan.indicators.all(), reached, strict=True)
        ]
        report = write_progress(initiative, values=period, measurements=measured, by=officer)
        report = submit_progress(report, by=officer, on=ends_on + timedelta(days=5))
        accept_progress(report, by=approver, on=ends_on + timedelta(days=12))


def _indicator(row: Mapping) -> NewIndicator:
    numbers = {name: Decimal(row[name]) for name in ("baseline", "target")}
    return NewIndicator(**row | numbers)


def _measure_others(rows: Sequence[Replication], told: Mapping) -> None:
    """Of three more sources, the source and its copy on one indicator."""
    pairs = [row for row in rows if row.source.name != SPREAD and row.ended_on is None][:: len(rows) // 4]
    for row, reached in zip(pairs, told["shared_values"], strict=False):
        values = [[value] for value in reached]
        _measure([row.source, row.copy], [told["shared"]], values, told)


def _programme(
    ground: DemoUnits,
    source: Initiative,
    copies: Sequence[Replication],
    gave_up: Sequence[Unit],
    told: Mapping,
    words: Mapping,
) -> list[Unit]:
    """Answers the targets: who has it, who does not. `gave_up`: units that tried and failed, asked to try again."""
    officer, approver = demo_person("hb-officer"), demo_person("hb-approver")
    programme = launch(
        values={name: told[name] for name in ("name", "document", "lead", "coordinating")}
        | {"unit": ground.root, "source": source}
        | {name: date.fromisoformat(told[name]) for name in ("launched_on", "due_on")},
        by=approver,
    )
    having = [ground.units[row.unit.code] for row in copies]
    known = {unit.pk for unit in (*having, *gave_up)} | {source.unit_id}
    places = [unit for unit in ground.units.values() if ground.group(unit) in PLACES and unit.pk not in known]
    others = places[:: len(places) // NOT_YET][:NOT_YET]
    others[SENT_IN : SENT_IN + len(gave_up)] = gave_up
    targets = add_targets(programme, [*having, *others], by=approver)
    last = next(target for target in targets if target.unit == others[-1])
    excuse(last, reason=told["excuse"], by=approver, on=past(told["excused_on"]))
    since = past(told["waiting_since"])
    for unit in others[:SENT_IN]:
        row = replicate(
            source,
            unit=unit,
            by=officer,
            tier=Tier.COMMUNE,
            kept=words["spread_kept"],
            changed=words["spread_changed"][0],
        )
        held = {
            "holder": "Bộ phận một cửa",
            "responsible": "Trưởng Khối Dân vận",
            "registered_on": since,
            "address": f"Trụ sở Ủy ban nhân dân, {agency(unit)}",
        }
        draft = edit(row.copy, values=held, by=officer, revision=row.copy.revision)
        submit(draft, by=officer, on=since)
    return [target.unit for target in targets]


def _handbook(source: Initiative, words: Mapping) -> None:
    approver = demo_person("hb-approver")
    steps = [NewStep(title, text) for title, text in words["steps"]]
    book = write_handbook(source, values=words["handbook"], steps=steps, by=approver)
    publish_handbook(book, by=approver)
