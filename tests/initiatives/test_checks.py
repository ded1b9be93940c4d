"""Each check finds the fault that it is for, planted past the services, and nothing in what the services made."""

from datetime import date

import pytest
from django.db import connection

from lantoa.evidence import checks as evidence_checks
from lantoa.evidence.models import Evidence
from lantoa.evidence.services import accept_evidence, add_evidence
from lantoa.initiatives import checks
from lantoa.initiatives.services import record_replication
from lantoa.recognition import checks as recognition_checks
from lantoa.recognition.services.facts import record_recognition
from lantoa.units.services import rename
from tests.cast import accept_initiative, draft, submit_initiative


def sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def finds_one(check, *parts: str) -> bool:
    """Whether the check says exactly one sentence, with all these parts in it."""
    faults = check()
    return len(faults) == 1 and all(part in faults[0] for part in parts)


@pytest.fixture
def whole(cast):
    """One initiative with every fact about it, in a unit that was renamed later."""
    initiative = accept_initiative(cast)
    record_recognition(initiative, tier="bloc", recognised_on=date(2023, 6, 1), by=cast.approver)
    record_replication(initiative, unit=cast.unit("cb2"), adopted_on=date(2023, 9, 1), by=cast.approver)
    evidence = add_evidence(
        initiative, caption="Biên bản nghiệm thu", reference="12/BB", dated_on=date(2023, 8, 1), by=cast.officer
    )
    accept_evidence(evidence, by=cast.approver, on=date(2023, 8, 15))
    rename(cast.unit("db1"), name="Đảng bộ Sở Nông nghiệp và Môi trường", by=cast.office, on=date(2025, 3, 1))
    return initiative


@pytest.mark.parametrize("check", checks.CHECKS)
def test_nothing_is_found_in_what_services_made(whole, cast, check):
    draft(cast)
    submit_initiative(cast)
    assert check() == []


def test_name_changed_past_the_services(whole):
    sql("UPDATE initiatives_initiative SET name = 'Tên khác'")
    assert finds_one(checks.initiative_keys_match_names, "“Tên khác”", "khóa tìm kiếm")


def test_initiative_that_came_past_the_services(whole):
    sql("DELETE FROM kit_event WHERE verb = 'register'")
    assert finds_one(checks.initiatives_have_a_history, whole.name, "nhật ký không ghi việc đăng ký")


def test_recognition_before_acceptance(whole):
    sql("UPDATE recognition_recognition SET recognised_on = '2023-01-01'")
    assert finds_one(recognition_checks.recognitions_follow_acceptance, "01/01/2023", "chưa được duyệt đăng ký")


def test_recognition_of_a_draft(whole, cast):
    sql("UPDATE recognition_recognition SET initiative_id = %s", draft(cast, name="Bản nháp").pk)
    assert finds_one(recognition_checks.recognitions_follow_acceptance, "“Bản nháp”")


def test_replication_before_acceptance(whole):
    sql("UPDATE initiatives_replication SET adopted_on = '2023-01-01'")
    assert finds_one(checks.replications_follow_acceptance, "“Chi bộ Ban Dân tộc”", "chưa được duyệt đăng ký")


def test_replication_at_home(whole):
    sql("UPDATE initiatives_replication SET unit_id = %s", whole.unit_id)
    assert finds_one(checks.replications_follow_acceptance, "ngay tại đơn vị của mình")


def test_copy_of_another_unit(whole, cast):
    copy = accept_initiative(cast, name="Bản nhân rộng", unit=cast.unit("xa-an"))
    sql("UPDATE initiatives_replication SET copy_id = %s", copy.pk)
    assert finds_one(checks.replications_follow_acceptance, "không thuộc đơn vị áp dụng “Chi bộ Ban Dân tộc”")


def test_evidence_accepted_by_its_sender(whole):
    sql("UPDATE evidence_evidence SET accepted_by_id = added_by_id")
    assert finds_one(evidence_checks.evidence_has_four_eyes, "“Biên bản nghiệm thu”")
    assert Evidence.objects.count() == 1
