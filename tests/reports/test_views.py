"""The report pages: what they show, to whom, and what they answer to a wrong address."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lantoa.declarations.services import NewDeclaration, load_declarations
from lantoa.figures.figures import ReportScope
from lantoa.reports.records import records
from lantoa.reports.summary import summary
from lantoa.reports.tables import tables
from lantoa.units.services import set_member_count
from tests.cast import DAY, accept_initiative

PERIOD = {"tu": "2023-01-01", "den": "2023-12-31"}


@pytest.fixture
def scope(cast):
    return lambda code="khoi": ReportScope(cast.unit(code), DAY.replace(month=1, day=1), DAY.replace(month=12, day=31))


def test_summary_shows_the_figures_of_the_acting_unit(cast, as_person):
    accept_initiative(cast)

    page = as_person("bloc_officer").get(reverse("summary"), PERIOD)
    assert page.context["report"].figure("initiatives.registered").value == 1
    assert "Đảng ủy Khối các cơ quan và doanh nghiệp" in page.content.decode()


def test_summary_of_a_unit_out_of_scope_is_not_found(cast, as_person):
    assert as_person("outsider").get(reverse("summary"), {"don-vi": "khoi"}).status_code == 404


def test_summary_without_a_role_says_what_to_do(cast, as_person):
    assert "Bạn chưa được giao vai trò" in as_person("nobody").get(reverse("summary")).content.decode()


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"tu": "2023-12-31", "den": "2023-01-01"}, "Ngày cuối kỳ phải từ ngày đầu kỳ trở đi"),
        ({"tu": "31/02/2023", "den": "2023-12-31"}, "Hãy ghi một ngày có thật"),
        ({"tu": "1890-01-01", "den": "2023-12-31"}, "từ năm 1990"),
        ({"cay": "mai"}, "Cây đơn vị"),
    ],
)
def test_summary_of_a_wrong_period_keeps_what_was_asked(cast, as_person, asked, words):
    page = as_person("bloc_officer").get(reverse("summary"), asked)

    assert page.status_code == 400
    assert words in page.content.decode()


def test_records_page_says_what_is_hidden(cast, as_person, scope):
    accept_initiative(cast)
    accept_initiative(cast, name="Của chi bộ khác", unit=cast.unit("cb2"))

    listed = records("initiatives.registered", {}, scope(), user=cast.officer)
    assert (listed.visible, listed.count) == (1, 2)


def test_records_of_an_unknown_figure_name_the_known_ones(cast, as_person):
    page = as_person("bloc_officer").get(reverse("records", args=["initiatives.liked"]), PERIOD)

    assert page.status_code == 404
    assert "Không có chỉ tiêu" in page.content.decode()


def test_records_fragment_is_what_the_page_includes(cast, as_person):
    accept_initiative(cast)
    client, url = as_person("bloc_officer"), reverse("records", args=["initiatives.registered"])

    page = client.get(url, PERIOD).content.decode()
    fragment = client.get(url, PERIOD, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip() in page


def test_workbook_holds_the_same_numbers(cast, as_person, scope):
    accept_initiative(cast)

    answer = as_person("bloc_officer").get(reverse("summary_xlsx"), PERIOD)
    book = load_workbook(BytesIO(answer.content))
    for table in tables(summary(scope())):
        rows = book[table.title[:31]].iter_rows(values_only=True)
        shown = [value for row in rows for value in row if isinstance(value, int)]
        assert shown == [cell.value for cell in table.cells if cell.value is not None]


def test_records_workbook_sums_at_the_foot(cast, as_person):
    accept_initiative(cast)

    answer = as_person("bloc_officer").get(reverse("records_xlsx", args=["initiatives.registered"]), PERIOD)
    last = list(load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True))[-1]
    assert (last[1], last[-1]) == ("Tổng số", 1)


def test_a_doubt_about_a_key_number_stands_beside_it(cast, as_person):
    for code, count in (("khoi", 60), ("db1", 70)):
        set_member_count(cast.unit(code), count=count, quality="exact", as_of=DAY, by=cast.office)

    text = as_person("bloc_officer").get(reverse("summary"), PERIOD).content.decode()
    key_numbers = text[text.index('class="key-figures"') :].split("</ul>")[0]
    assert key_numbers.count('class="cell-doubt') == 1
    assert "Cần kiểm tra lại: số đảng viên 60" in key_numbers


def test_units_below_are_printed_with_the_quality_of_each_number(cast, scope):
    accept_initiative(cast)
    load_declarations([NewDeclaration(cast.unit("cb2"), DAY, 7, quality="about")], by=None)

    rows = {row["unit"]["code"]: row for row in summary(scope()).as_json()["children"]}
    key = "initiatives.declared"
    assert [(rows[code]["values"][key], rows[code]["qualities"][key]) for code in ("cb2", "db1")] == [
        (7, "about"),
        (None, "not_stated"),
    ]
    assert rows["db1"]["qualities"]["initiatives.identified"] == "exact"
