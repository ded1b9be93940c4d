"""Recognitions and adopted copies through the services."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from lantoa.initiatives.models import Replication
from lantoa.initiatives.services import record_replication
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.recognition.models import Recognition
from lantoa.recognition.services.facts import record_recognition
from tests.cast import DAY, accept_initiative, submit_initiative

LATER = date(2023, 9, 1)


def test_a_copy_adopted_tomorrow_is_refused(cast):
    source, tomorrow = accept_initiative(cast), timezone.localdate() + timedelta(days=1)

    with pytest.raises(Refused, match="không thể sau hôm nay"):
        record_replication(source, unit=cast.unit("cb2"), adopted_on=tomorrow, by=cast.office)


def test_recognition_is_kept_with_its_decision(cast):
    initiative = accept_initiative(cast)

    record_recognition(initiative, tier="bloc", recognised_on=LATER, decision_no="15-QĐ/ĐUK", by=cast.approver)

    fact = Recognition.objects.get()
    assert (fact.initiative, fact.tier, fact.recognised_on, fact.decision_no) == (
        initiative,
        "bloc",
        LATER,
        "15-QĐ/ĐUK",
    )
    assert Event.objects.about(initiative).last().after == {
        "tier": "Khối",
        "recognised_on": "2023-09-01",
        "decision_no": "15-QĐ/ĐUK",
    }


def test_recognition_before_acceptance_is_refused(cast):
    with pytest.raises(Refused, match="đã được duyệt đăng ký"):
        record_recognition(submit_initiative(cast), tier="bloc", recognised_on=LATER, by=cast.approver)


def test_recognition_on_a_day_before_acceptance_is_refused(cast):
    with pytest.raises(Refused, match="không thể trước ngày đó"):
        record_recognition(
            accept_initiative(cast), tier="bloc", recognised_on=DAY - timedelta(days=1), by=cast.approver
        )


def test_second_recognition_at_a_tier_is_refused(cast):
    initiative = accept_initiative(cast)
    record_recognition(initiative, tier="bloc", recognised_on=LATER, by=cast.approver)

    with pytest.raises(Refused, match="đang được công nhận ở cấp này"):
        record_recognition(initiative, tier="bloc", recognised_on=LATER, by=cast.approver)


def test_recognition_by_the_base_officer_is_refused(cast):
    with pytest.raises(Refused, match="Chỉ người duyệt"):
        record_recognition(accept_initiative(cast), tier="bloc", recognised_on=LATER, by=cast.officer)


def test_replication_names_the_unit_and_its_copy(cast):
    initiative, copy = accept_initiative(cast), accept_initiative(cast, unit=cast.unit("cb2"))

    record_replication(initiative, unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver, copy=copy)

    fact = Replication.objects.get()
    assert (fact.source, fact.unit, fact.copy, fact.adopted_on) == (initiative, cast.unit("cb2"), copy, LATER)


def test_replication_at_the_own_unit_is_refused(cast):
    with pytest.raises(Refused, match="phải khác đơn vị"):
        record_replication(accept_initiative(cast), unit=cast.unit("db1"), adopted_on=LATER, by=cast.approver)


def test_replication_twice_at_a_unit_is_refused(cast):
    initiative = accept_initiative(cast)
    record_replication(initiative, unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver)

    with pytest.raises(Refused, match="đang áp dụng"):
        record_replication(initiative, unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver)


def test_replication_whose_copy_is_another_units_is_refused(cast):
    copy = accept_initiative(cast, unit=cast.unit("xa-an"))

    with pytest.raises(Refused, match="không phải của “Chi bộ Ban Dân tộc”"):
        record_replication(
            accept_initiative(cast), unit=cast.unit("cb2"), adopted_on=LATER, by=cast.approver, copy=copy
        )
