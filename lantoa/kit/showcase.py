"""Sample values for the component page: ordinary, empty, wrong, refused, very long, very large."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from lantoa.kit import parts, showcase_files, showcase_spread

LONG_NAME = (
    "Đảng bộ cơ sở Trung tâm Ứng dụng tiến bộ khoa học kỹ thuật và Kiểm định chất lượng nông lâm sản, thủy sản, "
    "vật tư nông nghiệp tỉnh Sơn La"
)
TONES = [
    ("neutral", "Bản nháp"),
    ("info", "Đã gửi"),
    ("needs", "Chờ xem xét"),
    ("done", "Đã duyệt"),
    ("stopped", "Quá hạn"),
]
HERE = "#main"


def frame() -> parts.Frame:
    return parts.Frame(
        product="Lan Tỏa",
        places=[
            parts.Place("Trang đầu", "/kit/", "home", is_current=True),
            parts.Place("Mô hình", HERE, "sprout", count=12),
            parts.Place("Báo cáo", HERE, "report"),
            parts.Place("Nhập số liệu", HERE, "import"),
            parts.Place("Đơn vị", HERE, "tree"),
            parts.Place("Con người", HERE, "people"),
        ],
        crumbs=[
            parts.Crumb("Tỉnh Sơn La", HERE, "/kit/cung-cap/"),
            parts.Crumb("Khối các cơ quan và doanh nghiệp", HERE, "/kit/cung-cap/"),
            parts.Crumb(LONG_NAME, HERE, "/kit/cung-cap/"),
        ],
        person=parts.FramePerson("Nguyễn Thị Phương Thảo", f"Cán bộ phụ trách · {LONG_NAME}"),
        search_url="/kit/",
        inbox_url=HERE,
        inbox_count=12,
        sign_out_url="/kit/",
        profile_url=HERE,
        is_demo=True,
    )


def options_context() -> dict[str, Any]:
    names = [
        "Chi bộ Văn phòng",
        "Đảng bộ Sở Y tế",
        "Đảng bộ Sở Giáo dục và Đào tạo",
        LONG_NAME,
        "Đảng bộ Trường Cao đẳng",
    ]
    items = [
        parts.Option(name, HERE, note=f"mã {number:03}", is_current=name == LONG_NAME)
        for number, name in enumerate(names, 1)
    ]
    return {"items": items, "frame": frame()}


def nodes_context() -> dict[str, Any]:
    return {"nodes": [parts.Node(f"Chi bộ số {number}", HERE, note="chi bộ") for number in (1, 2, 3)], "frame": frame()}


class SampleForm(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Tên gọi", max_length=250, help_text="Ngắn, nói rõ làm gì và ở đâu.")
    kind = forms.ChoiceField(
        label="Loại",
        choices=[("a", "Cách làm"), ("b", "Tập thể"), ("c", "Cá nhân, hộ gia đình")],
        widget=forms.RadioSelect,
    )
    body = forms.CharField(
        label="Nội dung, cách thức", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    area = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Chọn một lĩnh vực"), ("1", "Kinh tế"), ("2", "Văn hóa - xã hội")]
    )
    starts_on = forms.DateField(label="Ngày bắt đầu", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    cost = forms.IntegerField(label="Kinh phí", required=False, help_text="Số tròn, tính bằng đồng.")
    with_whom = forms.MultipleChoiceField(
        label="Phối hợp với",
        choices=[("1", "Mặt trận"), ("2", "Đoàn thanh niên"), ("3", "Hội phụ nữ")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sheet = forms.FileField(
        label="Tệp kèm theo", required=False, help_text="Ảnh, Word, Excel hoặc PDF, nhiều nhất 10 MB."
    )
    is_sure = forms.BooleanField(label="Thông tin trên là đúng với hồ sơ của đơn vị")
    locked = forms.CharField(label="Mã", disabled=True, required=False, initial="SL-0191")


class SampleFilters(forms.Form):
    """Two fields that narrow a list."""

    area = forms.ChoiceField(
        label="Lĩnh vực", choices=[("", "Tất cả"), ("1", "Kinh tế"), ("2", "Văn hóa - xã hội")], required=False
    )
    since = forms.DateField(
        label="Từ ngày", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), required=False
    )


def form(*, is_wrong: bool = False) -> SampleForm:
    if not is_wrong:
        return SampleForm(initial={"kind": "a", "name": "Tuyến đường nở hoa"})
    wrong = SampleForm({"sai-name": "x" * 260, "sai-starts_on": "31/02/2024", "sai-cost": "nhiều"}, prefix="sai")
    wrong.is_valid()
    wrong.add_error(None, "Ngày kết thúc phải sau ngày bắt đầu.")
    return wrong


def _actions() -> list[parts.Action]:
    return [
        parts.Action("Duyệt đăng ký", HERE, tone="primary", icon="check"),
        parts.Action("Trả lại", HERE, needs_reason=True, icon="return"),
        parts.Action("Ghi kết quả", HERE, icon="edit", has_page=True),
        parts.Action(
            "Duyệt 50 bản ghi",
            HERE,
            consequence="47 bản ghi sẽ được duyệt; 3 bản ghi giữ nguyên trạng thái vì chưa có người phụ trách.",
        ),
        parts.Action(
            "Rút lại", HERE, is_allowed=False, reason="Chỉ đơn vị đã gửi mới rút lại được, trước khi có quyết định."
        ),
        parts.Action("Thu hồi", HERE, tone="danger", needs_reason=True),
    ]


def _changes() -> list[parts.Change]:
    return [
        parts.Change("Tên gọi", "Đường hoa thanh niên", "Tuyến đường nở hoa bản Mòng"),
        parts.Change("Người phụ trách", "", "Lò Thị Hặc"),
        parts.Change("Ghi chú", "Bản thảo đầu tiên.", ""),
    ]


def _entries() -> list[parts.Entry]:
    return [
        parts.Entry(datetime(2023, 5, 4, 8, 5), "Lò Thị Hặc", "Lập bản đăng ký", tone="neutral"),
        parts.Entry(datetime(2023, 5, 6, 15, 40), "Lò Thị Hặc", "Gửi đăng ký", tone="info"),
        parts.Entry(
            datetime(2023, 5, 9, 9, 12),
            "Quàng Văn Đôi",
            "Trả lại",
            note="Đề nghị ghi rõ lộ trình và người phụ trách.",
            tone="needs",
        ),
        parts.Entry(datetime(2023, 5, 10, 10, 0), "Lò Thị Hặc", "Sửa bản đăng ký", changes=_changes()),
        parts.Entry(
            date(2023, 6, 1),
            LONG_NAME,
            "Công nhận",
            document="Quyết định 12-QĐ/ĐUK ngày 01/6/2023",
            url=HERE,
            tone="done",
        ),
        parts.Entry(date(2024, 7, 15), "Hệ thống", "Quá hạn báo cáo tiến độ", tone="stopped"),
    ]


def _nodes() -> list[parts.Node]:
    leaves = [
        parts.Node("Chi bộ Văn phòng", HERE, note="chi bộ", count=3),
        parts.Node(LONG_NAME, HERE, note="đảng bộ cơ sở", count=1061, is_current=True),
        parts.Node(
            "Chi bộ Trạm Khuyến nông",
            HERE,
            dates="đến 30/6/2025",
            fate="Sáp nhập vào Chi bộ Trung tâm Dịch vụ nông nghiệp ngày 01/7/2025",
            is_ended=True,
        ),
        parts.Node("Chi bộ Trung tâm Dịch vụ nông nghiệp", HERE, dates="từ 01/7/2025", origin="Hợp nhất từ 2 chi bộ"),
    ]
    return [
        parts.Node(
            "Khối các cơ quan và doanh nghiệp", HERE, note="đảng ủy khối", count=86, children=leaves, is_open=True
        ),
        parts.Node("Khối doanh nghiệp", HERE, note="mở để tải phần bên dưới", count=40, children_url="/kit/cay/"),
    ]


def _figures() -> dict[str, Any]:
    level, bar = parts.Level, parts.Bar
    lacks = ("chưa rõ tên, địa chỉ", "chưa có minh chứng")
    return {
        "levels": [
            level("Kê khai", 11441, HERE),
            level("Có tên, địa chỉ", 4034, HERE, missing_label=lacks[0], missing_url=HERE),
            level("Có minh chứng", 132, HERE, missing_label=lacks[1], missing_url=HERE),
        ],
        "levels_none": [
            level("Kê khai", 191, HERE),
            level("Có tên", 191, HERE),
            level("Có minh chứng", 0, missing_label=lacks[1], missing_url=HERE),
        ],
        "levels_doubt": [level("Kê khai", 40, HERE), level("Có tên", 52, HERE), level("Có minh chứng", None)],
        "levels_vast": [
            level("Kê khai", 5_000_000, HERE, quality="at_least"),
            level("Có tên", 12, HERE, missing_label=lacks[0], missing_url=HERE),
            level("Có minh chứng", 1, HERE, missing_label=lacks[1], missing_url=HERE),
        ],
        "bars": [
            bar("Văn hóa - xã hội", 1850, HERE),
            bar("Quốc phòng - an ninh", 1016, HERE),
            bar("Kinh tế", 709, HERE),
            bar("Xây dựng hệ thống chính trị", 459, HERE, note="gồm cả cải cách thủ tục"),
            bar("Lĩnh vực khác", 0),
            bar(LONG_NAME, None),
        ],
        "stacks": [_stack("Quý I", 12, 30, 4), _stack("Quý II", 40, 21, 0), _stack("Quý III", 3, 2, 1)],
    }


def _stack(label: str, accepted: int, waiting: int, returned: int) -> parts.Stack:
    values = {"đã duyệt": accepted, "chờ xem xét": waiting, "trả lại": returned}
    return parts.Stack(label, [parts.Bar(name, value, HERE) for name, value in values.items()], HERE)


def _rows() -> list[dict[str, Any]]:
    cells = [
        ("Tuyến đường nở hoa bản Mòng", "Chi bộ Văn phòng", "done", "Đã duyệt", date(2023, 5, 4), 15_000_000),
        ("Cầu dân sinh suối Hộc", LONG_NAME, "needs", "Chờ xem xét", date(2023, 6, 12), 2_970_000_000),
        ("Ngân hàng bò giống", "Đảng bộ Sở Y tế", "stopped", "Quá hạn", date(2022, 1, 31), None),
    ]
    return [dict(zip(("name", "unit", "tone", "state", "on", "cost"), row, strict=True)) for row in cells]


def context() -> dict[str, Any]:
    step, tab, item = parts.Step, parts.Tab, parts.Item
    return {
        "frame": frame(),
        "tones": TONES,
        "sample_messages": [
            Message(constants.SUCCESS, "Đã gửi bản đăng ký."),
            Message(constants.WARNING, "Đã lưu; còn thiếu người phụ trách."),
        ],
        "long_name": LONG_NAME,
        "form": form(),
        "wrong_form": form(is_wrong=True),
        "filter_form": SampleFilters(prefix="loc"),
        "steps": [
            step("Tên và loại", "done", HERE),
            step("Nội dung", "error", HERE),
            step("Nguồn lực", "current", HERE),
            step("Xem lại và gửi", "todo"),
        ],
        "tabs": [tab("Đang làm", HERE, True, 12), tab("Đã xong", HERE, False, 11441), tab("Tất cả", HERE)],
        "chips": [
            parts.Chip("Lĩnh vực: Kinh tế", HERE),
            parts.Chip("Từ 01/01/2023", HERE),
            parts.Chip(f"Đơn vị: {LONG_NAME}", HERE),
        ],
        "actions": _actions(),
        "refused_action": parts.Action("Trả lại", "/kit/", needs_reason=True, icon="return"),
        "entries": _entries(),
        "changes": _changes(),
        "nodes": _nodes(),
        "rows": _rows(),
        "page": Paginator(range(11441), 50).page(2),
        "single_page": Paginator(range(7), 50).page(1),
        "facts": [
            item("Đơn vị", LONG_NAME, HERE),
            item("Địa chỉ", "Bản Mòng, phường Chiềng Cơi"),
            item("Minh chứng", "Chưa có", is_missing=True),
        ],
        "as_of": date(2024, 6, 30),
        "rate": Decimal("29.9"),
        "icons": ICONS,
        **_figures(),
        **showcase_spread.context(LONG_NAME, HERE),
        **showcase_files.context(),
    }


ICONS = [
    "home",
    "sprout",
    "ripple",
    "tree",
    "report",
    "sheet",
    "import",
    "download",
    "upload",
    "people",
    "person",
    "inbox",
    "search",
    "check",
    "return",
    "clock",
    "warning",
    "info",
    "stop",
    "plus",
    "minus",
    "filter",
    "word",
    "excel",
    "document",
    "print",
    "edit",
    "history",
    "close",
    "chevron-right",
    "chevron-left",
    "chevron-down",
    "chevron-up",
    "sort",
    "sun",
    "moon",
    "screen",
    "menu",
    "more",
    "link",
    "hidden",
    "calendar",
    "place",
    "sign-out",
    "send",
    "merge",
    "seal",
    "mark",
]
