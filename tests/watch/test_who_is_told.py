"""Who is told of what, and in which digest: each branch of the notices, and the days on which they begin and end."""

from datetime import date

import pytest
from django.core import mail

from lantoa.initiatives.models import Initiative
from lantoa.movement.services import assign_tasks
from lantoa.plans.models import Milestone, Plan
from lantoa.recognition.models import Candidacy
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person
from lantoa.units.services import assign_role
from lantoa.watch.models import Alert, Digest, Notice
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from tests.cast import DAY, SINCE, accepted, make_person
from tests.movement.steering import CONTENT, directive
from tests.watch.test_notices import after, give_address, keep, milestone, run, told

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def close(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def planned_for(initiative, day: int) -> None:
    plan = Plan.objects.create(initiative=initiative, starts_on=DAY, ends_on=after(90), made_on=after(day))
    Milestone.objects.create(plan=plan, position=1, name="Mốc", owner="Ông A", due_on=after(90))


def test_late_appraisal_is_told_to_who_decides_there(cast):
    keep("appraisal_overdue")
    assign_role(make_person("top", "Bà Tỉnh"), unit=cast.unit("lt"), kind=RoleKind.APPROVER, by=None, on=SINCE)
    row = {"tier": "province", "unit": cast.unit("lt"), "proposed_on": after(10), "due_on": after(40)}
    Candidacy.objects.create(initiative=accepted(cast), **row)
    run(41)

    assert told() == {"officer", "top"}


@pytest.mark.parametrize("day", [40, 41])
def test_owner_whose_account_is_closed_is_told_of_no_milestone(cast, day):
    keep("milestone_overdue")
    milestone(cast, 40, owner_person=cast.nobody)
    close(cast.nobody)
    run(day)

    assert told() == {"officer"}


def test_who_left_is_told_nothing_and_the_superior_is(cast):
    keep("no_plan")
    accepted(cast)
    close(cast.officer)
    run(31)

    assert told() == {"bloc_officer", "approver"}


@pytest.mark.parametrize(("day", "count"), [(25, 0), (26, 1), (40, 1), (41, 0)])
def test_milestone_is_announced_from_two_weeks_before_until_its_day(cast, day, count):
    keep("milestone_overdue")
    milestone(cast, 40)

    assert give_notices(on=after(day)) == count
    assert send_digests(on=after(day)).made == count


@pytest.mark.parametrize(("made", "count"), [(30, 1), (31, 0)])
def test_milestone_of_a_plan_that_is_not_made_yet_is_not_announced(cast, made, count):
    keep("milestone_overdue")
    mark = milestone(cast, 40)
    Plan.objects.filter(pk=mark.plan_id).update(made_on=after(made))

    assert give_notices(on=after(30)) == count


@pytest.mark.parametrize(("ended", "count"), [(30, 0), (31, 1)])
def test_milestone_of_what_has_ended_is_not_announced(cast, ended, count):
    keep("milestone_overdue")
    mark = milestone(cast, 40)
    Initiative.objects.filter(pk=mark.plan.initiative_id).update(ended_on=after(ended), state="withdrawn")

    assert give_notices(on=after(30)) == count


@pytest.mark.parametrize(("days", "made"), [(-1, 1), (0, 1), (1, 0)])
def test_announced_task_stands_in_the_digest_until_its_day(cast, days, made):
    assign_tasks(
        directive(cast),
        units=[cast.unit("db1")],
        content=CONTENT,
        due_on=after(20),
        by=cast.office,
        on=date(2023, 1, 16),
    )
    give_notices(on=after(19))

    assert send_digests(on=after(20 + days)).made == made


def test_alert_that_was_cleared_climbs_no_more(cast):
    keep("no_plan")
    first = accepted(cast)
    run_alerts(on=after(31))
    planned_for(first, 35)
    run_alerts(on=after(36))
    accepted(cast, on=after(10), name="Mô hình thứ hai")
    for day in (41, 71):
        run_alerts(on=after(day))

    assert dict(Alert.objects.values_list("initiative__name", "escalated")) == {first.name: 0, "Mô hình thứ hai": 1}


def test_what_comes_after_the_digest_of_the_day_is_in_the_next_one(cast):
    keep("no_plan")
    give_address(cast, "officer")
    accepted(cast)
    run(31)
    accepted(cast, name="Mô hình thứ hai")

    assert (run(31).mailed, run(32).mailed) == (0, 1)
    assert [message.subject.split(", ")[1] for message in mail.outbox] == [
        f"ngày {after(day):%d/%m/%Y}" for day in (31, 32)
    ]
    assert Notice.objects.filter(digest__isnull=True).count() == 0


def test_failed_digest_of_the_day_is_dropped_once_nothing_in_it_stands(cast, settings):
    settings.EMAIL_BACKEND = "tests.watch.test_notices.Broken"
    keep("no_plan")
    give_address(cast, "officer")
    initiative = accepted(cast)
    run(31)
    planned_for(initiative, 31)

    settings.EMAIL_BACKEND = LOCMEM
    assert run(31).mailed == 0
    assert (Digest.objects.count(), mail.outbox) == (0, [])


def test_who_left_since_gets_no_digest(cast):
    keep("no_plan")
    accepted(cast)
    run_alerts(on=after(31))
    assert give_notices(on=after(31)) == 1
    close(cast.officer)

    assert send_digests(on=after(31)).made == 0
