"""`lantoa report` and `lantoa records`: the contract's documents, and clear answers to wrong questions."""

import json
from datetime import date

import docx
import openpyxl
import pytest

from lantoa.declarations.services import declare
from lantoa.units.services import rename
from tests.cast import accept_initiative, submit_initiative

YEAR = ("--from", "2023-01-01", "--to", "2023-12-31")


@pytest.fixture
def three(cast):
    """Three accepted registrations below the bloc, two of them in one sector; one more still waits."""
    accept_initiative(cast)
    accept_initiative(cast, name="Tổ hòa giải", unit=cast.unit("cb2"), sector=cast.sector["culture_society"])
    accept_initiative(cast, name="Đường hoa", unit=cast.unit("cb2"), sector=cast.sector["culture_society"])
    submit_initiative(cast, name="Chưa duyệt")
    return cast


def report(lantoa, *words) -> dict:
    answer = lantoa("report", "summary", "--unit", "khoi", *words, "--json")
    assert (answer.code, answer.err) == (0, "")
    return json.loads(answer.out)


def value(document: dict, key: str, **dims) -> int:
    return next(f["value"] for f in document["figures"] if (f["key"], f["dims"]) == (key, dims))


def test_report_as_json_is_the_contract(lantoa, three):
    document = report(lantoa, *YEAR)
    assert list(document)[:5] == ["report", "unit", "period", "tree", "figures"]
    assert document["unit"] == {"code": "khoi", "name": "Đảng ủy Khối các cơ quan và doanh nghiệp"}
    assert (document["period"], document["tree"]) == ({"from": "2023-01-01", "to": "2023-12-31"}, "then")
    wanted = ["key", "dims", "value", "measure", "quality", "part_of", "label", "basis"]
    assert {tuple(figure) for figure in document["figures"]} == {tuple(wanted)}


def test_report_counts_what_was_accepted(lantoa, three):
    document = report(lantoa, *YEAR)
    assert value(document, "initiatives.registered") == 3
    assert value(document, "initiatives.registered", sector="culture_society") == 2


def test_year_is_the_same_as_its_first_and_last_day(lantoa, three):
    assert report(lantoa, "--year", "2023") == report(lantoa, *YEAR)


def test_report_by_a_code_of_that_time(lantoa, three):
    rename(three.unit("khoi"), name="Đảng bộ các cơ quan", code="khoi-moi", by=three.office, on=date(2025, 3, 1))
    assert report(lantoa, *YEAR)["unit"]["name"] == "Đảng ủy Khối các cơ quan và doanh nghiệp"


@pytest.mark.parametrize("tree", ["now", "2023-06-30", "30/06/2023"])
def test_report_on_another_tree(lantoa, three, tree):
    assert report(lantoa, *YEAR, "--tree", tree)["tree"] == ("now" if tree == "now" else "2023-06-30")


def test_report_for_people_shows_how_exact_a_number_is(lantoa, three):
    declare(three.unit("khoi"), as_of=date(2023, 6, 30), counts=[(None, 1200, "at_least")], by=three.office)
    lines = [line.strip() for line in lantoa("report", "summary", "--unit", "khoi", *YEAR).out.splitlines()]
    assert lines[:2] == ["Đảng ủy Khối các cơ quan và doanh nghiệp", "năm 2023, theo tổ chức tại ngày 31/12/2023"]
    assert "3  Mô hình đăng ký" in lines
    assert "trên 1.200  Mô hình theo kê khai" in lines


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_report_as_a_file(lantoa, three, tmp_path, ending):
    path = tmp_path / f"bao-cao{ending}"
    assert lantoa("report", "summary", "--unit", "khoi", *YEAR, "--out", path).out == f"Đã ghi {path}\n"
    opened = openpyxl.load_workbook(path) if ending == ".xlsx" else docx.Document(str(path))
    assert opened is not None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["khac", "--unit", "khoi", *YEAR], "TÊN: không có 'khac'; hãy chọn một trong: 'summary'; xem"),
        (["summary", *YEAR], "Còn thiếu: --unit; xem"),
        (["summary", "--unit", "khong-co", *YEAR], "Không có đơn vị mã “khong-co”."),
        (["summary", "--unit", "khoi"], "Hãy ghi kỳ báo cáo: --from NGÀY --to NGÀY, hoặc --year NĂM."),
        (["summary", "--unit", "khoi", "--from", "2023-01-01"], "Hãy ghi kỳ báo cáo"),
        (["summary", "--unit", "khoi", "--year", "2023", *YEAR], "Dùng --year, hoặc dùng --from và --to"),
        (["summary", "--unit", "khoi", "--year", "20230"], "Năm 20230 không hợp lệ."),
        (
            ["summary", "--unit", "khoi", "--from", "2023-12-31", "--to", "2023-01-01"],
            "Ngày cuối kỳ phải từ ngày đầu kỳ",
        ),
        (
            ["summary", "--unit", "khoi", *YEAR, "--tree", "sau"],
            "--tree: “sau” không hợp lệ; dùng then, now hoặc một ngày như 2024-06-30; xem",
        ),
        (
            ["summary", "--unit", "khoi", *YEAR, "--out", "a.pdf"],
            "“a.pdf”: báo cáo chỉ ghi được ra tệp .xlsx hoặc .docx.",
        ),
        (["summary", "--unit", "khoi", *YEAR, "--out", "khong-co/a.xlsx"], "Không có thư mục “khong-co”."),
        (["summary", "--unit", "khoi", *YEAR, "--out", "a.xlsx", "--json"], "Không dùng --json cùng với --out; xem"),
    ],
)
def test_wrong_question_about_a_report(lantoa, cast, words, said):
    answer = lantoa("report", *words)
    document = {"errors": answer.err.splitlines()} if "--json" in words else ""
    assert (answer.code, json.loads(answer.out or '""')) == (2, document)
    assert answer.err.startswith(said)


def test_records_are_those_of_the_figure(lantoa, three):
    words = ("records", "initiatives.registered", "--dim", "sector=culture_society", "--unit", "khoi", *YEAR, "--json")
    document = json.loads(lantoa(*words).out)
    assert list(document) == ["key", "dims", "count", "value", "records"]
    assert (document["dims"], document["count"], document["value"]) == ({"sector": "culture_society"}, 2, 2)
    assert [(row["label"], row["unit"], row["amount"]) for row in document["records"]] == [
        ("Đường hoa", "cb2", 1),
        ("Tổ hòa giải", "cb2", 1),
    ]


def test_records_for_people_end_with_the_sum(lantoa, three):
    lines = lantoa("records", "initiatives.registered", "--unit", "khoi", *YEAR).out.splitlines()
    assert len(lines) == 4
    assert lines[-1].strip() == "3  Mô hình đăng ký: 3 bản ghi"


@pytest.mark.parametrize(
    "words",
    [
        ["khong.co"],
        ["initiatives.registered", "--dim", "mau=xanh"],
        ["initiatives.registered", "--dim", "sector=khong-co"],
        ["initiatives.registered", "--dim", "sector"],
        ["initiatives.registered", "--dim", "sector=economy", "--dim", "sector=economy"],
    ],
)
def test_wrong_question_about_records(lantoa, cast, words):
    answer = lantoa("records", *words, "--unit", "khoi", *YEAR, "--json")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)
    assert json.loads(answer.out) == {"errors": answer.err.splitlines()}
