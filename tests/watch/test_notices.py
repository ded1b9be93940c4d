"""Who is told, once for each matter; and the one digest of a day."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from lantoa.initiatives.models import Initiative
from lantoa.kit.waiting import Question, summarise
from lantoa.plans.models import Milestone, Plan
from lantoa.recognition.models import Candidacy
from lantoa.rulebook.models import Rule
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Role
from lantoa.units.services import assign_role
from lantoa.watch.models import Alert, Digest
from lantoa.watch.queries.digests import news_url
from lantoa.watch.services.alerts import run_alerts
from lantoa.watch.services.digests import send_digests
from lantoa.watch.services.notices import give_notices
from tests.cast import DAY, SINCE, accept_initiative, make_person, submit_initiative


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def keep(*keys: str) -> None:
    kept = {f"alert.{key}" for key in (*keys, "escalate_days", "remind_days", "digest_lines", "finding")}
    Rule.objects.filter(key__startswith="alert.").exclude(key__in=kept).delete()


def run(days: int):
    """A whole day: alerts, notices, digests."""
    run_alerts(on=after(days))
    give_notices(on=after(days))
    return send_digests(on=after(days))


def list_digest_readers() -> set[str]:
    return set(Digest.objects.values_list("person__username", flat=True))


def milestone(cast, due: int, **changed) -> Milestone:
    plan = Plan.objects.create(initiative=accept_initiative(cast), starts_on=DAY, ends_on=after(500), made_on=DAY)
    return Milestone.objects.create(plan=plan, position=1, name="Mốc", owner="Ông A", due_on=after(due), **changed)


def give_address(cast, part: str) -> None:
    Person.objects.filter(pk=cast.people[part].pk).update(email=f"{part}@tinh.vn")


def test_officers_of_the_unit_are_told_first_and_superiors_step_by_step(cast):
    keep("no_plan")
    accept_initiative(cast)
    assign_role(make_person("top", "Bà Tỉnh"), unit=cast.unit("lt"), kind=RoleKind.APPROVER, by=None, on=SINCE)

    known = []
    for days in (31, 60, 61, 91):
        run(days)
        known.append(list_digest_readers())

    assert known == [
        {"officer"},
        {"officer"},
        {"officer", "bloc_officer", "approver"},
        {"officer", "bloc_officer", "approver", "top", "office", "second_office"},
    ]


def test_what_comes_to_a_top_where_only_the_office_sits_is_told_to_it(cast):
    keep("no_plan")
    accept_initiative(cast, unit=cast.unit("xa-an"))

    known = []
    for days in (31, 60, 61):
        run(days)
        known.append(list_digest_readers())

    assert known == [set(), set(), {"office", "second_office"}]


def test_office_of_a_unit_is_told_of_what_climbs_to_it_where_nobody_else_sits(cast):
    keep("no_plan")
    accept_initiative(cast)
    Role.objects.filter(person__in=[cast.bloc_officer, cast.approver]).delete()
    run(31)
    run(61)

    assert list_digest_readers() == {"officer", "bloc_office"}


def test_top_without_an_officer_has_the_office_told(cast):
    keep("no_plan")
    accept_initiative(cast, unit=cast.unit("lt"))
    run(31)

    assert list_digest_readers() == {"office", "second_office"}


def test_unit_without_an_officer_has_its_superior_told(cast):
    keep("no_plan")
    accept_initiative(cast, unit=cast.unit("cb2"))
    run(31)

    assert list_digest_readers() == {"bloc_officer", "approver"}


def test_lack_of_guidance_is_told_to_the_superior_at_once(cast):
    keep("no_guidance")
    accept_initiative(cast)
    run(181)

    assert list_digest_readers() == {"officer", "bloc_officer", "approver"}


def test_coming_milestone_is_told_once_to_officer_and_owner(cast):
    keep("milestone_overdue")
    milestone(cast, 40, owner_person=cast.auditor)

    made = [run(days).made for days in (25, 26, 27)]

    assert (made, list_digest_readers()) == ([0, 2, 0], {"officer", "auditor"})


def test_missed_milestone_is_told_to_its_owner(cast):
    keep("milestone_overdue")
    milestone(cast, 40, owner_person=cast.auditor)
    run(41)

    assert list_digest_readers() == {"officer", "auditor"}
    assert "moc-qua-han" in {count.kind.key for count in summarise(Question(cast.auditor, after(41)))}


@pytest.mark.parametrize(("day", "made"), [(25, 0), (26, 1), (40, 1), (41, 0)])
def test_milestone_is_announced_from_two_weeks_before_until_its_day(cast, day, made):
    keep("milestone_overdue")
    milestone(cast, 40)

    assert send_digests(on=after(day)).made == made


@pytest.mark.parametrize(("plan_made", "made"), [(30, 1), (31, 0)])
def test_milestone_of_a_plan_that_is_not_made_yet_is_not_announced(cast, plan_made, made):
    keep("milestone_overdue")
    mark = milestone(cast, 40)
    Plan.objects.filter(pk=mark.plan_id).update(made_on=after(plan_made))

    assert send_digests(on=after(30)).made == made


@pytest.mark.parametrize(("ended", "made"), [(30, 0), (31, 1)])
def test_milestone_of_what_has_ended_is_not_announced(cast, ended, made):
    keep("milestone_overdue")
    mark = milestone(cast, 40)
    Initiative.objects.filter(pk=mark.plan.initiative_id).update(ended_on=after(ended), state="withdrawn")

    assert send_digests(on=after(30)).made == made


def test_late_appraisal_is_work_of_who_decides_there_and_good_to_know_for_the_unit(cast):
    keep("appraisal_overdue")
    assign_role(make_person("top", "Bà Tỉnh"), unit=cast.unit("lt"), kind=RoleKind.APPROVER, by=None, on=SINCE)
    row = {"tier": "province", "unit": cast.unit("lt"), "proposed_on": after(10), "due_on": after(40)}
    Candidacy.objects.create(initiative=accept_initiative(cast), **row)
    run(41)

    top = Person.objects.get(username="top")
    assert {"officer", "top"} <= list_digest_readers()
    assert [count.kind.key for count in summarise(Question(top, after(41)))] == ["cho-tham-dinh"]
    assert [count.kind.key for count in summarise(Question(cast.officer, after(41), is_duty=False))] == ["canh-bao"]


def test_what_people_did_after_the_digest_of_the_day_is_in_the_next_one(cast):
    submit_initiative(cast)
    today = timezone.localdate()
    days = [send_digests(on=today + timedelta(days=days)).made for days in range(3)]

    assert (days[0], days[2]) == (0, 0)
    assert "approver" in list_digest_readers()


def test_one_digest_a_day_and_a_second_run_sends_nothing(cast):
    keep("no_plan")
    give_address(cast, "officer")
    accept_initiative(cast)

    first, second, next_day = run(31), run(31), run(32)

    assert [(done.made, done.mailed) for done in (first, second, next_day)] == [(1, 1), (0, 0), (0, 0)]
    assert [message.to for message in mail.outbox] == [["officer@tinh.vn"]]
    assert Digest.objects.get().day == after(31)


def test_what_strikes_all_of_a_unit_is_one_line(cast):
    keep("no_plan")
    give_address(cast, "officer")
    for number in range(21):
        accept_initiative(cast, name=f"Vườn rau & hoa {number}")
    run(31)

    text = mail.outbox[0].body
    assert mail.outbox[0].subject == f"Lan Tỏa: 1 việc mới, ngày {after(31):%d/%m/%Y}"
    assert "Bạn đang có 1 việc phải làm" in text
    assert "Lập kế hoạch (21 trong 21 mô hình: chưa có kế hoạch theo mốc)" in text
    assert "http://localhost:8000/theo-doi/tat-ca/?don-vi=db1&canh-bao=no_plan" in text


def test_many_alerts_make_one_short_message(cast):
    keep("no_plan")
    give_address(cast, "officer")
    for number in range(19):
        accept_initiative(cast, name=f"Vườn rau & hoa {number}")
    run(31)

    text = mail.outbox[0].body
    assert "ĐẢNG BỘ SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN" in text
    assert (text.count("Vườn rau & hoa"), "Và 11 việc mới nữa: http://localhost:8000/viec-can-lam/\n" in text) == (
        8,
        True,
    )


def test_each_digest_tells_what_came_since_the_last_one(cast):
    keep("no_plan")
    accept_initiative(cast)
    run(31)
    accept_initiative(cast, on=after(2), name="Mô hình thứ hai")
    run(33)

    rows = Digest.objects.filter(person=cast.officer).order_by("day").values_list("news_after", "day", "line_count")
    assert list(rows) == [(None, after(31), 1), (after(31), after(33), 1)]
    assert (
        news_url(Digest.objects.get(person=cast.officer, day=after(33))) == f"/viec-can-lam/?loc=moi&moi-tu={after(31)}"
    )


def test_person_without_an_address_reads_it_in_the_app(cast):
    keep("no_plan")
    accept_initiative(cast)

    assert run(31).in_app == 1
    assert Digest.objects.get().sent_at is not None
    assert mail.outbox == []


class BrokenMailBackend:
    """A post office that takes nothing."""

    def __init__(self, *args, **kwargs) -> None:
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError("the server does not answer")


@pytest.fixture
def broken_post(settings):
    settings.EMAIL_BACKEND = "tests.watch.test_notices.BrokenMailBackend"


def test_failed_sending_is_logged_and_nothing_is_lost(cast, broken_post, settings, caplog):
    keep("no_plan")
    give_address(cast, "officer")
    accept_initiative(cast)
    assert (run(31).failed, Digest.objects.get().sent_at) == (1, None)
    assert "not sent: the server does not answer" in caplog.text

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    accept_initiative(cast, on=after(1), name="Mô hình thứ hai")
    done = run(32)

    assert (done.made, done.mailed, done.failed) == (1, 1, 0)
    assert "có 2 việc mới" in mail.outbox[0].body
    assert Digest.objects.get().day == after(32)


def test_failed_sending_whose_matter_is_done_is_dropped(cast, broken_post, settings):
    keep("no_plan")
    give_address(cast, "officer")
    initiative = accept_initiative(cast)
    run(31)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    plan = Plan.objects.create(initiative=initiative, starts_on=DAY, ends_on=after(90), made_on=after(31))
    Milestone.objects.create(plan=plan, position=1, name="Mốc", owner="Ông A", due_on=after(90))
    run(32)

    assert (Alert.objects.filter(cleared_on__isnull=True).count(), Digest.objects.count(), mail.outbox) == (0, 0, [])


def test_nothing_to_tell_sends_nothing(cast):
    give_address(cast, "officer")

    assert run(31).made == 0
    assert mail.outbox == []
