"""`lantoa template` and `lantoa import`: the road of a workbook, and what stops it."""

import json
from datetime import date

import openpyxl
import pytest

from lantoa.initiatives.models import Initiative
from lantoa.kit.audit import verify
from lantoa.units.models import Unit

ROW = ("moi", "Chi bộ Trường Dân tộc nội trú", "Chi bộ cơ sở", "khoi", date(2022, 1, 1), None, "25", "đúng")
WHO = ("Mô hình", "Tập thể", "Chi đoàn", "Kinh tế", "Cơ sở", None, "Lò Thị Hoa")
INITIATIVE = (None, "db1", "Vườn thuốc nam", *WHO, "15/3/2023")


@pytest.fixture
def workbook(lantoa, tmp_path):
    """`workbook(kind, rows)`: the template of this kind with these rows."""

    def fill(kind: str, *rows: tuple) -> str:
        path = tmp_path / f"{kind}.xlsx"
        assert lantoa("template", kind, path).code == 0
        book = openpyxl.load_workbook(path)
        for row in rows:
            book.worksheets[0].append(row)
        book.save(path)
        return str(path)

    return fill


def import_file(lantoa, *words) -> dict:
    answer = lantoa("import", *words, "--json")
    return json.loads(answer.out) | {"code": answer.code, "err": answer.err}


@pytest.mark.parametrize("kind", ["units", "initiatives", "declared"])
def test_template_of_each_kind_opens(lantoa, cast, workbook, kind):
    assert len(openpyxl.load_workbook(workbook(kind)).sheetnames) >= 2


def test_import_of_units(lantoa, cast, workbook):
    done = import_file(lantoa, "units", workbook("units", ROW), "--as", "office")
    assert (done["code"], done["created"], done["errors"]) == (0, 1, [])
    assert Unit.objects.get(code="moi").name == "Chi bộ Trường Dân tộc nội trú"


def test_the_same_workbook_twice_adds_nothing(lantoa, cast, workbook):
    path = workbook("initiatives", INITIATIVE)
    assert import_file(lantoa, "initiatives", path, "--as", "bloc_officer")["created"] == 1
    again = import_file(lantoa, "initiatives", path, "--as", "bloc_officer")
    assert (again["code"], again["created"], again["unchanged"]) == (0, 0, 1)
    assert Initiative.objects.count() == 1
    assert verify() == []


def test_dry_run_writes_nothing(lantoa, cast, workbook):
    done = import_file(lantoa, "units", workbook("units", ROW), "--as", "office", "--dry-run")
    assert (done["code"], done["dry_run"], done["created"]) == (0, True, 1)
    assert not Unit.objects.filter(code="moi").exists()


def test_one_faulty_row_stops_the_whole_workbook(lantoa, cast, workbook):
    faulty = ("moi-2", "Chi bộ khác", "Loại lạ", "khong-co", "31/02/2022")
    path = workbook("units", ROW, faulty)
    done = import_file(lantoa, "units", path, "--as", "office")
    assert (done["code"], done["created"]) == (2, 0)
    assert {(error["row"], error["column"]) for error in done["errors"]} >= {(3, "C"), (3, "E")}
    assert not Unit.objects.filter(code__startswith="moi").exists()


def test_faults_for_people_are_one_a_line_on_standard_error(lantoa, cast, workbook):
    answer = lantoa("import", "units", workbook("units", (*ROW[:2], "Loại lạ", *ROW[3:])), "--as", "office")
    lines = answer.err.splitlines()
    assert (answer.code, answer.out, len(lines)) == (2, "", 1)
    assert lines[0].startswith('Trang "Đơn vị", dòng 2, cột C (Loại): ')


def test_faults_as_json_are_on_standard_error_too(lantoa, cast, workbook):
    answer = lantoa("import", "units", workbook("units", (*ROW[:2], "Loại lạ", *ROW[3:])), "--as", "office", "--json")
    assert answer.code == 2
    assert [error["text"] for error in json.loads(answer.out)["errors"]] == answer.err.splitlines()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["units", "khong-co.xlsx", "--as", "office"], 2, "Không có tệp “khong-co.xlsx”."),
        (["units", "khong-co.xlsx", "--as", "ai-do"], 2, "Không có người dùng “ai-do”."),
        (["units", "khong-co.xlsx"], 2, "Còn thiếu: --as; xem lantoa import --help"),
        (["gi-do", "a.xlsx", "--as", "office"], 2, "LOẠI: không có 'gi-do'; hãy chọn một trong: 'units'"),
    ],
)
def test_wrong_usage_of_import(lantoa, cast, words, code, said):
    answer = lantoa("import", *words)
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith(said)


def test_file_that_is_no_workbook_is_refused(lantoa, cast, tmp_path):
    path = tmp_path / "gia.xlsx"
    path.write_text("không phải tệp Excel")
    answer = lantoa("import", "units", path, "--as", "office", "--json")
    assert (answer.code, len(answer.err.splitlines())) == (2, 1)
    assert json.loads(answer.out) == {"errors": answer.err.splitlines()}


def test_person_without_the_right_is_refused(lantoa, cast, workbook):
    answer = lantoa("import", "units", workbook("units", ROW), "--as", "nobody")
    assert (answer.code, answer.out) == (1, "")
    assert "văn phòng quản trị" in answer.err


def test_template_needs_the_right_ending_and_folder(lantoa, tmp_path):
    assert lantoa("template", "units", tmp_path / "a.xls").code == 2
    assert lantoa("template", "units", tmp_path / "khong-co" / "a.xlsx").code == 2
