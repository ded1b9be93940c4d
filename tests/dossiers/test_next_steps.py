"""What comes next for a row of the list."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.dossiers.next_steps import NO_FACTS, Facts, NextStep, find_facts, find_own_work, find_standing, next_step
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import edit, send_back, withdraw
from lantoa.recognition.services.facts import record_recognition
from lantoa.watch.models import Alert
from tests.cast import DAY, accept_initiative, draft, second_office, submit_initiative
from tests.days import in_days
from tests.watch.reading import values, words

pytestmark = pytest.mark.days
LIST = "/mo-hinh/"


def raise_alert(initiative, kind: str, **days) -> Alert:
    told = {"due_on": DAY, "raised_on": DAY, "climbed_on": DAY} | days
    return Alert.objects.create(initiative=initiative, unit=initiative.unit, kind=kind, **told)


def step_of(initiative, *, is_own: bool = False) -> NextStep:
    today = timezone.localdate()
    return next_step(
        initiative, find_facts([initiative.pk], today).get(initiative.pk, NO_FACTS), is_own=is_own, on=today
    )


@pytest.mark.parametrize(
    ("state", "is_own", "expected"),
    [
        (State.DRAFT, False, NextStep("Chưa nộp")),
        (State.SUBMITTED, True, NextStep("Bạn duyệt", "needs")),
        (State.SUBMITTED, False, NextStep("Chờ người duyệt")),
        (State.SENT_BACK, True, NextStep("Bạn sửa rồi nộp lại", "needs")),
        (State.SENT_BACK, False, NextStep("Đơn vị đang sửa")),
        (State.WITHDRAWN, False, NextStep("")),
    ],
)
def test_the_state_says_who_is_next(state, is_own, expected):
    assert next_step(Initiative(state=state), NO_FACTS, is_own=is_own, on=DAY) == expected


def test_what_has_ended_says_since_when(cast):
    ended = withdraw(accept_initiative(cast), by=cast.approver, reason="Thôi")
    assert step_of(ended).words == f"Thôi từ {timezone.localdate():%d/%m/%Y}"


def test_what_is_overdue_comes_before_what_lacks(cast):
    initiative = accept_initiative(cast)
    assert step_of(initiative) == NextStep("")
    raise_alert(initiative, "no_plan")
    assert (step_of(initiative).words, step_of(initiative).tone) == ("Chưa có kế hoạch theo mốc", "needs")

    late = timezone.localdate() - timedelta(days=62)
    raise_alert(initiative, "milestone_overdue", due_on=late, raised_on=late, climbed_on=late)

    step = step_of(initiative)
    assert (step.words, step.tone) == ("Mốc quá hạn 62 ngày", "stopped")
    assert step.more == f"Chưa có kế hoạch theo mốc, từ {DAY:%d/%m/%Y}; Mốc quá hạn, từ {late:%d/%m/%Y}"


def test_lacking_name_and_address_comes_before_other_alerts(cast):
    initiative = accept_initiative(cast)
    lacking = edit(initiative, values={"responsible": "", "holder": ""}, by=cast.approver, revision=initiative.revision)
    raise_alert(lacking, "no_plan")

    assert step_of(lacking).words == "Chưa đủ tên, địa chỉ"


@pytest.mark.parametrize(("cleared", "is_open"), [(None, True), (0, False), (1, True)])
def test_an_alert_counts_until_the_day_it_clears(cast, cleared, is_open):
    initiative = accept_initiative(cast)
    raise_alert(initiative, "no_plan", cleared_on=None if cleared is None else in_days(cleared))

    assert bool(step_of(initiative).words) == is_open


def test_an_alert_of_a_rule_that_is_gone_says_nothing(cast):
    initiative = accept_initiative(cast)
    raise_alert(initiative, "no_such_rule")

    assert step_of(initiative).words == ""


def test_the_nearest_day_ahead_is_next():
    facts = Facts(
        milestones=[(date(2027, 5, 1), "Sơ kết"), (date(2027, 3, 1), "Trồng cây")],
        recognitions=[("base", None), ("bloc", date(2027, 4, 1))],
    )
    row = Initiative(state=State.ACCEPTED, name="a", holder="b", registered_on=DAY)

    assert next_step(row, facts, is_own=False, on=DAY).words == "01/03/2027: Trồng cây"
    facts.milestones.clear()
    assert next_step(row, facts, is_own=False, on=DAY).words == "01/04/2027: Kiểm tra lại"


def test_the_highest_recognition_is_told():
    assert find_standing(NO_FACTS) == ""
    assert find_standing(Facts(recognitions=[("province", None), ("base", None)])) == "Công nhận cấp Tỉnh"


def test_facts_are_asked_once_for_all_rows(cast, django_assert_num_queries):
    rows = [accept_initiative(cast, name=f"Tên {number}") for number in range(3)]
    record_recognition(rows[0], tier="bloc", recognised_on=DAY, by=second_office(cast))
    raise_alert(rows[1], "no_plan")

    with django_assert_num_queries(1):
        facts = find_facts([row.pk for row in rows], timezone.localdate())
    with django_assert_num_queries(0):
        assert find_facts([], timezone.localdate()) == {}

    assert (sorted(facts), facts[rows[0].pk].recognitions[0][0]) == ([rows[0].pk, rows[1].pk], "bloc")
    assert facts[rows[1].pk].alerts == [("no_plan", DAY)]


def test_own_work_is_that_of_ones_role(cast):
    waits, returned = submit_initiative(cast), send_back(submit_initiative(cast), by=cast.approver, reason="Thiếu")
    rows = [waits, returned, draft(cast), accept_initiative(cast)]

    assert find_own_work(rows, cast.approver) == {waits.pk}
    assert find_own_work(rows, cast.officer) == {returned.pk}
    assert find_own_work(rows, cast.auditor) == find_own_work(rows, cast.outsider) == set()


def test_the_list_shows_state_and_step(cast, as_person):
    initiative = accept_initiative(cast)
    raise_alert(initiative, "no_plan")
    record_recognition(initiative, tier="province", recognised_on=DAY, by=second_office(cast))

    row = as_person("officer").get(LIST)

    assert words(row, "//tr[@class='list-row']/td[contains(@class, 'list-state')]") == "Công nhận cấp Tỉnh"
    assert words(row, "//tr[@class='list-row']/td[contains(@class, 'list-step')]") == "Chưa có kế hoạch theo mốc"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"viec": "don-doc"}, ["Bị cảnh báo"]),
        ({"viec": "can-sua"}, ["Bị trả lại"]),
        ({"cong-nhan": "bat-ky"}, ["Được công nhận"]),
        ({"cong-nhan": "base"}, []),
        ({"viec": "don-doc", "cong-nhan": "bat-ky"}, []),
    ],
)
def test_work_and_recognition_can_be_asked_for(cast, as_person, asked, left):
    raise_alert(accept_initiative(cast, name="Bị cảnh báo"), "no_plan")
    send_back(submit_initiative(cast, name="Bị trả lại"), by=cast.approver, reason="Thiếu")
    recognised = accept_initiative(cast, name="Được công nhận")
    record_recognition(recognised, tier="bloc", recognised_on=timezone.localdate(), by=second_office(cast))

    assert values(as_person("officer").get(LIST, asked), "//tbody/tr/th/a/text()") == left
    assert values(as_person("outsider").get(LIST, asked), "//tbody/tr/th/a/text()") == []
