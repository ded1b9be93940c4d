"""Alerts that strike nearly all of a unit are told once; a first run over many records writes little."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit.waiting import Question, count_duties, summarise
from lantoa.plans.models import Milestone, Plan
from lantoa.rulebook.models import Rule
from lantoa.watch.models import Alert, Digest, Finding, Notice, Watcher
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from tests.cast import accept_initiative

TODAY = timezone.localdate()
OLD = TODAY - timedelta(days=100)


def keep_only_plans() -> None:
    kept = ("alert.no_plan", "alert.finding", "alert.escalate_days", "alert.digest_lines")
    Rule.objects.filter(key__startswith="alert.").exclude(key__in=kept).delete()


def many(cast, count: int, code: str = "db1") -> list[Initiative]:
    """So many accepted registrations of a unit; all but the first are copied row by row."""
    row = accept_initiative(cast, on=OLD, unit=cast.unit(code), name=f"{code} 0")
    copies = []
    for number in range(1, count):
        copy = Initiative.objects.get(pk=row.pk)
        copy.pk, copy.name, copy.import_key = None, f"{code} {number}", f"{code}-{number}"
        copies.append(copy)
    return [row, *Initiative.objects.bulk_create(copies)]


def plan(row: Initiative) -> None:
    made = Plan.objects.create(initiative=row, starts_on=OLD, ends_on=TODAY + timedelta(days=90), made_on=OLD)
    Milestone.objects.create(plan=made, position=1, name="Mốc", owner="Ông A", due_on=TODAY + timedelta(days=60))


def work(person) -> list[tuple[str, int]]:
    return [(count.kind.key, count.total) for count in summarise(Question(person, TODAY))]


@pytest.mark.parametrize(
    ("records", "planned", "expected"),
    [
        (20, 4, [("don-vi-can-xu-ly", 1)]),  # 16 of 20: the share of the rule
        (20, 5, [("lap-ke-hoach", 15)]),
        (19, 0, [("lap-ke-hoach", 19)]),  # too few to speak of the unit
    ],
)
def test_nearly_all_is_told_as_one(cast, records, planned, expected):
    keep_only_plans()
    for row in many(cast, records)[:planned]:
        plan(row)
    run_alerts(on=TODAY)

    assert work(cast.officer) == expected


def test_rule_that_the_book_lacks_is_off(cast):
    keep_only_plans()
    Rule.objects.filter(key="alert.finding").delete()
    many(cast, 20)
    run_alerts(on=TODAY)

    assert (Finding.objects.count(), work(cast.officer)) == (0, [("lap-ke-hoach", 20)])


def test_finding_of_a_superior_stands_for_the_units_below_that_have_no_officer(cast):
    keep_only_plans()
    many(cast, 15, "cb2")
    many(cast, 15)
    run_alerts(on=TODAY)

    assert work(cast.bloc_officer) == [("don-vi-can-xu-ly", 1)]
    assert work(cast.officer) == [("lap-ke-hoach", 15)]
    assert work(cast.outsider) == work(cast.auditor) == []
    bloc = Finding.objects.get(unit=cast.unit("khoi"))
    assert (bloc.struck_count, bloc.record_count, bloc.is_wide) == (30, 30, True)


def test_finding_goes_when_fewer_are_struck(cast):
    keep_only_plans()
    rows = many(cast, 20)
    run_alerts(on=TODAY)
    for row in rows[:5]:
        plan(row)
    run_alerts(on=TODAY)

    assert (Finding.objects.count(), work(cast.officer)) == (0, [("lap-ke-hoach", 15)])


def test_second_run_of_a_day_keeps_the_same_rows(cast):
    keep_only_plans()
    many(cast, 20)
    run_alerts(on=TODAY)
    before = [*Finding.objects.values_list("pk", flat=True)], {*Watcher.objects.values_list("pk", flat=True)}
    run_alerts(on=TODAY)

    assert before == ([*Finding.objects.values_list("pk", flat=True)], {*Watcher.objects.values_list("pk", flat=True)})


def whole_day() -> int:
    """How many questions the telling of a day asks."""
    run_alerts(on=TODAY)
    Digest.objects.all().delete()
    with CaptureQueriesContext(connection) as asked:
        give_notices(on=TODAY)
        send_digests(on=TODAY)
    return len(asked)


def test_first_run_over_hundreds_of_records_writes_a_digest_a_person(cast):
    many(cast, 10)
    few = whole_day()
    many(cast, 150, "cb2")
    many(cast, 150, "xa-an")
    much = whole_day()

    people, units = len(cast.people), len(cast.units)
    assert Alert.objects.count() == 310
    assert Notice.objects.count() == 0
    assert Digest.objects.count() <= people
    assert Watcher.objects.count() <= people * units
    assert Digest.objects.get(person=cast.bloc_officer).line_count < 40
    assert much <= few + 10


def test_the_mark_asks_as_much_with_hundreds_of_alerts(cast, django_assert_max_num_queries):
    many(cast, 150, "cb2")
    run_alerts(on=TODAY)
    person = type(cast.bloc_officer).objects.get(pk=cast.bloc_officer.pk)

    with django_assert_max_num_queries(6):
        assert count_duties(person, TODAY) > 0
