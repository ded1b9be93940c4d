"""Rules of the watch about plans: none there, a milestone late, a target missed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from lantoa.kit.breaches import UNIT, AlertRule, AlertWork, Breaches, Remedy
from lantoa.plans.models import Milestone
from lantoa.units.models import Person

NO_PLAN = """
SELECT w.id, 'no_plan', 0, {due} FROM watched w
WHERE w.accepted_on < %(no_plan_before)s AND NOT EXISTS (
  SELECT 1 FROM <plans.Plan> p JOIN <plans.Milestone> m ON m.plan_id = p.id
  WHERE p.initiative_id = w.id AND p.made_on <= %(on)s)
"""

MILESTONE_OVERDUE = """
SELECT w.id, 'milestone_overdue', m.id, {due} FROM watched w
JOIN <plans.Plan> p ON p.initiative_id = w.id AND p.made_on <= %(on)s
JOIN <plans.Milestone> m ON m.plan_id = p.id
WHERE m.due_on < %(milestone_before)s AND (m.done_on IS NULL OR m.done_on > %(on)s)
"""

# Of each indicator the latest accepted measurement, once the plan is over.
TARGET_MISSED = """
SELECT w.id, 'target_missed', t.id, {due} FROM watched w
JOIN <plans.Plan> p ON p.initiative_id = w.id AND p.made_on <= %(on)s
JOIN <plans.PlanIndicator> t ON t.plan_id = p.id
JOIN <plans.Measurement> x ON x.indicator_id = t.id
JOIN <plans.ProgressReport> g ON g.id = x.report_id
WHERE p.ends_on < %(target_before)s AND g.accepted_on <= %(on)s
  AND ((t.direction = 'up' AND x.value < t.target) OR (t.direction = 'down' AND x.value > t.target))
  AND NOT EXISTS (
    SELECT 1 FROM <plans.Measurement> y JOIN <plans.ProgressReport> h ON h.id = y.report_id
    WHERE y.indicator_id = t.id AND h.accepted_on <= %(on)s
      AND (h.period_to > g.period_to OR (h.period_to = g.period_to AND h.id > g.id)))
"""


def add_no_plan(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("no_plan_before", days)
    breaches.selects.append(NO_PLAN.format(due=breaches.days_later("w.accepted_on", days + 1)))


def add_milestone_overdue(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("milestone_before", days)
    breaches.selects.append(MILESTONE_OVERDUE.format(due=breaches.days_later("m.due_on", days + 1)))


def add_target_missed(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("target_before", days)
    breaches.selects.append(TARGET_MISSED.format(due=breaches.days_later("p.ends_on", days + 1)))


def own_milestones(person: Person) -> QuerySet:
    """Keys of the milestones that the person has to reach."""
    return Milestone.objects.filter(owner_person=person, done_on__isnull=True).values("pk")


def name_milestones(keys: Iterable[int]) -> dict[int, str]:
    return dict(Milestone.objects.filter(pk__in=keys).values_list("pk", "name"))


ALERTS = (
    AlertRule(
        "no_plan",
        10,
        "Chưa có kế hoạch theo mốc",
        add_no_plan,
        Remedy("Lập kế hoạch", "initiative_plan_edit", seen_at="initiative_plan"),
        list_slug="chua-co-ke-hoach",
        done_by=UNIT,
        work=AlertWork("lap-ke-hoach", 35, "Mô hình chưa có kế hoạch theo mốc"),
    ),
    AlertRule(
        "milestone_overdue",
        20,
        "Mốc quá hạn",
        add_milestone_overdue,
        Remedy("Báo kết quả mốc", "milestone", takes_subject=True, seen_at="initiative_plan"),
        list_slug="qua-han",
        done_by=UNIT,
        work=AlertWork("moc-qua-han", 29, "Mốc quá hạn"),
        own_subjects=own_milestones,
        name_subjects=name_milestones,
    ),
    AlertRule(
        "target_missed",
        70,
        "Chỉ tiêu không đạt",
        add_target_missed,
        Remedy("Xem chỉ tiêu", "initiative_plan"),
        list_slug="hieu-qua-thap",
    ),
)
