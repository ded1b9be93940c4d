"""The run of the watch: once a day the rules raise, clear and escalate the alerts of the whole installation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from lantoa.kit import audit
from lantoa.kit.breaches import Breaches
from lantoa.kit.kept import forget_kept
from lantoa.kit.ruling import Refused
from lantoa.kit.sql import name_tables
from lantoa.units.queries import WayUp
from lantoa.watch.models import Alert, WatchRun
from lantoa.watch.queries.breaches import breaches, watch_rules
from lantoa.watch.services.findings import refresh_findings
from lantoa.watch.services.watchers import refresh_watchers

# The breaches of the day, found once, each beside its open alert. A breach that began on another day (a milestone was put
# off and missed again) is another one.
# Alerts are looked up one by one here and below, whatever a planner believes of their table: after a mass of rows it may
# believe it empty, and a join of its choice then takes hours.
HELD = (
    "CREATE TEMPORARY TABLE watch_breach "
    "(initiative_id bigint, kind varchar(20), subject_id bigint, due_on date, alert_id bigint)"
)
FIND = """
INSERT INTO watch_breach (initiative_id, kind, subject_id, due_on, alert_id)
{ctes}
SELECT b.record_id, b.kind, b.subject_id, b.due_on, (
  SELECT a.id FROM <watch.Alert> a WHERE a.initiative_id = b.record_id AND a.kind = b.kind
    AND a.subject_id = b.subject_id AND a.due_on = b.due_on AND a.cleared_on IS NULL)
FROM broken b
"""
CLEAR = """
UPDATE <watch.Alert> SET cleared_on = %(on)s WHERE cleared_on IS NULL AND id NOT IN (
  SELECT alert_id FROM watch_breach WHERE alert_id IS NOT NULL)
"""
RAISE = """
INSERT INTO <watch.Alert> (initiative_id, unit_id, kind, subject_id, due_on, raised_on, climbed_on, escalated)
SELECT initiative_id, (SELECT i.unit_id FROM <initiatives.Initiative> i WHERE i.id = initiative_id), kind, subject_id,
  due_on, %(on)s, %(on)s, 0
FROM watch_breach WHERE alert_id IS NULL
"""
FORGOTTEN = "DROP TABLE watch_breach"
ESCALATE = """
UPDATE <watch.Alert> SET escalated = %s, climbed_on = %s
WHERE cleared_on IS NULL AND escalated < %s AND raised_on <= %s AND unit_id IN ({units})
"""


@dataclass(frozen=True)
class AlertRun:
    """What a run did; `by_kind`: alerts open after it, by kind."""

    day: date
    raised: int
    cleared: int
    escalated: int
    by_kind: dict[str, int]

    @property
    def open_count(self) -> int:
        return sum(self.by_kind.values())


@transaction.atomic
def run_alerts(*, on: date | None = None) -> AlertRun:
    """Apply the rules of the day to all initiatives. A second run on the same day changes nothing.

    Raises `Refused` for a day before that of the last run: what was raised since then could not be explained any more.
    """
    day = on or timezone.localdate()
    rules = watch_rules(day)
    run = _lock_run(day)
    cleared, raised = _apply_breaches(breaches(day, rules))
    escalated = _escalate(day, rules.get("escalate_days"))
    refresh_findings(day, rules)
    refresh_watchers(day)
    _record_run(run, raised=raised, cleared=cleared, escalated=escalated)
    transaction.on_commit(forget_kept)
    counts = Alert.objects.filter(cleared_on__isnull=True).order_by().values_list("kind").annotate(Count("pk"))
    return AlertRun(day, raised, cleared, escalated, dict(sorted(counts)))


def _lock_run(day: date) -> WatchRun:
    """The row of the day, held: two runs at once take turns."""
    last = WatchRun.objects.select_for_update().order_by("-day").first()
    if last is not None and last.day > day:
        raise Refused(f"Cảnh báo đã tính đến ngày {last.day:%d/%m/%Y}; không tính lại được cho ngày trước đó.")
    run, _ = WatchRun.objects.select_for_update().get_or_create(day=day, defaults={"run_at": timezone.now()})
    return run


def _apply_breaches(broken: Breaches) -> tuple[int, int]:
    """Clear what is mended, raise what is new: how many of each."""
    with connection.cursor() as cursor:
        cursor.execute(HELD)
        cursor.execute(name_tables(FIND).format(ctes=broken.ctes), broken.params)
        cursor.execute(name_tables(CLEAR), {"on": broken.on})
        cleared = cursor.rowcount
        cursor.execute(name_tables(RAISE), {"on": broken.on})
        raised = cursor.rowcount
        cursor.execute(FORGOTTEN)
    return cleared, raised


def _escalate(day: date, every: int | None) -> int:
    """After each `every` days one more superior is told, as long as there is one above."""
    if not every:
        return 0
    oldest = Alert.objects.filter(cleared_on__isnull=True).order_by("raised_on").values_list("raised_on", flat=True)
    first = oldest.first()
    if first is None or first > day - timedelta(days=every):
        return 0
    way, escalated = WayUp(day), 0
    heights = {unit: len(way.of(unit)) for unit in way.superior}
    for step in range(1, max(heights.values(), default=0) + 1):
        since = day - timedelta(days=step * every)
        if first > since:
            break
        units = [unit for unit, height in heights.items() if height >= step]
        with connection.cursor() as cursor:
            statement = name_tables(ESCALATE).format(units=", ".join(["%s"] * len(units)))
            cursor.execute(statement, [step, day, step, since, *units])
            escalated += cursor.rowcount
    return escalated


def _record_run(run: WatchRun, *, raised: int, cleared: int, escalated: int) -> None:
    """One event a run, and none for a second one that found nothing new."""
    is_new = not (run.raised or run.cleared or run.escalated)
    run.run_at = timezone.now()
    run.raised += raised
    run.cleared += cleared
    run.escalated += escalated
    run.save()
    if raised or cleared or escalated or is_new:
        after = {"day": run.day, "raised": raised, "cleared": cleared, "escalated": escalated}
        audit.record(run, "run_alerts", by=None, after=after)
