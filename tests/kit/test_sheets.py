"""Workbooks: refusing bad files, and reading located rows with every fault."""

import io
import struct
import zipfile
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from lantoa.kit.numbers import ParsedNumber, Quality
from lantoa.kit.sheets import Column, SheetRefused, open_workbook_safely, read_table
from tests.kit.workbooks import COLUMNS, GOOD, HEADER, book, repack_workbook, texts

MANGLED = book(["Biểu"], HEADER, GOOD, GOOD, edit=lambda sheet: sheet.merge_cells("A1:C1"))


# --- refusing files ---


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kiểu .xls cũ; hãy mở tệp bằng Excel, chọn Lưu thành"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"%PDF-1.7", "tệp PDF"),
        ("Tên;Ngày\na;b".encode(), ".csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "không phải bảng tính"),
        (b"PK\x03\x04" + bytes(40), "Tệp bị hỏng"),
        (book(HEADER)[:-200], "Tệp bị hỏng"),
        (repack_workbook(book(HEADER), xl__workbook_xml=None), "không phải bảng tính"),
        (repack_workbook(book(HEADER), word__document_xml=b"<a/>"), "tệp Word"),
        (repack_workbook(book(HEADER), content_xml=b"<a/>"), ".ods"),
        (repack_workbook(book(HEADER), xl__workbook_bin=b""), ".xlsb"),
        (repack_workbook(book(HEADER), xl__vbaProject_bin=b"x"), "Tệp có macro"),
        (repack_workbook(book(HEADER), xl__externalLinks__externalLink1_xml=b"<a/>"), "liên kết lấy số liệu từ tệp khác"),
        (repack_workbook(book(HEADER), xl__worksheets__sheet1_xml=b"<worksheet><sheetData>"), "Tệp bị hỏng"),
        (repack_workbook(book(HEADER), xl__worksheets__sheet1_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "Tệp bị hỏng"),
    ],
)  # fmt: skip
def test_bad_file_is_refused_with_what_to_do(data, words):
    with pytest.raises(SheetRefused, match=words):
        read_table(data, COLUMNS)


def test_macro_content_type_is_refused_without_any_macro_part():
    data = book(HEADER)
    types = (
        open_workbook_safely(data)
        .parts["[Content_Types].xml"]
        .replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    )
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()} | {"[Content_Types].xml": types}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        for name, part in parts.items():
            new.writestr(name, part)
    with pytest.raises(SheetRefused, match="Tệp có macro"):
        open_workbook_safely(target.getvalue())


def test_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "lớn.xlsx"
    path.write_bytes(b"PK" + bytes(2000))
    for source in (path, str(path), path.read_bytes(), io.BytesIO(path.read_bytes())):
        with pytest.raises(SheetRefused, match="Tệp nặng quá"):
            open_workbook_safely(source, max_bytes=1000)


def test_bomb_is_refused_by_what_it_declares():
    bomb = repack_workbook(book(HEADER), xl__media__a_bin=bytes(8 * 1024 * 1024))
    assert len(bomb) < 50_000
    with pytest.raises(SheetRefused, match="bung ra quá lớn"):
        open_workbook_safely(bomb)
    with pytest.raises(SheetRefused, match="bung ra quá lớn"):
        open_workbook_safely(book(HEADER), max_unpacked=1000)


def test_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(repack_workbook(book(HEADER), xl__media__a_bin=bytes(8 * 1024 * 1024)))
    for place in range(len(bomb) - 4):
        if struct.unpack_from("<I", bomb, place)[0] == 8 * 1024 * 1024:
            struct.pack_into("<I", bomb, place, 100)
    with pytest.raises(SheetRefused, match=r"Tệp bị hỏng|bung ra quá lớn"):
        open_workbook_safely(bytes(bomb))


def test_many_parts_are_refused():
    extra = {f"xl__media__{number}_bin": b"" for number in range(2001)}
    with pytest.raises(SheetRefused, match="bung ra quá lớn"):
        open_workbook_safely(repack_workbook(book(HEADER), **extra))


@given(st.data())
@settings(max_examples=150)
def test_mangled_workbook_is_read_or_refused_never_worse(data):
    whole = bytearray(MANGLED)
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SheetRefused):
        read_table(bytes(whole), COLUMNS)


@given(
    st.sampled_from(["A2", "2", "-1", "1e999", "ZZZZ1", 't="s"', "<row r='-5'/>", "<c/>", "\x00", "999999999999"]),
    st.data(),
)
@settings(max_examples=150)
def test_mangled_sheet_is_read_or_refused_never_worse(piece, data):
    part = open_workbook_safely(MANGLED).parts["xl/worksheets/sheet1.xml"]
    place = data.draw(st.integers(0, len(part)))
    cut = data.draw(st.integers(0, 20))
    with suppress(SheetRefused):
        read_table(
            repack_workbook(MANGLED, xl__worksheets__sheet1_xml=part[:place] + piece.encode() + part[place + cut :]),
            COLUMNS,
        )


def test_missing_file_is_named(tmp_path):
    with pytest.raises(SheetRefused, match=r"«vắng\.xlsx»"):
        open_workbook_safely(tmp_path / "vắng.xlsx")


# --- reading rows ---


def test_rows_are_read_with_their_places():
    table = read_table(book(["BIỂU ĐĂNG KÝ"], [], HEADER, GOOD), COLUMNS)
    assert table.errors == []
    assert [(row.sheet, row.number) for row in table.rows] == [("Dữ liệu", 4)]
    assert table.rows[0].values == {
        "name": "Nước sạch",
        "field": "economy",
        "count": 5,
        "amount": ParsedNumber(Decimal(3_000_000_000), Quality.ABOUT, "đồng"),
        "on": date(2023, 3, 5),
        "notes": None,
    }
    assert table.rows[0].cells["on"] == "E4"
    assert table.headers["on"] == ("E", "Ngày")


def test_headers_match_whatever_their_order_case_accents_and_marks():
    rows = [["NGAY (*)", "số", "Ten*"], [datetime(2023, 3, 5), "1.061", "Đường hoa"]]
    table = read_table(book(*rows), COLUMNS)
    assert table.errors == []
    assert [(row.values["name"], row.values["count"], row.values["on"]) for row in table.rows] == [
        ("Đường hoa", 1061, date(2023, 3, 5))
    ]


def test_every_header_fault_is_named():
    table = read_table(book(["Tên", "Lĩnh vự", "Tên", "Quý", "Số"], ["a", "b", "c", "d", 1]), COLUMNS)
    assert texts(table) == [
        'Trang "Dữ liệu", dòng 1, cột B (Lĩnh vự): Cột "Lĩnh vự" không có trong mẫu; có phải là "Lĩnh vực"?',
        'Trang "Dữ liệu", dòng 1, cột C (Tên): Tiêu đề "Tên" đã có ở cột A; hãy xóa hoặc gộp cột thừa.',
        'Trang "Dữ liệu", dòng 1, cột D (Quý): Cột "Quý" không có trong mẫu; '
        "hãy xóa cột này hoặc sửa tiêu đề theo tệp mẫu.",
        'Trang "Dữ liệu", dòng 1: Thiếu cột bắt buộc "Ngày"; hãy thêm cột này như trong tệp mẫu.',
    ]


def test_all_cell_faults_are_collected():
    rows = [
        HEADER,
        ["a", "Văn hoá", "1,5", "nhiều", "31/02/2023", None],
        [None, None, -1, "1.06.1", 2023, "ghi chú"],
        ["Tên " + "dài " * 20, None, True, None, "1/1/2023", None],
    ]
    table = read_table(book(*rows), COLUMNS)
    assert [(error.row, error.column_letter, error.header, error.value[:10]) for error in table.errors] == [
        (2, "B", "Lĩnh vực", "Văn hoá"), (2, "C", "Số lượng", "1,5"), (2, "D", "Kinh phí", "nhiều"),
        (2, "E", "Ngày", "31/02/2023"),
        (3, "A", "Tên", ""), (3, "C", "Số lượng", "-1"), (3, "D", "Kinh phí", "1.06.1"), (3, "E", "Ngày", "2023"),
        (4, "A", "Tên", "Tên dài dà"), (4, "C", "Số lượng", "TRUE"),
    ]  # fmt: skip
    assert texts(table)[0] == (
        'Trang "Dữ liệu", dòng 2, cột B (Lĩnh vực): «Văn hoá» không có trong danh mục; '
        "hãy chọn một trong các giá trị: Kinh tế, Quốc phòng - an ninh."
    )
    assert texts(table)[3].endswith("«31/02/2023» không có trong lịch; hãy ghi ngày/tháng/năm, ví dụ 31/12/2023.")
    assert texts(table)[4].endswith("Chưa ghi Tên; đây là ô bắt buộc.")
    assert texts(table)[8].endswith("Dài 83 ký tự, quá mức 60; hãy viết gọn lại.")


def test_blank_rows_are_skipped_and_hidden_ones_told():
    def hide(sheet):
        sheet.row_dimensions[3].hidden = True

    table = read_table(book(HEADER, GOOD, GOOD, [None, "  ", None], GOOD, edit=hide), COLUMNS)
    assert [row.number for row in table.rows] == [2, 3, 5]
    assert table.errors == []
    assert table.notices == ['Trang "Dữ liệu" có 1 dòng đang ẩn vẫn được đọc: dòng 3.']


def test_merged_cells_are_refused_by_range_but_a_merged_title_is_not():
    def merge(sheet):
        for area in ("A1:F1", "B2:C2", "A3:A4"):
            sheet.merge_cells(area)

    table = read_table(book(["Biểu"], HEADER, GOOD, GOOD, edit=merge), COLUMNS)
    merged = [text for text in texts(table) if "gộp" in text]
    assert merged == [
        'Trang "Dữ liệu", dòng 2, cột B (Lĩnh vực): Các ô B2:C2 đang gộp; hãy bỏ gộp (Unmerge Cells) và ghi đủ từng ô.',
        'Trang "Dữ liệu", dòng 3, cột A (Tên): Các ô A3:A4 đang gộp; hãy bỏ gộp (Unmerge Cells) và ghi đủ từng ô.',
    ]


def test_a_merged_header_is_named_before_the_columns_it_hides():
    table = read_table(book(HEADER, GOOD, edit=lambda sheet: sheet.merge_cells("D1:E1")), COLUMNS)
    assert texts(table)[0] == (
        'Trang "Dữ liệu", dòng 1: Các ô D1:E1 ở dòng tiêu đề đang gộp nên chưa thấy cột bắt buộc "Ngày"; '
        "hãy bỏ gộp (Unmerge Cells) và ghi tiêu đề từng cột như trong tệp mẫu."
    )


def test_formulas_give_their_results_or_are_named():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet("Dữ liệu")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["a", None, None, None, "1/1/2023"])
        sheet.write_formula("C2", "=2+3", None, 5)
        sheet.write_formula("D2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("F2", '=" "', None, " ")
    table = read_table(target.getvalue(), COLUMNS)
    assert table.rows[0].values["count"] == 5
    assert texts(table) == [
        'Trang "Dữ liệu", dòng 2, cột D (Kinh phí): Công thức báo lỗi #DIV/0!; hãy sửa công thức hoặc ghi thẳng giá trị.'
    ]
    unsaved = read_table(book(HEADER, ["a", None, "=2+3", None, "1/1/2023"]), COLUMNS)
    assert texts(unsaved)[0].endswith("Công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi chọn lại.")


def test_header_without_rows_and_sheet_without_header_are_faults():
    assert texts(read_table(book(HEADER), COLUMNS)) == [
        'Trang "Dữ liệu": Có dòng tiêu đề nhưng chưa có dòng dữ liệu nào; hãy điền dữ liệu từ ngay dưới tiêu đề.'
    ]
    assert texts(read_table(book(["a", "b"], ["c"]), COLUMNS)) == [
        'Trang "Dữ liệu": Không tìm thấy dòng tiêu đề trong 20 dòng đầu; hãy dùng tệp mẫu, dòng tiêu đề cần có: "Tên", "Ngày".'
    ]
    assert texts(read_table(book(), COLUMNS)) == [
        'Trang "Dữ liệu": Trang không có dữ liệu; hãy điền vào tệp mẫu rồi chọn lại.'
    ]


def test_data_in_a_column_without_header_is_one_fault():
    table = read_table(book(HEADER, [*GOOD, "x"], [*GOOD, "y"]), COLUMNS)
    assert texts(table) == ['Trang "Dữ liệu", dòng 2, cột G: Cột G không có tiêu đề nhưng có dữ liệu; hãy xóa cột này.']


def test_old_fonts_are_read_as_unicode_also_in_rich_text():
    def style(sheet):
        sheet["A2"].font = Font(name=".VnTimeH")
        sheet["F2"] = CellRichText("Chú ý: ", TextBlock(InlineFont(rFont="VNI-Times"), "ñöôøng hoa"))

    table = read_table(book(HEADER, ["n«ng th«n míi", None, None, None, "1/1/2023"], edit=style), COLUMNS)
    assert (table.rows[0].values["name"], table.rows[0].values["notes"]) == ("NÔNG THÔN MỚI", "Chú ý: đường hoa")
    assert table.notices == [
        'Trang "Dữ liệu": đã chuyển chữ của 2 ô từ phông cũ (TCVN3, VNI) sang Unicode; hãy xem lại tên riêng.'
    ]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_headers_and_picked_labels_are_taken_as_stored_whatever_their_font(font):
    def style(sheet):
        for cell in (*sheet[1], sheet["B2"]):
            cell.font = Font(name=font)

    columns = [Column("name", "Tên mô hình"), Column("kind", "Loại", kind="choice", choices={"Mô hình": "model"})]
    table = read_table(book(["Tên mô hình", "Loại"], ["a", "Mô hình"], edit=style), columns)
    assert (texts(table), table.notices) == ([], [])
    assert table.rows[0].values == {"name": "a", "kind": "model"}


def test_labels_typed_in_an_old_font_are_converted():
    columns = [Column("name", "Tên"), Column("kind", "Loại", kind="choice", choices={"Mô hình": "model"})]
    data = book(
        ["Tên", "Loại"], ["a", "M« h×nh"], edit=lambda sheet: setattr(sheet["B2"], "font", Font(name=".VnTime"))
    )
    assert read_table(data, columns).rows[0].values["kind"] == "model"


@pytest.mark.parametrize(
    ("typed", "value"),
    [("Kinh tÕ", "economy"), ("Kinh teá", "economy"), ("Khoái", "bloc"), ("Trung \u00ad¬ng", "central")],
)
def test_labels_typed_in_an_old_font_are_found_where_the_file_names_no_font(typed, value):
    choices = {"Kinh tế": "economy", "Khối": "bloc", "Trung ương": "central"}
    columns = [Column("name", "Tên"), Column("kind", "Loại", kind="choice", choices=choices)]
    table = read_table(book(["Tên", "Loại"], ["a", typed]), columns)
    assert (table.errors, table.rows[0].values["kind"]) == ([], value)


def test_text_is_cleaned_and_keeps_lines_only_where_allowed():
    row = ["Nươ\u0301c\u200b  sạch\nbản A", None, None, None, "1/1/2023", "dòng một\r\n\n\n dòng  hai"]
    values = read_table(book(HEADER, row), COLUMNS).rows[0].values
    assert (values["name"], values["notes"]) == ("Nước sạch bản A", "dòng một\n\ndòng hai")


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (0.299, "0.0%", ParsedNumber(Decimal("29.9"), Quality.EXACT, "%")),
        (29.900000000000002, "General", ParsedNumber(Decimal("29.9"))),
        (5000, '#,##0 "đồng"', ParsedNumber(Decimal(5000))),
    ],
)
def test_numbers_are_read_as_they_are_shown(value, number_format, expected):
    def show(sheet):
        sheet["D2"].number_format = number_format

    row = ["a", None, None, value, "1/1/2023"]
    assert read_table(book(HEADER, row, edit=show), COLUMNS).rows[0].values["amount"] == expected


def test_numbers_and_dates_in_text_columns_read_as_shown():
    rows = [[v, None, None, None, "1/1/2023"] for v in (12, 12.5, datetime(2023, 3, 5), 1234567)]
    table = read_table(book(HEADER, *rows), COLUMNS)
    assert [row.values["name"] for row in table.rows] == ["12", "12,5", "05/03/2023", "1234567"]


def test_dates_of_the_other_calendar_base_are_right():
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"date_1904": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["a"])
        sheet.write_datetime(1, 4, datetime(2023, 3, 5), made.add_format({"num_format": "d/m/yy"}))
    assert read_table(target.getvalue(), COLUMNS).rows[0].values["on"] == date(2023, 3, 5)


def test_second_sheet_with_the_header_is_told_and_can_be_asked_for():
    made = openpyxl.load_workbook(io.BytesIO(book(HEADER, GOOD)))
    other = made.create_sheet("Khác")
    for row in (HEADER, GOOD, GOOD):
        other.append(row)
    made.create_sheet("Trang bìa", 0)
    target = io.BytesIO()
    made.save(target)
    first = read_table(target.getvalue(), COLUMNS)
    assert (first.sheet, len(first.rows)) == ("Dữ liệu", 1)
    assert first.notices == ['Trang "Khác" cũng có tiêu đề như mẫu nhưng không được đọc; chỉ đọc trang "Dữ liệu".']
    assert len(read_table(target.getvalue(), COLUMNS, sheet="Khác").rows) == 2
    with pytest.raises(SheetRefused, match='không có trang "Vắng"; các trang đang có: Trang bìa, Dữ liệu, Khác'):
        read_table(target.getvalue(), COLUMNS, sheet="Vắng")


def test_too_many_rows_or_columns_are_refused():
    with pytest.raises(SheetRefused, match="có 3 dòng dữ liệu, quá mức 2"):
        read_table(book(HEADER, GOOD, GOOD, GOOD), COLUMNS, max_rows=2)
    with pytest.raises(SheetRefused, match="hơn 22 dòng"):
        read_table(book(HEADER, *[GOOD] * 30), COLUMNS, max_rows=2)
    with pytest.raises(SheetRefused, match="ô XFD2"):
        read_table(book(HEADER, GOOD, edit=lambda sheet: sheet.__setitem__("XFD2", "x")), COLUMNS)


def test_fault_found_by_the_caller_is_located():
    table = read_table(book(HEADER, GOOD), COLUMNS)
    assert table.fault(table.rows[0], "field", "đã thôi dùng.").as_text() == (
        'Trang "Dữ liệu", dòng 2, cột B (Lĩnh vực): đã thôi dùng.'
    )
    assert table.fault(table.rows[0], None, "trùng dòng 5.").as_text() == 'Trang "Dữ liệu", dòng 2: trùng dòng 5.'


def test_fault_found_by_the_caller_shows_what_stands_in_the_cell():
    table = read_table(
        book(HEADER, ["a", "KINH  TE", "5", "gần 3 tỷ", "5/3/2023"], [*GOOD[:3], -5, *GOOD[4:]]), COLUMNS
    )
    faults = [table.fault(table.rows[0], key, "sai.") for key in ("field", "count", "amount", "on", "notes")]

    assert [fault.value for fault in faults] == ["KINH TE", "5", "gần 3 tỷ", "5/3/2023", ""]
    assert table.fault(table.rows[1], "amount", "sai.").value == "-5"
