"""What becomes of plans when a unit that leads, coordinates or carries them out ends."""

from django.db.models import Q, QuerySet

from lantoa.initiatives.enums import State
from lantoa.plans.enums import ProgressState
from lantoa.plans.models import Milestone, Plan, ProgressReport
from lantoa.units.ending import UnitEnd, consequence_of_end, moves, stays
from lantoa.units.models import Role, Unit

OPEN = ~Q(state=ProgressState.ACCEPTED)
COORDINATING = Plan.coordinating.through


def _find_coordinated(unit: Unit, end: UnitEnd) -> QuerySet:
    """Places as a coordinating unit that the heir does not have yet."""
    rows = COORDINATING.objects.filter(unit=unit).exclude(plan__initiative__state=State.WITHDRAWN)
    return rows.exclude(plan__in=Plan.objects.filter(Q(coordinating=end.heir) | Q(lead_unit=end.heir)))


def _milestones_of_people(unit: Unit, end: UnitEnd) -> QuerySet[Milestone]:
    """Open milestones of other units that people with a role here answer for."""
    people = Role.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=end.on), unit=unit).values("person_id")
    rows = Milestone.objects.filter(owner_person__in=people, done_on__isnull=True)
    return rows.exclude(plan__initiative__unit=unit).exclude(plan__initiative__state=State.WITHDRAWN)


UNIT_ENDS = consequence_of_end(
    30,
    (
        moves(
            "ke-hoach-chu-tri",
            "kế hoạch do đơn vị chủ trì",
            lambda unit, end: Plan.objects.filter(lead_unit=unit).exclude(initiative__state=State.WITHDRAWN),
            field="lead_unit",
            page="initiative",
        ),
        moves("ke-hoach-phoi-hop", "kế hoạch đơn vị phối hợp", _find_coordinated, page="plan.initiative"),
        stays(
            "moc",
            "mốc chưa xong trong kế hoạch của đơn vị",
            lambda unit, end: Milestone.objects.filter(plan__initiative__unit=unit, done_on__isnull=True).exclude(
                plan__initiative__state=State.WITHDRAWN
            ),
        ),
        stays(
            "moc-nguoi-phu-trach",
            "mốc của đơn vị khác do người ở đây chịu trách nhiệm",
            _milestones_of_people,
            becomes="giữ người chịu trách nhiệm đã ghi; hãy sửa kế hoạch nếu cần giao người khác",
        ),
        stays(
            "bao-cao-tien-do",
            "báo cáo tiến độ chưa được nhận",
            lambda unit, end: ProgressReport.objects.filter(OPEN, initiative__unit=unit),
        ),
    ),
)
