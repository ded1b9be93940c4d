"""What becomes of prospects when their unit ends."""

from lantoa.prospects.enums import ProspectState
from lantoa.prospects.models import Prospect
from lantoa.units.ending import consequence_of_end, moves, refuses, stays

OPEN = (ProspectState.NOTED, ProspectState.RATED)

UNIT_ENDS = consequence_of_end(
    20,
    (
        moves(
            "trien-vong",
            "triển vọng đang xem xét",
            lambda unit, end: Prospect.objects.filter(unit=unit, state__in=OPEN),
        ),
        refuses(
            "trien-vong-sau",
            "triển vọng ghi nhận và xử lý xong sau ngày này",
            lambda unit, end: Prospect.objects.filter(unit=unit, noted_on__gt=end.on).exclude(state__in=OPEN),
            "Đơn vị còn ghi nhận sau đó; hãy chọn ngày sau.",
        ),
        stays(
            "trien-vong-cu",
            "triển vọng đã xử lý xong",
            lambda unit, end: Prospect.objects.filter(unit=unit, noted_on__lte=end.on).exclude(state__in=OPEN),
            becomes="giữ trong lịch sử của đơn vị này",
        ),
    ),
)
