"""Services of the movement: strangers and days that cannot be are refused, the first and the last day are not."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lantoa.kit.ruling import Refused
from lantoa.movement.enums import CampaignKind, TaskState
from lantoa.movement.models import Directive
from lantoa.movement.queries import cascade
from lantoa.movement.services import (
    accept_done,
    acknowledge,
    add_sector,
    assign_tasks,
    attach_decision_scan,
    attach_scan,
    correct_directive,
    end_committee,
    launch_campaign,
    note_left_office,
    pass_on,
    report_done,
    report_progress,
    reshuffle,
    send_back,
    withdraw_task,
)
from tests.movement.steering import (
    CONTENT,
    DUE,
    GIVEN,
    ISSUED,
    MEMBER,
    SET_UP,
    assign_task,
    committee,
    directive,
    report_task,
    scan,
    taken_on,
)

DAY = timedelta(days=1)
TODAY = timezone.localdate()
FIRST = date(2021, 1, 1)
NEW = [MEMBER.__class__("Phạm Văn Mới", MEMBER.role, "Ủy viên")]


@pytest.fixture
def world(cast):
    paper = directive(cast)
    given, taken = assign_task(cast, of=paper), taken_on(cast, of=paper, content="Việc đã nhận")
    done = report_done(
        acknowledge(assign_task(cast, of=paper, content="Việc đã xong")[0], by=cast.officer, on=GIVEN),
        by=cast.officer, note="Xong", on=date(2023, 5, 20),
    )  # fmt: skip
    return {"paper": paper, "given": given[0], "taken": taken, "done": done, "board": committee(cast)}


def give(cast, world, by, *, day=GIVEN, due_on=DUE, codes=("cb2",)):
    units = [cast.unit(code) for code in codes]
    return assign_tasks(world["paper"], units=units, content="Việc mới", due_on=due_on, by=by, on=day)


def correct(cast, world, by, **changed):
    row = world["paper"]
    kept = {"kind": row.kind, "number": row.number, "dated_on": row.dated_on, "title": "Tên khác"}
    return correct_directive(row, by=by, **kept | changed)


def renew(cast, world, by, day=SET_UP + DAY, leaving=()):
    return reshuffle(world["board"], decision_no="13-QĐ", decided_on=day, leaving=leaving, joining=NEW, by=by)


def pass_to_cell(cast, world, by, *, day=GIVEN, due_on=DUE):
    return pass_on(world["taken"], units=[cast.unit("cb11")], by=by, due_on=due_on, on=day)


def year(cast, by, **changed):
    dates = {"valid_from": FIRST, "valid_to": date(2021, 12, 31)}
    phase = launch_campaign(
        name="Giai đoạn", kind=CampaignKind.PHASE, valid_from=FIRST, valid_to=date(2025, 12, 31), by=None
    )
    return launch_campaign(name="Năm", kind=CampaignKind.YEAR, by=by, phase=phase, **dates | changed)


def member_of(world):
    return world["board"].members.order_by("pk").first()


# Name → (the deed: cast, world, person), and who may do it.
DEEDS = {
    "issue": (lambda c, w, by: directive(c, number="02-KH", by=by), "bloc_officer"),
    "correct": (correct, "bloc_officer"),
    "attach scan": (lambda c, w, by: attach_scan(w["paper"], scan=scan(), by=by), "bloc_officer"),
    "assign": (give, "bloc_officer"),
    "pass on": (pass_to_cell, "officer"),
    "acknowledge": (lambda c, w, by: acknowledge(w["given"], by=by, on=GIVEN), "officer"),
    "progress": (lambda c, w, by: report_progress(w["taken"], percent=50, by=by, on=GIVEN), "officer"),
    "done": (lambda c, w, by: report_done(w["taken"], by=by, on=GIVEN), "officer"),
    "accept": (lambda c, w, by: accept_done(w["done"], by=by), "bloc_officer"),
    "send back": (lambda c, w, by: send_back(w["done"], reason="Thiếu", by=by), "bloc_officer"),
    "withdraw": (lambda c, w, by: withdraw_task(w["given"], reason="Nhầm", by=by), "bloc_officer"),
    "set up": (lambda c, w, by: committee(c, name="Ban khác", by=by), "bloc_officer"),
    "reshuffle": (renew, "bloc_officer"),
    "left office": (lambda c, w, by: note_left_office(member_of(w), on=SET_UP, by=by), "bloc_officer"),
    "end": (lambda c, w, by: end_committee(w["board"], on=SET_UP, reason="Hết việc", by=by), "bloc_officer"),
    "decision scan": (
        lambda c, w, by: attach_decision_scan(w["board"].decisions.first(), scan=scan(), by=by), "bloc_officer"
    ),
    "sector": (
        lambda c, w, by: add_sector(
            unit=c.unit("khoi"), code="rieng", name="Riêng", national="economy", valid_from=FIRST, by=by),
        "bloc_office",
    ),
    "campaign": (lambda c, w, by: year(c, by), "office"),
}  # fmt: skip

# What cannot be: the deed, who tries it, and words of the refusal.
FAULTS = {
    "dated tomorrow": (lambda c, w, by: acknowledge(w["given"], by=by, on=TODAY + DAY), "officer", "tương lai"),
    "acknowledged before it was given": (
        lambda c, w, by: acknowledge(w["given"], by=by, on=GIVEN - DAY), "officer", "trước bước gần nhất"
    ),
    "accepted before it was reported": (
        lambda c, w, by: accept_done(w["done"], by=by, on=date(2023, 5, 19)), "bloc_officer", "trước bước gần nhất"
    ),
    "more than all": (lambda c, w, by: report_progress(w["taken"], percent=101, by=by), "officer", "từ 0 đến 100"),
    "less than nothing": (lambda c, w, by: report_progress(w["taken"], percent=-1, by=by), "officer", "từ 0 đến 100"),
    "due before it is given": (
        lambda c, w, by: give(c, w, by, due_on=GIVEN - DAY), "bloc_officer", "trước ngày giao"
    ),
    "given before the paper": (
        lambda c, w, by: give(c, w, by, day=ISSUED - DAY), "bloc_officer", "trước ngày ban hành"
    ),
    "given elsewhere": (lambda c, w, by: give(c, w, by, codes=["xa-an"]), "bloc_officer", "không thuộc “"),
    "passed on with more time": (lambda c, w, by: pass_to_cell(c, w, by, due_on=DUE + DAY), "officer", "sau hạn"),
    "passed on before it was given": (
        lambda c, w, by: pass_to_cell(c, w, by, day=GIVEN - DAY), "officer", "trước ngày được giao"
    ),
    "paper after its task": (
        lambda c, w, by: correct(c, w, by, dated_on=GIVEN + DAY), "bloc_officer", "trước ngày ban hành vừa ghi"
    ),
    "paper that ends before it begins": (
        lambda c, w, by: correct(c, w, by, valid_to=ISSUED - DAY), "bloc_officer", "Ngày hết hiệu lực"
    ),
    "renewed on the same day": (lambda c, w, by: renew(c, w, by, day=SET_UP), "bloc_officer", "phải sau quyết định"),
    "left before joining": (
        lambda c, w, by: note_left_office(member_of(w), on=SET_UP - DAY, by=by), "bloc_officer", "từ ngày đó trở đi"
    ),
    "ended before its decision": (
        lambda c, w, by: end_committee(w["board"], on=SET_UP - DAY, reason="Hết", by=by), "bloc_officer", "phải từ quyết định"
    ),
    "year before its phase": (
        lambda c, w, by: year(c, by, valid_from=FIRST - DAY), "office", "phải nằm trong giai đoạn"
    ),
}  # fmt: skip

# The first and the last day: the deed, and who does it.
ALLOWED = {
    "today": (lambda c, w, by: acknowledge(w["given"], by=by, on=TODAY), "officer"),
    "accepted on the day of the report": (lambda c, w, by: accept_done(w["done"], by=by, on=date(2023, 5, 20)), "bloc_officer"),
    "nothing yet": (lambda c, w, by: report_progress(w["taken"], percent=0, by=by), "officer"),
    "all": (lambda c, w, by: report_progress(w["taken"], percent=100, by=by), "officer"),
    "due on the day": (lambda c, w, by: give(c, w, by, due_on=GIVEN), "bloc_officer"),
    "given with the paper": (lambda c, w, by: give(c, w, by, day=ISSUED), "bloc_officer"),
    "paper of the day of its task": (lambda c, w, by: correct(c, w, by, dated_on=GIVEN), "bloc_officer"),
    "paper of one day": (lambda c, w, by: correct(c, w, by, valid_to=ISSUED), "bloc_officer"),
    "paper of today": (lambda c, w, by: directive(c, number="02-KH", dated_on=TODAY, by=by), "bloc_officer"),
    "paper that rests on one of its day": (
        lambda c, w, by: directive(c, number="02-KH", based_on=w["paper"], by=by), "bloc_officer"
    ),
}  # fmt: skip


def refusal(deed, cast, world, by) -> str:
    with transaction.atomic():
        try:
            deed(cast, world, by)
        except Refused as refused:
            return str(refused)
        finally:
            transaction.set_rollback(True)
    return ""


@pytest.mark.parametrize("part", ["outsider", "auditor", "nobody"])
def test_stranger_is_refused_by_every_service(cast, world, part):
    assert [name for name, (deed, _) in DEEDS.items() if not refusal(deed, cast, world, cast.people[part])] == []


def test_right_person_is_refused_by_none(cast, world):
    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in DEEDS.items()}

    assert {name: why for name, why in found.items() if why} == {}


def test_every_fault_is_refused_in_its_own_words(cast, world):
    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part, _) in FAULTS.items()}

    assert {name: why for name, why in found.items() if FAULTS[name][2] not in why} == {}


def test_first_and_last_day_are_allowed(cast, world):
    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in ALLOWED.items()}

    assert {name: why for name, why in found.items() if why} == {}


def test_directive_gives_tasks_until_its_last_day(cast, world):
    Directive.objects.filter(pk=world["paper"].pk).update(valid_to=GIVEN)

    assert refusal(give, cast, world, cast.bloc_officer) == ""
    later = refusal(lambda c, w, by: give(c, w, by, day=GIVEN + DAY), cast, world, cast.bloc_officer)
    assert "hết hiệu lực" in later


def test_withdrawal_reaches_every_level_that_is_not_done(cast):
    top = acknowledge(assign_task(cast, "khoi", of=directive(cast, "lt"))[0], by=cast.bloc_officer, on=GIVEN)
    (middle,) = pass_on(top, units=[cast.unit("db1")], by=cast.bloc_officer, on=GIVEN)
    middle = acknowledge(middle, by=cast.officer, on=GIVEN)
    (lowest,) = pass_on(middle, units=[cast.unit("cb11")], by=cast.officer, on=GIVEN + 9 * DAY)
    (other,) = pass_on(top, units=[cast.unit("cb2")], by=cast.bloc_officer, on=GIVEN)
    other = report_done(acknowledge(other, by=cast.bloc_officer, on=GIVEN), by=cast.bloc_officer, on=GIVEN)
    accept_done(other, by=cast.approver, on=GIVEN)

    withdraw_task(top, by=cast.office, reason="Đổi kế hoạch", on=GIVEN + DAY)

    days = {}
    for task in (middle, lowest, other):
        task.refresh_from_db()
        days[task.unit.code] = (task.state, task.withdrawn_on)
    assert days == {
        "db1": (TaskState.WITHDRAWN, GIVEN + DAY),
        "cb11": (TaskState.WITHDRAWN, GIVEN + 9 * DAY),
        "cb2": (TaskState.DONE, None),
    }


def test_who_joined_on_the_day_of_a_decision_does_not_leave_with_it(cast, world):
    renew(cast, world, cast.bloc_officer)
    new = world["board"].members.get(full_name=NEW[0].full_name)
    joining = [MEMBER.__class__("Lò Thị Sau", MEMBER.role, "Ủy viên")]
    row = {"decision_no": "14-QĐ", "leaving": [new], "joining": joining, "by": cast.bloc_officer}

    with pytest.raises(Refused, match="ngày quyết định phải sau ngày đó"):
        reshuffle(world["board"], decided_on=SET_UP + DAY, **row)
    assert reshuffle(world["board"], decided_on=SET_UP + 2 * DAY, **row).number == "14-QĐ"


def test_work_sent_back_is_reported_by_nobody_any_more(cast):
    back = send_back(report_task(cast), by=cast.approver, reason="Thiếu số liệu")

    assert (back.reported_on, back.reported_by) == (None, None)


def test_who_does_a_task_does_not_coordinate_it(cast):
    (task,) = assign_task(cast, coordinating=[cast.unit("db1"), cast.unit("cb2")])

    assert [unit.code for unit in task.coordinating.all()] == ["cb2"]


@pytest.mark.parametrize(("day", "overdue"), [(DUE, 0), (DUE + DAY, 1)])
def test_cascade_counts_as_overdue_from_the_day_after(cast, day, overdue):
    (task,) = assign_task(cast, content=CONTENT)

    _, total = cascade(task.directive.tasks.all(), day)
    assert (total.assigned, total.overdue) == (1, overdue)
