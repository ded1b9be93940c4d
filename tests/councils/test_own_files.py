"""Two parties: nobody steers an own file or own scores; and dossiers lead nowhere but to this site."""

from datetime import date

import pytest

from lantoa.councils.models import DeclaredConflict, Sitting
from lantoa.councils.services import assign, declare_conflict, open_scoring, return_scores, unassign
from lantoa.kit.ruling import Refused
from tests.councils.sitting_cast import make_item, make_sitting, score, seat


@pytest.fixture
def sitting(cast):
    return open_scoring(make_sitting(cast), by=cast.bloc_officer)


def given_to(cast, sitting, part):
    return assign(sitting.items.get(), member=seat(sitting.council, cast, part), by=cast.bloc_officer)


def test_a_chair_does_not_return_the_own_scores_after_seeing_the_others(cast, sitting):
    own = score(given_to(cast, sitting, "approver"), 5, 5, 5)

    with pytest.raises(Refused, match="phiếu của chính bạn"):
        return_scores(own, by=cast.approver, reason="Xem lại")
    assert return_scores(own, by=cast.bloc_officer, reason="Gõ nhầm").total is None


def test_who_is_concerned_neither_returns_scores_nor_takes_them_from_a_member(cast, sitting):
    low, waiting = score(given_to(cast, sitting, "m1"), 5, 5, 5), given_to(cast, sitting, "m2")
    sitting.items.get().concerned.add(cast.bloc_officer)

    with pytest.raises(Refused, match="phải do người khác làm"):
        return_scores(low, by=cast.bloc_officer, reason="Chấm thấp quá")
    with pytest.raises(Refused, match="phải do người khác làm"):
        unassign(waiting, by=cast.bloc_officer)
    unassign(waiting, by=cast.approver)


def test_a_conflict_is_not_declared_at_a_sitting_that_ended_meanwhile(cast, sitting):
    given = given_to(cast, sitting, "m1")
    Sitting.objects.filter(pk=sitting.pk).update(
        state="concluded", concluded_on=date(2023, 6, 20), concluded_by=cast.approver
    )

    with pytest.raises(Refused, match="đã kết thúc"):
        declare_conflict(given.member, item=given.item, reason="Người nhà", by=cast.m1)
    assert DeclaredConflict.objects.count() == 0


@pytest.mark.parametrize(
    ("url", "kept"),
    [("/mo-hinh/1/", "/mo-hinh/1/"), ("javascript:alert(1)", ""), ("//la.vn/x", ""), ("/\\la.vn", ""), (None, "")],
)
def test_a_dossier_leads_to_pages_of_this_site_only(cast, sitting, url, kept):
    item = make_item(cast, sitting, content=[{"label": "Kế hoạch", "text": "x", "url": url}])

    assert item.content[0]["url"] == kept
