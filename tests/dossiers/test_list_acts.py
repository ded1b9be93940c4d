"""Acts on many chosen rows of the list: which are offered, whom they fit, what they do."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.dossiers.views.bulk import BULK_ACTS
from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import accept, register, submit
from tests.cast import accept_initiative, draft, submit_initiative, values
from tests.watch.reading import values as found
from tests.watch.reading import words

LIST, ACCEPT, EXPORT = "/mo-hinh/", "/mo-hinh/duyet-nhieu/", "/mo-hinh/xuat-da-chon.xlsx"


def read_offered_acts(client, **asked) -> list[str]:
    """Keys of the acts that the list offers."""
    return found(client.get(LIST, asked), "//button/@data-act")


def refusals(client) -> dict[str, str]:
    """Key of each row that may be chosen → which acts leave it out, and why."""
    page = client.get(LIST)
    boxes = "//input[@name='chon']"
    return dict(zip(found(page, f"{boxes}/@value"), found(page, f"{boxes}/@data-refusals"), strict=True))


def test_only_deciders_for_whom_something_waits_are_offered_to_accept(cast, as_person):
    accept_initiative(cast)
    assert read_offered_acts(as_person("approver")) == ["excel"]
    submit_initiative(cast)

    for part, acts in (("bloc_officer", 2), ("approver", 2), ("officer", 1), ("auditor", 1)):
        assert len(read_offered_acts(as_person(part))) == acts
    assert read_offered_acts(as_person("outsider")) == []


def test_each_act_has_an_address_that_takes_the_form():
    assert [act.key for act in BULK_ACTS] == ["duyet", "excel"]
    assert [reverse(act.url_name) for act in BULK_ACTS] == [ACCEPT, EXPORT]


def test_each_row_says_which_act_leaves_it_out_and_why(cast, as_person):
    ready, done, begun = submit_initiative(cast), accept_initiative(cast), draft(cast)
    own = submit(register(values=values(cast, name="Của mình"), by=cast.bloc_officer), by=cast.bloc_officer)

    assert refusals(as_person("bloc_officer")) == {
        str(ready.pk): "",
        str(own.pk): "duyet=do bạn nộp",
        str(done.pk): "duyet=đã đăng ký",
        str(begun.pk): "duyet=bản nháp",
    }
    assert set(refusals(as_person("officer")).values()) == {""}


def test_what_another_decides_says_so(cast, as_person):
    below, above = (
        submit(register(values=values(cast, unit=cast.unit(code)), by=cast.office), by=cast.office)
        for code in ("cb11", "db1")
    )

    assert refusals(as_person("officer")) == {str(below.pk): "", str(above.pk): "duyet=người khác duyệt"}


def test_chosen_rows_are_exported_and_no_others(cast, as_person):
    one, _ = accept_initiative(cast, name="Một"), accept_initiative(cast, name="Hai")
    foreign = accept_initiative(cast, name="Ngoài", unit=cast.unit("xa-an"))

    response = as_person("officer").post(EXPORT, {"chon": [one.pk, foreign.pk, "x"]})

    rows = [row for row in load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True) if any(row)]
    assert (rows[2][0], [row[1] for row in rows[4:]]) == ("Lọc theo: 1 mô hình đã chọn", ["Một"])


def test_export_of_all_goes_to_the_export_of_the_list(cast, as_person):
    response = as_person("officer").post(EXPORT, {"tat-ca": "1", "bo-loc": "cap=base"})

    assert response.url == "/mo-hinh/xuat.xlsx?cap=base"


@pytest.mark.parametrize("sent", [{}, {"chon": ["x"]}])
def test_export_of_nothing_says_so(cast, as_person, sent):
    client = as_person("officer")
    response = client.post(EXPORT, {**sent, "bo-loc": "cap=base"})

    assert response.url == "/mo-hinh/?cap=base"
    assert "Chưa chọn mô hình nào." in words(client.get(response.url))
    assert client.get(EXPORT).status_code == 405


def test_all_under_a_wrong_filter_is_nothing(cast, as_person):
    submit_initiative(cast)

    assert "Chưa chọn hồ sơ nào." in words(as_person("approver").post(ACCEPT, {"tat-ca": "1", "bo-loc": "cap=lang"}))


def test_the_form_of_the_list_works_by_itself(cast, as_person):
    ready = submit_initiative(cast)
    client = as_person("approver")
    page = client.get(LIST, {"cap": "base"})

    [address] = found(page, "//button[@data-act='duyet']/@formaction")
    sent = {"bo-loc": found(page, "//form/input[@name='bo-loc']/@value")[0], "chon": [ready.pk]}

    assert sent["bo-loc"] == "cap=base"
    assert "1 mô hình sẽ được duyệt" in words(client.post(address, sent))


def test_accepting_many_is_shown_before_it_is_done(cast, as_person):
    ready = submit_initiative(cast)
    own = submit(register(values=values(cast, name="Của mình"), by=cast.bloc_officer), by=cast.bloc_officer)

    response = as_person("bloc_officer").post(ACCEPT, {"chon": [ready.pk, own.pk]})

    assert "1 mô hình sẽ được duyệt" in words(response)
    assert "1 không đủ điều kiện và được bỏ qua" in words(response)
    assert "Bạn là người nộp đăng ký này" in words(response)
    assert found(response, "//input[@name='duyet']/@value") == [str(ready.pk)]
    assert Initiative.objects.filter(state=State.ACCEPTED).count() == 0


def test_all_that_wait_under_the_filters_can_be_accepted(cast, as_person):
    one, _ = submit_initiative(cast, tier="bloc"), submit_initiative(cast)
    draft(cast, tier="bloc")

    response = as_person("approver").post(ACCEPT, {"tat-ca": "1", "bo-loc": "cap=bloc"})

    assert found(response, "//input[@name='duyet']/@value") == [str(one.pk)]


def test_confirmed_the_acceptable_ones_are_accepted_and_the_filters_kept(cast, as_person):
    rows = [submit_initiative(cast), submit_initiative(cast)]

    asked = {"xac-nhan": "1", "duyet": ",".join(str(row.pk) for row in rows), "bo-loc": "cap=base"}
    response = as_person("approver").post(ACCEPT, asked)

    assert response.url == "/mo-hinh/?cap=base"
    assert Initiative.objects.filter(state=State.ACCEPTED).count() == 2


def test_a_file_decided_in_between_stops_all_and_is_shown(cast, as_person):
    first, second = submit_initiative(cast), submit_initiative(cast)
    accept(second, by=cast.office)

    response = as_person("approver").post(ACCEPT, {"xac-nhan": "1", "duyet": f"{first.pk},{second.pk}"})

    first.refresh_from_db()
    assert (response.status_code, first.state) == (200, State.SUBMITTED)
    assert "chưa duyệt hồ sơ nào" in words(response)


def test_accepting_out_of_scope_or_nothing_does_nothing(cast, as_person):
    foreign = submit_initiative(cast)

    shown = as_person("outsider").post(ACCEPT, {"chon": [foreign.pk, "x"]})
    assert "Chưa chọn hồ sơ nào." in words(shown)
    as_person("outsider").post(ACCEPT, {"xac-nhan": "1", "duyet": str(foreign.pk)})
    assert as_person("officer").get(ACCEPT).status_code == 405

    foreign.refresh_from_db()
    assert foreign.state == State.SUBMITTED
