"""What becomes of evidence when the unit of its initiative ends: it goes with the initiative."""

from lantoa.evidence.models import Evidence
from lantoa.units.ending import consequence_of_end, stays

UNIT_ENDS = consequence_of_end(
    35,
    (
        stays(
            "minh-chung-cho",
            "minh chứng chờ chấp nhận",
            lambda unit, end: Evidence.objects.waiting().filter(initiative__unit=unit),
            page="initiative",
        ),
        stays(
            "minh-chung",
            "minh chứng đã xem xét",
            lambda unit, end: Evidence.objects.filter(initiative__unit=unit).exclude(pk__in=Evidence.objects.waiting()),
            page="initiative",
        ),
    ),
)
