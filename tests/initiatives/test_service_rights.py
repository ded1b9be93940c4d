"""Every service asks who acts: a stranger is refused by each, and the right person is not."""

from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from lantoa.declarations.services import NewDeclaration, declare, load_declarations
from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, edit, record_replication, register, send_back, submit, withdraw
from lantoa.initiatives.services.bulk import accept_many
from lantoa.initiatives.services.facts import NewReplication, load_replications
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.kit.ruling import Refused
from lantoa.plans.services.planning import complete_milestone, reopen_milestone
from lantoa.plans.services.progress import accept_progress, edit_progress, send_back_progress, submit_progress
from lantoa.prospects.services import drop, edit_prospect, rate, reopen, take_up
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.loading import NewInitiative, load_initiatives
from lantoa.recognition.services.recognising import decline, mark_outstanding, propose, recognise, take_back
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.spreading.services.handbook import NewStep, hide_handbook, publish_handbook, write_handbook
from lantoa.spreading.services.programmes import add_targets, excuse, take_excuse_back
from lantoa.spreading.services.suggesting import decline_suggestion, reconsider_suggestion
from lantoa.watch.services.inspections import complete_follow_up, record_inspection
from tests.cast import DAY, values
from tests.evidence.proving import send_evidence
from tests.initiatives.service_world import VISITED, make_world
from tests.plans.plans import FIRST_PERIOD, add_plan, add_prospect, write_report
from tests.spreading.spread_cast import LAUNCHED, WORDS, programme_of

BOOK = {"values": {"summary": "Rau sạch", "needs": "Đất"}, "steps": [NewStep("Họp dân", "Bàn công khai")]}


def copy_at(cast, code: str) -> Initiative:
    return register(values=values(cast, unit=cast.unit(code)), by=cast.office)


def load_rows(cast, by):
    row = values(cast)
    return load_initiatives([NewInitiative(Initiative(**row))], by=by)


# Name → (the deed: cast, world, person), and who may do it.
DEEDS = {
    "register": (lambda c, w, by: register(values=values(c), by=by), "officer"),
    "edit": (lambda c, w, by: edit(w.draft, values={"name": "Mới"}, by=by, revision=w.draft.revision), "officer"),
    "edit accepted": (lambda c, w, by: edit(w.main, values={"name": "Mới"}, by=by, revision=w.main.revision), "approver"),
    "submit": (lambda c, w, by: submit(w.draft, by=by, on=DAY), "officer"),
    "accept": (lambda c, w, by: accept(w.submitted, by=by, on=DAY), "approver"),
    "accept many": (lambda c, w, by: accept_many([w.submitted.pk], by=by), "approver"),
    "send back": (lambda c, w, by: send_back(w.submitted, reason="Thiếu", by=by), "approver"),
    "withdraw": (lambda c, w, by: withdraw(w.main, reason="Thôi", by=by), "approver"),
    "load": (lambda c, w, by: load_rows(c, by), "approver_and_officer"),
    "plan": (lambda c, w, by: add_plan(w.draft, by), "officer"),
    "complete milestone": (lambda c, w, by: complete_milestone(w.to_do, note="Xong", by=by), "officer"),
    "reopen milestone": (lambda c, w, by: reopen_milestone(w.done, reason="Chưa xong", by=by), "officer"),
    "write report": (lambda c, w, by: write_report(w.proven, by), "officer"),
    "edit report": (
        lambda c, w, by: edit_progress(w.report, values=FIRST_PERIOD | {"done": "Khác"}, measurements=[], by=by),
        "officer",
    ),
    "submit report": (lambda c, w, by: submit_progress(w.report, by=by), "officer"),
    "accept report": (lambda c, w, by: accept_progress(w.handed_in, by=by), "approver"),
    "send back report": (lambda c, w, by: send_back_progress(w.handed_in, reason="Thiếu", by=by), "approver"),
    "send evidence": (lambda c, w, by: send_evidence(c, w.main, caption="Ảnh khác", by=by), "officer"),
    "accept evidence": (lambda c, w, by: accept_evidence(w.piece, by=by), "approver"),
    "reject evidence": (lambda c, w, by: reject_evidence(w.piece, reason="Mờ", by=by), "approver"),
    "declare": (
        lambda c, w, by: declare(c.unit("db1"), as_of=DAY, counts=[(None, 7, "exact")], by=by), "officer"
    ),
    "load declarations": (lambda c, w, by: load_declarations([NewDeclaration(c.unit("db1"), DAY, 7)], by=by), "officer"),
    "note prospect": (lambda c, w, by: add_prospect(c, by), "officer"),
    "edit prospect": (lambda c, w, by: edit_prospect(w.prospect, values={"name": "Mới"}, by=by), "officer"),
    "rate": (lambda c, w, by: rate(w.prospect, rating=4, remark="Tốt", by=by), "approver"),
    "take up": (lambda c, w, by: take_up(w.prospect, by=by), "officer"),
    "drop": (lambda c, w, by: drop(w.prospect, reason="Thôi", by=by), "officer"),
    "reopen": (lambda c, w, by: reopen(w.dropped, by=by), "officer"),
    "propose": (lambda c, w, by: propose(w.main, tier=Tier.BASE, statement="Tốt", by=by), "officer"),
    "recognise": (lambda c, w, by: recognise(w.candidacy, decision_no="1-QĐ", by=by), "approver"),
    "decline": (lambda c, w, by: decline(w.candidacy, reason="Chưa rõ", by=by), "approver"),
    "take back": (lambda c, w, by: take_back(w.candidacy, reason="Nhầm", by=by), "officer"),
    "mark outstanding": (lambda c, w, by: mark_outstanding(w.recognition, by=by), "approver"),
    "revoke": (lambda c, w, by: revoke(w.recognition, reason="Sai", by=by), "approver"),
    "retire": (lambda c, w, by: retire(w.recognition, reason="Thôi", by=by), "officer"),
    "record recognition": (
        lambda c, w, by: record_recognition(w.main, tier=Tier.BASE, recognised_on=date(2023, 6, 1), by=by), "approver"
    ),
    "record replication": (
        lambda c, w, by: record_replication(w.main, unit=c.unit("cb2"), adopted_on=date(2023, 6, 1), by=by), "approver"
    ),
    "load replications": (
        lambda c, w, by: load_replications([NewReplication(w.main, c.unit("cb2"), date(2023, 6, 1))], by=by),
        "approver",
    ),
    "record visit": (lambda c, w, by: record_inspection(w.main, by_unit=c.unit("khoi"), by=by, **VISITED), "bloc_officer"),
    "complete follow-up": (lambda c, w, by: complete_follow_up(w.follow_up, result="Đã sửa", by=by), "officer"),
    "launch": (lambda c, w, by: programme_of(c, w.main, by=by), "office"),
    "add targets": (lambda c, w, by: add_targets(w.programme, [c.unit("db1")], by=by), "office"),
    "excuse": (lambda c, w, by: excuse(w.target, reason="Nhỏ", by=by, on=LAUNCHED), "office"),
    "take excuse back": (lambda c, w, by: take_excuse_back(w.excused, by=by), "office"),
    "write handbook": (lambda c, w, by: write_handbook(w.proven, by=by, **BOOK), "approver"),
    "publish": (lambda c, w, by: publish_handbook(w.book, by=by), "approver"),
    "hide": (lambda c, w, by: hide_handbook(w.published, by=by), "approver"),
    "link copy": (lambda c, w, by: link_copy(w.main, copy_at(c, "xa-an"), by=by, **WORDS), "office"),
    "fail copy": (lambda c, w, by: fail_copy(w.copy, reason="Khó", by=by), "approver"),
    "end copy": (lambda c, w, by: end_copy(w.copy, reason="Thôi", by=by), "approver"),
    "decline suggestion": (
        lambda c, w, by: decline_suggestion(c.unit("db1"), w.proven, reason="Khó", by=by), "officer"
    ),
    "reconsider": (lambda c, w, by: reconsider_suggestion(w.declined, by=by), "officer"),
}  # fmt: skip


def refusal(deed, cast, world, by) -> str:
    """Why the person is refused, "" where the deed is done; either way nothing of it stays."""
    with transaction.atomic():
        try:
            deed(cast, world, by)
        except Refused as refused:
            return str(refused)
        finally:
            transaction.set_rollback(True)
    return ""


@pytest.mark.parametrize("part", ["outsider", "auditor", "nobody"])
def test_stranger_is_refused_by_every_service(cast, part):
    world = make_world(cast)

    assert [name for name, (deed, _) in DEEDS.items() if not refusal(deed, cast, world, cast.people[part])] == []


def test_right_person_is_refused_by_none(cast):
    world = make_world(cast)
    cast.people["approver_and_officer"] = cast.bloc_officer

    refused = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in DEEDS.items()}

    assert {name: why for name, why in refused.items() if why} == {}


def test_unit_that_one_does_not_write_for_gets_no_file(cast):
    world = make_world(cast)

    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách của “Chi bộ Ban Dân tộc”"):
        edit(world.draft, values={"unit": cast.unit("cb2")}, by=cast.officer, revision=world.draft.revision)
    with pytest.raises(Refused, match="Chỉ cán bộ phụ trách của “Chi bộ Ban Dân tộc”"):
        edit_prospect(world.prospect, values={"unit": cast.unit("cb2")}, by=cast.officer)
    world.draft.refresh_from_db()
    assert world.draft.unit == cast.unit("db1")


def test_what_was_passed_is_checked_again_only_by_who_decides(cast):
    fact = make_world(cast).recognition
    today = timezone.localdate()

    with pytest.raises(Refused, match="phải sau ngày đó"):
        renew(fact, findings="Còn tốt", by=cast.approver, on=today)
    with pytest.raises(Refused, match=r"quyết định|duyệt"):
        renew(fact, findings="Còn tốt", by=cast.outsider, on=today)
