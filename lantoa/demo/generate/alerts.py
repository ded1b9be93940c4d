"""The runs of the watch over generated rows, on the days that they would have had."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import connection

from lantoa.demo.generate.scale import Workshop
from lantoa.initiatives.models import Initiative
from lantoa.watch.models import Alert, WatchRun
from lantoa.watch.queries.breaches import breaches, watch_rules
from lantoa.watch.services.findings import refresh_findings
from lantoa.watch.services.watchers import refresh_watchers

AGO = (28, 0)
"""Days before the last one on which the watch ran."""
FOUND = "SELECT record_id, kind, subject_id, due_on FROM broken"


def add_alerts(shop: Workshop) -> None:
    """Raise and clear as the daily run does. All other rows must be in the database."""
    held: dict[tuple, Alert] = {}
    unit_of = dict(Initiative.objects.values_list("pk", "unit_id"))
    for days in AGO:
        day = shop.scale.on - timedelta(days=days)
        found = _find_breaches(day)
        cleared = [key for key in held if key not in found]
        for key in cleared:
            held.pop(key).cleared_on = day
        fresh = [key for key in sorted(found) if key not in held]
        for initiative, kind, subject, due in fresh:
            alert = Alert(
                initiative_id=initiative,
                unit_id=unit_of[initiative],
                kind=kind,
                subject_id=subject,
                due_on=due,
                raised_on=day,
                climbed_on=day,
            )
            held[initiative, kind, subject, due] = shop.writer.add(alert)
        run = WatchRun(day=day, run_at=shop.history.moment(day), raised=len(fresh), cleared=len(cleared))
        after = {"day": day.isoformat(), "raised": run.raised, "cleared": run.cleared, "escalated": 0}
        shop.history.note(shop.writer.add(run), "run_alerts", day, None, after)
    shop.writer.flush()
    refresh_findings(shop.scale.on, watch_rules(shop.scale.on))
    refresh_watchers(shop.scale.on)


def _find_breaches(day: date) -> set[tuple]:
    rules = breaches(day, watch_rules(day))
    with connection.cursor() as cursor:
        cursor.execute(f"{rules.ctes} {FOUND}", rules.params)
        return {(key, kind, subject, _day(due)) for key, kind, subject, due in cursor.fetchall()}


def _day(value: date | str) -> date:
    """SQLite answers in text."""
    return date.fromisoformat(value) if isinstance(value, str) else value
