"""A sitting that is put off, and what came up after the files were given out."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.models import Council
from lantoa.councils.services import assign, change_sitting, conclude, create_council, open_scoring, to_conclude
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind, Tier
from lantoa.units.services import assign_role
from tests.cast import SINCE
from tests.councils.sitting_cast import HELD, make_sitting, score, seat_member
from tests.councils.test_life import conclude_sitting

pytestmark = pytest.mark.days

FACTS = {"title": "Phiên thẩm định", "held_on": HELD, "place": ""}
LATER = date(2023, 7, 4)


def test_a_sitting_is_put_off_and_the_history_says_so(cast):
    sitting = change_sitting(make_sitting(cast), **FACTS | {"held_on": LATER}, by=cast.bloc_officer)

    assert sitting.held_on == LATER
    event = Event.objects.latest("sequence")
    assert (event.verb, event.before, event.after) == (
        "change_sitting",
        {"held_on": "2023-06-20"},
        {"held_on": "2023-07-04"},
    )


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, "Chưa có gì thay đổi"),
        ({"title": " "}, "Hãy ghi tên phiên họp"),
        ({"held_on": SINCE - timedelta(days=1)}, "ngoài thời gian hiệu lực của hội đồng"),
    ],
)
def test_a_wrong_change_of_a_sitting_is_refused(cast, changed, reason):
    with pytest.raises(Refused, match=reason):
        change_sitting(make_sitting(cast), **FACTS | changed, by=cast.bloc_officer)


def test_what_has_ended_is_not_put_off(cast):
    sitting = conclude_sitting(cast)

    with pytest.raises(Refused, match="Phiên họp đã kết thúc"):
        change_sitting(sitting, **FACTS | {"held_on": LATER}, by=cast.bloc_officer)


@pytest.mark.parametrize(("part", "status"), [("m1", 403), ("outsider", 404)])
def test_only_who_prepares_changes_a_sitting(cast, as_person, part, status):
    sitting = open_scoring(make_sitting(cast), by=cast.bloc_officer)

    assert as_person(part).get(reverse("sitting_edit", args=[sitting.pk])).status_code == status


def test_the_page_keeps_what_was_typed_and_then_saves(cast, as_person):
    sitting, client = make_sitting(cast), as_person("bloc_officer")
    address = reverse("sitting_edit", args=[sitting.pk])

    kept = client.post(address, {"title": "Phiên hoãn", "held_on": "31/02/2023", "place": "Hội trường"})
    assert (kept.status_code, "Phiên hoãn" in kept.content.decode()) == (422, True)

    client.post(address, {"title": "Phiên hoãn", "held_on": "04/07/2023", "place": "Hội trường"})
    shown = client.get(sitting.get_absolute_url()).content.decode()
    assert "ngày họp 20/06/2023 thành 04/07/2023" in shown


def test_a_sitting_does_not_end_before_its_day(cast):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sitting = change_sitting(make_sitting(cast), **FACTS | {"held_on": tomorrow}, by=cast.bloc_officer)

    assert to_conclude(sitting)[0].startswith(f"Phiên họp ghi ngày {tomorrow:%d/%m/%Y}, chưa đến ngày đó")
    assert not any("chưa đến ngày đó" in fault for fault in to_conclude(sitting, tomorrow))
    with pytest.raises(Refused, match="không thể sau hôm nay"):
        conclude(sitting, by=cast.approver, on=tomorrow)


@pytest.mark.parametrize(("is_blind", "named"), [(False, True), (True, False)])
def test_a_conflict_that_came_up_since_is_found_when_scores_come_in(cast, is_blind, named):
    sitting = open_scoring(make_sitting(cast, is_blind=is_blind), by=cast.bloc_officer)
    item = sitting.items.get()
    appraisal = assign(item, member=seat_member(sitting.council, cast, "m1"), by=cast.bloc_officer)
    assign_role(cast.people["m1"], unit=item.unit, kind=RoleKind.OFFICER, by=None, on=SINCE)

    with pytest.raises(Refused, match="xung đột lợi ích") as refused:
        score(appraisal, 8, 8, 8)
    assert (item.unit.name in refused.value.reasons[0]) is named


def test_a_council_set_up_twice_is_refused_the_second_time(cast):
    given = {"unit": cast.unit("khoi"), "name": "Hội đồng", "tier": Tier.BLOC, "valid_from": SINCE, "by": cast.office}
    create_council(**given)

    with pytest.raises(Refused, match="đã có từ ngày"):
        create_council(**given)
    assert Council.objects.count() == 1
