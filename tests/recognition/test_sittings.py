"""Many dossiers at once: before a sitting, and by one decision as the council concluded."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.enums import Verdict
from lantoa.councils.models import Appraisal, Sitting
from lantoa.councils.services import (
    AttendanceMark,
    assign,
    close_scoring,
    conclude,
    open_scoring,
    record_attendance,
    set_verdict,
)
from lantoa.councils.views.history import entries
from lantoa.initiatives.services import withdraw
from lantoa.kit.ruling import Refused
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.sittings import candidacies_for, sittings_to_decide
from lantoa.recognition.services.sittings import bring_before, decide_sitting
from tests.cast import accept_initiative, second_office
from tests.councils.sitting_cast import make_sitting, score, seat_member
from tests.watch.climbing import propose_initiative

VERDICTS = (Verdict.RECOMMENDED, Verdict.OUTSTANDING, Verdict.NOT_RECOMMENDED)


def three(cast) -> list[Candidacy]:
    return [propose_initiative(cast, initiative=accept_initiative(cast, name=f"Tên {number}")) for number in range(3)]


def conclude_sitting(cast) -> Sitting:
    """Three dossiers judged: recommended, outstanding, not recommended."""
    sitting = make_sitting(cast, items=0)
    brought = bring_before(sitting, candidacies=three(cast), by=cast.bloc_officer)
    for candidacy in brought:
        assign(candidacy.item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    open_scoring(sitting, by=cast.bloc_officer)
    for appraisal in Appraisal.objects.all():
        score(appraisal, 8, 8, 8)
    close_scoring(sitting, by=cast.bloc_officer)
    marks = [AttendanceMark(member, True) for member in sitting.council.members.all()]
    record_attendance(sitting, marks=marks, by=cast.bloc_officer)
    for candidacy, verdict in zip(brought, VERDICTS, strict=True):
        set_verdict(candidacy.item, verdict=verdict, reason="Hiệu quả thấp", by=cast.approver)
    return conclude(sitting, by=cast.approver)


def test_dossiers_are_brought_together(cast):
    sitting = make_sitting(cast, items=0)

    brought = bring_before(sitting, candidacies=three(cast), by=cast.bloc_officer)

    assert [candidacy.item.position for candidacy in brought] == [1, 2, 3]


def test_one_that_may_not_be_brought_keeps_all_back(cast):
    sitting, asked = make_sitting(cast, items=0), three(cast)
    bring_before(sitting, candidacies=asked[:1], by=cast.bloc_officer)

    with pytest.raises(Refused, match="Tên 0: Hồ sơ đang ở phiên"):
        bring_before(sitting, candidacies=asked, by=cast.bloc_officer)

    assert sitting.items.count() == 1


def test_what_is_withdrawn_falls_off_the_agenda_unless_it_was_scored(cast):
    sitting = make_sitting(cast, items=0)
    brought = bring_before(sitting, candidacies=three(cast), by=cast.bloc_officer)
    assign(brought[1].item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    open_scoring(sitting, by=cast.bloc_officer)
    score(Appraisal.objects.get(), 8, 8, 8)

    for candidacy in brought[:2]:
        withdraw(candidacy.initiative, by=second_office(cast), reason="Đơn vị dừng làm")

    rows = sitting.items.order_by("position").values_list("taken_off_reason", flat=True)
    assert list(rows) == ["Đơn vị dừng làm", "", ""]
    assert "đã đưa hồ sơ ra khỏi chương trình" in [entry.what for entry in entries(sitting)]


def test_one_decision_for_the_whole_sitting(cast):
    done = decide_sitting(conclude_sitting(cast), decision_no="20-QĐ/ĐUK", by=cast.approver)

    assert (len(done.recognised), len(done.declined)) == (2, 1)
    found = Recognition.objects.order_by("pk")
    assert [(row.decision_no, row.outstanding_on is not None) for row in found] == [
        ("20-QĐ/ĐUK", False),
        ("20-QĐ/ĐUK", True),
    ]
    assert Candidacy.objects.get(state="declined").reason == "Hiệu quả thấp"


def test_second_decision_finds_nothing_left(cast):
    sitting = conclude_sitting(cast)
    decide_sitting(sitting, decision_no="20-QĐ/ĐUK", by=cast.approver)

    with pytest.raises(Refused, match="đã được quyết định"):
        decide_sitting(sitting, decision_no="21-QĐ/ĐUK", by=cast.approver)


@pytest.mark.parametrize(("part", "reason"), [("bloc_officer", "được quyết định"), ("office", "người nộp đăng ký")])
def test_who_may_not_decide_the_sitting(cast, part, reason):
    with pytest.raises(Refused, match=reason):
        decide_sitting(conclude_sitting(cast), decision_no="20-QĐ/ĐUK", by=cast.people[part])


def test_sitting_that_goes_on_is_not_decided(cast):
    with pytest.raises(Refused, match="chưa kết thúc"):
        decide_sitting(make_sitting(cast), decision_no="20-QĐ/ĐUK", by=cast.approver)


def test_decision_before_the_conclusion_is_refused(cast):
    with pytest.raises(Refused, match="không thể trước ngày đó"):
        decide_sitting(conclude_sitting(cast), decision_no="20-QĐ/ĐUK", by=cast.approver, on=date(2023, 1, 1))


def test_approver_is_led_from_the_list_to_the_decision(cast, as_person):
    sitting, client = conclude_sitting(cast), as_person("approver")
    assert [row.waiting for row in sittings_to_decide(cast.approver, timezone.localdate())] == [3]
    url = reverse("sitting_decide", args=[sitting.pk])
    assert url in client.get(reverse("recognitions")).content.decode()
    assert "Sẽ được công nhận" in client.get(url).content.decode()

    answer = client.post(url, {"decision_no": "20-QĐ/ĐUK"}, follow=True)

    assert "Đã công nhận 2 mô hình, không công nhận 1." in answer.content.decode()


def test_decision_without_a_number_keeps_the_page(cast, as_person):
    answer = as_person("approver").post(
        reverse("sitting_decide", args=[conclude_sitting(cast).pk]), {"decision_no": ""}
    )

    assert answer.status_code == 422
    assert Recognition.objects.count() == 0


def test_officer_of_the_bloc_brings_from_the_page(cast, as_person):
    sitting, asked = make_sitting(cast, items=0), three(cast)
    url = reverse("sitting_bring", args=[sitting.pk])

    as_person("bloc_officer").post(url, {"candidacies": [row.pk for row in asked[:2]]})

    assert sitting.items.count() == 2


@pytest.mark.parametrize("name", ["sitting_bring", "sitting_decide"])
def test_sitting_out_of_scope_is_not_there(cast, as_person, name):
    url = reverse(name, args=[make_sitting(cast, items=0).pk])

    assert as_person("outsider").get(url).status_code == 404


def test_what_lost_its_lower_tier_is_left_and_the_others_are_decided(cast):
    sitting = conclude_sitting(cast)
    first = Candidacy.objects.get(item__sitting=sitting, item__position=1)
    Candidacy.objects.filter(pk=first.pk).update(tier="province")

    done = decide_sitting(sitting, decision_no="20-QĐ", by=cast.approver)

    assert [(candidacy.pk, "đang được công nhận ở" in reason) for candidacy, reason in done.left] == [(first.pk, True)]
    assert (len(done.recognised), len(done.declined)) == (1, 1)


def test_a_decision_is_not_previewed_before_the_council_concluded(cast, as_person):
    sitting = make_sitting(cast, items=0, is_blind=True)
    bring_before(sitting, candidacies=three(cast), by=cast.bloc_officer)
    open_scoring(sitting, by=cast.bloc_officer)

    answer = as_person("m1").get(reverse("sitting_decide", args=[sitting.pk]))

    assert (answer.status_code, "Tên 0" in answer.content.decode()) == (403, False)


@pytest.mark.parametrize(("part", "count"), [("approver", 1), ("auditor", 0), ("outsider", 0), ("nobody", 0)])
def test_who_decides_nowhere_is_led_to_no_decision(cast, part, count):
    conclude_sitting(cast)

    assert sittings_to_decide(cast.people[part], timezone.localdate()).count() == count


@pytest.mark.parametrize(("part", "count"), [("bloc_officer", 3), ("auditor", 0), ("outsider", 0), ("nobody", 0)])
def test_who_works_elsewhere_finds_no_dossiers_for_the_sitting(cast, part, count):
    sitting = make_sitting(cast, items=0)
    three(cast)

    assert candidacies_for(sitting, cast.people[part], timezone.localdate()).count() == count
