"""Letters as .docx: both arrangements, read back with python-docx."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lantoa.kit.letters import DataTable, Heading, Layout, Letter, Paragraph, write_letter
from lantoa.kit.letters.writing import place_and_date

STATE = {
    "arrangement": "state",
    "font": "Times New Roman",
    "page_width_mm": 210,
    "page_height_mm": 297,
    "top_mm": 20,
    "bottom_mm": 20,
    "left_mm": 30,
    "right_mm": 15,
    "page_number_pt": 14,
    "page_number_from_top_mm": 10,
    "line_rule": "multiple",
    "line_value": 1.15,
    "indent_mm": 12.7,
    "space_after_pt": 6,
    "head_left_share": 0.4,
    "signature_space_mm": 25,
    "recipient_end": ";",
    "sizes_pt": {
        "emblem": 13, "motto": 14, "superior": 13, "issuer": 13, "number": 13, "place_date": 14, "type_name": 14,
        "subject": 14, "short_subject": 13, "body": 14, "table": 12, "authority": 14, "signer_title": 14,
        "signer_name": 14, "recipients_label": 12, "recipients": 11,
    },
}  # fmt: skip
PARTY = {
    **STATE,
    "arrangement": "party",
    "line_rule": "exactly",
    "line_value": 18,
    "indent_mm": 10,
    "head_left_share": 0.47,
    "recipient_end": ",",
    "sizes_pt": {
        "emblem": 15, "superior": 14, "issuer": 14, "number": 14, "place_date": 14, "type_name": 16, "subject": 14,
        "short_subject": 12, "body": 14, "table": 12, "authority": 14, "signer_title": 14, "signer_name": 14,
        "recipients_label": 14, "recipients": 12,
    },
}  # fmt: skip
TABLE = DataTable(
    ["TT", "Lĩnh vực", "Số mô hình", "Tỷ lệ"],
    [[1, "Kinh tế", 1061, "29,9%"], [2, "Văn hóa - xã hội", Decimal("88.9"), None]],
    widths=[1, 6, 3, 2],
    total_row=["", "Cộng", 1150, ""],
    caption="Đơn vị tính: mô hình",
)
REPORT = Letter(
    superior="Ủy ban nhân dân tỉnh Sơn La",
    issuer="Ủy ban nhân dân xã Mường Bon",
    number="15/BC-UBND",
    place="Mường Bon",
    on=date(2024, 1, 5),
    type_name="Báo cáo",
    subject="Kết quả thực hiện phong trào năm 2023",
    references=["Căn cứ Kế hoạch số 01/KH-UBND ngày 02/01/2023;"],
    body=[
        Heading("1. Kết quả"), Paragraph("Năm 2023, xã có 1.061 mô hình."), TABLE, Paragraph("Trên đây là báo cáo./."),
    ],
    authority="TM. Ủy ban nhân dân",
    signer_title="Chủ tịch",
    signer_name="Lò Văn Mẫu",
    recipients=["UBND tỉnh", "Các bản", "Lưu: VT"],
)  # fmt: skip
PARTY_REPORT = replace(
    REPORT, superior="Đảng bộ tỉnh Sơn La", issuer="Đảng ủy Khối", number="15-BC/ĐUK", authority="T/M Ban Thường vụ",
    signer_title="Bí thư", recipients=["Các đảng bộ", "Lưu Văn phòng"],
)  # fmt: skip


def save_letter(letter: Letter, layout: dict) -> "docx.document.Document":
    target = io.BytesIO()
    write_letter(letter, Layout.from_dict(layout), target)
    return docx.Document(io.BytesIO(target.getvalue()))


def lines(cell) -> list[str]:
    """The filled lines of a cell or document; the hard spaces that hold words together are no matter here."""
    return [paragraph.text.replace("\u00a0", " ") for paragraph in cell.paragraphs if paragraph.text]


def run_of(owner, text: str):
    return next(
        run for paragraph in owner.paragraphs for run in paragraph.runs if run.text.replace("\u00a0", " ") == text
    )


def look(owner, text: str) -> tuple[float, bool, bool, bool]:
    font = run_of(owner, text).font
    return font.size.pt, font.bold, font.italic, font.underline


def test_state_head_has_its_parts_in_order_and_style():
    head = save_letter(REPORT, STATE).tables[0]
    (body, emblem), (number, place) = (row.cells for row in head.rows)
    assert lines(body) == ["ỦY BAN NHÂN DÂN TỈNH SƠN LA", "ỦY BAN NHÂN DÂN XÃ MƯỜNG BON"]
    assert lines(emblem) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(number) == ["Số: 15/BC-UBND"]
    assert lines(place) == ["Mường Bon, ngày 05 tháng 01 năm 2024"]
    assert look(body, "ỦY BAN NHÂN DÂN TỈNH SƠN LA") == (13, False, False, False)
    assert look(body, "ỦY BAN NHÂN DÂN XÃ MƯỜNG BON") == (13, True, False, False)
    assert look(emblem, "Độc lập - Tự do - Hạnh phúc") == (14, True, False, False)
    assert look(place, "Mường Bon, ngày 05 tháng 01 năm 2024") == (14, False, True, False)


def test_party_head_has_its_parts_in_order_and_style():
    head = save_letter(PARTY_REPORT, PARTY).tables[0]
    (body, emblem), (number, _) = (row.cells for row in head.rows)
    assert lines(body) == ["ĐẢNG BỘ TỈNH SƠN LA", "ĐẢNG ỦY KHỐI", "*"]
    assert lines(emblem) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert lines(number) == ["Số 15-BC/ĐUK"]
    assert look(emblem, "ĐẢNG CỘNG SẢN VIỆT NAM") == (15, True, False, False)


def rule_mm(cell) -> float:
    """Length of the line drawn in a cell, in mm."""
    paragraph = next(p for p in cell.paragraphs if p._p.pPr is not None and p._p.pPr.find(qn("w:pBdr")) is not None)
    form = paragraph.paragraph_format
    return cell.width.mm - form.left_indent.mm - form.right_indent.mm


def test_lines_are_as_long_as_the_rules_ask():
    body, emblem = save_letter(REPORT, STATE).tables[0].rows[0].cells
    assert 60 < rule_mm(emblem) < 65  # the motto in bold 14 pt
    assert 24 < rule_mm(body) < 30  # between a third and a half of the issuing body
    party = save_letter(PARTY_REPORT, PARTY).tables[0].rows[0].cells[1]
    assert 72 < rule_mm(party) < 78


def test_title_ends_with_a_line_or_with_five_hyphens():
    state, party = save_letter(REPORT, STATE), save_letter(PARTY_REPORT, PARTY)
    titles = [lines(made)[:3] for made in (state, party)]
    assert titles[0] == [
        "BÁO CÁO",
        "Kết quả thực hiện phong trào năm 2023",
        "Căn cứ Kế hoạch số 01/KH-UBND ngày 02/01/2023;",
    ]
    assert titles[1] == ["BÁO CÁO", "Kết quả thực hiện phong trào năm 2023", "-----"]
    assert look(party, "BÁO CÁO") == (16, True, False, False)


def test_letter_without_type_has_its_subject_under_the_number():
    letter = replace(REPORT, type_name="", addressees=["Các bản", "Các chi hội"])
    assert (
        lines(save_letter(letter, STATE).tables[0].rows[1].cells[0])[1] == "V/v Kết quả thực hiện phong trào năm 2023"
    )
    party = save_letter(replace(letter, addressees=["Tỉnh ủy"]), PARTY)
    short = "về việc Kết quả thực hiện phong trào năm 2023"
    assert look(party.tables[0].rows[1].cells[0], short) == (12, False, True, False)
    assert "Kính gửi: Tỉnh ủy" in [p.text for p in party.paragraphs]
    many = [p.text for p in save_letter(letter, STATE).paragraphs]
    assert many[many.index("Kính gửi:") :][:3] == ["Kính gửi:", "- Các bản;", "- Các chi hội."]


def test_page_has_its_measures_and_numbers_from_the_second_page():
    section = save_letter(PARTY_REPORT, PARTY).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert round(section.header_distance.mm) == 10
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] in ([], [""])
    header = section.header.paragraphs[0]
    assert header.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert ("PAGE" in header._p.xml, header.runs[0].font.size) == (True, Pt(14))


def test_body_has_its_measures():
    made = save_letter(PARTY_REPORT, PARTY)
    form = next(p for p in made.paragraphs if p.text.startswith("Năm 2023")).paragraph_format
    assert (form.alignment, round(form.first_line_indent.mm), form.space_after.pt) == (
        WD_ALIGN_PARAGRAPH.JUSTIFY,
        10,
        6,
    )
    assert (form.line_spacing, form.line_spacing_rule) == (Pt(18), WD_LINE_SPACING.EXACTLY)
    state = save_letter(REPORT, STATE)
    assert next(p for p in state.paragraphs if p.text.startswith("Năm 2023")).paragraph_format.line_spacing == 1.15
    assert next(p for p in state.paragraphs if p.text == "1. Kết quả").paragraph_format.keep_with_next


def test_table_is_right_and_repeats_its_header():
    table = save_letter(REPORT, STATE).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["TT", "Lĩnh vực", "Số mô hình", "Tỷ lệ"],
        ["1", "Kinh tế", "1.061", "29,9%"],
        ["2", "Văn hóa - xã hội", "88,9", ""],
        ["", "Cộng", "1.150", ""],
    ]
    marks = [
        [row._tr.trPr.find(qn(f"w:{name}")) is not None for name in ("tblHeader", "cantSplit")] for row in table.rows
    ]
    assert marks == [[True, True], [False, True], [False, True], [False, True]]
    assert table.rows[1].cells[2].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.rows[1].cells[3].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert table.rows[1].cells[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert table.rows[3].cells[1].paragraphs[0].runs[0].font.bold
    widths = [cell.width.mm for cell in table.rows[1].cells]
    assert [round(width, 1) for width in widths] == [13.8, 82.5, 41.3, 27.5]


def test_foot_has_recipients_and_signer():
    state = save_letter(REPORT, STATE).tables[-1].rows[0].cells
    assert lines(state[0]) == ["Nơi nhận:", "- UBND tỉnh;", "- Các bản;", "- Lưu: VT."]
    assert lines(state[1]) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Mẫu"]
    assert look(state[0], "Nơi nhận:") == (12, True, True, False)
    assert look(state[1], "CHỦ TỊCH") == (14, True, False, False)
    party = save_letter(PARTY_REPORT, PARTY).tables[-1].rows[0].cells
    assert lines(party[0]) == ["Nơi nhận:", "- Các đảng bộ,", "- Lưu Văn phòng."]
    assert look(party[0], "Nơi nhận:") == (14, False, False, True)
    assert look(party[1], "T/M BAN THƯỜNG VỤ") == (14, True, False, False)
    assert look(party[1], "BÍ THƯ") == (14, False, False, False)


def test_every_script_uses_the_named_font_and_the_language_is_vietnamese():
    target = io.BytesIO()
    write_letter(REPORT, Layout.from_dict(STATE), target)
    with zipfile.ZipFile(target) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:lang w:val="vi-VN"' in styles
    made = docx.Document(io.BytesIO(target.getvalue()))
    fonts = [
        run._r.rPr.rFonts for table in made.tables for cell in table._cells for p in cell.paragraphs for run in p.runs
    ]
    names = {font.get(qn(f"w:{script}")) for font in fonts for script in ("ascii", "hAnsi", "eastAsia", "cs")}
    assert names == {"Times New Roman"}
    assert made.core_properties.title == "Báo cáo Kết quả thực hiện phong trào năm 2023"


def test_number_and_day_are_left_open_when_unknown():
    head = save_letter(replace(REPORT, number="", on=None), STATE).tables[0]
    assert head.rows[1].cells[0].text == "Số:         "
    assert head.rows[1].cells[1].text == "Mường Bon, ngày      tháng      năm"


@pytest.mark.parametrize(
    ("on", "text"),
    [(date(2024, 2, 9), "X, ngày 09 tháng 02 năm 2024"), (date(2024, 6, 29), "X, ngày 29 tháng 6 năm 2024")],
)
def test_low_days_and_months_have_a_leading_zero(on, text):
    assert place_and_date("X", on) == text


def test_layout_names_every_fault():
    broken = {
        **STATE,
        "font": "",
        "line_rule": "loose",
        "extra": 1,
        "sizes_pt": {**STATE["sizes_pt"], "body": 0, "x": 1},
    }
    del broken["top_mm"], broken["sizes_pt"]["motto"]
    with pytest.raises(ValueError, match="layout") as refused:
        Layout.from_dict(broken)
    assert str(refused.value) == (
        "layout: missing: top_mm; unknown: extra; font: text; line_rule: one of exactly, at_least, multiple; "
        "missing: sizes_pt.motto; unknown: sizes_pt.x; sizes_pt.body: a number above 0"
    )


def test_layout_without_room_is_refused():
    with pytest.raises(ValueError, match="no room for text"):
        Layout.from_dict({**STATE, "left_mm": 200})


def test_party_layout_needs_no_motto():
    assert Layout.from_dict(PARTY).text_width_mm == 165
    assert Mm(Layout.from_dict(PARTY).text_width_mm) == Mm(165)
