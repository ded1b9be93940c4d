"""What becomes of alerts and visits when the unit of an initiative, or the unit that visited, ends."""

from lantoa.units.ending import consequence_of_end, refuses, stays
from lantoa.watch.models import Alert, FollowUp, Inspection

UNIT_ENDS = consequence_of_end(
    90,
    (
        stays(
            "canh-bao",
            "cảnh báo đang mở",
            lambda unit, end: Alert.objects.filter(unit=unit, cleared_on__isnull=True),
            page="initiative",
        ),
        stays(
            "viec-sau-kiem-tra",
            "việc sau hướng dẫn, kiểm tra chưa xong",
            lambda unit, end: FollowUp.objects.open().filter(inspection__initiative__unit=unit),
            page="inspection.initiative",
        ),
        refuses(
            "kiem-tra-sau",
            "lần hướng dẫn, kiểm tra do đơn vị thực hiện sau ngày này",
            lambda unit, end: Inspection.objects.filter(by_unit=unit, held_on__gt=end.on),
            "Hãy chọn ngày sau.",
            page="initiative",
        ),
        stays(
            "kiem-tra",
            "lần hướng dẫn, kiểm tra do đơn vị thực hiện",
            lambda unit, end: Inspection.objects.filter(by_unit=unit, held_on__lte=end.on),
            becomes="giữ trong lịch sử",
            page="initiative",
        ),
    ),
)
