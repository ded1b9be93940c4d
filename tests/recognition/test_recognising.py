"""One dossier climbs the tiers: put forward, appraised by a council, recognised or declined; two parties always."""

from datetime import date

import pytest

from lantoa.councils.enums import Verdict
from lantoa.councils.models import Item
from lantoa.initiatives.services import accept, register, submit, withdraw
from lantoa.kit.extension_points import contributions
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.plans.services.planning import NewMilestone
from lantoa.recognition.enums import CandidacyState
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.deciding import deciding_unit, open_tiers
from lantoa.recognition.services.recognising import appraise, decline, mark_outstanding, propose, recognise, take_back
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import DAY, SINCE, accept_initiative, make_person, second_office, submit_initiative, values
from tests.councils.sitting_cast import make_sitting
from tests.plans.plans import add_plan
from tests.watch.climbing import DECIDED, PROPOSED, appraise_candidacy, propose_initiative, recognise_initiative


def test_proposal_goes_to_the_unit_that_decides_at_the_tier(cast):
    candidacy = propose_initiative(cast)

    assert (candidacy.unit, candidacy.state, candidacy.due_on) == (cast.unit("khoi"), "proposed", date(2023, 5, 1))
    assert Event.objects.about(candidacy.initiative).last().verb == "propose"


def test_deciding_units_of_a_base_committee(cast):
    initiative = accept_initiative(cast)

    assert {tier: unit and unit.code for tier in ("base", "bloc", "commune", "province", "central")
            if (unit := deciding_unit(initiative, tier, DECIDED)) or tier == "commune"} == {
        "base": "db1", "bloc": "khoi", "commune": None, "province": "lt", "central": "lt",
    }  # fmt: skip


def test_province_wants_a_lower_tier_first(cast):
    initiative = accept_initiative(cast)
    with pytest.raises(Refused, match="phải đang được công nhận ở cấp khối hoặc cấp xã"):
        propose_initiative(cast, initiative=initiative, tier="province")

    recognise_initiative(cast, initiative=initiative)

    assert [tier.value for tier, _ in open_tiers(initiative, DECIDED)] == ["base", "province"]


@pytest.mark.parametrize(
    ("part", "reason"),
    [("auditor", "cán bộ phụ trách"), ("outsider", "cán bộ phụ trách"), ("nobody", "cán bộ phụ trách")],
)
def test_who_does_not_write_does_not_propose(cast, part, reason):
    with pytest.raises(Refused, match=reason):
        propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=cast.people[part])


def test_registration_not_accepted_is_not_proposed(cast):
    with pytest.raises(Refused, match="đã được duyệt đăng ký"):
        propose(submit_initiative(cast), tier="bloc", statement="Tốt", by=cast.officer)


def test_second_proposal_at_a_tier_is_refused(cast):
    candidacy = propose_initiative(cast)

    with pytest.raises(Refused, match="đang được đề nghị"):
        propose_initiative(cast, initiative=candidacy.initiative)


def test_proposal_without_a_word_is_refused(cast):
    with pytest.raises(Refused, match="lý do đề nghị"):
        propose(accept_initiative(cast), tier="bloc", statement="  ", by=cast.officer)


def test_proposal_on_a_day_to_come_is_refused(cast):
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=cast.officer, on=date(2099, 1, 1))


def test_who_proposed_does_not_decide(cast):
    candidacy = propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=cast.bloc_office, on=PROPOSED)

    with pytest.raises(Refused, match="người khác làm"):
        recognise(candidacy, decision_no="1-QĐ", by=cast.bloc_office)


def test_who_handed_the_registration_in_does_not_decide(cast):
    with pytest.raises(Refused, match="người nộp đăng ký"):
        recognise(propose_initiative(cast), decision_no="1-QĐ", by=cast.office)


@pytest.mark.parametrize("part", ["officer", "bloc_officer", "outsider", "auditor"])
def test_who_may_not_decide_at_the_bloc(cast, part):
    candidacy = propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=second_office(cast), on=PROPOSED)

    with pytest.raises(Refused, match="được quyết định ở cấp này"):
        recognise(candidacy, decision_no="1-QĐ", by=cast.people[part])


def test_plain_decision_recognises(cast):
    found = recognise(propose_initiative(cast), decision_no="15-QĐ/ĐUK", by=cast.approver, on=DECIDED)

    candidacy = Candidacy.objects.get()
    assert (found.tier, found.recognised_on, found.candidacy) == ("bloc", DECIDED, candidacy)
    assert (candidacy.state, candidacy.decided_on, candidacy.decision_no) == ("recognised", DECIDED, "15-QĐ/ĐUK")
    window = found.renewals.get()
    assert (window.renewed_on, window.due_on, window.lapses_on) == (DECIDED, date(2025, 6, 30), date(2025, 12, 27))


def test_decision_without_a_number_is_refused(cast):
    with pytest.raises(Refused, match="số quyết định"):
        recognise(propose_initiative(cast), decision_no=" ", by=cast.approver)


def test_decision_before_the_proposal_is_refused(cast):
    with pytest.raises(Refused, match="không thể trước ngày đó"):
        recognise(propose_initiative(cast), decision_no="1-QĐ", by=cast.approver, on=date(2023, 3, 20))


def test_decline_says_why_and_lets_it_be_proposed_again(cast):
    candidacy = propose_initiative(cast)
    with pytest.raises(Refused, match="lý do không công nhận"):
        decline(candidacy, reason="", by=cast.approver)

    declined = decline(candidacy, reason="Chưa có số liệu hiệu quả", by=cast.approver, on=DECIDED)

    assert (declined.state, declined.reason) == (CandidacyState.DECLINED, "Chưa có số liệu hiệu quả")
    assert not Recognition.objects.exists()
    assert propose_initiative(cast, initiative=declined.initiative, on=DECIDED).state == CandidacyState.PROPOSED


def test_of_two_people_who_decide_at_once_the_second_is_refused(cast):
    candidacy = propose_initiative(cast)
    stale = Candidacy.objects.get(pk=candidacy.pk)
    recognise(candidacy, decision_no="1-QĐ", by=cast.approver)

    with pytest.raises(Refused, match="Được công nhận"):
        decline(stale, reason="Muộn", by=second_office(cast))


def test_unit_takes_its_proposal_back(cast):
    assert (
        take_back(propose_initiative(cast), reason="Bổ sung hồ sơ", by=cast.officer).state == CandidacyState.TAKEN_BACK
    )


def test_council_concludes_before_anybody_decides(cast):
    candidacy = appraise(propose_initiative(cast), sitting=make_sitting(cast, items=0), by=cast.bloc_officer)

    assert (candidacy.state, candidacy.item.unit) == ("appraising", cast.unit("db1"))
    with pytest.raises(Refused, match="chưa kết thúc phiên"):
        recognise(candidacy, decision_no="1-QĐ", by=cast.approver)


def test_favourable_verdict_is_recognised_not_declined(cast):
    candidacy = appraise_candidacy(cast, propose_initiative(cast))
    with pytest.raises(Refused, match="phải theo kết luận"):
        decline(candidacy, reason="Không thích", by=cast.approver)

    assert recognise(candidacy, decision_no="1-QĐ", by=cast.approver).tier == "bloc"


def test_unfavourable_verdict_is_declined_not_recognised(cast):
    candidacy = appraise_candidacy(cast, propose_initiative(cast), Verdict.NOT_RECOMMENDED, "Hiệu quả thấp")
    with pytest.raises(Refused, match="phải theo kết luận"):
        recognise(candidacy, decision_no="1-QĐ", by=cast.approver)

    assert decline(candidacy, reason="Hiệu quả thấp", by=cast.approver).state == CandidacyState.DECLINED


def test_dossier_does_not_lie_with_two_sittings(cast):
    candidacy = appraise(propose_initiative(cast), sitting=make_sitting(cast, items=0), by=cast.bloc_officer)

    with pytest.raises(Refused, match="Hồ sơ đang ở phiên"):
        appraise(candidacy, sitting=make_sitting(cast, items=0), by=cast.bloc_officer)


def test_council_of_another_unit_does_not_appraise(cast):
    initiative = accept_initiative(cast)
    recognise_initiative(cast, initiative=initiative)
    candidacy = propose_initiative(cast, initiative=initiative, tier="province", on=DECIDED)

    with pytest.raises(Refused, match="Tỉnh ủy Lan Tỏa"):
        appraise(candidacy, sitting=make_sitting(cast, items=0), by=second_office(cast))


def test_dossier_hides_whose_it_is_behind_reveals(cast):
    candidacy = appraise(propose_initiative(cast), sitting=make_sitting(cast, items=0), by=cast.bloc_officer)

    open_text = " ".join(row["text"] for row in candidacy.item.content if not row["reveals"])
    assert "Sở Nông nghiệp" not in open_text
    assert {cast.officer, cast.office} == set(candidacy.item.concerned.all())


def test_who_wrote_it_and_who_answers_for_a_milestone_are_concerned(cast):
    helper = make_person("helper", "Người Giúp Việc")
    assign_role(helper, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=SINCE)
    record = register(values=values(cast), by=cast.bloc_officer)
    record = accept(submit(record, by=cast.officer), by=cast.approver, on=DAY)
    add_plan(
        record, cast.officer, milestones=[NewMilestone("Ra mắt", "Chi đoàn", date(2023, 9, 2), owner_person=helper)]
    )

    sitting = make_sitting(cast, items=0)
    candidacy = appraise(propose_initiative(cast, initiative=record), sitting=sitting, by=cast.bloc_officer)

    assert {cast.bloc_officer, cast.officer, helper} == set(candidacy.item.concerned.all())


def test_outstanding_is_picked_once(cast):
    found = recognise_initiative(cast)

    assert mark_outstanding(found, by=cast.approver, on=DECIDED).outstanding_on == DECIDED
    with pytest.raises(Refused, match="đã được chọn tiêu biểu"):
        mark_outstanding(found, by=cast.approver)


def test_withdrawn_initiative_is_put_forward_no_more(cast):
    candidacy = propose_initiative(cast)
    withdraw(candidacy.initiative, by=second_office(cast), reason="Dừng")

    candidacy.refresh_from_db()
    assert (candidacy.state, candidacy.reason) == (CandidacyState.TAKEN_BACK, "Dừng")


def test_checks_find_nothing_after_a_climb(cast):
    recognise(appraise_candidacy(cast, propose_initiative(cast)), decision_no="1-QĐ", by=cast.approver)

    assert [fault for check in contributions("checks") for fault in check()] == []


def test_checks_find_what_went_past_the_services(cast):
    found = recognise(appraise_candidacy(cast, propose_initiative(cast)), decision_no="1-QĐ", by=cast.approver)
    Candidacy.objects.update(decided_on=PROPOSED)
    Item.objects.update(verdict=Verdict.NOT_RECOMMENDED, verdict_reason="Thấp")
    found.renewals.all().delete()

    faults = [fault for check in contributions("checks") for fault in check()]

    assert len([fault for fault in faults if "Vườn rau sạch" in fault]) == 4
