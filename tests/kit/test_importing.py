"""What every import of a sheet shares."""

import pytest
from openpyxl import Workbook

from lantoa.kit.importing import Faults, find_repeated, report_progress, rows_as_words, same_text
from lantoa.kit.sheets import Column, Row, Table, read_table
from tests.workbooks import save_book

COLUMNS = (Column("name", "Tên", required=True), Column("day", "Ngày", kind="date"))


def row(number: int, **values) -> Row:
    return Row("Dữ liệu", number, {"name": "a", "day": None} | values, {})


def read(workbook, *rows) -> Table:
    for values in (("Tên", "Ngày"), *rows):
        workbook.active.append(values)
    return read_table(save_book(workbook), COLUMNS)


@pytest.fixture
def workbook():
    return Workbook()


def test_faults_know_a_faulty_cell_from_a_blank_one(workbook):
    table = read(workbook, ("a", "31/02/2023"), ("b", None))
    faults = Faults(table, COLUMNS)

    assert [faults.at(row, "day") for row in table.rows] == [True, False]
    assert [faults.of(row) for row in table.rows] == [True, False]


def test_a_row_that_lacks_what_it_must_have_is_faulty():
    faults = Faults(Table("Dữ liệu", 1), COLUMNS)

    assert [faults.of(row(2)), faults.of(row(3, name=None))] == [False, True]


def test_faults_come_in_the_order_of_the_sheet_with_a_capital(workbook):
    table = read(workbook, ("a", None), ("b", None))
    faults = Faults(table, COLUMNS)
    faults.add(table.rows[1], "name", "sai tên.")
    faults.add(table.rows[0], "day", "sai ngày.")
    faults.add(table.rows[1], None, "sai dòng.")

    assert [(fault.row, fault.column_letter, fault.reason) for fault in faults.in_order()] == [
        (2, "B", "Sai ngày."),
        (3, "", "Sai dòng."),
        (3, "A", "Sai tên."),
    ]


def test_repeated_rows_are_paired_with_the_first():
    rows = [
        row(2, name="a"),
        row(3, name="b"),
        row(4, name="a"),
        row(5, name=None),
        row(6, name="a"),
        row(7, name=None),
    ]

    pairs = [(first.number, later.number) for first, later in find_repeated(rows, lambda row: row.values["name"])]

    assert pairs == [(2, 4), (2, 6)]


def test_watchers_are_told_at_the_beginning_and_the_end():
    told = []
    rows = [row(number) for number in range(450)]

    assert list(report_progress(rows, lambda done, total: told.append((done, total)))) == rows
    assert told == [(0, 450), (200, 450), (400, 450), (450, 450)]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([5], "dòng 5"),
        ([9, 5, 5], "các dòng 5, 9"),
        (range(1, 13), "các dòng 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, … (12 dòng)"),
    ],
)
def test_rows_as_words(numbers, words):
    assert rows_as_words(row(number) for number in numbers) == words


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoà  Bình", "hòa bình", True),
        ("UỶ BAN", "ủy ban", True),
        ("Hòa", "Hoa", False),
        (None, "", True),
        ("a\nb", "a b", True),
    ],
)
def test_same_text_is_blind_to_case_spacing_and_tone_placement_only(one, other, same):
    assert same_text(one, other) is same
