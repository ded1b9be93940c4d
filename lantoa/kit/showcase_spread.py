"""Sample values for the component page: standing over time, work that waits, scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from lantoa.kit import parts

TODAY = date(2024, 6, 30)


class ScoreForm(forms.Form):
    """A criterion scored by number and one by choice, each with its reason."""

    effect = forms.DecimalField(label="Điểm", min_value=0, max_value=30)
    effect_reason = forms.CharField(label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
    lasting = forms.ChoiceField(
        label="Điểm", choices=[(str(mark), str(mark)) for mark in range(1, 6)], widget=forms.RadioSelect
    )
    lasting_reason = forms.CharField(
        label="Lý do", widget=forms.Textarea(attrs={"rows": 3}), max_length=500, required=False
    )


def _score_form() -> ScoreForm:
    wrong = ScoreForm({"cham-effect": "34", "cham-lasting": "4"}, prefix="cham")
    wrong.is_valid()
    return wrong


def _curve(label: str, began: int, shares: Sequence[int], here: str) -> parts.Curve:
    points = [parts.Standing(at * 6, share, began * share // 100 - at) for at, share in enumerate(shares)]
    return parts.Curve(label, points, here)


def _curves(here: str) -> dict[str, Any]:
    return {
        "curves": [
            _curve("Kinh tế", 70, [100, 92, 84, 71, 66, 58, 58], here),
            _curve("Văn hóa - xã hội", 185, [100, 97, 93, 90, 84, 82, 77], here),
            _curve("Quốc phòng - an ninh", 101, [100, 99, 96, 96, 95], here),
            _curve("Xây dựng hệ thống chính trị", 6, [100, 80, 60], here),
        ],
        "curves_few": [_curve("Xã Tân Lập", 4, [100, 75], here)],
    }


def month_ends(*values: int | None) -> list[parts.MonthCount]:
    """Counts by month, the last one in June 2024."""
    months = [(2023, month) for month in range(7, 13)] + [(2024, month) for month in range(1, 7)]
    return [parts.MonthCount(date(*month, 28), value) for month, value in zip(months, values, strict=True)]


def _work(long_name: str, here: str) -> dict[str, Any]:
    mark, duty, check, todo = parts.Mark, parts.Duty, parts.Check, parts.Todo
    marks = [
        mark("Họp dân, chọn tuyến đường", date(2024, 2, 15), "done", "Lò Thị Hặc", date(2024, 2, 18), here),
        mark("Cấp giống hoa, phân công từng hộ", date(2024, 4, 1), "done", "Quàng Văn Đôi", date(2024, 3, 30)),
        mark("Trồng xong 1,2 km đầu", date(2024, 6, 18), "overdue", "Chi hội Phụ nữ bản Mòng", url=here),
        mark("Kiểm tra giữa kỳ", date(2024, 7, 5), "soon", long_name),
        mark("Đánh giá, đề nghị phê duyệt", date(2024, 11, 30), "todo", "Ủy ban nhân dân phường"),
    ]
    return {
        "marks": marks,
        "marks_long": [*marks, *marks[-2:]],
        "checks": [
            check("Có kế hoạch theo mốc", True),
            check("Có ít nhất hai tài liệu đã được chấp nhận", False, "Mới có 1; còn 3 tệp chờ xem.", here),
            check("Đã có đoàn kiểm tra trong sáu tháng", False, "Chưa kiểm tra lần nào.", here),
        ],
        "duties": [
            duty("Mốc đã quá hạn, cần báo cáo hoặc lùi hạn có lý do", 3, here, "stopped", "quá hạn", 43),
            duty("Bản đăng ký chờ duyệt", 1061, here, "needs", "cần duyệt", 12, "Nhiều nhất: " + long_name),
            duty("Hồ sơ phân cho bạn chấm điểm", 11, here, "needs", "cần chấm", 2, "Đã chấm 4 trong 15"),
            duty("Thông báo mới", 5, here, "info", oldest=0),
        ],
        "todos": [
            todo(long_name, here, "Duyệt đăng ký", long_name, "từ 20/10", "bạn", "quá hạn 21 ngày", "stopped"),
            todo("Dân trông mương", here, "Duyệt đăng ký", "Sở Nội vụ", "từ 27/11", "bạn", "còn 17 ngày"),
            todo("Vườn rau ba bản", here, "Sửa rồi nộp lại", since="hôm nay", is_new=True, note="Lý do: " + long_name),
            todo("Tổ hộ trồng mận", here, "Chưa áp dụng", "Sở Nội vụ", "từ 30/09", tone="info"),
        ],
        "trend_down": month_ends(41, 40, 44, 38, 36, 37, 30, 28, 25, 22, 19, 17),
        "trend_up": month_ends(None, None, 3, 3, 5, 4, 7, 9, 9, 12, 15, 18),
        "trend_level": month_ends(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        "trend_new": month_ends(*[None] * 11, 7),
    }


def _measures(long_name: str, here: str) -> dict[str, Any]:
    aim, span, rating = parts.Aim, parts.Span, parts.Rating
    return {
        "aims": [
            aim("Hộ tham gia trồng hoa", 12, 87, 150, "hộ", here),
            aim("Thời gian trả hồ sơ hộ tịch", 15, 6, 3, "ngày", here),
            aim("Tỷ lệ hộ nghèo", 18, 21, 9, "%", here),
            aim("Kinh phí nhân dân đóng góp", 0, 2_970_000_000, 2_500_000_000, "đồng", here),
            aim("Số vụ việc phải chuyển lên cấp trên", 8, None, 0, "vụ"),
        ],
        "spans": [
            span("Đang hiệu lực", "done", date(2020, 6, 1), date(2022, 6, 1), "QĐ 12-QĐ/ĐUK", here),
            span("Đến hạn kiểm tra lại", "needs", date(2022, 6, 2), date(2022, 8, 30)),
            span("Hết hiệu lực", "neutral", date(2022, 8, 31), date(2023, 3, 14), "không kiểm tra lại"),
            span("Đang hiệu lực", "done", date(2023, 3, 15), note="phê duyệt lại"),
        ],
        "spans_revoked": [
            span("Đang hiệu lực", "done", date(2021, 1, 5), date(2023, 11, 20)),
            span("Thu hồi", "stopped", date(2023, 11, 21), note="tài liệu dùng lại của đơn vị khác", url=here),
        ],
        "ratings": [
            rating(total, name, is_own=not at)
            for at, (total, name) in enumerate(
                [(84, "Nguyễn Thị Phương Thảo"), (82, "Lò Văn Hặc"), (84, ""), (71, long_name), (93, ""), (83, "")]
            )
        ],
        "score_form": _score_form(),
    }


def context(long_name: str, here: str) -> dict[str, Any]:
    return {
        "spread_today": TODAY,
        "none_duties": [],
        "none_ratings": [],
        "none_spans": [],
        **_curves(here),
        **_work(long_name, here),
        **_measures(long_name, here),
    }
