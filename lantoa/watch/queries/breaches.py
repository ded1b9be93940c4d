"""Which rules of the watch are broken on a day, as one SQL statement over all initiatives, on SQLite and PostgreSQL.

A breach is (initiative, kind, subject, due_on): `due_on` is the first day on which the rule was broken. What a rule asks, in
days, comes from the rulebook as of that day; a rule that is absent or empty there is off.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from lantoa.kit.calendar import add_months
from lantoa.kit.sql import name_tables
from lantoa.rulebook.models import Rule
from lantoa.watch.enums import AlertKind

PREFIX = "alert."

# Registrations that stand on the day; old ones only while they are recognised.
WATCHED = """
SELECT i.id, i.accepted_on FROM <initiatives.Initiative> i
WHERE i.accepted_on <= %(on)s AND (i.ended_on IS NULL OR i.ended_on > %(on)s)
  AND (i.accepted_on >= %(watched_since)s OR EXISTS (
    SELECT 1 FROM <recognition.Recognition> r WHERE r.initiative_id = i.id AND r.recognised_on <= %(on)s
      AND (r.ended_on IS NULL OR r.ended_on > %(on)s)))
"""

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

FOLLOW_UP_OVERDUE = """
SELECT w.id, 'follow_up_overdue', u.id, {due} FROM watched w
JOIN <watch.Inspection> v ON v.initiative_id = w.id AND v.held_on <= %(on)s
JOIN <watch.FollowUp> u ON u.inspection_id = v.id
WHERE u.due_on < %(follow_up_before)s AND (u.done_on IS NULL OR u.done_on > %(on)s)
"""

NO_GUIDANCE = """
SELECT w.id, 'no_guidance', 0, {due} FROM watched w
WHERE w.accepted_on < %(guidance_before)s AND NOT EXISTS (
  SELECT 1 FROM <watch.Inspection> v
  WHERE v.initiative_id = w.id AND v.held_on <= %(on)s AND v.held_on >= %(guidance_before)s)
"""
LAST_VISIT = """COALESCE((
  SELECT MAX(v.held_on) FROM <watch.Inspection> v
  WHERE v.initiative_id = w.id AND v.held_on <= %(on)s AND v.held_on > w.accepted_on), w.accepted_on)"""

APPRAISAL_OVERDUE = """
SELECT w.id, 'appraisal_overdue', c.id, {due} FROM watched w
JOIN <recognition.Candidacy> c ON c.initiative_id = w.id
WHERE c.proposed_on <= %(on)s AND c.due_on < %(appraisal_before)s
  AND (c.state IN ('proposed', 'appraising') OR c.decided_on > %(on)s)
"""

NO_EFFECT_DATA = """
SELECT w.id, 'no_effect_data', 0, {due} FROM watched w
LEFT JOIN (
  SELECT f.initiative_id, MAX(f.accepted_on) AS accepted_on FROM (
    SELECT e.initiative_id, e.accepted_on FROM <evidence.Evidence> e WHERE e.accepted_on <= %(on)s
    UNION ALL
    SELECT g.initiative_id, g.accepted_on FROM <plans.ProgressReport> g
    WHERE g.accepted_on <= %(on)s AND EXISTS (SELECT 1 FROM <plans.Measurement> x WHERE x.report_id = g.id)
  ) f GROUP BY f.initiative_id
) last ON last.initiative_id = w.id
WHERE (last.accepted_on IS NULL AND w.accepted_on < %(effect_before)s) OR last.accepted_on < %(effect_again_before)s
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

LATER = {"sqlite": "date({column}, %({name})s)", "postgresql": "({column} + %({name})s)"}


@dataclass
class Breaches:
    """`ctes`: text of two common table expressions, `watched` and `broken`; `params`: their named parameters."""

    on: date
    selects: list[str] = field(default_factory=list)
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def ctes(self) -> str:
        none = "SELECT w.id, '', 0, w.accepted_on FROM watched w WHERE w.id IS NULL"
        broken = "UNION ALL".join(self.selects) or none
        return name_tables(
            f"WITH watched AS ({WATCHED}), broken(initiative_id, kind, subject_id, due_on) AS ({broken})"
        )

    def later(self, column: str, days: int) -> str:
        """SQL of the day so many days after the column's."""
        name = f"later_{len(self.params)}"
        self.params[name] = f"{days:+d} days" if connection.vendor == "sqlite" else days
        return LATER[connection.vendor].format(column=column, name=name)

    def days_ago(self, name: str, days: int) -> None:
        """A parameter that holds the day so many days before the one of the run."""
        self.params[name] = self.on - timedelta(days=days)


def watch_rules(on: date) -> dict[str, Any]:
    """The values of all rules of the watch in force on the day, without the prefix of their keys. One query."""
    rules = Rule.objects.in_force(on).filter(key__startswith=PREFIX).order_by("valid_from")
    return {rule.key.removeprefix(PREFIX): rule.value for rule in rules}


def breaches(on: date, rules: Mapping[str, Any]) -> Breaches:
    """What is broken on the day under these rules (as `watch_rules` gives them)."""
    found = Breaches(on)
    years = rules.get("watch_years")
    found.params |= {"on": on, "watched_since": add_months(on, -12 * years) if years else date.min}
    for kind, add in RULES.items():
        value = rules.get(kind)
        if value is not None and value is not False:
            add(found, value)
    return found


def _no_plan(found: Breaches, days: int) -> None:
    found.days_ago("no_plan_before", days)
    found.selects.append(NO_PLAN.format(due=found.later("w.accepted_on", days + 1)))


def _milestone_overdue(found: Breaches, days: int) -> None:
    found.days_ago("milestone_before", days)
    found.selects.append(MILESTONE_OVERDUE.format(due=found.later("m.due_on", days + 1)))


def _follow_up_overdue(found: Breaches, days: int) -> None:
    found.days_ago("follow_up_before", days)
    found.selects.append(FOLLOW_UP_OVERDUE.format(due=found.later("u.due_on", days + 1)))


def _no_guidance(found: Breaches, days: int) -> None:
    found.days_ago("guidance_before", days)
    found.selects.append(NO_GUIDANCE.format(due=found.later(LAST_VISIT, days + 1)))


def _appraisal_overdue(found: Breaches, days: int) -> None:
    found.days_ago("appraisal_before", days)
    found.selects.append(APPRAISAL_OVERDUE.format(due=found.later("c.due_on", days + 1)))


def _no_effect_data(found: Breaches, days: Mapping[str, int]) -> None:
    """`days`: {"first": days after acceptance, "repeat": days after the last accepted data}."""
    found.days_ago("effect_before", days["first"])
    found.days_ago("effect_again_before", days["repeat"])
    first, again = found.later("w.accepted_on", days["first"] + 1), found.later("last.accepted_on", days["repeat"] + 1)
    due = f"CASE WHEN last.accepted_on IS NULL THEN {first} ELSE {again} END"
    found.selects.append(NO_EFFECT_DATA.format(due=due))


def _target_missed(found: Breaches, days: int) -> None:
    found.days_ago("target_before", days)
    found.selects.append(TARGET_MISSED.format(due=found.later("p.ends_on", days + 1)))


def _renewal_due(found: Breaches, days: int) -> None:
    """`days`: how long before the re-check is due."""
    found.days_ago("renewal_until", -days)
    # A window that is shorter than the lead is due from the day on which it opened.
    early = found.later("n.due_on", -days)
    found.selects.append(RENEWAL_DUE.format(due=f"CASE WHEN n.renewed_on > {early} THEN n.renewed_on ELSE {early} END"))


def _not_spread(found: Breaches, days: Mapping[str, int]) -> None:
    """`days`: tier → days after recognition; a tier that is not there need not spread."""
    if not days:
        return
    parts = []
    for number, (tier, count) in enumerate(days.items()):
        found.params[f"tier_{number}"] = tier
        parts.append(f"WHEN r.tier = %(tier_{number})s THEN {found.later('r.recognised_on', count + 1)}")
    found.selects.append(NOT_SPREAD.format(due=f"CASE {' '.join(parts)} END"))


RULES: dict[str, Callable[[Breaches, Any], None]] = {
    AlertKind.NO_PLAN: _no_plan,
    AlertKind.MILESTONE_OVERDUE: _milestone_overdue,
    AlertKind.FOLLOW_UP_OVERDUE: _follow_up_overdue,
    AlertKind.NO_GUIDANCE: _no_guidance,
    AlertKind.APPRAISAL_OVERDUE: _appraisal_overdue,
    AlertKind.NO_EFFECT_DATA: _no_effect_data,
    AlertKind.TARGET_MISSED: _target_missed,
    AlertKind.RENEWAL_DUE: _renewal_due,
    AlertKind.NOT_SPREAD: _not_spread,
}
"""How each kind is found. Late commendations have no rule yet."""
