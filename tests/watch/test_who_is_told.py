"""Who is told of what, and in which digest: each branch of the notices, and the days on which they begin and end."""

import pytest
from django.core import mail

from lantoa.plans.models import Milestone, Plan
from lantoa.units.models import Person
from lantoa.watch.models import Alert, Digest
from lantoa.watch.services.alerts import run_alerts
from tests.cast import DAY, accept_initiative
from tests.watch.test_notices import after, give_address, keep, list_digest_readers, milestone, run

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


def close(person: Person) -> None:
    Person.objects.filter(pk=person.pk).update(is_active=False)


def planned_for(initiative, day: int) -> None:
    plan = Plan.objects.create(initiative=initiative, starts_on=DAY, ends_on=after(90), made_on=after(day))
    Milestone.objects.create(plan=plan, position=1, name="Mốc", owner="Ông A", due_on=after(90))


@pytest.mark.parametrize("day", [40, 41])
def test_owner_whose_account_is_closed_is_told_of_no_milestone(cast, day):
    keep("milestone_overdue")
    milestone(cast, 40, owner_person=cast.nobody)
    close(cast.nobody)
    run(day)

    assert list_digest_readers() == {"officer"}


def test_who_left_is_told_nothing_and_the_superior_is(cast):
    keep("no_plan")
    accept_initiative(cast)
    close(cast.officer)
    run(31)

    assert list_digest_readers() == {"bloc_officer", "approver"}


def test_alert_that_was_cleared_climbs_no_more(cast):
    keep("no_plan")
    first = accept_initiative(cast)
    run_alerts(on=after(31))
    planned_for(first, 35)
    run_alerts(on=after(36))
    accept_initiative(cast, on=after(10), name="Mô hình thứ hai")
    for day in (41, 71):
        run_alerts(on=after(day))

    assert dict(Alert.objects.values_list("initiative__name", "escalated")) == {first.name: 0, "Mô hình thứ hai": 1}


def test_failed_digest_of_the_day_is_dropped_once_nothing_in_it_stands(cast, settings):
    settings.EMAIL_BACKEND = "tests.watch.test_notices.BrokenMailBackend"
    keep("no_plan")
    give_address(cast, "officer")
    initiative = accept_initiative(cast)
    run(31)
    planned_for(initiative, 31)

    settings.EMAIL_BACKEND = LOCMEM
    assert run(31).mailed == 0
    assert (Digest.objects.count(), mail.outbox) == (0, [])
