"""Ending a unit on screen: shown with its consequences, done once, told, taken back; and who may. By the sheet likewise."""

from datetime import date

import pytest
from django.urls import reverse

from lantoa.units.imports import UNITS
from lantoa.units.models import Unit, UnitChange
from tests.cast import draft
from tests.units.test_change_views import send
from tests.workbooks import check_rows, faults, import_rows

DAY = date(2024, 6, 30)
END = {"on": "2024-06-30", "decision_no": "7-QĐ/TU", "reason": "Sắp xếp bộ máy", "tim": "", "unit": "-"}


def is_standing(code: str) -> bool:
    return Unit.objects.get(code=code).valid_to is None


def test_the_preview_shows_numbers_that_open_their_lists(cast, as_person):
    waiting = draft(cast, unit=cast.unit("cb2"))
    client = as_person("office")
    page = send(client, "unit_end", END | {"unit": "db1"}, "cb2")

    assert "Chuyển sang Đảng bộ Sở Nông nghiệp" in page
    assert is_standing("cb2")
    url = reverse("unit_end_part", args=["cb2", "dang-ky"]) + "?ngay=2024-06-30&ke-thua=db1"
    assert url.replace("&", "&amp;") in page
    listed = client.get(url).content.decode()
    assert waiting.get_absolute_url() in listed


def test_a_confirmed_end_is_done_and_told(as_person):
    client = as_person("office")
    response = client.post(reverse("unit_end", args=["cb2"]), END | {"buoc": "lam"}, follow=True)

    assert response.status_code == 200
    assert "quyết định số 7-QĐ/TU" in response.content.decode()
    assert Unit.objects.get(code="cb2").valid_to == DAY


def test_the_preview_names_what_refuses_and_offers_no_confirming(as_person):
    page = send(as_person("office"), "unit_end", END, "db1")

    assert "Hãy chọn đơn vị kế thừa để chuyển sang đó" in page
    assert 'value="lam"' not in page


def test_a_refused_day_keeps_what_was_typed(as_person):
    page = send(as_person("office"), "unit_end", END | {"on": "2019-01-01"}, "cb2", status=422)

    assert "ngày cuối cùng phải từ ngày đó trở đi" in page
    assert "Sắp xếp bộ máy</textarea>" in page
    assert 'value="7-QĐ/TU"' in page


def test_whether_anybody_goes_on_must_be_said(as_person):
    page = send(as_person("office"), "unit_end", END | {"unit": "", "buoc": "lam"}, "cb2", status=422)

    assert "Hãy chọn một đơn vị." in page
    assert is_standing("cb2")


def test_the_end_is_taken_back_from_the_history(as_person):
    client = as_person("office")
    send(client, "unit_end", END | {"buoc": "lam"}, "cb2", status=302)
    change = UnitChange.objects.get(kind="dissolve")

    page = client.get(reverse("unit", args=["cb2"])).content.decode()
    assert reverse("change_undo", args=[change.pk]) in page
    send(client, "change_undo", {}, change.pk, status=302)
    assert is_standing("cb2")
    assert "Đã hoàn tác" in client.get(reverse("unit_end_result", args=[change.pk])).content.decode()


@pytest.mark.parametrize(("person", "status"), [("outsider", 404), ("bloc_officer", 403), ("officer", 404)])
def test_who_may_not_end(as_person, person, status):
    client = as_person(person)
    send(client, "unit_end", END | {"buoc": "lam"}, "cb2", status=status)
    assert client.get(reverse("unit_end_part", args=["cb2", "dang-ky"]) + "?ngay=2024-06-30").status_code == status
    assert is_standing("cb2")


@pytest.mark.parametrize(
    ("key", "query"), [("khong-co", "?ngay=2024-06-30"), ("dang-ky", ""), ("dang-ky", "?ngay=2024-06-30&ke-thua=la")]
)
def test_a_list_that_is_not_there(as_person, key, query):
    assert as_person("office").get(reverse("unit_end_part", args=["cb2", key]) + query).status_code == 404


def test_the_result_of_an_end_is_for_whom_the_unit_is(as_person):
    send(as_person("office"), "unit_end", END | {"buoc": "lam"}, "cb2", status=302)
    address = reverse("unit_end_result", args=[UnitChange.objects.get(kind="dissolve").pk])

    assert as_person("outsider").get(address).status_code == 404
    assert as_person("bloc_officer").get(address).status_code == 200


def test_the_result_of_another_change_is_not_there(cast, as_person):
    other = UnitChange.objects.filter(kind="establish").first()
    assert as_person("office").get(reverse("unit_end_result", args=[other.pk])).status_code == 404


# --- by the sheet ---


def row(code: str, last: date | None = DAY, **changed) -> dict:
    unit = Unit.objects.get(code=code)
    above = unit.edges_up.get().parent.code
    held = {"code": code, "name": unit.name, "kind": unit.get_kind_display(), "parent": above}
    return held | {"valid_from": unit.valid_from, "valid_to": last} | changed


def test_a_last_day_in_the_sheet_ends_the_unit(cast):
    waiting = draft(cast, unit=cast.unit("cb2"))
    found = check_rows(UNITS, [row("cb2")], cast.office)

    assert (len(found.news), found.changed, found.unchanged, faults(found)) == (1, 1, 0, [])
    assert "kết thúc hoạt động sau ngày 30/06/2024" in found.preview[0]
    assert is_standing("cb2")
    import_rows(UNITS, [row("cb2")], cast.office)
    waiting.refresh_from_db()
    assert (Unit.objects.get(code="cb2").valid_to, waiting.unit.code) == (DAY, "khoi")


def test_the_same_sheet_again_changes_nothing(cast):
    rows = [row("cb2")]
    import_rows(UNITS, rows, cast.office)
    found = import_rows(UNITS, rows, cast.office)

    assert (found.news, found.changed, found.unchanged) == ([], 0, 1)
    assert UnitChange.objects.filter(kind="dissolve").count() == 1


def test_a_superior_and_its_unit_end_in_one_sheet(cast):
    import_rows(UNITS, [row("db1"), row("cb11")], cast.office)

    assert not is_standing("db1")
    assert not is_standing("cb11")


@pytest.mark.parametrize(
    ("code", "last", "reason"),
    [
        ("db1", DAY, "1 đơn vị trực thuộc đang hoạt động: Hãy chọn đơn vị kế thừa"),
        ("cb2", date(2099, 1, 1), "không thể sau hôm nay"),
    ],
)
def test_what_refuses_an_end_is_a_fault_of_its_row(cast, code, last, reason):
    (fault,) = faults(check_rows(UNITS, [row(code, last)], cast.office))

    assert fault.startswith("F2 ")
    assert reason in fault


def test_another_last_day_of_an_ended_unit_is_a_fault(cast):
    (fault,) = faults(check_rows(UNITS, [row("cu", date(2022, 6, 30))], cast.office))
    assert "khác ở: hiệu lực đến" in fault
