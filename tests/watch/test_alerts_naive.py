"""The run of the watch against a second, naive implementation, over random facts and days."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative, Replication
from lantoa.plans.models import Milestone, Plan
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.watch.models import Alert, FollowUp, Inspection, WatchRun
from lantoa.watch.services.alerts import run_alerts
from tests.cast import DAY, accept_initiative

SPAN = 1500  # days in which everything happens
days = st.integers(0, SPAN)
maybe = st.none() | days
fact = st.fixed_dictionaries(
    {
        "ended": maybe,
        "plan": maybe,
        "milestones": st.lists(st.tuples(days, maybe), max_size=2),
        "visits": st.lists(st.tuples(days, maybe), max_size=2),
        "candidacy": st.none() | st.tuples(days, maybe),
        "evidence": st.lists(days, max_size=2),
        "recognition": st.none() | st.tuples(days, maybe, st.sampled_from(["base", "bloc", "province"])),
        "windows": st.lists(st.tuples(days, st.integers(0, 700), st.integers(0, 200)), max_size=2),
        "copy": st.none() | st.tuples(days, maybe),
    }
)


def at(number: int | None) -> date | None:
    return None if number is None else DAY + timedelta(days=number)


def later(number: int | None, start: int) -> date | None:
    """A day that cannot come before another."""
    return None if number is None else at(max(number, start))


@pytest.fixture
def three(cast) -> list[Initiative]:
    return [accept_initiative(cast, name=f"Mô hình {n}") for n in range(3)]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(fact, min_size=3, max_size=3), runs=st.sets(days, min_size=1, max_size=5))
def test_open_alerts_of_each_day_are_those_of_the_naive_rules(cast, three, facts, runs):
    clear_all()
    for initiative, told in zip(three, facts, strict=True):
        write(cast, initiative, told)
    for number in sorted(runs):
        run_alerts(on=at(number))
        held = set(Alert.objects.open(at(number)).values_list("initiative", "kind", "subject_id", "due_on"))
        assert held == {alert for initiative in Initiative.objects.all() for alert in naive(initiative, at(number))}


def clear_all() -> None:
    for model in (Alert, WatchRun, Renewal, Recognition, Candidacy, Evidence, Inspection, Milestone, Plan, Replication):
        model.objects.all().delete()


def write(cast, initiative: Initiative, told: dict) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(
        ended_on=at(told["ended"]), state="accepted" if told["ended"] is None else "withdrawn"
    )
    if told["plan"] is not None:
        plan = Plan.objects.create(initiative=initiative, starts_on=DAY, ends_on=DAY, made_on=at(told["plan"]))
        for position, (due, done) in enumerate(told["milestones"]):
            row = {"name": "Mốc", "owner": "Ông A", "due_on": at(due), "done_on": at(done)}
            Milestone.objects.create(plan=plan, position=position, **row)
    for day, done in told["visits"]:
        row = {"kind": "guidance", "findings": "Đã xem", "by_unit": cast.unit("khoi")}
        visit = Inspection.objects.create(initiative=initiative, held_on=at(day), **row)
        row = {"content": "Sửa", "owner": "Ông A", "done_on": at(done), "done_note": "" if done is None else "Đã sửa"}
        FollowUp.objects.create(inspection=visit, due_on=at(day + 20), **row)
    for day in told["evidence"]:
        row = {"caption": "Ảnh", "reference": "Kho", "dated_on": DAY, "accepted_by": cast.approver}
        Evidence.objects.create(initiative=initiative, accepted_on=at(day), **row)
    write_decisions(cast, initiative, told)


def write_decisions(cast, initiative: Initiative, told: dict) -> None:
    if told["candidacy"]:
        proposed, decided = told["candidacy"]
        Candidacy.objects.create(
            initiative=initiative, tier="bloc", unit=cast.unit("khoi"), proposed_on=at(proposed),
            due_on=at(proposed + 30), decided_on=later(decided, proposed),
            state="proposed" if decided is None else "declined",
        )  # fmt: skip
    if told["recognition"]:
        start, end, tier = told["recognition"]
        row = {"ended_on": later(end, start), "ending": "" if end is None else "retired"}
        given = Recognition.objects.create(initiative=initiative, tier=tier, recognised_on=at(start), **row)
        for day, due, grace in {window[0]: window for window in told["windows"]}.values():
            Renewal.objects.create(
                recognition=given, renewed_on=at(day), due_on=at(day + due), lapses_on=at(day + due + grace)
            )
    if told["copy"]:
        start, end = told["copy"]
        row = {"ended_on": later(end, start), "ending": "" if end is None else "failed"}
        Replication.objects.create(source=initiative, unit=cast.unit("cb2"), adopted_on=at(start), **row)


def naive(initiative: Initiative, on: date):
    """One loop over plain objects, straight from the wording of the rules."""
    if initiative.ended_on is not None and initiative.ended_on <= on:
        return
    recognitions = [r for r in initiative.recognitions.all() if holds(r.recognised_on, r.ended_on, on)]
    begun = initiative.accepted_on
    old = (on.year - 3, on.month, on.day) > (begun.year, begun.month, begun.day)
    if old and not recognitions:
        return
    for kind, subject, due in [
        *about_plan(initiative, on),
        *about_visits_and_data(initiative, on),
        *about_decisions(initiative, on),
        *about_recognitions(initiative, recognitions, on),
    ]:
        if due <= on:
            yield initiative.pk, kind, subject, due


def holds(start: date, end: date | None, on: date) -> bool:
    return start <= on and (end is None or end > on)


def about_plan(initiative: Initiative, on: date):
    plan = Plan.objects.filter(initiative=initiative, made_on__lte=on).first()
    marks = list(plan.milestones.all()) if plan else []
    if not marks:
        yield "no_plan", 0, initiative.accepted_on + timedelta(days=31)
    for mark in marks:
        if mark.done_on is None or mark.done_on > on:
            yield "milestone_overdue", mark.pk, mark.due_on + timedelta(days=1)


def about_visits_and_data(initiative: Initiative, on: date):
    visits = [visit.held_on for visit in initiative.inspections.all() if visit.held_on <= on]
    yield "no_guidance", 0, max([initiative.accepted_on, *visits]) + timedelta(days=181)
    for asked in FollowUp.objects.filter(inspection__initiative=initiative, inspection__held_on__lte=on):
        if asked.done_on is None or asked.done_on > on:
            yield "follow_up_overdue", asked.pk, asked.due_on + timedelta(days=1)
    given = [piece.accepted_on for piece in initiative.evidence.all() if piece.accepted_on <= on]
    start, term = (max(given), 366) if given else (initiative.accepted_on, 181)
    yield "no_effect_data", 0, start + timedelta(days=term)


def about_decisions(initiative: Initiative, on: date):
    for file in initiative.candidacies.all():
        if file.proposed_on <= on and (file.decided_on is None or file.decided_on > on):
            yield "appraisal_overdue", file.pk, file.due_on + timedelta(days=1)


def about_recognitions(initiative: Initiative, recognitions: list[Recognition], on: date):
    spread = any(holds(copy.adopted_on, copy.ended_on, on) for copy in initiative.replications.all())
    terms = []
    for fact in recognitions:
        opened = sorted((w for w in fact.renewals.all() if w.renewed_on <= on), key=lambda w: w.renewed_on)
        if opened:
            ahead = opened[-1].due_on - timedelta(days=60)
            yield "renewal_due", fact.pk, max(ahead, opened[-1].renewed_on)
        if any(window.lapses_on > on for window in opened) and fact.tier != "base":
            terms.append(fact.recognised_on + timedelta(days=366))
    if terms and not spread:
        yield "not_spread", 0, min(terms)
