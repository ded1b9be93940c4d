"""What becomes of declared numbers when the unit that stated them ends."""

from lantoa.declarations.models import Declaration
from lantoa.units.ending import consequence_of_end, refuses, stays

UNIT_ENDS = consequence_of_end(
    70,
    (
        refuses(
            "ke-khai-sau",
            "số kê khai chốt sau ngày này",
            lambda unit, end: Declaration.objects.filter(unit=unit, as_of__gt=end.on),
            "Đơn vị còn kê khai sau đó; hãy chọn ngày sau.",
        ),
        stays(
            "ke-khai",
            "số kê khai",
            lambda unit, end: Declaration.objects.filter(unit=unit, as_of__lte=end.on),
            becomes="giữ trong lịch sử của đơn vị này",
        ),
    ),
)
