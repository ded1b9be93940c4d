"""The tree, the list and the page of a unit: what they show as of a day, and to whom."""

from datetime import date

import pytest
from django.urls import reverse

from lantoa.units.models import ChangePart, UnitChange
from lantoa.units.services import NewUnit, load_units, move, rename, set_member_count
from tests.cast import SINCE

HTMX = {"HX-Request": "true"}


def words(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def get(client, name: str, *args, query: str = "", **more):
    return client.get(reverse(name, args=args) + query, **more)


def add_units(cast, count: int, parent: str = "khoi"):
    return load_units(
        [
            NewUnit(f"them-{i}", f"Đảng bộ thêm {i}", "base_committee", SINCE, parent_code=parent, members=i)
            for i in range(count)
        ],
        by=cast.office,
    )


# --- tree ---


def test_the_tree_begins_at_the_roots_for_the_office(as_person):
    page = words(get(as_person("office"), "units"))

    assert "Tỉnh ủy Lan Tỏa" in page
    assert "Đảng bộ xã Tân An" in page
    assert "Công ty Giấy" not in page


def test_the_tree_begins_at_the_own_unit_for_others(as_person):
    page = words(get(as_person("bloc_officer"), "units"))

    assert "Chi bộ Ban Dân tộc" in page
    assert "Đảng bộ xã Tân An" not in page


def test_the_tree_of_someone_without_a_role_is_empty(as_person):
    assert "chưa có đơn vị nào trong phạm vi" in words(get(as_person("nobody"), "units"))


def test_the_tree_of_a_past_day_says_so_and_wears_the_names_of_the_day(cast, as_person):
    rename(cast.unit("xa-an"), name="Đảng bộ xã An Tân", by=cast.office, on=date(2024, 1, 1))
    page = words(get(as_person("office"), "units", query="?ngay=2022-06-01"))

    assert "Đang xem tổ chức tại ngày <strong>01/06/2022</strong>" in page
    assert "Đảng bộ xã Tân An" in page
    assert "Công ty Giấy" in page


def test_the_tree_shows_ended_units_when_asked(as_person):
    page = words(get(as_person("office"), "units", query="?ca=on"))

    assert "Thôi hoạt động sau ngày 31/12/2022" in page


def test_a_merged_unit_shows_whence_and_whither(cast, as_person):
    change = UnitChange.objects.create(kind="merge", effective_on=date(2023, 1, 1), made_by=cast.office)
    for code, role in (("cu", "source"), ("xa-an", "source"), ("xa-an", "target")):
        ChangePart.objects.create(change=change, unit=cast.unit(code), role=role)
    client = as_person("office")
    tree, page = words(get(client, "units", query="?ca=on")), words(get(client, "unit", "xa-an"))

    assert "Thôi hoạt động sau ngày 31/12/2022, nay thuộc Đảng bộ xã Tân An" in tree
    assert "Hình thành từ Đảng bộ cơ sở Công ty Giấy (cũ)" in tree
    assert "Từ: Đảng bộ cơ sở Công ty Giấy (cũ)." in page


def test_a_day_that_cannot_be_read_is_today(as_person):
    assert "Không phải hôm nay" not in words(get(as_person("office"), "units", query="?ngay=31/02/2024"))


def test_a_branch_answers_htmx_with_its_nodes_and_a_browser_with_a_page(as_person):
    client = as_person("office")
    part, page = (words(get(client, "unit_children", "khoi", headers=headers)) for headers in (HTMX, {}))

    assert "<html" not in part
    assert part.strip() in page


def test_a_branch_of_very_many_units_is_cut_and_leads_to_the_rest(cast, as_person):
    add_units(cast, 301, parent="xa-an")
    page = words(get(as_person("office"), "unit_children", "xa-an", headers=HTMX))

    assert page.count('class="tree-row"') == 301
    assert "Còn 1 đơn vị khác" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_asks_as_many_questions_for_few_units_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    add_units(cast, count, parent="lt")
    client = as_person("office")

    with django_assert_max_num_queries(18):
        get(client, "units")


# --- list ---


def test_a_search_without_accents_finds_the_unit_with_its_superior(as_person):
    page = words(get(as_person("office"), "units", query="?tim=dan+toc"))

    assert "Chi bộ Ban Dân tộc" in page
    assert "Đảng ủy Khối các cơ quan và doanh nghiệp" in page
    assert "Chi bộ Văn phòng Sở" not in page


def test_a_search_stays_within_the_scope(as_person):
    assert "Không có đơn vị nào khớp." in words(get(as_person("officer"), "units", query="?tim=ban+dan+toc"))


def test_the_list_holds_one_kind(as_person):
    page = words(get(as_person("office"), "units", query="?loai=commune_committee"))

    assert ("Đảng bộ xã Bình Minh" in page, "Chi bộ Ban Dân tộc" in page) == (True, False)


@pytest.mark.parametrize(
    ("asked", "is_listed"),
    [("base_cell&ngay=2023-06-01", True), ("base_committee&ngay=2023-06-01", False), ("base_cell", False)],
)
def test_the_list_holds_the_units_that_were_of_the_kind_on_the_day(cast, as_person, asked, is_listed):
    rename(cast.unit("cb2"), name="Đảng bộ Tôn giáo", kind="base_committee", by=cast.office, on=date(2024, 1, 1))
    page = words(get(as_person("office"), "units", query=f"?loai={asked}"))

    assert ("Chi bộ Ban Dân tộc" in page or "Đảng bộ Tôn giáo" in page) == is_listed


def test_the_list_below_a_unit_holds_as_many_as_its_page_says(as_person):
    client = as_person("office")

    assert "3 đơn vị</a> ở mọi cấp bên dưới" in words(get(client, "unit", "khoi"))
    assert "1–3 trong 3" in words(get(client, "units", query="?duoi=khoi"))


def test_the_list_below_a_unit_out_of_scope_is_not_there(as_person):
    assert get(as_person("officer"), "units", query="?duoi=khoi").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_many_questions_for_few_rows_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    add_units(cast, count)
    client = as_person("office")

    with django_assert_max_num_queries(16):
        get(client, "units", query="?tim=them")


# --- page of a unit ---


def test_the_page_of_a_unit_names_its_superior_and_members(cast, as_person):
    set_member_count(cast.unit("db1"), count=1061, quality="about", as_of=date(2023, 1, 1), by=cast.office)
    page = words(get(as_person("office"), "unit", "db1"))

    assert "Cấp trên (tuyến đảng)" in page
    assert "khoảng 1.061 (tại ngày 01/01/2023)" in page


def test_a_superior_above_the_scope_is_named_without_a_link(as_person):
    page = words(get(as_person("officer"), "unit", "db1"))

    assert "Đảng ủy Khối các cơ quan và doanh nghiệp" in page
    assert 'href="/don-vi/khoi/"' not in page


def test_the_page_as_of_a_day_wears_the_name_and_superior_of_the_day(cast, as_person):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc và Tôn giáo", by=cast.office, on=date(2024, 1, 1))
    move(cast.unit("cb2"), parent=cast.unit("lt"), by=cast.office, on=date(2024, 1, 1))
    page = words(get(as_person("office"), "unit", "cb2", query="?ngay=2023-12-31"))

    assert "<h1>Chi bộ Ban Dân tộc</h1>" in page
    assert "Nay là Chi bộ Ban Dân tộc và Tôn giáo" in page
    assert 'href="/don-vi/khoi/?ngay=2023-12-31"' in page


def test_the_page_before_the_unit_was_there_says_so(as_person):
    page = words(get(as_person("office"), "unit", "db1", query="?ngay=2019-01-01"))

    assert "Ngày này đơn vị không hoạt động" in page


def test_the_page_is_found_by_a_code_of_the_past(cast, as_person):
    rename(cast.unit("cb2"), name="Chi bộ Ban Dân tộc", code="cb2-moi", by=cast.office, on=date(2024, 1, 1))

    assert "cb2-moi" in words(get(as_person("office"), "unit", "cb2"))


def test_the_history_says_from_what_to_what_and_on_which_paper(cast, as_person):
    day = date(2024, 1, 1)
    rename(cast.unit("cb2"), name="Chi bộ Tôn giáo", by=cast.office, on=day, decision_no="12-QĐ/TU")
    move(cast.unit("cb2"), parent=cast.unit("lt"), by=cast.office, on=day)
    page = words(get(as_person("auditor"), "unit", "cb2"))

    for told in ("Quyết định số 12-QĐ/TU", "<del>Chi bộ Ban Dân tộc</del>", "<ins>Chi bộ Tôn giáo</ins>"):
        assert told in page
    assert "<del>Đảng ủy Khối các cơ quan và doanh nghiệp</del>" in page


def test_people_are_named_on_the_page_for_the_office_above_only(as_person):
    shown = {part: "Lò Văn Cơ Sở" in words(get(as_person(part), "unit", "db1")) for part in PAGES_SEEN}

    assert shown == {"office": True, "bloc_office": True, "auditor": False, "bloc_officer": False}


PAGES_SEEN = ("office", "bloc_office", "auditor", "bloc_officer")


@pytest.mark.parametrize(("part", "may"), [("office", True), ("bloc_office", True), ("officer", False)])
def test_changes_are_offered_to_offices_only(as_person, part, may):
    assert (reverse("unit_rename", args=["db1"]) in words(get(as_person(part), "unit", "db1"))) is may


def test_a_name_of_140_letters_stands_whole(cast, as_person):
    name = "Đảng bộ " + "Ủy ban Mặt trận Tổ quốc " * 6
    rename(cast.unit("db1"), name=name.strip(), by=cast.office, on=date(2024, 1, 1))

    assert name.strip() in words(get(as_person("officer"), "unit", "db1"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_many_questions_for_few_children_as_for_many(
    cast, as_person, count, django_assert_max_num_queries
):
    add_units(cast, count, parent="db1")
    client = as_person("office")

    with django_assert_max_num_queries(31):
        get(client, "unit", "db1")


# --- doors ---

OUTSIDE = ("unit", "unit_siblings", "unit_children", "unit_rename", "unit_move", "unit_members")


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_of_a_unit_out_of_scope_is_there(as_person, name):
    assert get(as_person("outsider"), name, "db1").status_code == 404


@pytest.mark.parametrize("name", OUTSIDE)
def test_nothing_of_a_unit_opens_without_signing_in(cast, client, name):
    assert get(client, name, "db1").headers["Location"].startswith("/dang-nhap/")


def test_an_unknown_unit_is_not_there(as_person):
    assert get(as_person("office"), "unit", "khong-co").status_code == 404


# --- choosing a unit ---


def test_one_may_go_up_beside_and_down_within_the_scope(as_person):
    page = words(get(as_person("bloc_officer"), "unit_siblings", "db1", headers=HTMX))

    assert "<html" not in page
    for code in ("khoi", "cb2", "cb11"):
        assert f'action="/chon-don-vi/{code}/"' in page
    assert 'action="/chon-don-vi/lt/"' not in page


def test_the_list_to_choose_from_is_filtered_without_accents(as_person):
    page = words(get(as_person("office"), "unit_siblings", "xa-an", query="?loc=binh+minh"))

    assert ('action="/chon-don-vi/xa-binh/"' in page, 'action="/chon-don-vi/khoi/"' in page) == (True, False)


def test_units_to_choose_from_follow_what_is_typed(as_person):
    page = words(get(as_person("bloc_office"), "unit_options", query="?tim=dan+toc&cho=cap-tren", headers=HTMX))

    assert ('value="cb2"' in page, 'value="db1"' in page) == (True, False)


def test_units_to_make_accounts_at_lie_below_the_own_one(as_person):
    page = words(get(as_person("bloc_office"), "unit_options", query="?cho=nguoi-dung", headers=HTMX))

    assert ('value="db1"' in page, 'value="khoi"' in page) == (True, False)
