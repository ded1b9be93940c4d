"""Accepting many registrations at once."""

from datetime import date

import pytest
from django.utils import timezone

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, accept_many, preview_acceptance, register, submit
from lantoa.initiatives.services.spreading import link_copy
from lantoa.kit.audit import verify
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.cast import DAY, accept_initiative, draft, submit_initiative, values


def test_preview_groups_the_refused_by_reason(cast):
    ready = submit_initiative(cast)
    own = submit(register(values=values(cast), by=cast.bloc_officer), by=cast.bloc_officer)
    early = draft(cast)

    preview = preview_acceptance(Initiative.objects.order_by("pk"), by=cast.bloc_officer)

    assert preview.acceptable == (ready,)
    assert preview.refused == {
        "Bạn là người nộp đăng ký này; việc duyệt hoặc trả lại phải do người khác làm.": (own,),
        "Không thể “duyệt đăng ký” khi đang ở trạng thái “Bản nháp”.": (early,),
    }
    assert Initiative.objects.filter(state=State.ACCEPTED).count() == 0


def test_accept_many_does_what_accept_does(cast):
    one, alone = submit_initiative(cast), submit_initiative(cast)
    accept(alone, by=cast.approver, on=DAY)

    accept_many([one.pk], by=cast.approver, on=DAY)

    one.refresh_from_db(), alone.refresh_from_db()
    told = [Event.objects.about(row).last() for row in (one, alone)]
    assert (one.state, one.accepted_on, one.revision) == (alone.state, alone.accepted_on, alone.revision)
    assert (told[0].verb, told[0].before, told[0].after) == (told[1].verb, told[1].before, told[1].after)
    assert verify() == []


def test_accept_many_with_one_that_may_not_changes_nothing(cast):
    ready, early = submit_initiative(cast), draft(cast)

    with pytest.raises(Refused, match="1 hồ sơ: Không thể"):
        accept_many([ready.pk, early.pk], by=cast.approver)
    assert Initiative.objects.filter(state=State.ACCEPTED).count() == 0


def test_accept_many_out_of_scope_is_refused(cast):
    with pytest.raises(Refused, match="phạm vi"):
        accept_many([submit_initiative(cast).pk], by=cast.outsider)


def test_accept_many_asks_as_often_for_ten_as_for_two(cast, django_assert_num_queries, django_assert_max_num_queries):
    keys = [submit_initiative(cast).pk for _ in range(10)]

    with django_assert_max_num_queries(14):
        accept_many(keys, by=cast.approver)


def test_copies_accepted_together_count_as_adopted(cast):
    source, copy = accept_initiative(cast), submit_initiative(cast, unit=cast.unit("cb11"), name="Bản nhân rộng")
    line = link_copy(source, copy, kept="Cách làm", by=cast.officer)

    accept_many([copy.pk], by=cast.approver)

    line.refresh_from_db()
    assert line.adopted_on == timezone.localdate()


def test_day_to_come_is_refused_for_all(cast):
    with pytest.raises(Refused, match="ở sau hôm nay"):
        accept_many([submit_initiative(cast).pk], by=cast.approver, on=date(2100, 1, 1))
