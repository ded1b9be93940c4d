"""Two writers at once, for every lock: the second waits for the first and finds what it did. PostgreSQL only."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lantoa.councils.services import add_member, end_member, open_scoring, put_on_agenda
from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.initiatives.services import accept, edit, send_back, withdraw
from lantoa.initiatives.services.spreading import end_copy, fail_copy
from lantoa.kit import audit
from lantoa.kit.ruling import Refused
from lantoa.movement.services import acknowledge, assign_tasks, ensure_national_sectors, report_progress, withdraw_task
from lantoa.plans.services.progress import accept_progress, send_back_progress, submit_progress
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.recognising import decline, propose, recognise
from lantoa.recognition.services.renewing import renew, revoke
from lantoa.rulebook.services import ensure_rules
from lantoa.units.services import move, rename
from tests.cast import DAY, accept_initiative, draft, make_cast, second_office, submit_initiative
from tests.councils.sitting_cast import CONTENT, make_council, make_sitting, seat_member
from tests.evidence.proving import send_evidence
from tests.movement.steering import CONTENT as WORK
from tests.movement.steering import DUE, GIVEN, assign_task, directive
from tests.plans.plans import add_plan, write_report
from tests.spreading.spread_cast import make_copy
from tests.watch.climbing import propose_initiative, recognise_initiative

LATER = timezone.localdate()


def two_on_registration(cast):
    row = submit_initiative(cast)
    return lambda: accept(row, by=cast.approver), lambda: send_back(row, reason="Thiếu", by=cast.bloc_officer)


def two_on_draft(cast):
    row = draft(cast)
    first = {"values": {"name": "Một"}, "revision": row.revision, "by": cast.officer}
    second = {"values": {"name": "Hai"}, "revision": row.revision, "by": cast.bloc_officer}
    return lambda: edit(row, **first), lambda: edit(row, **second)


def two_on_proposal(cast):
    row, words = accept_initiative(cast), {"tier": "bloc", "statement": "Tốt"}
    return lambda: propose(row, by=cast.officer, **words), lambda: propose(row, by=cast.bloc_officer, **words)


def two_on_candidacy(cast):
    held, other = propose_initiative(cast), second_office(cast)
    return (
        lambda: decline(held, reason="Yếu", by=cast.approver),
        lambda: recognise(held, decision_no="1-QĐ", by=other),
    )


def two_on_recognition(cast):
    fact, other = recognise_initiative(cast), second_office(cast)
    return (
        lambda: revoke(fact, reason="Sai", by=cast.approver),
        lambda: renew(fact, findings="Còn tốt", by=other),
    )


def withdrawn_and_recorded(cast):
    row, other = accept_initiative(cast), second_office(cast)
    return (
        lambda: withdraw(row, reason="Thôi", by=cast.approver),
        lambda: record_recognition(row, tier="base", recognised_on=DAY, by=other),
    )


def two_on_evidence(cast):
    piece = send_evidence(cast)
    return (
        lambda: accept_evidence(piece, by=cast.approver),
        lambda: reject_evidence(piece, reason="Mờ", by=cast.bloc_officer),
    )


def two_on_report(cast):
    row = accept_initiative(cast)
    add_plan(row, cast.officer)
    report = submit_progress(write_report(row, cast.officer), by=cast.officer)
    return (
        lambda: accept_progress(report, by=cast.approver),
        lambda: send_back_progress(report, reason="Thiếu", by=cast.bloc_officer),
    )


def two_on_copy(cast):
    row = make_copy(cast, accept_initiative(cast), "cb2")
    return lambda: fail_copy(row, reason="Khó", by=cast.approver), lambda: end_copy(
        row, reason="Thôi", by=cast.approver
    )


def two_on_task(cast):
    (task,) = assign_task(cast)
    acknowledge(task, by=cast.officer, on=GIVEN)
    return (
        lambda: withdraw_task(task, reason="Nhầm", by=cast.bloc_officer),
        lambda: report_progress(task, percent=50, by=cast.officer),
    )


def two_on_directive(cast):
    paper, unit = directive(cast), cast.unit("db1")
    given = {"units": [unit], "content": WORK, "due_on": DUE, "on": GIVEN}
    return (
        lambda: assign_tasks(paper, by=cast.bloc_officer, **given),
        lambda: assign_tasks(paper, by=cast.bloc_office, **given),
    )


def two_on_sitting(cast):
    sitting = make_sitting(cast)
    return lambda: open_scoring(sitting, by=cast.bloc_officer), lambda: open_scoring(sitting, by=cast.approver)


def two_on_chair(cast):
    council = make_council(cast)
    end_member(seat_member(council, cast, "approver"), by=cast.office, last_day=LATER)
    chair = {"role": "chair", "by": cast.office, "valid_from": LATER.replace(year=LATER.year + 1)}
    return (
        lambda: add_member(council, person=cast.nobody, **chair),
        lambda: add_member(council, person=cast.officer, **chair),
    )


def two_on_move(cast):
    unit = cast.unit("db1")
    return (
        lambda: move(unit, parent=cast.unit("xa-an"), by=cast.office, on=LATER),
        lambda: move(unit, parent=cast.unit("lt"), by=cast.office, on=LATER),
    )


def two_on_name(cast):
    unit = cast.unit("db1")
    return (
        lambda: rename(unit, name="Một", by=cast.office, on=LATER),
        lambda: rename(unit, name="Hai", by=cast.office, on=LATER),
    )


# Of these two the second is refused.
RACES = (
    two_on_registration, two_on_draft, two_on_proposal, two_on_candidacy, two_on_recognition, withdrawn_and_recorded,
    two_on_evidence, two_on_report, two_on_copy, two_on_task, two_on_directive, two_on_sitting, two_on_chair, two_on_move,
    two_on_name,
)  # fmt: skip


@pytest.fixture
def standing_cast(transactional_db):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    ensure_rules()
    ensure_national_sectors()
    return make_cast()


def race_writers(first, second) -> tuple[bool, str]:
    """Whether the second waited for the first, and how it was refused ("" where it was not)."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            other = pool.submit(try_deed, second)
            is_early = bool(wait([other], timeout=1).done)
        return not is_early, other.result()


def try_deed(deed) -> str:
    try:
        deed()
    except Refused as refused:
        return str(refused)
    finally:
        connection.close()
    return ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("race", RACES)
def test_second_writer_waits_and_is_refused(standing_cast, race):
    waited, why = race_writers(*race(standing_cast))

    assert waited
    assert why


@pytest.mark.django_db(transaction=True)
def test_two_items_at_once_have_two_numbers(standing_cast):
    cast, sitting = standing_cast, make_sitting(standing_cast, items=0)
    words = {"unit": cast.unit("db1"), "content": CONTENT, "concerned": [], "by": cast.bloc_officer}
    race_writers(
        lambda: put_on_agenda(sitting, title="Một", **words), lambda: put_on_agenda(sitting, title="Hai", **words)
    )

    assert list(sitting.items.order_by("position").values_list("position", flat=True)) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_chain_of_two_writers_holds(standing_cast):
    cast = standing_cast
    race_writers(
        lambda: audit.record(cast.unit("db1"), "edit", by=cast.office),
        lambda: audit.record(cast.unit("cb2"), "edit", by=cast.office),
    )

    assert audit.verify() == []
