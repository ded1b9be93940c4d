"""A rule's value as people read it. Inside, values are named in the words of programs; here stand the words of the law."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lantoa.kit.numbers import format_number
from lantoa.kit.parts import Item

WORDS = {
    # when an alert is told as a finding about the unit
    "share": "tỷ lệ phần trăm",
    "records": "số hồ sơ",
    # boxes of the registration form
    "name": "tên mô hình",
    "situation": "thực trạng, lý do",
    "goals": "mục tiêu, tiêu chí",
    "content": "nội dung, cách thức",
    "audience": "địa bàn, đối tượng",
    "forces": "lực lượng tham gia",
    "resources": "nguồn lực, thời gian",
    "outputs": "sản phẩm, kết quả đầu ra",
    "sustainability": "khả năng duy trì, nhân rộng",
    # layout of documents
    "arrangement": "bố cục",
    "party": "văn bản của Đảng",
    "state": "văn bản hành chính",
    "font": "phông chữ",
    "page_width_mm": "khổ giấy, rộng (mm)",
    "page_height_mm": "khổ giấy, cao (mm)",
    "top_mm": "lề trên (mm)",
    "bottom_mm": "lề dưới (mm)",
    "left_mm": "lề trái (mm)",
    "right_mm": "lề phải (mm)",
    "page_number_pt": "số trang, cỡ chữ (pt)",
    "page_number_from_top_mm": "số trang cách mép trên (mm)",
    "head_left_share": "phần bên trái của đầu văn bản",
    "signature_space_mm": "khoảng để ký (mm)",
    "space_after_pt": "cách đoạn (pt)",
    "line_rule": "kiểu cách dòng",
    "exactly": "chính xác (pt)",
    "multiple": "theo bội số",
    "line_value": "cách dòng",
    "indent_mm": "lùi đầu dòng (mm)",
    "recipient_end": "dấu cuối mỗi nơi nhận",
    "sizes_pt": "cỡ chữ (pt)",
    "emblem": "tiêu đề, quốc hiệu",
    "motto": "tiêu ngữ",
    "superior": "cơ quan cấp trên",
    "issuer": "cơ quan ban hành",
    "number": "số, ký hiệu",
    "place_date": "địa danh, ngày tháng",
    "type_name": "tên loại văn bản",
    "subject": "trích yếu",
    "short_subject": "trích yếu công văn",
    "body": "nội dung",
    "table": "bảng",
    "authority": "thẩm quyền ký",
    "signer_title": "chức vụ người ký",
    "signer_name": "họ tên người ký",
    "recipients_label": "chữ “Nơi nhận”",
    "recipients": "nơi nhận",
    "title": "chức danh",
    # criteria of a council
    "criterion_1": "tiêu chí 1",
    "criterion_2": "tiêu chí 2",
    "criterion_3": "tiêu chí 3",
    "criterion_4": "tiêu chí 4",
    "criterion_5": "tiêu chí 5",
    "criterion": "tên tiêu chí",
    "weight": "trọng số (%)",
    "guidance": "hướng dẫn chấm",
    # terms of the watch
    "first": "lần đầu (ngày)",
    "repeat": "các lần sau (ngày)",
    # kinds of units
    "province_committee": "Tỉnh ủy",
    "district_committee": "Đảng bộ cấp huyện",
    "bloc_committee": "Đảng ủy khối",
    "commune_committee": "Đảng bộ xã",
    "ward_committee": "Đảng bộ phường",
    "base_committee": "Đảng bộ cơ sở",
    "base_cell": "Chi bộ cơ sở",
    "cell": "Chi bộ",
    "front": "Mặt trận Tổ quốc",
    "mass_organisation": "Đoàn thể",
    "state_body": "Cơ quan nhà nước",
    "enterprise": "Doanh nghiệp",
    "school": "Trường học",
    # tiers
    "base": "Cơ sở",
    "bloc": "Khối",
    "commune": "Xã",
    "district": "Huyện",
    "province": "Tỉnh",
    "central": "Trung ương",
}


def short_value(value: Any, unit: str = "") -> str:
    """A number with its unit, a text, or how many entries there are: "20 MB", "9 mục"."""
    match value:
        case bool():
            return "có" if value else "không"
        case int() | float():
            return f"{format_number(value)} {unit}".strip()
        case list() | dict():
            return f"{format_number(len(value))} mục"
        case None:
            return ""
        case _:
            return _word(value)


def entries(value: Any) -> list[Item]:
    """The entries of a list or of nested values, each with its words; none of a plain value."""
    match value:
        case list():
            return [Item(f"Mục {number}", _word(entry)) for number, entry in enumerate(value, start=1)]
        case dict():
            return [Item(" · ".join(names), shown) for names, shown in _leaves(value, ())]
        case _:
            return []


def _leaves(value: dict, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, inner in value.items():
        names = (*above, _word(key))
        if isinstance(inner, dict):
            yield from _leaves(inner, names)
        else:
            yield names, short_value(inner) or "để trống"


def _word(value: object) -> str:
    return WORDS.get(str(value), str(value))
