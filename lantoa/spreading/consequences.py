"""What becomes of programmes, their targets and declined suggestions when a unit ends."""

from django.db.models import Exists, OuterRef, QuerySet

from lantoa.initiatives.models import Replication
from lantoa.spreading.models import DeclinedSuggestion, Handbook, Programme, ProgrammeTarget
from lantoa.units.ending import UnitEnd, consequence_of_end, ends, moves, refuses, stays
from lantoa.units.models import Unit

IN_HISTORY = "giữ trong lịch sử của đơn vị này"


def _find_unreached(unit: Unit, end: UnitEnd) -> QuerySet[ProgrammeTarget]:
    """Targets that still ask something of the unit."""
    adopted = Replication.objects.adopted(end.on).filter(source=OuterRef("programme__source"), unit=unit)
    rows = ProgrammeTarget.objects.filter(unit=unit, excused_on__isnull=True, programme__launched_on__lte=end.on)
    return rows.exclude(Exists(adopted))


def _find_moving(unit: Unit, end: UnitEnd) -> QuerySet[ProgrammeTarget]:
    """A successor takes the target over unless it is one itself, or the source comes from there."""
    if end.successor is None:
        return ProgrammeTarget.objects.none()
    rows = _find_unreached(unit, end).exclude(programme__source__unit=end.successor)
    return rows.exclude(programme__in=ProgrammeTarget.objects.filter(unit=end.successor).values("programme_id"))


def _find_excused(unit: Unit, end: UnitEnd) -> QuerySet[ProgrammeTarget]:
    return _find_unreached(unit, end).exclude(pk__in=_find_moving(unit, end).values("pk"))


def _excuse(target: ProgrammeTarget, end: UnitEnd) -> None:
    target.excused_on, target.excuse = end.on, "Đơn vị kết thúc hoạt động"


def _find_settled(unit: Unit, end: UnitEnd) -> QuerySet[ProgrammeTarget]:
    rows = ProgrammeTarget.objects.filter(unit=unit, programme__launched_on__lte=end.on)
    return rows.exclude(pk__in=_find_unreached(unit, end).values("pk"))


UNIT_ENDS = consequence_of_end(
    80,
    (
        # What is excused is settled before the others move: after that the successor would be a target in either case.
        ends(
            "dich-mien",
            "chỉ tiêu nhân rộng chưa đạt không có nơi nhận",
            _find_excused,
            _excuse,
            becomes="được miễn từ ngày này",
            page="programme",
        ),
        moves("dich", "chỉ tiêu nhân rộng chưa đạt", _find_moving, page="programme"),
        stays("dich-cu", "chỉ tiêu nhân rộng đã đạt hoặc đã miễn", _find_settled, becomes=IN_HISTORY, page="programme"),
        refuses(
            "dich-sau",
            "chương trình phát động sau ngày này có đơn vị này",
            lambda unit, end: ProgrammeTarget.objects.filter(unit=unit, programme__launched_on__gt=end.on),
            "Hãy chọn ngày sau.",
            page="programme",
        ),
        refuses(
            "chuong-trinh-sau",
            "chương trình nhân rộng phát động sau ngày này",
            lambda unit, end: Programme.objects.filter(unit=unit, launched_on__gt=end.on),
            "Hãy chọn ngày sau.",
        ),
        stays(
            "chuong-trinh",
            "chương trình nhân rộng do đơn vị phát động",
            lambda unit, end: Programme.objects.filter(unit=unit, launched_on__lte=end.on),
        ),
        stays(
            "so-tay",
            "sổ tay cách làm",
            lambda unit, end: Handbook.objects.filter(initiative__unit=unit),
            page="initiative",
        ),
        stays(
            "goi-y",
            "gợi ý đơn vị đã từ chối",
            lambda unit, end: DeclinedSuggestion.objects.filter(unit=unit),
            becomes=IN_HISTORY,
            page="initiative",
        ),
    ),
)
