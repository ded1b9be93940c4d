"""Pages that add a recognition or an adopted copy."""

import pytest

from lantoa.initiatives.models import Replication
from lantoa.recognition.models import Recognition
from lantoa.units.services import NewUnit, load_units
from tests.cast import SINCE, accept_initiative, submit_initiative
from tests.watch.reading import HTMX, parse_page, swap_fragment, values, words

DAY = "2023-09-01"
PAGES = ("cong-nhan/ghi/", "nhan-rong/ghi/", "minh-chung/gui/")


def test_recognition_is_recorded_and_shown(cast, as_person):
    initiative = accept_initiative(cast)
    asked = {"tier": "bloc", "recognised_on": "01/09/2023", "decision_no": " 15-QĐ/ĐUK "}

    response = as_person("approver").post(f"{initiative.get_absolute_url()}cong-nhan/ghi/", asked, follow=True)

    assert Recognition.objects.get().decision_no == "15-QĐ/ĐUK"
    assert "Đã ghi quyết định công nhận." in words(response)
    assert "Công nhận cấp Khối, ngày 01/09/2023, số 15-QĐ/ĐUK" in words(response)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"tier": "bloc", "recognised_on": "2099-01-01"}, "không thể sau hôm nay"),
        ({"tier": "bloc", "recognised_on": "2020-01-01"}, "không thể trước ngày đó"),
        ({"tier": "lang", "recognised_on": DAY}, "lang"),
        ({"tier": "bloc"}, "Ngày quyết định: Chưa điền ô này; hãy điền rồi lưu lại."),
    ],
)
def test_recognition_that_cannot_be_says_why_and_keeps_what_was_typed(cast, as_person, asked, told):
    asked |= {"decision_no": "15-QĐ"}

    response = as_person("approver").post(f"{accept_initiative(cast).get_absolute_url()}cong-nhan/ghi/", asked)

    assert response.status_code == 422
    assert told in words(response)
    assert values(response, "//input[@name='decision_no']/@value") == ["15-QĐ"]
    assert Recognition.objects.count() == 0


def test_replication_names_the_unit_and_its_registration(cast, as_person):
    initiative, copy = accept_initiative(cast), accept_initiative(cast, unit=cast.unit("cb2"))

    asked = {"unit": "cb2", "adopted_on": DAY, "copy": copy.pk}
    as_person("approver").post(f"{initiative.get_absolute_url()}nhan-rong/ghi/", asked)

    fact = Replication.objects.get()
    assert (fact.source, fact.unit, fact.copy) == (initiative, cast.unit("cb2"), copy)


@pytest.mark.parametrize("unit", ["db1", "xa-an", ""])
def test_replication_at_the_own_unit_or_out_of_scope_is_not_taken(cast, as_person, unit):
    address = f"{accept_initiative(cast).get_absolute_url()}nhan-rong/ghi/"

    response = as_person("approver").post(address, {"unit": unit, "adopted_on": DAY})

    assert (response.status_code, Replication.objects.count()) == (422, 0)


def test_units_to_adopt_are_searched_without_accents(cast, as_person):
    load_units([NewUnit(f"b{n}", f"Chi bộ Bản {n}", "base_cell", SINCE, "khoi") for n in range(9)], by=None)
    client, address = as_person("approver"), f"{accept_initiative(cast).get_absolute_url()}nhan-rong/ghi/"
    asked = {"tra-cuu": "unit", "adopted_on": DAY, "unit-tim": "ban dan toc"}
    before = client.post(address, asked | {"unit-tim": ""})

    fragment = client.post(address, asked, headers=HTMX)

    assert values(fragment, "//label/span/text()") == ["Chi bộ Ban Dân tộc"]
    typed = parse_page(client.post(address, asked)).replace('value="ban dan toc"', 'value=""', 1)
    assert swap_fragment(before, fragment, "choices-unit") == typed


def test_copies_follow_the_unit(cast, as_person):
    copy = accept_initiative(cast, unit=cast.unit("cb2"), name="Vườn rau ở ban")
    address = f"{accept_initiative(cast).get_absolute_url()}nhan-rong/ghi/"

    fragment = as_person("approver").post(address, {"unit": "cb2", "tra-cuu": "copy"}, headers=HTMX)

    assert values(fragment, "//option/@value") == ["", str(copy.pk)]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("part", "make"), [("auditor", accept_initiative), ("approver", submit_initiative)])
def test_facts_are_refused_to_who_may_not_add_them_and_before_acceptance(cast, as_person, page, part, make):
    assert as_person(part).get(f"{make(cast).get_absolute_url()}{page}").status_code == 403
