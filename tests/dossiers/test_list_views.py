"""The list of initiatives: filters in the address, order, pages, export, and accepting many at once."""

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from lantoa.dossiers.queries import MANY, Filters, ListPaginator, filter_rows, in_long_list, in_order
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.services import edit
from lantoa.movement.services import add_sector
from lantoa.recognition.services.facts import record_recognition
from lantoa.units.services import NewUnit, load_units, rename
from tests.cast import DAY, SINCE, accept_initiative, draft, second_office, submit_initiative
from tests.watch.reading import HTMX, parse_page, swap_fragment, words
from tests.watch.reading import values as found

LIST = "/mo-hinh/"
NAMES = "//tbody/tr/th//a/text()"


def names(client, **asked) -> list[str]:
    asked = {name.replace("_", "-"): value for name, value in asked.items()}
    return found(client.get(LIST, asked), NAMES)


@pytest.fixture
def many(cast):
    """Six registrations that differ in everything one may ask for."""
    rolled_up = {"national": "economy", "valid_from": SINCE, "by": None}
    own = add_sector(unit=cast.unit("lt"), code="giam-ngheo", name="Giảm nghèo", **rolled_up)
    made = {
        "Ao cá": accept_initiative(cast, name="Ao cá", sector=own, tier="bloc", on=date(2022, 5, 1)),
        "Ánh sáng đường quê": accept_initiative(
            cast, name="Ánh sáng đường quê", sector=cast.sector["defence_security"]
        ),
        "Đường hoa": accept_initiative(
            cast, name="Đường hoa", unit=cast.unit("cb2"), kind="exemplar", subject="individual"
        ),
        "Dân vận số": submit_initiative(cast, name="Dân vận số", unit=cast.unit("cb11")),
        "Bếp ấm": draft(cast, name="Bếp ấm", registered_on=None),
        "Zalo thôn": accept_initiative(cast, name="Zalo thôn", unit=cast.unit("xa-an"), holder="Thôn Đồi"),
    }
    record_recognition(made["Ao cá"], tier="province", recognised_on=timezone.localdate(), by=second_office(cast))
    return made


def test_list_stands_in_vietnamese_order(many, as_person):
    assert names(as_person("office")) == [
        "Ánh sáng đường quê",
        "Ao cá",
        "Bếp ấm",
        "Dân vận số",
        "Đường hoa",
        "Zalo thôn",
    ]


@pytest.mark.parametrize(
    ("part", "count"),
    [("office", 6), ("auditor", 6), ("bloc_officer", 5), ("officer", 4), ("outsider", 0), ("nobody", 0)],
)
def test_list_shows_the_rows_of_ones_scope(many, as_person, part, count):
    assert len(names(as_person(part))) == count


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"tim": "duong"}, ["Ánh sáng đường quê", "Đường hoa"]),
        ({"tim": "thôn ĐỒI"}, ["Zalo thôn"]),
        ({"don_vi": "db1"}, ["Ánh sáng đường quê", "Ao cá", "Bếp ấm", "Dân vận số"]),
        ({"linh_vuc": "economy", "don_vi": "db1"}, ["Ao cá", "Bếp ấm", "Dân vận số"]),
        ({"linh_vuc": "giam-ngheo"}, ["Ao cá"]),
        ({"doi_tuong": "individual"}, ["Đường hoa"]),
        ({"loai": "exemplar"}, ["Đường hoa"]),
        ({"cap": "bloc"}, ["Ao cá"]),
        ({"trang_thai": "submitted"}, ["Dân vận số"]),
        ({"nam": "2022"}, ["Ao cá"]),
        ({"tu": "2022-05-01", "den": "2022-12-31"}, ["Ao cá"]),
        ({"tu": "01/05/2022", "trang_thai": "accepted", "don_vi": "xa-an"}, ["Zalo thôn"]),
        ({"co_ten": "khong"}, ["Bếp ấm"]),
        ({"co_ten": "co", "don_vi": "cb11"}, ["Dân vận số"]),
        ({"cong_nhan": "province"}, ["Ao cá"]),
        ({"cong_nhan": "central"}, []),
    ],
)
def test_filters_leave_what_they_ask_for(many, as_person, asked, left):
    assert names(as_person("office"), **asked) == left


def test_filters_together_leave_what_all_ask_for(many, as_person):
    shown = names(as_person("office"), linh_vuc="economy", trang_thai="accepted", tim="ao", nam="2022", cap="bloc")

    assert shown == ["Ao cá"]


def test_each_filter_in_force_can_be_dropped_alone(many, as_person):
    response = as_person("office").get(LIST, {"linh-vuc": "economy", "cap": "bloc", "trang": "1"})

    chips = "//a[@class='filter-chip']"
    assert found(response, f"{chips}/text()") == ["Lĩnh vực: Kinh tế", "Cấp đăng ký: Khối"]
    assert found(response, f"{chips}/@href") == ["?cap=bloc", "?linh-vuc=economy"]


def test_an_address_full_of_empty_filters_is_tidied(many, as_person):
    response = as_person("office").get(LIST, {"tim": "", "cap": "bloc", "tu": "", "khac": "x"})

    assert (response.status_code, response.url) == (302, "/mo-hinh/?cap=bloc")


@pytest.mark.parametrize(
    "asked", [{"don-vi": "xa-binh"}, {"don-vi": "db1"}, {"cap": "lang"}, {"tu": "31/02/2023"}, {"nam": "x"}]
)
def test_a_wrong_filter_shows_nothing_and_says_so(many, as_person, asked):
    response = as_person("outsider").get(LIST, asked)

    if asked == {"don-vi": "xa-binh"}:
        assert response.status_code == 200
    else:
        assert (response.status_code, found(response, NAMES)) == (422, [])
        assert "Bộ lọc có chỗ không đúng" in words(response)
        assert "Chưa hiện mô hình nào, vì bộ lọc chưa đúng." in words(response)


def test_empty_lists_say_what_to_do(cast, as_person):
    assert "Chưa có mô hình nào được đăng ký. Đăng ký mô hình" in words(as_person("officer").get(LIST))
    assert "Mô hình hiện ở đây khi" in words(as_person("auditor").get(LIST))
    assert "Không có mô hình nào khớp bộ lọc. Thử bỏ bớt" in words(as_person("officer").get(LIST, {"tim": "khong co"}))


@pytest.mark.parametrize(
    ("sort", "first"),
    [("-ten", "Zalo thôn"), ("don-vi", "Đường hoa"), ("ngay", "Bếp ấm"), ("-ngay", "Ánh sáng đường quê")],
)
def test_list_can_be_sorted(many, as_person, sort, first):
    assert names(as_person("office"), sap_xep=sort)[0] == first


def test_a_sorted_head_says_so_and_leads_to_the_other_order(many, as_person):
    response = as_person("office").get(LIST, {"sap-xep": "ten", "cap": "base"})

    assert found(response, "//th[@aria-sort='ascending']/a/@href") == ["?cap=base&sap-xep=-ten"]


def test_fifty_stand_on_a_page(cast, as_person):
    for number in range(51):
        draft(cast, name=f"Mô hình {number:02}")

    client = as_person("officer")
    assert (len(names(client)), names(client, trang="2")) == (50, ["Mô hình 50"])
    assert "51–51 trong 51" in words(client.get(LIST, {"trang": "2"}))


@pytest.mark.parametrize("sort", ["", "ten", "-ten", "don-vi"])
@pytest.mark.parametrize("part", ["office", "officer", "outsider", "nobody"])
def test_a_long_list_holds_the_same_rows_in_the_same_order(many, cast, part, sort):
    person, asked = getattr(cast, part), Filters(text="an", kind="model")

    long = in_order(filter_rows(in_long_list(person, sort), asked), sort)

    assert list(long) == list(in_order(filter_rows(Initiative.objects.visible_to(person), asked), sort))


def test_pages_of_a_long_list_are_read_the_long_way(cast):
    rows = Initiative.objects.bulk_create(
        Initiative(unit=cast.unit("cb11"), name=f"Tên {n}", name_sort=f"{n:05}", sector=cast.sector["economy"])
        for n in range(MANY)
    )
    pages = ListPaginator(
        Initiative.objects.none(), 50, sort="", long=lambda: in_long_list(cast.office, "").order_by("name_sort")
    )
    pages.count = MANY

    assert list(pages.page(2)) == rows[50:100]


@pytest.mark.parametrize("sort", ["ten", "-ten", "don-vi", "ngay"])
def test_pages_of_a_short_list_are_in_the_same_order(many, cast, sort):
    rows = in_order(Initiative.objects.visible_to(cast.office), sort)
    pages = ListPaginator(rows, 2, sort=sort, long=Initiative.objects.none)

    assert [*pages.page(1), *pages.page(2)] == list(rows[:4])


@pytest.mark.parametrize("part", ["officer", "bloc_officer"])
def test_list_asks_as_often_for_many_rows_as_for_one(cast, as_person, part):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(LIST)
        return len(asked)

    client = as_person(part)
    record_recognition(accept_initiative(cast), tier="bloc", recognised_on=DAY, by=cast.approver)
    submit_initiative(cast)
    before = queries()
    for number in range(12):
        record_recognition(
            accept_initiative(cast, name=f"Tên {number}"), tier="bloc", recognised_on=DAY, by=cast.approver
        )
        submit_initiative(cast, unit=cast.unit("cb11"))

    assert queries() == before
    assert before <= 24


# --- many units: a search instead of a list ---


def test_units_are_searched_where_there_are_many(cast, as_person):
    load_units([NewUnit(f"cb-{n}", f"Chi bộ {n}", "base_cell", SINCE, "khoi") for n in range(200)], by=None)
    client = as_person("office")
    before = client.get(LIST, {"tra-cuu": "don_vi", "don-vi-tim": ""})

    asked = {"tra-cuu": "don_vi", "don-vi-tim": "chi bo 7"}
    fragment = client.get(LIST, asked, headers=HTMX)
    page = client.get(LIST, asked)

    assert "Chi bộ 7" in found(fragment, "//label/span/text()")
    typed = parse_page(page).replace('name="don-vi-tim" value="chi bo 7"', 'name="don-vi-tim" value=""', 1)
    assert swap_fragment(before, fragment, "choices-don-vi") == typed


# --- export ---


def export_rows(client, **asked) -> list[tuple]:
    asked = {name.replace("_", "-"): value for name, value in asked.items()}
    sheet = load_workbook(BytesIO(client.get("/mo-hinh/xuat.xlsx", asked).content)).active
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


@pytest.mark.parametrize("asked", [{}, {"linh_vuc": "economy"}, {"tim": "duong", "sap_xep": "-ten"}, {"trang": "9"}])
def test_export_holds_exactly_what_is_shown(many, as_person, asked):
    client = as_person("bloc_officer")

    rows = export_rows(client, **asked)

    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert [row[1] for row in rows[head + 1 :]] == names(client, **asked)
    assert [row[0] for row in rows[head + 1 :]] == list(range(1, len(rows) - head))


def test_export_says_what_was_asked_and_has_the_columns_of_the_list(many, as_person):
    rows = export_rows(as_person("bloc_officer"), linh_vuc="giam-ngheo")

    assert [row[0] for row in rows[:3]] == [
        "Danh sách mô hình “Dân vận khéo”",
        "Đảng ủy Khối các cơ quan và doanh nghiệp",
        "Lọc theo: Lĩnh vực: Giảm nghèo (riêng)",
    ]
    told = dict(zip(rows[3], rows[4], strict=True))
    assert (told["Tên mô hình"], told["Lĩnh vực"], told["Trạng thái"]) == ("Ao cá", "Giảm nghèo", "Đã đăng ký")
    assert (told["Ngày đăng ký"], told["Công nhận"]) == (datetime(2022, 5, 1), "Công nhận cấp Tỉnh")


def test_export_of_all_columns_adds_the_boxes(many, as_person):
    rows = export_rows(as_person("bloc_officer"), cap="bloc", cot="tat-ca")

    told = dict(zip(rows[3], rows[4], strict=True))
    assert (told["Mục tiêu, tiêu chí"], told["Mã đơn vị"]) == ("Nội dung của ô goals", "db1")
    assert (told["Lĩnh vực"], told["Lĩnh vực toàn quốc"]) == ("Giảm nghèo", "Kinh tế")


def test_export_under_a_wrong_filter_is_refused(many, as_person):
    assert as_person("officer").get("/mo-hinh/xuat.xlsx", {"don-vi": "xa-an"}).status_code == 403


# --- what a row says ---


def test_a_row_without_name_or_body_is_marked(cast, as_person):
    initiative = accept_initiative(cast)
    edit(initiative, values={"responsible": "", "holder": ""}, by=cast.approver, revision=initiative.revision)

    assert "Chưa đủ tên, địa chỉ" in words(as_person("officer").get(LIST), "//tbody")


def test_an_initiative_is_found_by_the_new_name_of_its_unit(cast, as_person):
    accept_initiative(cast)
    rename(cast.unit("db1"), name="Đảng bộ Sở Nông nghiệp và Môi trường", by=cast.office, on=date(2025, 3, 1))

    page = as_person("bloc_officer").get("/mo-hinh/", {"tim": "moi truong"})
    assert "Vườn rau sạch vì cộng đồng" in words(page)
