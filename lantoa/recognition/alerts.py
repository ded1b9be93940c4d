"""Rules of the watch about recognition: an appraisal late, a re-check due, recognised and not taken up elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from lantoa.kit.breaches import AlertRule, Breaches, Remedy
from lantoa.recognition.queries.standing import candidacies_to_decide, checks_to_make
from lantoa.units.models import Person

APPRAISAL_OVERDUE = """
SELECT w.id, 'appraisal_overdue', c.id, {due} FROM watched w
JOIN <recognition.Candidacy> c ON c.initiative_id = w.id
WHERE c.proposed_on <= %(on)s AND c.due_on < %(appraisal_before)s
  AND (c.state IN ('proposed', 'appraising') OR c.decided_on > %(on)s)
"""

# The latest window of the recognition says when a re-check is due; one that has lapsed is due all the more.
RENEWAL_DUE = """
SELECT w.id, 'renewal_due', r.id, {due} FROM watched w
JOIN <recognition.Recognition> r ON r.initiative_id = w.id
JOIN <recognition.Renewal> n ON n.recognition_id = r.id
WHERE r.recognised_on <= %(on)s AND (r.ended_on IS NULL OR r.ended_on > %(on)s)
  AND n.renewed_on <= %(on)s AND n.due_on <= %(renewal_until)s
  AND NOT EXISTS (
    SELECT 1 FROM <recognition.Renewal> o
    WHERE o.recognition_id = r.id AND o.renewed_on <= %(on)s AND o.renewed_on > n.renewed_on)
"""

NOT_SPREAD = """
SELECT s.id, 'not_spread', 0, MIN(s.due_on) FROM (
  SELECT w.id, {due} AS due_on FROM watched w
  JOIN <recognition.Recognition> r ON r.initiative_id = w.id
  WHERE r.recognised_on <= %(on)s AND (r.ended_on IS NULL OR r.ended_on > %(on)s)
    AND EXISTS (
      SELECT 1 FROM <recognition.Renewal> n WHERE n.recognition_id = r.id AND n.renewed_on <= %(on)s
        AND (n.lapses_on IS NULL OR n.lapses_on > %(on)s))
    AND NOT EXISTS (
      SELECT 1 FROM <initiatives.Replication> a WHERE a.source_id = w.id AND a.adopted_on <= %(on)s
        AND (a.ended_on IS NULL OR a.ended_on > %(on)s))
) s WHERE s.due_on <= %(on)s GROUP BY s.id
"""


def add_appraisal_overdue(breaches: Breaches, days: int) -> None:
    breaches.set_days_ago("appraisal_before", days)
    breaches.selects.append(APPRAISAL_OVERDUE.format(due=breaches.days_later("c.due_on", days + 1)))


def add_renewal_due(breaches: Breaches, days: int) -> None:
    """`days`: how long before the re-check is due."""
    breaches.set_days_ago("renewal_until", -days)
    # A window that is shorter than the lead is due from the day on which it opened.
    early = breaches.days_later("n.due_on", -days)
    due = f"CASE WHEN n.renewed_on > {early} THEN n.renewed_on ELSE {early} END"
    breaches.selects.append(RENEWAL_DUE.format(due=due))


def add_not_spread(breaches: Breaches, days: Mapping[str, int]) -> None:
    """`days`: tier → days after recognition; a tier that is not there need not spread."""
    if not days:
        return
    parts = []
    for number, (tier, count) in enumerate(days.items()):
        breaches.params[f"tier_{number}"] = tier
        parts.append(f"WHEN r.tier = %(tier_{number})s THEN {breaches.days_later('r.recognised_on', count + 1)}")
    breaches.selects.append(NOT_SPREAD.format(due=f"CASE {' '.join(parts)} END"))


def is_to_decide(person: Person, on: date) -> Q:
    return Q(subject_id__in=candidacies_to_decide(person, on).order_by().values("pk"))


def is_to_check(person: Person, on: date) -> Q:
    return Q(subject_id__in=checks_to_make(person, on).order_by().values("pk"))


ALERTS = (
    AlertRule(
        "appraisal_overdue",
        50,
        "Thẩm định quá hạn",
        add_appraisal_overdue,
        Remedy("Thẩm định", "initiative_recognition"),
        list_slug="tham-dinh-cham",
        is_seen_elsewhere=is_to_decide,
    ),
    AlertRule(
        "renewal_due",
        80,
        "Đến hạn kiểm tra lại công nhận",
        add_renewal_due,
        Remedy("Kiểm tra lại", "initiative_recognition"),
        list_slug="hieu-qua-thap",
        is_seen_elsewhere=is_to_check,
    ),
    AlertRule(
        "not_spread",
        90,
        "Được công nhận mà chưa nhân rộng",
        add_not_spread,
        Remedy("Nhân rộng", "initiative_spread"),
        list_slug="tot-chua-nhan-rong",
    ),
)
