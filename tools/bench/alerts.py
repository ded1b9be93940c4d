"""The daily run of the watch against one hand-written statement that counts the same breaches of the same rows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection, transaction

from lantoa.evidence.models import Evidence
from lantoa.initiatives.models import Initiative, Replication
from lantoa.kit.sql import name_tables
from lantoa.plans.models import Milestone, Plan
from lantoa.recognition.models import Candidacy, Recognition, Renewal
from lantoa.units.models import Unit
from lantoa.watch.models import Alert, Inspection, WatchRun
from lantoa.watch.services.alerts import run_alerts
from tools.bench.timing import TimingResult, in_turn

# On this day some 12,000 of the 20,000 made-up registrations are young enough, or recognised, to be watched.
FIRST_DAY = date(2025, 11, 1)
ROUNDS, WARM = 15, 2

BY_HAND = """
WITH w AS (
  SELECT i.id, i.accepted_on FROM <initiatives.Initiative> i
  WHERE i.accepted_on <= %(on)s AND (i.ended_on IS NULL OR i.ended_on > %(on)s) AND (i.accepted_on >= %(y3)s OR i.id IN (
    SELECT initiative_id FROM <recognition.Recognition>
    WHERE recognised_on <= %(on)s AND (ended_on IS NULL OR ended_on > %(on)s)))
)
SELECT 'no_plan', COUNT(*) FROM w WHERE accepted_on < %(d30)s AND id NOT IN (
  SELECT p.initiative_id FROM <plans.Plan> p JOIN <plans.Milestone> m ON m.plan_id = p.id WHERE p.made_on <= %(on)s)
UNION ALL SELECT 'milestone_overdue', COUNT(*) FROM <plans.Milestone> m JOIN <plans.Plan> p ON p.id = m.plan_id
  JOIN w ON w.id = p.initiative_id
  WHERE m.due_on < %(on)s AND (m.done_on IS NULL OR m.done_on > %(on)s) AND p.made_on <= %(on)s
UNION ALL SELECT 'follow_up_overdue', COUNT(*) FROM <watch.FollowUp> u JOIN <watch.Inspection> v
  ON v.id = u.inspection_id JOIN w ON w.id = v.initiative_id
  WHERE u.due_on < %(on)s AND (u.done_on IS NULL OR u.done_on > %(on)s) AND v.held_on <= %(on)s
UNION ALL SELECT 'no_guidance', COUNT(*) FROM w WHERE accepted_on < %(d180)s AND id NOT IN (
  SELECT initiative_id FROM <watch.Inspection> WHERE held_on <= %(on)s AND held_on >= %(d180)s)
UNION ALL SELECT 'appraisal_overdue', COUNT(*) FROM <recognition.Candidacy> c JOIN w ON w.id = c.initiative_id
  WHERE c.proposed_on <= %(on)s AND c.due_on < %(on)s AND (c.state IN ('proposed', 'appraising') OR c.decided_on > %(on)s)
UNION ALL SELECT 'no_effect_data', COUNT(*) FROM w LEFT JOIN (
    SELECT initiative_id, MAX(accepted_on) AS last FROM (
      SELECT initiative_id, accepted_on FROM <evidence.Evidence> WHERE accepted_on <= %(on)s
      UNION ALL SELECT g.initiative_id, g.accepted_on FROM <plans.ProgressReport> g
        JOIN <plans.Measurement> x ON x.report_id = g.id WHERE g.accepted_on <= %(on)s) e GROUP BY initiative_id
  ) f ON f.initiative_id = w.id WHERE f.last < %(d365)s OR (f.last IS NULL AND w.accepted_on < %(d180)s)
UNION ALL SELECT 'target_missed', COUNT(*) FROM w JOIN <plans.Plan> p ON p.initiative_id = w.id
  JOIN <plans.PlanIndicator> t ON t.plan_id = p.id
  JOIN (SELECT x.indicator_id, MAX(g.period_to) AS last FROM <plans.Measurement> x
    JOIN <plans.ProgressReport> g ON g.id = x.report_id WHERE g.accepted_on <= %(on)s GROUP BY x.indicator_id) l
    ON l.indicator_id = t.id
  JOIN <plans.Measurement> x ON x.indicator_id = t.id
  JOIN <plans.ProgressReport> g ON g.id = x.report_id AND g.period_to = l.last AND g.accepted_on <= %(on)s
  WHERE p.made_on <= %(on)s AND p.ends_on < %(d0)s
  AND ((t.direction = 'up' AND x.value < t.target) OR (t.direction = 'down' AND x.value > t.target))
UNION ALL SELECT 'renewal_due', COUNT(*) FROM <recognition.Recognition> r JOIN w ON w.id = r.initiative_id
  JOIN (SELECT recognition_id, MAX(due_on) AS due_on FROM <recognition.Renewal> WHERE renewed_on <= %(on)s
    GROUP BY recognition_id) n ON n.recognition_id = r.id
  WHERE r.recognised_on <= %(on)s AND (r.ended_on IS NULL OR r.ended_on > %(on)s) AND n.due_on <= %(ahead)s
UNION ALL SELECT 'not_spread', COUNT(DISTINCT w.id) FROM w JOIN <recognition.Recognition> r ON r.initiative_id = w.id
  WHERE r.recognised_on < %(d365)s AND r.tier <> 'base' AND (r.ended_on IS NULL OR r.ended_on > %(on)s)
  AND EXISTS (SELECT 1 FROM <recognition.Renewal> n WHERE n.recognition_id = r.id AND n.renewed_on <= %(on)s
    AND (n.lapses_on IS NULL OR n.lapses_on > %(on)s))
  AND w.id NOT IN (SELECT source_id FROM <initiatives.Replication> WHERE adopted_on <= %(on)s
    AND (ended_on IS NULL OR ended_on > %(on)s))
"""


def daily_alerts() -> TimingResult:
    """One ordinary day after the other: what changed since yesterday is raised and cleared, the rest is found unchanged. The
    statement counts what is broken on the same days. Aim: 4."""
    _lay_ground()
    run_alerts(on=FIRST_DAY - timedelta(days=1))
    ours_days, by_hand_days = _days(), _days()

    def ours() -> dict[str, int]:
        return run_alerts(on=next(ours_days)).by_kind

    def baseline() -> dict[str, int]:
        return _count_by_hand(next(by_hand_days))

    found, wanted = ours(), baseline()
    if found != wanted:
        raise SystemExit(f"the benchmark compares unlike things: {found!r} against {wanted!r}")
    return in_turn(ours, baseline, rounds=ROUNDS, warm=WARM)


def _days() -> Iterator[date]:
    return iter([FIRST_DAY + timedelta(days=number) for number in range(ROUNDS + WARM + 1)])


def _count_by_hand(on: date) -> dict[str, int]:
    ago = {f"d{days}": on - timedelta(days=days) for days in (0, 30, 180, 365)}
    params = ago | {"on": on, "ahead": on + timedelta(days=60), "y3": on.replace(year=on.year - 3)}
    with connection.cursor() as cursor:
        cursor.execute(name_tables(BY_HAND), params)
        return {kind: count for kind, count in sorted(cursor.fetchall()) if count}


@transaction.atomic
def _lay_ground() -> None:
    """Plans, visits, decisions and data of the made-up registrations; once. Earlier runs are forgotten."""
    Alert.objects.all().delete()
    WatchRun.objects.all().delete()
    rows = Initiative.objects.filter(unit__code__startswith="bench").order_by("pk")
    if Inspection.objects.filter(initiative__in=rows).exists():
        return
    dice = random.Random(4)  # noqa: S311 - made-up rows, the same at each run
    held = list(rows.only("pk", "accepted_on", "unit_id"))
    unit = Unit.objects.get(code="bench")
    _load_plans([row for row in held if dice.random() < 0.6], dice)
    _load_decisions(held, unit, dice)
    Inspection.objects.bulk_create(
        Inspection(initiative=row, kind="guidance", by_unit=unit, findings="Đã xem", held_on=_later(row, dice, 900))
        for row in held
        if dice.random() < 0.5
    )
    Evidence.objects.bulk_create(
        Evidence(
            initiative=row,
            caption="Ảnh",
            reference="Kho",
            dated_on=row.accepted_on,
            accepted_on=_later(row, dice, 700),
            accepted_by_id=1,
        )
        for row in held
        if dice.random() < 0.4
    )


def _later(row: Initiative, dice: random.Random, most: int) -> date:
    return row.accepted_on + timedelta(days=dice.randrange(1, most))


def _load_plans(held: list[Initiative], dice: random.Random) -> None:
    plans = Plan.objects.bulk_create(
        Plan(initiative=row, starts_on=row.accepted_on, ends_on=date(2030, 1, 1), made_on=_later(row, dice, 60))
        for row in held
    )
    marks = []
    for plan in plans:
        for position in range(3):
            due = plan.made_on + timedelta(days=90 * (position + 1))
            done = due + timedelta(days=dice.randrange(-20, 40)) if dice.random() < 0.7 else None
            mark = Milestone(plan=plan, position=position, name="Mốc", owner="Người đo", due_on=due, done_on=done)
            marks.append(mark)
    Milestone.objects.bulk_create(marks, batch_size=2000)


def _load_decisions(held: list[Initiative], unit: Unit, dice: random.Random) -> None:
    files, facts = [], []
    for row in held:
        if dice.random() < 0.15:
            day = _later(row, dice, 400)
            decided = day + timedelta(days=dice.randrange(10, 120)) if dice.random() < 0.8 else None
            files.append(
                Candidacy(
                    initiative=row,
                    tier="province",
                    unit=unit,
                    proposed_on=day,
                    due_on=day + timedelta(days=30),
                    decided_on=decided,
                    state="declined" if decided else "proposed",
                )
            )
        if dice.random() < 0.2:
            facts.append(
                Recognition(initiative=row, tier=dice.choice(["base", "commune"]), recognised_on=_later(row, dice, 300))
            )
    Candidacy.objects.bulk_create(files)
    facts = Recognition.objects.bulk_create(facts)
    year = timedelta(days=365)
    Renewal.objects.bulk_create(
        Renewal(
            recognition=fact,
            renewed_on=fact.recognised_on,
            due_on=fact.recognised_on + 2 * year,
            lapses_on=fact.recognised_on + 2.5 * year,
        )
        for fact in facts
    )
    adopting = list(Unit.objects.filter(code__startswith="bench-").order_by("pk")[:20])
    Replication.objects.bulk_create(
        Replication(source=fact.initiative, unit=dice.choice(adopting), adopted_on=fact.recognised_on + year)
        for fact in facts
        if dice.random() < 0.3
    )
