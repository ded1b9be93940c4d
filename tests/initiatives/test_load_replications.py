"""Many adopted copies at once."""

from datetime import date, timedelta

import pytest

from lantoa.initiatives.models import Replication
from lantoa.initiatives.services.facts import NewReplication, load_replications
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.cast import DAY, accept_initiative, submit_initiative

LATER = date(2023, 9, 1)


def test_all_are_noted_at_their_sources(cast):
    source = accept_initiative(cast)

    load_replications([NewReplication(source, cast.unit(code), LATER) for code in ("cb2", "xa-an")], by=cast.approver)

    assert sorted(Replication.objects.values_list("unit__code", flat=True)) == ["cb2", "xa-an"]
    assert Event.objects.about(source).filter(verb="record_replication").count() == 2
    assert verify() == []


def test_the_installation_itself_may_load(cast):
    load_replications([NewReplication(accept_initiative(cast), cast.unit("xa-an"), LATER)], by=None)

    assert Replication.objects.count() == 1


def test_a_pair_that_comes_twice_refuses_all(cast):
    source = accept_initiative(cast)

    with pytest.raises(Refused, match="đang áp dụng mô hình này"):
        load_replications([NewReplication(source, cast.unit("cb2"), LATER)] * 2, by=None)
    assert Replication.objects.count() == 0


def test_each_fault_is_named(cast):
    source = accept_initiative(cast)
    news = [
        NewReplication(source, cast.unit("db1"), LATER),
        NewReplication(source, cast.unit("cb2"), DAY - timedelta(1)),
    ]

    with pytest.raises(Refused) as refused:
        load_replications(news, by=None)
    assert refused.value.reasons == [
        "Đơn vị áp dụng phải khác đơn vị có mô hình gốc.",
        "Ngày áp dụng phải từ ngày mô hình gốc được duyệt đăng ký trở đi.",
    ]


def test_one_that_is_not_accepted_is_refused(cast):
    with pytest.raises(Refused, match="đã được duyệt đăng ký"):
        load_replications([NewReplication(submit_initiative(cast), cast.unit("cb2"), LATER)], by=None)


def test_outside_ones_scope_is_refused(cast):
    with pytest.raises(Refused, match="Chỉ người duyệt"):
        load_replications([NewReplication(accept_initiative(cast), cast.unit("cb2"), LATER)], by=cast.outsider)
