"""Evidence through the services: sent, accepted, rejected, and what waits for whom."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from lantoa.declarations.queries import evidenced_count
from lantoa.evidence import checks
from lantoa.evidence.models import Evidence
from lantoa.evidence.queries.evidence import missing_to_evidence, shelves_of, waiting_evidence
from lantoa.evidence.rules import may_accept_evidence
from lantoa.evidence.services import accept_evidence, reject_evidence
from lantoa.initiatives.services import withdraw
from lantoa.kit.models import Event, PhotoPrint
from lantoa.kit.ruling import Refused
from tests.cast import DAY, accept_initiative, draft, second_office, submit_initiative
from tests.evidence.proving import LATER, send_evidence, store_image
from tests.kit.pictures import pictures
from tests.plans.plans import add_plan, write_report


@pytest.fixture(scope="module")
def images():
    return pictures(2)


def test_evidence_waits_until_somebody_accepts_it(cast):
    fact = send_evidence(cast)
    assert (fact.accepted_on, fact.is_waiting) == (None, True)

    accept_evidence(fact, by=cast.approver, on=LATER)

    fact.refresh_from_db()
    assert (fact.accepted_on, fact.accepted_by, fact.is_waiting) == (LATER, cast.approver, False)


def test_photo_is_sent_with_its_prints_and_remembered_by_its_sum(cast, images):
    file = store_image(images[0])

    fact = send_evidence(cast, file=file, reference="")

    assert (fact.file, PhotoPrint.objects.filter(file=file).count() > 20) == (file, True)
    told = Event.objects.about(fact.initiative).last().after
    assert (told["file"], told["sha256"]) == ("anh.jpg", file.sha256)
    assert checks.evidence_photos_are_known_again() == []


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"dated_on": timezone.localdate() + timedelta(days=1)}, "không thể sau hôm nay"),
        ({"reference": ""}, "Hãy chọn tệp, hoặc ghi số"),
    ],
)
def test_evidence_of_tomorrow_or_of_nothing_is_refused(cast, changed, why):
    with pytest.raises(Refused, match=why):
        send_evidence(cast, **changed)
    assert Evidence.objects.count() == 0


@pytest.mark.parametrize("make", [draft, submit_initiative])
def test_evidence_before_acceptance_is_refused(cast, make):
    with pytest.raises(Refused, match="đã được duyệt đăng ký"):
        send_evidence(cast, make(cast))


def test_evidence_sent_twice_is_refused_until_the_first_is_rejected(cast, images):
    initiative, file = accept_initiative(cast), store_image(images[0])
    first = send_evidence(cast, initiative, file=file)

    with pytest.raises(Refused, match="đã được gửi với nội dung “Biên bản kiểm tra”, ngày 01/09/2023"):
        send_evidence(cast, initiative, file=store_image(images[0]), caption="Ảnh khác")

    reject_evidence(first, reason="Ảnh mờ", by=cast.approver)
    assert send_evidence(cast, initiative, file=file).is_waiting


def test_milestone_and_report_of_another_initiative_are_refused(cast):
    mine, other = accept_initiative(cast), accept_initiative(cast)
    milestone, report = add_plan(other, cast.officer).milestones.first(), write_report(other, cast.officer)

    with pytest.raises(Refused, match="thuộc mô hình khác") as refused:
        send_evidence(cast, mine, milestone=milestone, report=report)
    assert len(refused.value.reasons) == 2

    fact = send_evidence(cast, other, milestone=milestone, report=report)
    assert (fact.milestone, fact.report) == (milestone, report)


def test_rejected_evidence_keeps_the_reason_and_counts_nowhere(cast):
    fact = reject_evidence(send_evidence(cast), reason="  Không thấy  kết quả ", by=cast.approver, on=LATER)

    fact.refresh_from_db()
    assert (fact.rejected_on, fact.rejected_by, fact.rejection) == (LATER, cast.approver, "Không thấy kết quả")
    assert evidenced_count(fact.initiative.unit, timezone.localdate()) == 0
    event = Event.objects.about(fact.initiative).last()
    assert (event.verb, event.reason) == ("reject_evidence", "Không thấy kết quả")


def test_rejection_without_a_reason_is_refused(cast):
    fact = send_evidence(cast)
    with pytest.raises(Refused, match="Hãy ghi lý do"):
        reject_evidence(fact, reason=" \n ", by=cast.approver)


@pytest.mark.parametrize("decide", [accept_evidence, lambda row, by: reject_evidence(row, reason="Mờ", by=by)])
def test_evidence_is_not_decided_by_its_sender(cast, decide):
    fact = send_evidence(cast, by=cast.bloc_office)
    with pytest.raises(Refused, match="phải do người khác làm"):
        decide(fact, by=cast.bloc_office)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (timezone.localdate() + timedelta(days=1), "không thể sau hôm nay"),
        (LATER - timedelta(days=1), "xét trước ngày"),
    ],
)
def test_evidence_is_decided_on_a_day_that_can_be(cast, day, why):
    evidence = send_evidence(cast)

    with pytest.raises(Refused, match=why):
        accept_evidence(evidence, by=cast.approver, on=day)
    with pytest.raises(Refused, match=why):
        reject_evidence(evidence, reason="Mờ", by=cast.approver, on=day)


def test_of_two_who_decide_at_once_the_second_is_told(cast):
    fact = send_evidence(cast)
    stale = Evidence.objects.get(pk=fact.pk)
    accept_evidence(fact, by=cast.approver)

    with pytest.raises(Refused, match="đã được chấp nhận"):
        reject_evidence(stale, reason="Mờ", by=cast.bloc_office)
    with pytest.raises(Refused, match="đã được chấp nhận"):
        accept_evidence(stale, by=cast.bloc_office)


def test_what_was_rejected_is_not_accepted_afterwards(cast):
    fact = reject_evidence(send_evidence(cast), reason="Mờ", by=cast.approver)
    with pytest.raises(Refused, match="có thể gửi minh chứng khác"):
        accept_evidence(fact, by=cast.bloc_office)


@pytest.mark.parametrize(
    "words",
    [
        {"rejected_on": DAY, "rejection": "Mờ"},
        {"rejection": "Mờ"},
        {"rejected_on": DAY, "rejected_by": True, "rejection": ""},
        {"rejected_on": DAY, "rejected_by": True, "rejection": "Mờ", "accepted_on": DAY, "accepted_by": True},
    ],
)
def test_half_an_outcome_is_refused_by_the_database(cast, words):
    fact = send_evidence(cast)
    filled = {name: cast.approver if value is True else value for name, value in words.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Evidence.objects.filter(pk=fact.pk).update(**filled)


@pytest.mark.parametrize(
    "part", ["office", "bloc_office", "bloc_officer", "approver", "officer", "outsider", "auditor"]
)
def test_waiting_evidence_is_what_the_rule_allows_one_by_one(cast, part):
    person = cast.people[part]
    ended = accept_initiative(cast)
    rows = [
        send_evidence(cast),
        send_evidence(cast, by=cast.bloc_office),
        send_evidence(cast, by=second_office(cast)),
        send_evidence(cast, accept_initiative(cast, unit=cast.unit("xa-an")), by=cast.office),
        send_evidence(cast, ended),
        accept_evidence(send_evidence(cast), by=second_office(cast)),
        reject_evidence(send_evidence(cast), reason="Mờ", by=second_office(cast)),
    ]
    withdraw(ended, reason="Dừng", by=cast.approver)

    fresh = Evidence.objects.select_related("initiative__unit").in_bulk([row.pk for row in rows])
    allowed = {key for key, row in fresh.items() if may_accept_evidence(person, row)}
    assert set(waiting_evidence(person).values_list("pk", flat=True)) == allowed


def test_shelves_part_evidence_by_how_it_is_shown(cast, images):
    initiative = accept_initiative(cast)
    picture = send_evidence(cast, initiative, file=store_image(images[0]))
    named = accept_evidence(send_evidence(cast, initiative), by=cast.approver)
    refused = reject_evidence(send_evidence(cast, initiative, caption="Mờ"), reason="Mờ", by=cast.approver)

    shelves = shelves_of(initiative)

    assert (shelves.photos, shelves.papers, shelves.references) == ([picture], [], [named])
    assert (shelves.rejected, shelves.accepted_count, shelves.waiting_count) == ([refused], 1, 1)


def test_what_lacks_to_count_as_evidenced_is_said(cast):
    initiative = accept_initiative(cast)
    assert missing_to_evidence(initiative, 0, 2) == [
        "ít nhất một minh chứng được người duyệt chấp nhận (2 minh chứng đang chờ)"
    ]
    assert missing_to_evidence(initiative, 1, 0) == []
    initiative.holder = initiative.responsible = ""
    assert missing_to_evidence(initiative, 1, 0) == ["thông tin để có tên, địa chỉ: người hoặc tập thể phụ trách"]


def test_photo_whose_prints_are_lost_is_named(cast, images):
    send_evidence(cast, file=store_image(images[0]))
    PhotoPrint.objects.all().delete()
    [fault] = checks.evidence_photos_are_known_again()
    assert "ảnh “anh.jpg” của minh chứng “Biên bản kiểm tra” không có dấu ảnh" in fault
