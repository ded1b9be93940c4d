"""The run of the watch: each rule raises and clears by itself, once a day, for the whole installation."""

from datetime import date, timedelta

import pytest

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Replication
from lantoa.initiatives.services import withdraw
from lantoa.kit.extension_points import contributions
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.plans.models import Measurement, Milestone, Plan, PlanIndicator, ProgressReport
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.rulebook.models import Rule
from lantoa.watch.models import Alert, FollowUp, Inspection, WatchRun
from lantoa.watch.services.alerts import run_alerts
from tests.cast import DAY, accept_initiative

pytestmark = pytest.mark.days


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def open_alerts(on: date) -> list[tuple[str, int, date]]:
    run_alerts(on=on)
    return sorted(Alert.objects.open(on).values_list("kind", "subject_id", "due_on"))


def keep(*keys: str) -> None:
    """Switch all rules of the watch off but these."""
    kinds = {f"alert.{key}" for key in (*keys, "watch_years", "escalate_days")}
    Rule.objects.filter(key__startswith="alert.").exclude(key__in=kinds).delete()


def plan(initiative, *, made=5, ends=100, milestones=(20,)) -> Plan:
    made_plan = Plan.objects.create(
        initiative=initiative, starts_on=after(made), ends_on=after(ends), made_on=after(made)
    )
    for number, days in enumerate(milestones):
        Milestone.objects.create(plan=made_plan, position=number, name=f"Mốc {days}", owner="Ông A", due_on=after(days))
    return made_plan


def test_missing_plan_is_raised_the_day_after_its_term_and_cleared_by_a_milestone(cast):
    keep("no_plan")
    initiative = accept_initiative(cast)

    assert open_alerts(after(30)) == []
    assert open_alerts(after(31)) == [("no_plan", 0, after(31))]
    plan(initiative, made=40, milestones=())
    assert open_alerts(after(41)) == [("no_plan", 0, after(31))]
    Milestone.objects.create(plan=initiative.plan, position=1, name="Mốc", owner="Ông A", due_on=after(60))
    assert open_alerts(after(42)) == []
    assert Alert.objects.get().cleared_on == after(42)


def test_milestone_is_overdue_until_it_is_done(cast):
    keep("milestone_overdue")
    mark = plan(accept_initiative(cast)).milestones.get()

    assert open_alerts(after(20)) == []
    assert open_alerts(after(21)) == [("milestone_overdue", mark.pk, after(21))]
    Milestone.objects.filter(pk=mark.pk).update(done_on=after(22))
    assert open_alerts(after(22)) == []


def test_milestone_put_off_and_missed_again_is_a_new_alert(cast):
    keep("milestone_overdue")
    mark = plan(accept_initiative(cast)).milestones.get()
    open_alerts(after(21))

    Milestone.objects.filter(pk=mark.pk).update(due_on=after(30))
    assert open_alerts(after(40)) == [("milestone_overdue", mark.pk, after(31))]
    assert Alert.objects.count() == 2


def test_visit_starts_the_term_of_guidance_anew(cast):
    keep("no_guidance")
    initiative = accept_initiative(cast)
    assert open_alerts(after(181)) == [("no_guidance", 0, after(181))]

    Inspection.objects.create(
        initiative=initiative, kind="guidance", held_on=after(190), by_unit=cast.unit("khoi"), findings="Đã xem"
    )
    assert open_alerts(after(191)) == []
    assert open_alerts(after(371)) == [("no_guidance", 0, after(371))]


def test_follow_up_is_overdue_until_it_is_done(cast):
    keep("follow_up_overdue")
    visit = Inspection.objects.create(
        initiative=accept_initiative(cast),
        kind="guidance",
        held_on=after(5),
        by_unit=cast.unit("khoi"),
        findings="Đã xem",
    )
    asked = FollowUp.objects.create(inspection=visit, content="Sửa", owner="Ông A", due_on=after(20))

    assert open_alerts(after(20)) == []
    assert open_alerts(after(21)) == [("follow_up_overdue", asked.pk, after(21))]
    FollowUp.objects.filter(pk=asked.pk).update(done_on=after(22), done_note="Đã sửa")
    assert open_alerts(after(22)) == []


def test_candidacy_waits_beyond_its_due_day(cast):
    keep("appraisal_overdue")
    file = Candidacy.objects.create(
        initiative=accept_initiative(cast), tier="bloc", unit=cast.unit("khoi"), proposed_on=after(10), due_on=after(40)
    )

    assert open_alerts(after(40)) == []
    assert open_alerts(after(41)) == [("appraisal_overdue", file.pk, after(41))]
    Candidacy.objects.filter(pk=file.pk).update(state="declined", decided_on=after(45))
    assert open_alerts(after(45)) == []


def test_effect_data_is_wanted_once_and_then_yearly(cast):
    keep("no_effect_data")
    initiative = accept_initiative(cast)
    assert open_alerts(after(181)) == [("no_effect_data", 0, after(181))]

    Evidence.objects.create(
        initiative=initiative, caption="Ảnh", reference="Kho", dated_on=DAY, accepted_on=after(190),
        accepted_by=cast.approver,
    )  # fmt: skip
    assert open_alerts(after(190)) == []
    assert open_alerts(after(556)) == [("no_effect_data", 0, after(556))]


def test_target_missed_at_the_end_of_the_plan(cast):
    keep("target_missed")
    initiative = accept_initiative(cast)
    aim = PlanIndicator.objects.create(
        plan=plan(initiative), position=1, name="Hộ thoát nghèo", measure="hộ", target=10
    )
    add_measurement(aim, 50, value=12)
    assert open_alerts(after(101)) == []

    add_measurement(aim, 90, value=8)
    assert open_alerts(after(102)) == [("target_missed", aim.pk, after(101))]
    add_measurement(aim, 100, value=10)
    assert open_alerts(after(103)) == []


def add_measurement(aim: PlanIndicator, days: int, value: int) -> None:
    report = ProgressReport.objects.create(
        initiative=aim.plan.initiative, period_from=DAY, period_to=after(days), done="Đã làm", state="accepted",
        accepted_on=after(days),
    )  # fmt: skip
    Measurement.objects.create(report=report, indicator=aim, value=value)


def add_recognition(initiative, *, tier="bloc", days=10, due=None, lapses=None) -> Recognition:
    fact = Recognition.objects.create(initiative=initiative, tier=tier, recognised_on=after(days))
    Renewal.objects.create(
        recognition=fact,
        renewed_on=after(days),
        due_on=None if due is None else after(due),
        lapses_on=None if lapses is None else after(lapses),
    )
    return fact


def test_renewal_is_due_ahead_of_its_day_and_all_the_more_when_lapsed(cast):
    keep("renewal_due")
    fact = add_recognition(accept_initiative(cast), due=400, lapses=500)

    assert open_alerts(after(339)) == []
    assert open_alerts(after(340)) == [("renewal_due", fact.pk, after(340))]
    assert open_alerts(after(600)) == [("renewal_due", fact.pk, after(340))]
    Renewal.objects.create(recognition=fact, renewed_on=after(610), due_on=after(1300))
    assert open_alerts(after(610)) == []


def test_recognised_and_not_spread(cast):
    keep("not_spread")
    initiative = accept_initiative(cast)
    add_recognition(initiative)
    assert open_alerts(after(376)) == [("not_spread", 0, after(376))]

    Replication.objects.create(source=initiative, unit=cast.unit("cb2"), adopted_on=after(380))
    assert open_alerts(after(380)) == []


def test_low_tier_need_not_spread(cast):
    keep("not_spread")
    add_recognition(accept_initiative(cast), tier="base")

    assert open_alerts(after(500)) == []


def test_second_run_of_a_day_changes_nothing(cast):
    initiative = accept_initiative(cast)
    plan(initiative)
    first = run_alerts(on=after(200))
    held, events = list(Alert.objects.values()), Event.objects.count()

    second = run_alerts(on=after(200))

    assert (first.raised, first.by_kind) == (3, {"milestone_overdue": 1, "no_effect_data": 1, "no_guidance": 1})
    assert (second.raised, second.cleared, second.escalated, second.by_kind) == (0, 0, 0, first.by_kind)
    assert (list(Alert.objects.values()), Event.objects.count()) == (held, events)
    assert WatchRun.objects.get().raised == 3


def test_run_for_a_day_before_the_last_is_refused(cast):
    run_alerts(on=after(200))

    with pytest.raises(Refused, match="đã tính đến ngày"):
        run_alerts(on=after(199))


def test_withdrawn_initiative_has_no_open_alert(cast):
    initiative = accept_initiative(cast)
    run_alerts(on=after(200))

    withdraw(initiative, by=cast.office, reason="Thôi thực hiện", on=after(200))

    assert run_alerts(on=after(200)).by_kind == {}
    assert [fault for check in contributions("checks") for fault in check()] == []


def test_old_registration_is_watched_only_while_recognised(cast):
    keep("no_plan")
    accept_initiative(cast)
    kept = accept_initiative(cast, name="Được công nhận")
    add_recognition(kept)

    run_alerts(on=after(4 * 365))

    assert list(Alert.objects.values_list("initiative", flat=True)) == [kept.pk]


def test_rule_that_is_absent_is_off(cast):
    accept_initiative(cast)
    Rule.objects.filter(key__startswith="alert.").delete()

    assert run_alerts(on=after(500)).by_kind == {}


def test_rule_of_the_day_decides(cast):
    keep("no_plan")
    Rule.objects.filter(key="alert.no_plan").update(valid_to=after(39))
    Rule.objects.create(key="alert.no_plan", label="Hạn mới", value=60, source="Tỉnh", valid_from=after(40))
    accept_initiative(cast)

    assert [open_alerts(after(days)) for days in (31, 40, 61)] == [
        [("no_plan", 0, after(31))],
        [],
        [("no_plan", 0, after(61))],
    ]


def test_alert_climbs_as_long_as_there_is_a_superior(cast):
    keep("no_plan")
    accept_initiative(cast)  # db1, below khoi, below lt

    climbed = []
    for days in (31, 60, 61, 91, 121, 400):
        run_alerts(on=after(days))
        climbed.append(Alert.objects.get().escalated)

    assert climbed == [0, 0, 1, 2, 2, 2]
