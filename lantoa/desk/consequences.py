"""What becomes of imports that are under way when the unit of those who began them ends."""

from django.db.models import Q, QuerySet

from lantoa.desk.enums import ImportState
from lantoa.desk.models import ImportJob
from lantoa.units.ending import UnitEnd, consequence_of_end, stays
from lantoa.units.models import Role, Unit

OVER = (ImportState.DONE, ImportState.CANCELLED)


def _under_way(unit: Unit, end: UnitEnd) -> QuerySet[ImportJob]:
    people = Role.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=end.on), unit=unit).values("person_id")
    return ImportJob.objects.filter(made_by__in=people).exclude(state__in=OVER)


UNIT_ENDS = consequence_of_end(
    100,
    (
        stays(
            "nhap-so-lieu",
            "tệp nhập chưa ghi của người ở đây",
            _under_way,
            becomes="giữ nguyên; khi ghi, hệ thống kiểm tra lại theo vai trò của người nhập lúc đó",
        ),
    ),
)
