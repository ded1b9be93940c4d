"""Filters of the list kept under a name: what is refused, whose they are, the tabs."""

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict

from lantoa.dossiers.forms import FilterForm
from lantoa.dossiers.models import SavedView
from lantoa.dossiers.queries import FILTER_NAMES
from lantoa.dossiers.services import MOST_VIEWS, NameUsed, delete_view, rename_view, save_view
from lantoa.kit.models import Event
from lantoa.kit.ruling import Refused
from tests.cast import accept_initiative, submit_initiative
from tests.watch.reading import values, words

LIST, OWN, SAVE = "/mo-hinh/", "/mo-hinh/bo-loc/", "/mo-hinh/bo-loc/luu/"
TABS = "//nav[@class='tabs']//a"


def labels(response) -> list[str]:
    return [label for label in values(response, f"{TABS}/text()") if label]


# --- services ---


def test_a_view_is_kept_tidied_and_last(cast):
    first = save_view(" Kinh  tế ", query="linh-vuc=economy&tu=", by=cast.officer)
    second = save_view("Năm 2022", query="nam=2022", by=cast.officer)

    assert (first.name, first.query, second.position - first.position) == ("Kinh tế", "linh-vuc=economy", 1)
    assert list(SavedView.objects.visible_to(cast.officer)) == [first, second]


@pytest.mark.parametrize(
    ("name", "query", "reason"),
    [
        (" ", "cap=base", "Hãy đặt tên cho bộ lọc."),
        ("a" * 41, "cap=base", "Tên bộ lọc dài nhất 40 ký tự."),
        ("Tất cả", "", "Chưa chọn điều kiện nào"),
        ("Tất cả", "cap=&tim=+", "Chưa chọn điều kiện nào"),
        ("Lạ", "cap=base&mau=xanh", "Danh sách không có bộ lọc “mau”"),
        ("Dài", "tim=" + "ắ" * 400, "Bộ lọc dài quá"),
    ],
)
def test_what_is_no_view_is_refused(cast, name, query, reason):
    with pytest.raises(Refused, match=reason):
        save_view(name, query=query, by=cast.officer)
    assert not SavedView.objects.exists()


def test_a_used_name_is_refused_until_it_is_to_be_overwritten(cast):
    view = save_view("Của tôi", query="cap=base", by=cast.officer)

    with pytest.raises(NameUsed, match="Bạn đã có bộ lọc “Của tôi”"):
        save_view("Của tôi", query="cap=bloc", by=cast.officer)
    again = save_view("Của tôi", query="cap=bloc", by=cast.officer, is_overwriting=True)

    assert (again.pk, again.query, SavedView.objects.count()) == (view.pk, "cap=bloc", 1)


def test_two_people_may_use_one_name(cast):
    save_view("Của tôi", query="cap=base", by=cast.officer)
    save_view("Của tôi", query="cap=base", by=cast.outsider)

    assert SavedView.objects.filter(name="Của tôi").count() == 2


def test_a_person_has_so_many_views_and_may_still_overwrite(cast):
    for number in range(MOST_VIEWS):
        save_view(f"Bộ {number}", query="cap=base", by=cast.officer)

    with pytest.raises(Refused, match="nhiều nhất 8 bộ lọc"):
        save_view("Một nữa", query="cap=base", by=cast.officer)
    save_view("Bộ 7", query="cap=bloc", by=cast.officer, is_overwriting=True)
    save_view("Một nữa", query="cap=base", by=cast.outsider)

    assert SavedView.objects.filter(person=cast.officer).count() == MOST_VIEWS


def test_a_view_is_renamed_but_not_to_another_ones_name(cast):
    view = save_view("Một", query="cap=base", by=cast.officer)
    save_view("Hai", query="cap=base", by=cast.officer)

    with pytest.raises(NameUsed):
        rename_view(view, name="Hai", by=cast.officer)
    with pytest.raises(Refused, match="Hãy đặt tên"):
        rename_view(view, name="", by=cast.officer)

    assert rename_view(view, name="Một", by=cast.officer).name == "Một"
    assert rename_view(view, name="Ba", by=cast.officer).name == "Ba"


def test_nobody_else_renames_or_deletes_a_view(cast):
    view = save_view("Một", query="cap=base", by=cast.officer)

    for act in (lambda: rename_view(view, name="Hai", by=cast.office), lambda: delete_view(view, by=cast.office)):
        with pytest.raises(Refused, match="của người khác"):
            act()
    view.refresh_from_db()
    assert view.name == "Một"


def test_the_database_itself_holds_no_nameless_view(cast):
    for wrong in ({"name": ""}, {"query": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.create(
                **{"person": cast.officer, "name": "a", "query": "cap=base", "position": 1} | wrong
            )


def test_views_go_with_the_account_and_leave_no_trace(cast):
    before = Event.objects.count()
    view = save_view("Một", query="cap=base", by=cast.nobody)
    rename_view(view, name="Hai", by=cast.nobody)

    cast.nobody.delete()

    assert (SavedView.objects.count(), Event.objects.count()) == (0, before)


def test_names_of_filters_are_those_of_the_form(cast):
    form = FilterForm(QueryDict(""), user=cast.office)
    assert {form[name].html_name for name in form.fields} == FILTER_NAMES


# --- tabs ---


@pytest.mark.parametrize(
    ("part", "there"),
    [
        ("office", ["Chờ tôi duyệt", "Chờ tôi sửa"]),
        ("approver", ["Chờ tôi duyệt"]),
        ("officer", ["Chờ tôi duyệt", "Chờ tôi sửa"]),
        ("auditor", []),
        ("nobody", []),
    ],
)
def test_each_role_has_the_views_of_its_work(cast, as_person, part, there):
    shown = labels(as_person(part).get(LIST))
    assert [label for label in shown if label.startswith("Chờ")] == there
    assert (shown[0], shown[-2:]) == ("Tất cả", ["Cần đôn đốc", "Được công nhận"])


def test_one_sees_ones_own_views_and_nobody_elses(cast, as_person):
    accept_initiative(cast)
    save_view("Cấp khối", query="cap=bloc", by=cast.officer)

    assert labels(as_person("officer").get(LIST))[:4] == ["Tất cả", "Chờ tôi duyệt", "Chờ tôi sửa", "Cấp khối"]
    assert "Cấp khối" not in labels(as_person("office").get(LIST))


def test_the_view_in_force_is_lit_in_whatever_order_and_has_its_number(cast, as_person):
    accept_initiative(cast, tier="bloc")
    accept_initiative(cast)
    save_view("Của tôi", query="linh-vuc=economy&cap=bloc", by=cast.officer)

    response = as_person("officer").get(LIST, {"cap": "bloc", "linh-vuc": "economy", "sap-xep": "-ngay"})

    assert words(response, f"{TABS}[@aria-current]") == "Của tôi 1"
    assert len(values(response, f"{TABS}[@aria-current]/@href")) == 1


def test_what_waits_for_me_is_counted_on_its_tab_and_listed_behind_it(cast, as_person):
    submit_initiative(cast, name="Chờ duyệt")
    accept_initiative(cast, name="Đã duyệt")
    client = as_person("approver")

    assert "Chờ tôi duyệt 1" in words(client.get(LIST), "//nav[@class='tabs']")
    assert values(client.get(LIST, {"viec": "cho-duyet"}), "//tbody/tr/th/a/text()") == ["Chờ duyệt"]
    assert values(as_person("auditor").get(LIST, {"viec": "cho-duyet"}), "//tbody/tr/th/a/text()") == []


# --- pages ---


def test_filters_offer_to_be_kept_until_they_are(cast, as_person):
    accept_initiative(cast)
    client = as_person("officer")
    save = "//a[text()='Lưu bộ lọc']/@href"

    assert values(client.get(LIST), save) == []
    assert values(client.get(LIST, {"cap": "base"}), save) == [f"{SAVE}?bo-loc=cap%3Dbase"]
    response = client.post(SAVE, {"ten": "Cơ sở", "bo-loc": "cap=base"})
    assert response.url == f"{LIST}?cap=base"
    assert values(client.get(response.url), save) == []


def test_saving_shows_the_filters_and_what_is_wrong(cast, as_person):
    client = as_person("officer")
    save_view("Cơ sở", query="cap=base", by=cast.officer)

    assert "Cấp đăng ký: Khối" in words(client.get(SAVE, {"bo-loc": "cap=bloc"}))
    used = client.post(SAVE, {"ten": "Cơ sở", "bo-loc": "cap=bloc"})
    assert (used.status_code, "Lưu đè" in words(used)) == (422, True)
    client.post(SAVE, {"ten": "Cơ sở", "bo-loc": "cap=bloc", "luu-de": "1"})

    assert SavedView.objects.get().query == "cap=bloc"


@pytest.mark.parametrize(
    ("sent", "fault"),
    [
        ({"ten": "", "bo-loc": "cap=base"}, "Hãy đặt tên"),
        ({"ten": "Sai", "bo-loc": "cap=lang"}, "Bộ lọc có chỗ không đúng"),
        ({"ten": "Sai", "bo-loc": "don-vi=xa-an"}, "Bộ lọc có chỗ không đúng"),
        ({"ten": "Sai", "bo-loc": "mau=xanh"}, "không có bộ lọc “mau”"),
        ({"ten": "x" * 50, "bo-loc": "cap=base"}, "40"),
        ({}, "Hãy đặt tên"),
    ],
)
def test_what_cannot_be_kept_says_why(cast, as_person, sent, fault):
    response = as_person("officer").post(SAVE, sent)

    assert (response.status_code, fault in words(response), SavedView.objects.count()) == (422, True, 0)


def test_own_views_are_renamed_and_deleted_on_their_page(cast, as_person):
    view = save_view("Cơ sở", query="cap=base", by=cast.officer)
    client = as_person("officer")

    assert "Cấp đăng ký: Cơ sở" in words(client.get(OWN))
    assert client.post(f"{OWN}{view.pk}/doi-ten/", {"ten": "Của tôi"}).url == OWN
    assert "Đã đổi tên bộ lọc thành “Của tôi”." in words(client.get(OWN))
    wrong = client.post(f"{OWN}{view.pk}/doi-ten/", {"ten": " "})
    assert (wrong.status_code, "Hãy đặt tên" in words(wrong)) == (422, True)
    assert client.post(f"{OWN}{view.pk}/xoa/").url == OWN
    assert "Bạn chưa lưu bộ lọc nào." in words(client.get(OWN))


def test_a_filter_that_is_no_longer_right_is_said_and_does_not_break_the_page(cast, as_person):
    SavedView.objects.create(person=cast.officer, name="Cũ", query="don-vi=xa-an", position=1)
    client = as_person("officer")

    assert "Có điều kiện không còn đúng" in words(client.get(OWN))
    assert client.get(f"{LIST}?don-vi=xa-an").status_code == 422
    assert client.get(LIST).status_code == 200


def test_other_peoples_views_do_not_exist(cast, as_person):
    view = save_view("Cơ sở", query="cap=base", by=cast.officer)
    client = as_person("office")

    assert client.post(f"{OWN}{view.pk}/doi-ten/", {"ten": "Khác"}).status_code == 404
    assert client.post(f"{OWN}{view.pk}/xoa/").status_code == 404
    assert client.get(f"{OWN}{view.pk}/xoa/").status_code == 405
    assert SavedView.objects.get().name == "Cơ sở"
