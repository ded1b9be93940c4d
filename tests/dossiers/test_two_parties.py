"""No way round: nobody recognises an own file, nobody goes past a council, a lower tier or another's open proposal."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lantoa.councils.enums import Verdict
from lantoa.councils.services import take_off_agenda
from lantoa.initiatives.services import withdraw
from lantoa.kit.ruling import Refused
from lantoa.movement.services import ensure_national_sectors
from lantoa.recognition.services.facts import record_recognition
from lantoa.recognition.services.recognising import appraise, mark_outstanding, propose, recognise
from lantoa.recognition.services.renewing import renew, revoke
from lantoa.rulebook.services import ensure_rules
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE, accept_initiative, make_cast, make_person, second_office
from tests.councils.sitting_cast import make_sitting
from tests.watch.climbing import DECIDED, PROPOSED, appraise_candidacy, propose_initiative, recognise_initiative


def test_own_file_is_not_noted_as_recognised(cast):
    with pytest.raises(Refused, match="người nộp đăng ký"):
        record_recognition(accept_initiative(cast), tier="bloc", recognised_on=DECIDED, by=cast.office)


def test_who_does_not_decide_at_a_tier_notes_no_decision_of_it(cast):
    person = make_person("own_approver", "Lò Thị Duyệt")
    assign_role(person, unit=cast.unit("db1"), kind=RoleKind.APPROVER, by=None, on=SINCE)

    with pytest.raises(Refused, match="Đảng ủy Khối"):
        record_recognition(accept_initiative(cast), tier="bloc", recognised_on=DECIDED, by=person)


def test_decision_of_a_day_to_come_is_not_noted(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="ở sau hôm nay"):
        record_recognition(accept_initiative(cast), tier="bloc", recognised_on=tomorrow, by=cast.approver)


def test_decision_is_not_noted_past_an_open_proposal(cast):
    with pytest.raises(Refused, match="hãy quyết định đề nghị đó"):
        record_recognition(propose_initiative(cast).initiative, tier="bloc", recognised_on=DECIDED, by=cast.approver)


def test_lower_tier_must_hold_on_the_day_of_the_decision(cast):
    lower = recognise_initiative(cast)
    higher = propose(lower.initiative, tier="province", statement="Tốt", by=cast.officer, on=date(2023, 8, 1))
    revoke(lower, reason="Báo cáo sai", by=cast.approver, on=date(2023, 9, 1))

    with pytest.raises(Refused, match="đang được công nhận ở cấp khối"):
        recognise(higher, decision_no="1-QĐ", by=second_office(cast), on=date(2023, 9, 1))
    assert recognise(higher, decision_no="1-QĐ", by=second_office(cast), on=date(2023, 8, 31)).tier == "province"


def test_decision_is_not_dated_before_the_councils_end(cast):
    with pytest.raises(Refused, match="Hội đồng kết thúc"):
        recognise(appraise_candidacy(cast, propose_initiative(cast)), decision_no="1-QĐ", by=cast.approver, on=PROPOSED)


def test_dossier_taken_off_after_a_refusal_is_not_recognised_past_the_council(cast):
    held = appraise_candidacy(
        cast, propose_initiative(cast), verdict=Verdict.NOT_RECOMMENDED, reason="Chưa rõ hiệu quả"
    )
    held = appraise(held, sitting=make_sitting(cast, items=0), by=cast.bloc_officer)
    take_off_agenda(held.item, by=cast.bloc_officer, reason="Rút")

    with pytest.raises(Refused, match="chưa hội đồng nào thẩm định"):
        recognise(held, decision_no="1-QĐ", by=cast.approver)


def test_who_proposed_does_not_check_again(cast):
    held = propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=cast.bloc_office, on=PROPOSED)
    found = recognise(held, decision_no="1-QĐ", by=cast.approver, on=DECIDED)

    with pytest.raises(Refused, match="người đề nghị"):
        renew(found, findings="Còn tốt", by=cast.bloc_office)


def test_what_lapsed_is_not_picked_as_outstanding(cast):
    with pytest.raises(Refused, match="đã hết hiệu lực"):
        mark_outstanding(recognise_initiative(cast), by=cast.approver)


def test_recognition_does_not_end_before_it_was_picked(cast):
    found = mark_outstanding(recognise_initiative(cast), by=cast.approver, on=date(2024, 6, 1))

    with pytest.raises(Refused, match="được chọn tiêu biểu"):
        revoke(found, reason="Báo cáo sai", by=cast.approver, on=date(2024, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_who_withdraws_during_a_decision_ends_what_it_gave():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time")
    ensure_rules()
    ensure_national_sectors()
    cast = make_cast()
    held = propose_initiative(cast)
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            found = recognise(held, decision_no="1-QĐ", by=cast.approver, on=DECIDED)
            withdrawing = pool.submit(_withdraw_and_leave, held.initiative, second_office(cast))
            wait([withdrawing], timeout=1)
        withdrawing.result()

    found.refresh_from_db()
    assert found.ended_on == timezone.localdate()


def _withdraw_and_leave(initiative, by) -> None:
    try:
        withdraw(initiative, by=by, reason="Dừng")
    finally:
        connection.close()
