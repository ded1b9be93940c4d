"""Blind appraisal: whose an item is stays hidden from who scores, on every page and in every refusal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Sitting
from lantoa.councils.queries import hides_names, label_of, waiting_appraisals
from lantoa.councils.services import add_member, assign, assign_balanced, close_scoring, open_scoring
from lantoa.kit.ruling import Refused
from lantoa.units.enums import RoleKind
from lantoa.units.services import assign_role
from tests.cast import SINCE
from tests.councils.sitting_cast import make_sitting, score, seat_member
from tests.councils.test_concluding import attend, decide_all

REVEALING = ("Vườn rau", "Nông nghiệp", "/mo-hinh/1/")


@pytest.fixture
def sitting(cast):
    made = open_scoring(make_sitting(cast, items=2, is_blind=True), by=cast.bloc_officer)
    assign_balanced(made, per_item=3, by=cast.bloc_officer)
    return made


def leaks(text: str) -> list[str]:
    return [words for words in REVEALING if words in text]


@pytest.mark.parametrize("part", ["approver", "m1"])
def test_no_page_names_an_item_to_who_scores(cast, as_person, sitting, part):
    given = waiting_appraisals(cast.people[part]).first()
    client, item = as_person(part), given.item
    names = [("sitting", ()), ("item_score", (item.pk,)), ("item_conflict", (item.pk,)), ("sitting_assign", ())]
    pages = [reverse(name, args=(sitting.pk, *keys)) for name, keys in names]

    for page in (*pages, reverse("my_scoring"), reverse("item_take_off", args=(sitting.pk, item.pk))):
        # The unit one acts for stands in the frame of every page.
        text = client.get(page).content.decode().split("<main", 1)[-1]
        assert leaks(text) == [], page
    assert "Hồ sơ số 1" in client.get(pages[0]).content.decode()


def test_a_wrong_form_and_a_refused_assignment_name_nothing(cast, as_person, sitting):
    given = waiting_appraisals(cast.m1).first()
    page = as_person("m1").post(given.item.get_absolute_url(), {}).content.decode()
    assign_role(cast.m3, unit=cast.unit("db1"), kind=RoleKind.OFFICER, by=None, on=SINCE)
    item = sitting.items.exclude(appraisals__member__person=cast.m3).first()

    with pytest.raises(Refused, match="có xung đột lợi ích với hồ sơ") as refused:
        assign(item, member=seat_member(sitting.council, cast, "m3"), by=cast.approver)

    assert leaks(page) == []
    assert leaks(str(refused.value)) == []


def test_the_secretary_and_the_office_prepare_with_names(cast, as_person, sitting):
    page = as_person("bloc_officer").get(sitting.get_absolute_url()).content.decode()

    assert "Vườn rau sạch 1" in page
    assert not hides_names(sitting, cast.office)


def test_whose_seat_begins_with_the_sitting_prepares_without_names(cast, sitting):
    day = timezone.localdate() + timedelta(days=7)
    Sitting.objects.filter(pk=sitting.pk).update(held_on=day)
    sitting.refresh_from_db()
    assert not hides_names(sitting, cast.bloc_office)
    add_member(sitting.council, person=cast.bloc_office, role=CouncilRole.DEPUTY, by=cast.office, valid_from=day)

    assert hides_names(sitting, cast.bloc_office)


def test_a_title_that_says_nothing_is_shown(cast, sitting):
    item = sitting.items.first()
    item.title_reveals = False

    assert label_of(item, is_hidden=True) == "Hồ sơ số 1: Vườn rau sạch 1"


def test_papers_wait_until_the_end_and_then_names_are_open(cast, as_person, sitting):
    for given in waiting_appraisals(cast.approver):
        score(given, 8, 8, 8)
    closed = close_scoring(sitting, by=cast.bloc_officer)
    url = reverse("minutes_docx", args=[sitting.pk])
    assert as_person("approver").get(url).status_code == 403
    decide_all(cast, closed)
    attend(cast, closed, "approver", "bloc_officer", "m1", "m2")
    as_person("bloc_officer").post(reverse("sitting_move", args=[sitting.pk, "ket-thuc"]))

    assert as_person("approver").get(url).status_code == 200
    assert "Vườn rau sạch 1" in as_person("m1").get(sitting.get_absolute_url()).content.decode()
