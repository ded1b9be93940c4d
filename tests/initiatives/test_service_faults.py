"""Every service refuses what lacks something or cannot have been: a word, a reason, a day before what it rests on."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from lantoa.declarations.services import declare
from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.initiatives.enums import Tier
from lantoa.initiatives.services import accept, record_replication, send_back, withdraw
from lantoa.initiatives.services.spreading import end_copy, fail_copy, link_copy
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.plans.services.planning import complete_milestone, reopen_milestone
from lantoa.plans.services.progress import NewMeasurement, send_back_progress, write_progress
from lantoa.prospects.services import drop, rate
from lantoa.recognition.enums import Ending
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.recognising import decline, mark_outstanding, propose, recognise, take_back
from lantoa.recognition.services.renewing import renew, retire, revoke
from lantoa.spreading.services.handbook import NewStep, hide_handbook, publish_handbook, write_handbook
from lantoa.spreading.services.programmes import add_targets, excuse, take_excuse_back
from lantoa.spreading.services.suggesting import decline_suggestion
from lantoa.watch.services.inspections import NewFollowUp, complete_follow_up, record_inspection
from tests.cast import DAY, accept_initiative
from tests.evidence.proving import send_evidence
from tests.initiatives.service_world import NEW_FOLLOW_UP, VISITED, make_world
from tests.initiatives.test_service_rights import copy_at, refusal
from tests.plans.plans import FIRST_PERIOD, add_plan, add_prospect, write_report
from tests.spreading.spread_cast import COPIED, LAUNCHED, WORDS, programme_of
from tests.watch.climbing import DECIDED, recognise_initiative

YESTERDAY = DAY - timedelta(days=1)
TOMORROW = timezone.localdate() + timedelta(days=1)


def record_visit(cast, world, by, **changed):
    return record_inspection(world.main, **VISITED | {"by_unit": cast.unit("khoi")} | changed, by=by)


def state_numbers(cast, by, *sectors):
    counts = [(cast.sector[code] if code else None, 3, "exact") for code in sectors]
    return declare(cast.unit("db1"), as_of=DAY, counts=counts, by=by)


def write_foreign(world, by):
    measured = NewMeasurement(world.main.plan.indicators.first(), Decimal(3))
    return write_progress(world.proven, values=FIRST_PERIOD, measurements=[measured], by=by)


# Name → (the deed: cast, world, person), who tries it, and words of the refusal.
FAULTS = {
    "propose before acceptance": (
        lambda c, w, by: propose(w.main, tier=Tier.BASE, statement="Tốt", by=by, on=YESTERDAY),
        "officer", "không thể đề nghị trước ngày đó",
    ),
    "propose without a word": (
        lambda c, w, by: propose(w.main, tier=Tier.BASE, statement=" ", by=by), "officer", "Hãy ghi lý do đề nghị",
    ),
    "recognise without a number": (
        lambda c, w, by: recognise(w.candidacy, decision_no=" ", by=by), "approver", "Hãy ghi số quyết định",
    ),
    "recognise before the proposal": (
        lambda c, w, by: recognise(w.candidacy, decision_no="1", by=by, on=DAY), "approver", "Đề nghị có từ ngày",
    ),
    "recognise tomorrow": (
        lambda c, w, by: recognise(w.candidacy, decision_no="1", by=by, on=TOMORROW), "approver", "sau hôm nay",
    ),
    "decline without a reason": (
        lambda c, w, by: decline(w.candidacy, reason=" ", by=by), "approver", "Hãy ghi lý do không công nhận",
    ),
    "decline before the proposal": (
        lambda c, w, by: decline(w.candidacy, reason="Yếu", by=by, on=DAY), "approver", "Đề nghị có từ ngày",
    ),
    "take back without a reason": (
        lambda c, w, by: take_back(w.candidacy, reason=" ", by=by), "officer", "Hãy ghi lý do rút đề nghị",
    ),
    "pick tomorrow": (
        lambda c, w, by: mark_outstanding(w.recognition, by=by, on=TOMORROW), "approver", "sau hôm nay",
    ),
    "renew without findings": (
        lambda c, w, by: renew(w.recognition, findings=" ", by=by), "approver", "Hãy ghi kết quả kiểm tra",
    ),
    "revoke without a reason": (lambda c, w, by: revoke(w.recognition, reason=" ", by=by), "approver", "Hãy ghi lý do"),
    "retire before it was given": (
        lambda c, w, by: retire(w.recognition, reason="Thôi", by=by, on=DAY), "officer", "chỉ có từ ngày",
    ),
    "record before acceptance": (
        lambda c, w, by: record_recognition(w.main, tier=Tier.BASE, recognised_on=YESTERDAY, by=by),
        "approver", "không thể trước ngày đó",
    ),
    "record what is held": (
        lambda c, w, by: record_recognition(w.proven, tier=Tier.BASE, recognised_on=timezone.localdate(), by=by),
        "approver", "đang được công nhận ở cấp này",
    ),
    "copy before acceptance": (
        lambda c, w, by: record_replication(w.main, unit=c.unit("cb2"), adopted_on=YESTERDAY, by=by),
        "approver", "từ ngày mô hình gốc được duyệt",
    ),
    "copy at home": (
        lambda c, w, by: record_replication(w.main, unit=c.unit("db1"), adopted_on=DAY, by=by),
        "approver", "phải khác đơn vị có mô hình gốc",
    ),
    "copy twice": (
        lambda c, w, by: record_replication(w.proven, unit=c.unit("cb2"), adopted_on=DAY, by=by),
        "approver", "đang áp dụng mô hình này",
    ),
    "copy of another unit": (
        lambda c, w, by: record_replication(w.main, unit=c.unit("cb2"), adopted_on=DAY, by=by, copy=w.submitted),
        "approver", "không phải của “Chi bộ Ban Dân tộc”",
    ),
    "copy tomorrow": (
        lambda c, w, by: record_replication(w.main, unit=c.unit("cb2"), adopted_on=TOMORROW, by=by),
        "approver", "sau hôm nay",
    ),
    "link without a word": (
        lambda c, w, by: link_copy(w.main, copy_at(c, "xa-an"), by=by), "office", "Hãy ghi giữ nguyên gì",
    ),
    "link a second time": (
        lambda c, w, by: link_copy(w.proven, copy_at(c, "cb2"), by=by, **WORDS), "office", "đang áp dụng mô hình này",
    ),
    "link tomorrow": (
        lambda c, w, by: link_copy(w.main, copy_at(c, "xa-an"), by=by, on=TOMORROW, **WORDS), "office", "sau hôm nay",
    ),
    "fail without a reason": (lambda c, w, by: fail_copy(w.copy, reason=" ", by=by), "approver", "Hãy ghi lý do"),
    "end before adoption": (
        lambda c, w, by: end_copy(w.copy, reason="Thôi", by=by, on=COPIED - timedelta(days=1)),
        "approver", "không thể thôi trước ngày đó",
    ),
    "accept before registration": (
        lambda c, w, by: accept(w.submitted, by=by, on=YESTERDAY), "approver", "ngày duyệt phải từ ngày đó",
    ),
    "accept another revision": (
        lambda c, w, by: accept(w.submitted, by=by, revision=w.submitted.revision - 1), "approver", "đã thay đổi",
    ),
    "send back without a reason": (lambda c, w, by: send_back(w.submitted, reason=" ", by=by), "approver", "Hãy ghi lý do"),
    "withdraw without a reason": (lambda c, w, by: withdraw(w.draft, reason=" ", by=by), "office", "Hãy ghi lý do"),
    "withdraw before acceptance": (
        lambda c, w, by: withdraw(w.main, reason="Thôi", by=by, on=YESTERDAY), "approver", "được duyệt đăng ký ngày",
    ),
    "withdraw before recognition": (
        lambda c, w, by: withdraw(w.proven, reason="Thôi", by=by, on=DAY), "approver", "được công nhận ngày",
    ),
    "withdraw tomorrow": (
        lambda c, w, by: withdraw(w.main, reason="Thôi", by=by, on=TOMORROW), "approver", "Ngày thôi",
    ),
    "milestone without a result": (
        lambda c, w, by: complete_milestone(w.to_do, note=" ", by=by), "officer", "Hãy ghi kết quả của mốc",
    ),
    "milestone tomorrow": (
        lambda c, w, by: complete_milestone(w.to_do, note="Xong", by=by, on=TOMORROW), "officer", "Ngày xong",
    ),
    "milestone again without a reason": (
        lambda c, w, by: reopen_milestone(w.done, reason=" ", by=by), "officer", "Hãy ghi lý do mở lại mốc",
    ),
    "plan that ends before it begins": (
        lambda c, w, by: add_plan(w.draft, by, milestones=[], values={
            "starts_on": DAY, "ends_on": YESTERDAY, "charter": "", "lead": "", "coordinating_note": ""}),
        "officer", "trước khi bắt đầu",
    ),
    "report of a period that touches another": (
        lambda c, w, by: write_report(w.main, by, period_from=date(2023, 6, 30), period_to=date(2023, 6, 30)),
        "officer", "trùng ngày với báo cáo",
    ),
    "report of a period before acceptance": (
        lambda c, w, by: write_report(w.main, by, period_from=DAY - timedelta(days=9), period_to=YESTERDAY),
        "officer", "kỳ báo cáo phải kết thúc từ ngày đó",
    ),
    "report of a period to come": (
        lambda c, w, by: write_report(w.main, by, period_from=DAY, period_to=TOMORROW), "officer", "chưa kết thúc",
    ),
    "report without a word": (
        lambda c, w, by: write_report(w.proven, by, done=" "), "officer", "Hãy ghi việc đã làm được",
    ),
    "report of another's indicator": (
        lambda c, w, by: write_foreign(w, by), "officer", "không thuộc kế hoạch",
    ),
    "send back a report without a reason": (
        lambda c, w, by: send_back_progress(w.handed_in, reason=" ", by=by), "approver", "Hãy ghi lý do",
    ),
    "evidence tomorrow": (
        lambda c, w, by: send_evidence(c, w.main, dated_on=TOMORROW, by=by), "officer", "Ngày của minh chứng",
    ),
    "evidence twice": (lambda c, w, by: send_evidence(c, w.main, by=by), "officer", "đã được gửi với nội dung"),
    "evidence of another's milestone": (
        lambda c, w, by: send_evidence(c, w.proven, milestone=w.to_do, by=by), "officer", "thuộc mô hình khác",
    ),
    "evidence of another's report": (
        lambda c, w, by: send_evidence(c, w.proven, report=w.report, by=by), "officer", "thuộc mô hình khác",
    ),
    "evidence that names nothing": (
        lambda c, w, by: send_evidence(c, w.proven, reference="", by=by), "officer", "Hãy chọn tệp",
    ),
    "evidence accepted before its day": (
        lambda c, w, by: accept_evidence(w.piece, by=by, on=date(2023, 8, 31)), "approver", "không thể xét trước ngày đó",
    ),
    "evidence rejected without a reason": (
        lambda c, w, by: reject_evidence(w.piece, reason=" ", by=by), "approver", "Hãy ghi lý do không chấp nhận",
    ),
    "visit tomorrow": (
        lambda c, w, by: record_visit(c, w, by, held_on=TOMORROW), "bloc_officer", "Ngày hướng dẫn, kiểm tra",
    ),
    "visit before acceptance": (
        lambda c, w, by: record_visit(c, w, by, held_on=YESTERDAY), "bloc_officer", "hãy ghi ngày từ đó trở đi",
    ),
    "visit without findings": (lambda c, w, by: record_visit(c, w, by, findings=" "), "bloc_officer", "nội dung và kết quả"),
    "visit by the unit itself": (
        lambda c, w, by: record_visit(c, w, by, by_unit=c.unit("db1")), "bloc_officer", "không tự hướng dẫn",
    ),
    "visit by a stranger": (
        lambda c, w, by: record_visit(c, w, by, by_unit=c.unit("xa-an")), "bloc_officer", "không phải là cấp trên",
    ),
    "follow-up due before the visit": (
        lambda c, w, by: record_visit(c, w, by, follow_ups=[NewFollowUp("Sửa", "Bà B", DAY)]),
        "bloc_officer", "hạn không thể trước ngày hướng dẫn",
    ),
    "follow-up of nobody": (
        lambda c, w, by: record_visit(c, w, by, follow_ups=[NewFollowUp("Sửa", " ", NEW_FOLLOW_UP.due_on)]),
        "bloc_officer", "người chịu trách nhiệm",
    ),
    "follow-up without a result": (
        lambda c, w, by: complete_follow_up(w.follow_up, result=" ", by=by), "officer", "Hãy ghi kết quả",
    ),
    "follow-up done before it was asked": (
        lambda c, w, by: complete_follow_up(w.follow_up, result="Xong", by=by, on=date(2023, 8, 31)),
        "officer", "ngày xong không thể trước đó",
    ),
    "declare tomorrow": (
        lambda c, w, by: declare(c.unit("db1"), as_of=TOMORROW, counts=[(None, 3, "exact")], by=by),
        "officer", "Ngày chốt",
    ),
    "declare a sector twice": (lambda c, w, by: state_numbers(c, by, "economy", "economy"), "officer", "chỉ kê khai một lần"),
    "rate out of range": (
        lambda c, w, by: rate(w.prospect, rating=6, remark="Tốt", by=by), "approver", "Mức triển vọng từ 1 đến 5",
    ),
    "rate without a word": (
        lambda c, w, by: rate(w.prospect, rating=5, remark=" ", by=by), "approver", "Hãy ghi nhận xét",
    ),
    "drop without a reason": (lambda c, w, by: drop(w.prospect, reason=" ", by=by), "officer", "Hãy ghi lý do"),
    "prospect of next year": (
        lambda c, w, by: add_prospect(c, by, year=timezone.localdate().year + 1), "officer", "Năm rà soát từ 2000",
    ),
    "prospect of the last century": (lambda c, w, by: add_prospect(c, by, year=1999), "officer", "Năm rà soát từ 2000"),
    "prospect of nothing": (lambda c, w, by: add_prospect(c, by, why=" "), "officer", "Hãy ghi"),
    "programme without a lead": (lambda c, w, by: programme_of(c, w.main, by=by, lead=" "), "office", "cơ quan chủ trì"),
    "programme of a draft": (lambda c, w, by: programme_of(c, w.draft, by=by), "office", "đã được duyệt đăng ký"),
    "programme that ends before it begins": (
        lambda c, w, by: programme_of(c, w.main, by=by, due_on=LAUNCHED - timedelta(days=1)), "office", "Thời hạn",
    ),
    "target elsewhere": (
        lambda c, w, by: add_targets(programme_of(c, w.main, by=by, unit=c.unit("khoi")), [c.unit("xa-an")], by=by),
        "office", "Đơn vị đích phải đang hoạt động",
    ),
    "target that is one already": (
        lambda c, w, by: add_targets(w.programme, [c.unit("cb2")], by=by), "office", "Không có đơn vị nào mới",
    ),
    "excuse without a reason": (lambda c, w, by: excuse(w.target, reason=" ", by=by), "office", "Hãy ghi lý do miễn"),
    "excuse before the launch": (
        lambda c, w, by: excuse(w.target, reason="Nhỏ", by=by, on=LAUNCHED - timedelta(days=1)),
        "office", "từ ngày phát động đến hôm nay",
    ),
    "excuse tomorrow": (
        lambda c, w, by: excuse(w.target, reason="Nhỏ", by=by, on=TOMORROW), "office", "từ ngày phát động đến hôm nay",
    ),
    "excuse twice": (lambda c, w, by: excuse(w.excused, reason="Nhỏ", by=by), "office", "đã được miễn"),
    "excuse that is none": (lambda c, w, by: take_excuse_back(w.target, by=by), "office", "không được miễn"),
    "handbook of what is not proven": (
        lambda c, w, by: write_handbook(w.main, values={"summary": "A"}, steps=[NewStep("Họp")], by=by),
        "approver", "đang được công nhận",
    ),
    "handbook without a step": (
        lambda c, w, by: write_handbook(w.proven, values={"summary": "A"}, steps=[NewStep(" ")], by=by),
        "approver", "ít nhất một bước",
    ),
    "handbook without a summary": (
        lambda c, w, by: write_handbook(w.proven, values={"summary": " "}, steps=[NewStep("Họp")], by=by),
        "approver", "phải có tóm tắt",
    ),
    "handbook published twice": (lambda c, w, by: publish_handbook(w.published, by=by), "approver", "đã công bố"),
    "handbook hidden twice": (lambda c, w, by: hide_handbook(w.book, by=by), "approver", "chưa công bố"),
    "suggestion declined without a word": (
        lambda c, w, by: decline_suggestion(c.unit("db1"), w.proven, reason=" ", by=by), "officer", "vì sao không phù hợp",
    ),
    "suggestion declined twice": (
        lambda c, w, by: decline_suggestion(c.unit("db1"), w.main, reason="Khó", by=by), "officer", "đã trả lời",
    ),
}  # fmt: skip

# What is allowed on the very day that the refusals above name: the deed, and who does it.
ALLOWED = {
    "propose": (lambda c, w, by: propose(w.main, tier=Tier.BASE, statement="Tốt", by=by, on=DAY), "officer"),
    "recognise": (
        lambda c, w, by: recognise(w.candidacy, decision_no="1", by=by, on=w.candidacy.proposed_on), "approver"
    ),
    "decline": (lambda c, w, by: decline(w.candidacy, reason="Yếu", by=by, on=w.candidacy.proposed_on), "approver"),
    "record recognition": (
        lambda c, w, by: record_recognition(w.main, tier=Tier.BASE, recognised_on=DAY, by=by), "approver"
    ),
    "copy": (lambda c, w, by: record_replication(w.main, unit=c.unit("cb2"), adopted_on=DAY, by=by), "approver"),
    "end copy": (lambda c, w, by: end_copy(w.copy, reason="Thôi", by=by, on=COPIED), "approver"),
    "accept": (lambda c, w, by: accept(w.submitted, by=by, on=DAY, revision=w.submitted.revision), "approver"),
    "withdraw": (lambda c, w, by: withdraw(w.main, reason="Thôi", by=by, on=DAY), "approver"),
    "withdraw on the day of recognition": (lambda c, w, by: withdraw(w.proven, reason="Thôi", by=by), "approver"),
    "revoke on the day of recognition": (lambda c, w, by: revoke(w.recognition, reason="Sai", by=by), "approver"),
    "report of one day": (lambda c, w, by: write_report(w.proven, by, period_from=DAY, period_to=DAY), "officer"),
    "report that borders on another": (
        lambda c, w, by: write_report(w.main, by, period_from=date(2023, 3, 1), period_to=date(2023, 3, 31)), "officer"
    ),
    "evidence": (lambda c, w, by: accept_evidence(w.piece, by=by, on=w.piece.dated_on), "approver"),
    "visit": (lambda c, w, by: record_visit(c, w, by, held_on=DAY, follow_ups=[NewFollowUp("Sửa", "A", DAY)]), "bloc_officer"),
    "follow-up": (
        lambda c, w, by: complete_follow_up(w.follow_up, result="Xong", by=by, on=VISITED["held_on"]), "officer"
    ),
    "rate least": (lambda c, w, by: rate(w.prospect, rating=1, remark="Yếu", by=by), "approver"),
    "rate most": (lambda c, w, by: rate(w.prospect, rating=5, remark="Tốt", by=by), "approver"),
    "prospect": (lambda c, w, by: add_prospect(c, by, year=2000), "officer"),
    "programme of one day": (lambda c, w, by: programme_of(c, w.main, by=by, due_on=LAUNCHED), "office"),
    "excuse": (lambda c, w, by: excuse(w.target, reason="Nhỏ", by=by), "office"),
}  # fmt: skip


def test_every_fault_is_refused_in_its_own_words(cast):
    world = make_world(cast)

    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part, _) in FAULTS.items()}

    assert {name: why for name, why in found.items() if FAULTS[name][2] not in why} == {}


def test_first_and_last_day_are_allowed(cast):
    world = make_world(cast)

    found = {name: refusal(deed, cast, world, cast.people[part]) for name, (deed, part) in ALLOWED.items()}

    assert {name: why for name, why in found.items() if why} == {}


def test_recognition_does_not_end_before_its_check_and_may_on_that_day(cast):
    fact = recognise_initiative(cast)
    renew(fact, findings="Còn tốt", by=cast.approver, on=DECIDED + timedelta(days=100))

    for ended in (revoke, retire):
        with pytest.raises(Refused, match="được kiểm tra lại ngày"):
            ended(fact, reason="Thôi", by=cast.approver, on=DECIDED + timedelta(days=99))
    with pytest.raises(Refused, match="được kiểm tra lại ngày"):
        withdraw(fact.initiative, reason="Thôi", by=cast.approver, on=DECIDED + timedelta(days=99))
    assert revoke(fact, reason="Sai", by=cast.approver, on=DECIDED + timedelta(days=100)).ending == Ending.REVOKED


def test_withdrawal_tells_the_journal_which_recognition_it_ended(cast):
    fact = recognise_initiative(cast)
    withdraw(fact.initiative, reason="Thôi", by=cast.approver, on=DECIDED)

    told = Event.objects.about(fact.initiative).filter(verb="end_recognition").get()
    assert told.after == {"tier": fact.get_tier_display(), "ended_on": DECIDED.isoformat()}
    assert told.actor_id == cast.approver.pk


def test_due_day_of_an_appraisal_is_the_rulebooks(cast):
    held = propose(accept_initiative(cast), tier=Tier.BASE, statement="Tốt", by=cast.officer, on=DAY)

    assert held.due_on == DAY + timedelta(days=30)
