"""Sample values for the page of components: lineages, and a programme of 124 targets."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

from lantoa.kit.extension_points import ShowcaseSection
from lantoa.kit.showcase import HERE, LONG_NAME
from lantoa.spreading import parts

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


def sample() -> dict[str, Any]:
    return {"programme": _programme(LONG_NAME, HERE), **_lineages(LONG_NAME, HERE)}


SHOWCASE = (ShowcaseSection(10, "spreading/_showcase.html", sample),)
