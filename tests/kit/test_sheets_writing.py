"""Workbooks that are written: templates, marked copies, tables."""

from datetime import date, datetime
from decimal import Decimal

import openpyxl
from openpyxl.styles import Font

from lantoa.kit.sheets import CellError, Column, SheetData, read_table, write_error_copy, write_tables, write_template
from tests.kit.workbooks import COLUMNS, GOOD, HEADER, book, texts

# --- templates ---


def test_template_holds_only_the_header_and_explains_itself(tmp_path):
    path = tmp_path / "mẫu.xlsx"
    examples = [{"name": "=Nước", "on": date(2023, 3, 5), "count": 5}]
    write_template(
        path, COLUMNS, sheet="Mô hình", guide=["Điền từ dòng 2."], examples=examples, lists={"name": ["a", "b"]}
    )
    made = openpyxl.load_workbook(path)
    assert made.sheetnames == ["Mô hình", "Hướng dẫn", "Danh mục"]
    data, guide, lists = made.worksheets
    assert [[cell.value for cell in row] for row in data.iter_rows()] == [HEADER]
    assert (lists.sheet_state, data.freeze_panes) == ("hidden", "A2")
    assert data["A1"].comment.text.startswith("Bắt buộc.")
    assert data["B1"].comment.text == "Không bắt buộc. Chọn trong danh sách. Chọn theo danh mục."
    rules = {str(rule.sqref): rule.formula1 for rule in data.data_validations.dataValidation}
    assert rules == {"B2:B10001": "'Danh mục'!$A$2:$A$3", "A2:A10001": "'Danh mục'!$B$2:$B$3"}
    assert [cell.value for cell in lists["A"]] == ["Lĩnh vực", "Kinh tế", "Quốc phòng - an ninh"]
    shown = [[cell.value for cell in row] for row in guide.iter_rows()]
    assert ["A", "Tên", "Có", "Chữ", None, None, "=Nước"] in shown
    assert ["E", "Ngày", "Có", "Ngày/tháng/năm, ví dụ 31/12/2023", None, None, "05/03/2023"] in shown


def test_filled_template_reads_back_and_a_blank_one_says_so(tmp_path):
    path = tmp_path / "mẫu.xlsx"
    write_template(path, COLUMNS, sheet="Mô hình", guide=[], examples=[{"name": "Ví dụ"}])
    assert "chưa có dòng dữ liệu nào" in texts(read_table(path, COLUMNS))[0]
    made = openpyxl.load_workbook(path)
    for place, value in enumerate(GOOD, 1):
        made.worksheets[0].cell(2, place).value = value
    made.save(path)
    table = read_table(path, COLUMNS)
    assert (table.errors, [row.values["name"] for row in table.rows]) == ([], ["Nước sạch"])


# --- marked copies ---


def test_error_copy_marks_cells_and_can_be_mended_and_read_again(tmp_path):
    source = book(
        ["Biểu"], [*HEADER, "Cột lạ"], GOOD, ["=a", "?", 1, None, "1/1/2023"], edit=lambda s: s.merge_cells("A1:B1")
    )
    table = read_table(source, COLUMNS)
    path = tmp_path / "sửa.xlsx"
    write_error_copy(source, table.errors, path, header_row=table.header_row)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet["H2"].value.startswith('Lỗi cần sửa\nG: Cột "Cột lạ" không có trong mẫu')
    assert sheet["H4"].value.startswith("A: Công thức chưa có kết quả")
    assert "B: «?» không có trong danh mục" in sheet["H4"].value
    assert (sheet["A3"].value, sheet["H3"].value, sheet["E3"].value) == ("Nước sạch", None, "05/03/2023")
    assert [sheet[c].fill.fgColor.rgb for c in ("B4", "G2")] == ["FFF8D7D3", "FFF8D7D3"]
    assert sheet["B3"].fill.fill_type is None
    again = openpyxl.load_workbook(path)
    again.worksheets[0]["G2"], again.worksheets[0]["A4"], again.worksheets[0]["B4"] = None, "Tổ liên gia", "Kinh tế"
    again.save(path)
    assert (read_table(path, COLUMNS).errors, len(read_table(path, COLUMNS).rows)) == ([], 2)


def test_error_copy_keeps_a_picked_label_of_an_old_font(tmp_path):
    columns = [Column("kind", "Loại", kind="choice", choices={"Mô hình": "model"}), Column("count", "Số", kind="whole")]
    data = book(["Loại", "Số"], ["Mô hình", "x"], edit=lambda sheet: setattr(sheet["A2"], "font", Font(name=".VnTime")))
    table, path = read_table(data, columns), tmp_path / "sửa.xlsx"
    write_error_copy(data, table.errors, path, header_row=table.header_row, columns=columns)
    assert read_table(path, columns).rows[0].values["kind"] == "model"


def test_error_copy_keeps_faults_of_blank_cells_and_of_the_sheet(tmp_path):
    source = book(HEADER, [None, "Kinh tế"])
    errors = [
        CellError("Dữ liệu", 2, "A", "Tên", "", "chưa ghi."),
        CellError("Dữ liệu", None, "", "", "", "sai mẫu."),
    ]
    write_error_copy(source, errors, tmp_path / "sửa.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "sửa.xlsx").worksheets[0]
    assert (sheet["G1"].value, sheet["G2"].value) == ("Lỗi cần sửa\nsai mẫu.", "A: chưa ghi.")
    assert sheet["A2"].fill.fgColor.rgb == "FFF8D7D3"


# --- tables ---


def test_tables_hold_real_numbers_and_dates_and_no_formulas(tmp_path):
    rows = [
        ["=1+1", 11441, Decimal("29.9"), date(2023, 3, 5), 450000],
        ["+84 …", 5, 2.5, None, None],
        ["@a", -3, 1, None, True],
    ]
    data = SheetData(
        "Tổng hợp: 2023/2024 [rất dài, dài quá mức]", ["TỔNG HỢP", "Năm 2023"], ["Tên", "Số", "Tỷ lệ", "Ngày", "Tiền"], rows,
        formats=["text", "whole", "percent", "date", "dong"], totals=["Cộng", 11443, None, None, 450000],
    )  # fmt: skip
    write_tables(tmp_path / "bảng.xlsx", [data, data])
    made = openpyxl.load_workbook(tmp_path / "bảng.xlsx")
    assert made.sheetnames == ["Tổng hợp  2023 2024  rất dài, d", "Tổng hợp  2023 2024  rất dà (2)"]
    sheet = made.worksheets[0]
    assert [cell.value for cell in sheet[5]] == ["=1+1", 11441, 29.9, datetime(2023, 3, 5), 450000]
    assert [sheet[f"A{row}"].data_type for row in (5, 6, 7)] == ["s", "s", "s"]
    assert [sheet[f"A{row}"].quotePrefix for row in (5, 6, 7)] == [True, True, True]
    assert [cell.number_format for cell in sheet[5]] == [
        "General",
        "[$-42A]#,##0",
        '[$-42A]0.0"%"',
        "dd/mm/yyyy",
        "[$-42A]#,##0",
    ]
    assert [cell.value for cell in sheet[8]] == ["Cộng", 11443, None, None, 450000]
    assert (sheet["A1"].value, sheet["A2"].value, sheet["E7"].value) == ("TỔNG HỢP", "Năm 2023", "có")


def test_tables_print_on_a4_with_their_header_on_each_page(tmp_path):
    write_tables(tmp_path / "bảng.xlsx", [SheetData("A", ["Đề"], ["Một", "Hai"], [[1, 2]] * 3, widths=[30, 12])])
    sheet = openpyxl.load_workbook(tmp_path / "bảng.xlsx").worksheets[0]
    assert (sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref) == ("$3:$3", "A4", "A3:B6")
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth, page.fitToHeight) == ("landscape", "9", 1, 0) or (
        page.orientation, int(page.paperSize), page.fitToHeight
    ) == ("landscape", 9, 0)  # fmt: skip
    assert [round(sheet.column_dimensions[letter].width) for letter in "AB"] == [31, 13]


def test_table_without_rows_still_has_its_header(tmp_path):
    write_tables(tmp_path / "bảng.xlsx", [SheetData("A", headers=["Một"])])
    assert openpyxl.load_workbook(tmp_path / "bảng.xlsx").worksheets[0]["A1"].value == "Một"
