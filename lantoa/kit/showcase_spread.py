"""Sample values for the component page: spreading, standing over time, work that waits, scores, a programme of 124 targets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import cycle, islice
from typing import Any

from django import forms

from lantoa.kit import parts

TODAY = date(2024, 6, 30)
WAYS = (
    "Dịch vụ công tại nhà cho người cao tuổi",
    "Tuyến đường nở hoa bản Mòng",
    "Tổ tự quản đường biên, cột mốc gắn với phát triển kinh tế hộ gia đình và giữ gìn bản sắc văn hóa các dân tộc",
)
COMMUNES = (
    "Xã Mường Sang",
    "Xã Chiềng Khương",
    "Phường Chiềng Cơi",
    "Xã Phiêng Khoài",
    "Thị trấn Nông trường Mộc Châu",
    "Xã Tân Lập",
    "Xã Nậm Ty",
    "Hội Liên hiệp Phụ nữ và Ủy ban Mặt trận Tổ quốc Việt Nam xã Mường Chùm",
    "Xã Púng Bánh",
)


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


def _copies(count: int, here: str, *, year: int = 2023) -> list[parts.Kin]:
    tones = islice(cycle(["live", "live", "live", "ended", "live", "live", "failed", "live", "live"]), count)
    return [
        parts.Kin(WAYS[0], here, f"{unit} {number}" if number > len(COMMUNES) else unit, year + number % 2, tone)
        for number, (tone, unit) in enumerate(zip(tones, cycle(COMMUNES), strict=False), start=1)
    ]


def _lineages(long_name: str, here: str) -> dict[str, Any]:
    second = parts.Kin(WAYS[0], here, COMMUNES[0], 2022, copies=_copies(4, here))
    third = parts.Kin(WAYS[2], here, long_name, 2022, "failed", copies=_copies(1, here, year=2024))
    return {
        "kin_small": parts.Kin(
            WAYS[0], here, "Phường Tô Hiệu", 2021, "current", copies=[second, third, *_copies(3, here)]
        ),
        "kin_ancestors": [parts.Kin("Cán bộ xã xuống bản, nghe dân nói", here, "Xã Chiềng Xôm", 2018, "ancestor")],
        "kin_vast": parts.Kin(
            WAYS[0], here, "Thành phố Đồng Hới", 2020, "current", copies=[second, *_copies(132, here)]
        ),
        "kin_alone": parts.Kin(WAYS[1], here, long_name, 2024, "current"),
    }


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
        mark("Đánh giá, đề nghị công nhận", date(2024, 11, 30), "todo", "Ủy ban nhân dân phường"),
    ]
    return {
        "marks": marks,
        "marks_long": [*marks, *marks[-2:]],
        "checks": [
            check("Có kế hoạch theo mốc", True),
            check("Có ít nhất hai minh chứng đã được chấp nhận", False, "Mới có 1; còn 3 tệp chờ xem.", here),
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
            todo("Tổ hộ trồng mận", here, "Chưa nhân rộng", "Sở Nội vụ", "từ 30/09", tone="info"),
        ],
        "trend_down": month_ends(41, 40, 44, 38, 36, 37, 30, 28, 25, 22, 19, 17),
        "trend_up": month_ends(None, None, 3, 3, 5, 4, 7, 9, 9, 12, 15, 18),
        "trend_level": month_ends(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        "trend_new": month_ends(*[None] * 11, 7),
    }


def _measures(long_name: str, here: str) -> dict[str, Any]:
    aim, span, ballot = parts.Aim, parts.Span, parts.Ballot
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
            span("Đang hiệu lực", "done", date(2023, 3, 15), note="công nhận lại"),
        ],
        "spans_revoked": [
            span("Đang hiệu lực", "done", date(2021, 1, 5), date(2023, 11, 20)),
            span("Thu hồi", "stopped", date(2023, 11, 21), note="minh chứng dùng lại của đơn vị khác", url=here),
        ],
        "ballots": [
            ballot(total, name, is_own=not at)
            for at, (total, name) in enumerate(
                [(84, "Nguyễn Thị Phương Thảo"), (82, "Lò Văn Hặc"), (84, ""), (71, long_name), (93, ""), (83, "")]
            )
        ],
        "score_form": _score_form(),
    }


def _programme(long_name: str, here: str) -> list[parts.TargetGroup]:
    """124 targets under three superiors, half done."""
    statuses = cycle(["has", "has", "doing", "has", "none", "doing", "has", "none", "none"])
    names = cycle(COMMUNES)

    def targets(count: int) -> list[parts.Target]:
        return [
            parts.Target(f"{name} {number}", here, status, "hạn 30/9" if status == "doing" else "")
            for number, name, status in zip(range(1, count + 1), names, statuses, strict=False)
        ]

    never = parts.Target(long_name, here, "never", "đã có cách làm khác, cấp trên đồng ý")
    return [
        parts.TargetGroup("Huyện ủy Mộc Châu", targets(40), here),
        parts.TargetGroup(long_name, [never, *targets(60)], here),
        parts.TargetGroup("Thành ủy Sơn La", targets(23), here, is_open=False),
    ]


def context(long_name: str, here: str) -> dict[str, Any]:
    return {
        "spread_today": TODAY,
        "none_duties": [],
        "none_ballots": [],
        "none_spans": [],
        "programme": _programme(long_name, here),
        **_lineages(long_name, here),
        **_curves(here),
        **_work(long_name, here),
        **_measures(long_name, here),
    }
