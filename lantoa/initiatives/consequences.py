"""What becomes of registrations and copies when their unit ends."""

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative, Replication
from lantoa.units.ending import consequence_of_end, moves, refuses, stays

OPEN = (State.DRAFT, State.SUBMITTED, State.SENT_BACK)

UNIT_ENDS = consequence_of_end(
    10,
    (
        moves(
            "dang-ky",
            "bản đăng ký chưa duyệt",
            lambda unit, end: Initiative.objects.filter(unit=unit, state__in=OPEN),
        ),
        refuses(
            "duyet-sau",
            "mô hình được duyệt sau ngày này",
            lambda unit, end: Initiative.objects.filter(unit=unit, accepted_on__gt=end.on),
            "Đơn vị còn có mô hình được duyệt sau đó; hãy chọn ngày sau.",
        ),
        stays(
            "mo-hinh",
            "mô hình đã duyệt hoặc đã rút",
            lambda unit, end: (
                Initiative.objects.filter(unit=unit).exclude(state__in=OPEN).exclude(accepted_on__gt=end.on)
            ),
        ),
        moves(
            "nhan-rong-cho",
            "bản nhân rộng chờ duyệt",
            lambda unit, end: Replication.objects.filter(unit=unit, adopted_on__isnull=True, ended_on__isnull=True),
        ),
        stays(
            "nhan-rong",
            "bản nhân rộng đã áp dụng hoặc đã thôi",
            lambda unit, end: Replication.objects.filter(unit=unit).exclude(
                adopted_on__isnull=True, ended_on__isnull=True
            ),
        ),
    ),
)
