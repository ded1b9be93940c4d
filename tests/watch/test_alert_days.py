"""Boundary days of each rule of the watch: the day before it is broken, the first day, the last one, the day after."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative, Replication
from lantoa.plans.models import Measurement, Milestone, Plan, PlanIndicator, ProgressReport
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.watch.models import FollowUp, Inspection
from lantoa.watch.queries.breaches import breaches, watch_rules
from tests.cast import DAY, accept_initiative

OPEN = 100_000  # as yet without an end
THREE_YEARS = (date(2026, 3, 15) - DAY).days


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def due_days(kind: str, on: date) -> list[date]:
    """Since when the rule is broken, for each breach of the kind that is found on the day."""
    found = breaches(on, {kind: watch_rules(on)[kind], "watch_years": 3})
    with connection.cursor() as cursor:
        cursor.execute(f"{found.ctes} SELECT due_on FROM broken", found.params)  # noqa: S608 - the package's own text
        return sorted(day if isinstance(day, date) else date.fromisoformat(day) for (day,) in cursor)


def plan(cast, *, made=5, ends=100, milestone=None, done=None) -> Plan:
    row = Plan.objects.create(
        initiative=accept_initiative(cast), starts_on=after(-60), ends_on=after(ends), made_on=after(made)
    )
    if milestone is not None:
        day = None if done is None else after(done)
        Milestone.objects.create(plan=row, position=1, name="Mốc", owner="Ông A", due_on=after(milestone), done_on=day)
    return row


def visit(cast, initiative, day: int) -> Inspection:
    row = {"kind": "guidance", "by_unit": cast.unit("khoi"), "findings": "Đã xem"}
    return Inspection.objects.create(initiative=initiative, held_on=after(day), **row)


def make_follow_up(cast) -> None:
    row = {"content": "Sửa", "owner": "Ông A", "done_note": "Đã sửa"}
    FollowUp.objects.create(
        inspection=visit(cast, accept_initiative(cast), 5), due_on=after(20), done_on=after(25), **row
    )


def make_visit(cast) -> None:
    initiative = accept_initiative(cast)
    for day in (190, 400):
        visit(cast, initiative, day)


def make_waiting(cast, state: str, decided: int | None = None) -> None:
    Candidacy.objects.create(
        initiative=accept_initiative(cast), tier="bloc", unit=cast.unit("khoi"), proposed_on=after(10), due_on=after(40),
        state=state, decided_on=None if decided is None else after(decided),
    )  # fmt: skip


def make_proven(cast) -> None:
    row = {"caption": "Ảnh", "reference": "Kho", "dated_on": DAY, "accepted_by": cast.approver}
    Evidence.objects.create(initiative=accept_initiative(cast), accepted_on=after(190), **row)


def aim(cast, direction: str = "up") -> PlanIndicator:
    row = {"position": 1, "name": "Hộ thoát nghèo", "measure": "hộ", "target": 10}
    return PlanIndicator.objects.create(plan=plan(cast), direction=direction, **row)


def report(initiative, until: int, *, value: int | None = None, at: PlanIndicator | None = None, accepted_on=None):
    given = ProgressReport.objects.create(
        initiative=initiative, period_from=DAY, period_to=after(until), done="Đã làm", state="accepted",
        accepted_on=after(until if accepted_on is None else accepted_on),
    )  # fmt: skip
    if at is not None:
        Measurement.objects.create(report=given, indicator=at, value=value)


def make_measurements(cast, *values: tuple[int, int], direction: str = "up", late: int = 0) -> None:
    """`values`: (end of the period, value), in the order of writing; `late`: how long after it is accepted."""
    wanted = aim(cast, direction)
    for until, value in values:
        report(wanted.plan.initiative, until, value=value, at=wanted, accepted_on=until + late)


def make_reports(cast) -> None:
    """With data on day 200 and, without any, on day 300."""
    wanted = aim(cast)
    report(wanted.plan.initiative, 200, value=12, at=wanted)
    report(wanted.plan.initiative, 300)


def make_recognition(cast, *windows: tuple[int, int | None, int | None], on: int = 10, ended: int | None = None):
    """`windows`: (opened, re-check due, lapses), the first with the decision."""
    row = {} if ended is None else {"ended_on": after(ended), "ending": "retired"}
    fact = Recognition.objects.create(initiative=accept_initiative(cast), tier="bloc", recognised_on=after(on), **row)
    for opened, due, lapses in windows or [(on, None, None)]:
        ends = {"due_on": due and after(due), "lapses_on": lapses and after(lapses)}
        Renewal.objects.create(recognition=fact, renewed_on=after(opened), **ends)
    return fact.initiative


def make_copy(cast, ended: int) -> None:
    row = {"unit": cast.unit("cb2"), "adopted_on": after(380), "ended_on": after(ended), "ending": "failed"}
    Replication.objects.create(source=make_recognition(cast), **row)


def make_ended(cast) -> None:
    Initiative.objects.filter(pk=accept_initiative(cast).pk).update(ended_on=after(50), state="withdrawn")


# What the facts are, which rule they break, and when: (first day found, first day no more found, broken since).
CASES = {
    "no plan": (accept_initiative, "no_plan", [(31, THREE_YEARS + 1, 31)]),
    "plan with a milestone": (lambda cast: plan(cast, made=40, milestone=60), "no_plan", [(31, 40, 31)]),
    "plan without a milestone": (lambda cast: plan(cast, made=40), "no_plan", [(31, THREE_YEARS + 1, 31)]),
    "ended": (make_ended, "no_plan", [(31, 50, 31)]),
    "recognised later": (
        lambda cast: make_recognition(cast, on=1500, ended=1600),
        "no_plan",
        [(31, THREE_YEARS + 1, 31), (1500, 1600, 31)],
    ),
    "milestone done late": (lambda cast: plan(cast, milestone=20, done=25), "milestone_overdue", [(21, 25, 21)]),
    "milestone of a later plan": (lambda cast: plan(cast, made=30, milestone=20), "milestone_overdue", [(30, OPEN, 21)]),
    "milestone before acceptance": (
        lambda cast: plan(cast, made=-9, milestone=-5),
        "milestone_overdue",
        [(0, OPEN, -4)],
    ),
    "follow-up done late": (make_follow_up, "follow_up_overdue", [(21, 25, 21)]),
    "no visit": (accept_initiative, "no_guidance", [(181, OPEN, 181)]),
    "two visits": (make_visit, "no_guidance", [(181, 190, 181), (371, 400, 371), (581, OPEN, 581)]),
    "proposed": (lambda cast: make_waiting(cast, "proposed"), "appraisal_overdue", [(41, OPEN, 41)]),
    "before a council": (lambda cast: make_waiting(cast, "appraising"), "appraisal_overdue", [(41, OPEN, 41)]),
    "decided late": (lambda cast: make_waiting(cast, "declined", 45), "appraisal_overdue", [(41, 45, 41)]),
    "no data": (accept_initiative, "no_effect_data", [(181, OPEN, 181)]),
    "evidence": (make_proven, "no_effect_data", [(181, 190, 181), (556, OPEN, 556)]),
    "report with and without data": (make_reports, "no_effect_data", [(181, 200, 181), (566, OPEN, 566)]),
    "target missed": (lambda cast: make_measurements(cast, (90, 8), (110, 10)), "target_missed", [(101, 110, 101)]),
    "target reached": (lambda cast: make_measurements(cast, (90, 10)), "target_missed", []),
    "target read late": (lambda cast: make_measurements(cast, (90, 8), late=20), "target_missed", [(110, OPEN, 101)]),
    "falling target missed": (
        lambda cast: make_measurements(cast, (90, 11), direction="down"), "target_missed", [(101, OPEN, 101)]
    ),
    "falling target reached": (lambda cast: make_measurements(cast, (90, 10), direction="down"), "target_missed", []),
    "older period written later": (lambda cast: make_measurements(cast, (90, 8), (60, 12)), "target_missed", [(101, OPEN, 101)]),
    "re-check": (lambda cast: make_recognition(cast, (10, 400, 500), (350, 900, 1000)), "renewal_due",
                 [(340, 350, 340), (840, OPEN, 840)]),
    "lapsed": (lambda cast: make_recognition(cast, (10, 400, 500)), "renewal_due", [(340, OPEN, 340)]),
    "window shorter than the lead": (lambda cast: make_recognition(cast, (10, 30, 90)), "renewal_due", [(10, OPEN, 10)]),
    "recognition ended": (lambda cast: make_recognition(cast, (10, 400, 500), ended=360), "renewal_due", [(340, 360, 340)]),
    "not spread": (make_recognition, "not_spread", [(376, OPEN, 376)]),
    "not spread until it lapses": (lambda cast: make_recognition(cast, (10, 300, 400)), "not_spread", [(376, 400, 376)]),
    "copy given up": (lambda cast: make_copy(cast, 390), "not_spread", [(376, 380, 376), (390, OPEN, 376)]),
}  # fmt: skip


def found_of(cast, facts, kind: str, days: list[int]) -> dict[int, list[date]]:
    """What is found on each of the days once the facts are there; they are gone afterwards."""
    with transaction.atomic():
        facts(cast)
        found = {day: due_days(kind, after(day)) for day in days}
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("kind", sorted({kind for _, kind, _ in CASES.values()}))
def test_rule_is_broken_from_its_first_day_to_its_last(cast, kind):
    found, wanted = {}, {}
    for name, (facts, _, spans) in ((name, case) for name, case in CASES.items() if case[1] == kind):
        turns = {0, 31, 101, *(turn for first, end, _ in spans for turn in (first, end) if turn != OPEN)}
        days = sorted(turn + near for turn in turns for near in (-1, 0, 1))
        found[name] = found_of(cast, facts, kind, days)
        wanted[name] = {day: [after(due) for first, end, due in spans if first <= day < end] for day in days}

    assert found == wanted
