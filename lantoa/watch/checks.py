"""What must be true of alerts. Each check returns one sentence a fault."""

from __future__ import annotations

from django.db.models import F, Q

from lantoa.initiatives.checks import _describe_row
from lantoa.initiatives.models import Initiative
from lantoa.kit.models import Event
from lantoa.watch.known import rules_by_kind
from lantoa.watch.models import Alert, WatchRun


def alerts_are_of_what_goes_on() -> list[str]:
    """What ended before the last run of the watch has no open alert. What was withdrawn since then waits for the next run."""
    run = WatchRun.objects.first()
    if run is None:
        return []
    since = Event.objects.filter(object_type=Initiative.audit_name, verb="withdraw", at__gte=run.run_at)
    withdrawn = [int(key) for key in since.values_list("object_id", flat=True)]
    ended = Alert.objects.filter(cleared_on__isnull=True, initiative__ended_on__lte=run.day)
    return [
        f"{_describe_row(row.initiative)}: đã thôi mà còn cảnh báo “{row}”."
        for row in ended.exclude(initiative__in=withdrawn).select_related("initiative").order_by("pk")
    ]


def alerts_come_from_runs() -> list[str]:
    """Alerts are raised and cleared on days on which the rules were run, and by nothing else."""
    days = WatchRun.objects.values("day")
    strange = Q(cleared_on__isnull=False) & ~Q(cleared_on__in=days) | ~Q(raised_on__in=days)
    return [
        f"{_describe_row(row.initiative)}: cảnh báo “{row}” có ngày không thuộc lần tính nào."
        for row in Alert.objects.filter(strange).select_related("initiative").order_by("pk")
    ]


def alerts_have_a_rule() -> list[str]:
    """Every open alert is of a rule that some app contributes: nothing else could clear it, or say what to do."""
    strange = Alert.objects.filter(cleared_on__isnull=True).exclude(kind__in=rules_by_kind())
    return [
        f"{_describe_row(row.initiative)}: cảnh báo “{row.kind}” không có trong danh mục."
        for row in strange.select_related("initiative").order_by("pk")
    ]


def alerts_stand_at_the_unit_of_their_initiative() -> list[str]:
    """The unit that an alert keeps is its initiative's."""
    strange = Alert.objects.exclude(unit_id=F("initiative__unit_id"))
    return [
        f"{_describe_row(row.initiative)}: cảnh báo “{row}” ghi một đơn vị khác."
        for row in strange.select_related("initiative").order_by("pk")
    ]


CHECKS = (
    alerts_stand_at_the_unit_of_their_initiative,
    alerts_have_a_rule,
    alerts_are_of_what_goes_on,
    alerts_come_from_runs,
)
