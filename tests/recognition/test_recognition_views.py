"""The climb on screen: tab of recognitions, forms of the moves, lists of what waits, curves of how long they last."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.councils.enums import Verdict
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.recognition.services.recognising import appraise, propose
from tests.cast import accept_initiative, second_office
from tests.councils.sitting_cast import make_sitting
from tests.watch.climbing import PROPOSED, appraise_candidacy, propose_initiative, recognise_initiative


def tab(initiative) -> str:
    return reverse("initiative_recognition", args=[initiative.pk])


def move(candidacy, slug: str) -> str:
    return reverse("candidacy_move", args=[candidacy.pk, slug])


def test_officer_puts_forward_from_the_tab(cast, as_person):
    initiative, client = accept_initiative(cast), as_person("officer")
    assert "Đề nghị công nhận" in client.get(tab(initiative)).content.decode()

    answer = client.post(
        reverse("candidacy_new", args=[initiative.pk]), {"tier": "bloc", "statement": "Thu nhập tăng"}, follow=True
    )

    assert "gửi “Đảng ủy Khối" in answer.content.decode()
    assert Candidacy.objects.get().statement == "Thu nhập tăng"


def test_form_without_a_statement_keeps_the_tier(cast, as_person):
    initiative = accept_initiative(cast)

    answer = as_person("officer").post(
        reverse("candidacy_new", args=[initiative.pk]), {"tier": "bloc", "statement": ""}
    )

    assert answer.status_code == 422
    assert answer.context["form"]["tier"].value() == "bloc"


def test_tier_that_is_not_open_is_not_offered(cast, as_person):
    answer = as_person("officer").post(
        reverse("candidacy_new", args=[accept_initiative(cast).pk]), {"tier": "province", "statement": "Tốt"}
    )

    assert (answer.status_code, Candidacy.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("part", "status"), [("outsider", 404), ("nobody", 404), ("auditor", 403), ("officer", 403), ("approver", 200)]
)
def test_who_opens_the_decision(cast, as_person, part, status):
    candidacy = propose(accept_initiative(cast), tier="bloc", statement="Tốt", by=cast.bloc_officer, on=PROPOSED)

    assert as_person(part).get(move(candidacy, "cong-nhan")).status_code == status


def test_approver_recognises_with_number_and_day(cast, as_person):
    candidacy = propose_initiative(cast)

    answer = as_person("approver").post(
        move(candidacy, "cong-nhan"), {"decision_no": "15-QĐ/ĐUK", "on": "30/06/2023"}, follow=True
    )

    assert "15-QĐ/ĐUK" in answer.content.decode()
    assert Recognition.objects.get().recognised_on == date(2023, 6, 30)


def test_day_to_come_keeps_what_was_typed(cast, as_person):
    answer = as_person("approver").post(
        move(propose_initiative(cast), "cong-nhan"), {"decision_no": "15-QĐ/ĐUK", "on": "30/06/2099"}
    )

    assert answer.status_code == 422
    assert "15-QĐ/ĐUK" in answer.content.decode()
    assert not Recognition.objects.exists()


def test_decision_against_the_council_says_so_and_keeps_the_form(cast, as_person):
    candidacy = appraise_candidacy(cast, propose_initiative(cast), Verdict.NOT_RECOMMENDED, "Hiệu quả thấp")

    answer = as_person("approver").post(move(candidacy, "cong-nhan"), {"decision_no": "15-QĐ/ĐUK"})

    assert answer.status_code == 422
    assert "phải theo kết luận" in answer.content.decode()


def test_sitting_is_linked_for_those_who_may_open_it(cast, as_person):
    held = appraise_candidacy(cast, propose_initiative(cast))
    page, sitting = reverse("initiative_recognition", args=[held.initiative_id]), held.item.sitting.get_absolute_url()

    for part, opens in (("bloc_officer", True), ("officer", False)):
        assert (sitting in as_person(part).get(page).content.decode()) is opens
        assert (as_person(part).get(sitting).status_code == 200) is opens


def test_unknown_move_is_not_there(cast, as_person):
    assert as_person("approver").get(move(propose_initiative(cast), "khac")).status_code == 404


def test_recheck_from_the_tab(cast, as_person):
    fact = recognise_initiative(cast)
    url = reverse("recognition_move", args=[fact.pk, "cong-nhan-lai"])

    as_person("approver").post(url, {"findings": "Còn duy trì, 120 hộ tham gia"})

    assert Renewal.objects.filter(recognition=fact).count() == 2


def test_calendar_moves_are_nobodys(cast, as_person):
    url = reverse("recognition_move", args=[recognise_initiative(cast).pk, "het-hieu-luc"])

    assert as_person("approver").get(url).status_code == 404


def test_lapsed_recognition_stands_in_its_list(cast, as_person):
    recognise_initiative(cast, on=date(2022, 1, 5), initiative=accept_initiative(cast, on=date(2022, 1, 4)))
    client = as_person("approver")

    lapsed = client.get(reverse("recognitions"), {"danh-sach": "het-hieu-luc"})
    standing = client.get(reverse("recognitions"), {"danh-sach": "dang-hieu-luc"})

    assert (len(lapsed.context["page"]), len(standing.context["page"])) == (1, 0)


def test_waiting_list_holds_what_the_person_may_decide(cast, as_person):
    propose_initiative(cast)
    url = reverse("recognitions")

    found = {
        part: len(as_person(part).get(url).context["page"]) for part in ("approver", "officer", "office", "outsider")
    }

    assert found == {"approver": 1, "officer": 0, "office": 0, "outsider": 0}


def test_page_asks_as_much_for_many_as_for_one(cast, as_person):
    client, url = as_person("approver"), reverse("recognitions")
    propose_initiative(cast)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for number in range(5):
        propose_initiative(cast, initiative=accept_initiative(cast, name=f"Tên {number}"))
    client.get(url)  # the frame counts anew what waits, once after what happened

    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(one)


def test_outstanding_is_picked_by_button(cast, as_person):
    fact = recognise_initiative(cast, on=timezone.localdate())

    answer = as_person("approver").post(reverse("recognition_outstanding", args=[fact.pk]), follow=True)

    assert "Tiêu biểu" in answer.content.decode()


def test_scan_of_another_unit_is_not_there(cast, as_person):
    fact = recognise_initiative(cast, initiative=accept_initiative(cast, name="Khác"))

    assert as_person("outsider").get(reverse("recognition_scan", args=[fact.pk])).status_code == 404
    assert second_office(cast).sees_all


def test_dossier_with_a_council_waits_for_nobodys_decision(cast, as_person):
    appraise(propose_initiative(cast), sitting=make_sitting(cast, items=0), by=cast.bloc_officer)

    assert len(as_person("approver").get(reverse("recognitions")).context["page"]) == 0
