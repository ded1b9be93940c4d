"""The watch of the months before today, as if it had run all along: so that its trends have a past."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from lantoa.kit.calendar import add_months
from lantoa.kit.planner import count_anew
from lantoa.watch.models import WatchRun
from lantoa.watch.services.alerts import run_alerts

MONTHS = 14


def watch() -> None:
    """Run the rules at the end of each of the past months and today; days before an earlier run are left out."""
    count_anew()  # all that the watch goes over came in a moment ago
    last = WatchRun.objects.order_by("day").values_list("day", flat=True).last()
    for day in run_days(timezone.localdate()):
        if last is None or day >= last:
            run_alerts(on=day)


def run_days(today: date) -> list[date]:
    """Ends of the MONTHS months before today's, oldest first, and today."""
    first = today.replace(day=1)
    return [*(add_months(first, 1 - back) - timedelta(days=1) for back in range(MONTHS, 0, -1)), today]
