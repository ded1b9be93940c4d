"""Findings about units: alerts that strike nearly every initiative of a unit, so that they are told once and not record by
record. What "nearly" means is the rule `alert.finding`: {"share": per cent, "records": at least so many}."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min

from lantoa.initiatives.models import Initiative
from lantoa.units.queries import WayUp
from lantoa.watch.models import Alert, Finding
from lantoa.watch.queries.units_watch import watched_on

Key = tuple[int, str]  # unit, kind
UPDATED = ("struck_count", "record_count", "is_wide", "due_on", "escalated", "climbed_on")


@dataclass
class StruckUnit:
    """Initiatives of a unit and of those below it that have an alert of one kind; `units`: where they are, and those between."""

    count: int = 0
    due_on: date = date.max
    units: set[int] = field(default_factory=set)

    def add(self, units: tuple[int, ...], count: int, due_on: date) -> None:
        self.count += count
        self.due_on = min(self.due_on, due_on)
        self.units.update(units)


def refresh_findings(day: date, rules: Mapping[str, Any]) -> None:
    """Write which alerts strike nearly every initiative of which units on the day. Part of the daily run, in its transaction;
    the queries are the same few however many alerts there are."""
    terms = rules.get("finding")
    wanted = find_struck(day, rules, terms) if terms else {}
    kept = {(row.unit_id, row.kind): row for row in Finding.objects.all()}
    Finding.objects.filter(pk__in=[row.pk for key, row in kept.items() if key not in wanted]).delete()
    before = {row.pk: _read_values(row) for row in kept.values()}
    rows = [
        _build_row(kept.get(key), key, struck, records, day, rules.get("escalate_days") or 0)
        for key, (struck, records) in wanted.items()
    ]
    changed = [row for row in rows if row.pk and _read_values(row) != before[row.pk]]
    Finding.objects.bulk_update(changed, UPDATED, batch_size=500)
    Finding.objects.bulk_create([row for row in rows if not row.pk], batch_size=500)
    _write_units({key: struck.units for key, (struck, _) in wanted.items()})


def find_struck(day: date, rules: Mapping[str, Any], terms: Mapping[str, int]) -> dict[Key, tuple[StruckUnit, int]]:
    """(unit, kind) → what is struck there, and of how many initiatives; only where it is nearly all. Two queries."""
    way = WayUp(day)
    watched = watched_on(Initiative.objects.all(), day, rules).order_by().values_list("unit_id").annotate(Count("pk"))
    records: dict[int, int] = defaultdict(int)
    for unit, count in watched:
        for level in (unit, *way.of(unit)):
            records[level] += count
    alerts = Alert.objects.filter(cleared_on__isnull=True, initiative__ended_on__isnull=True).order_by()
    counts = alerts.values_list("unit_id", "kind").annotate(Count("initiative_id", distinct=True), Min("due_on"))
    struck: dict[Key, StruckUnit] = defaultdict(StruckUnit)
    for unit, kind, count, due_on in counts:
        path = (unit, *way.of(unit))
        for height, level in enumerate(path, start=1):
            struck[level, kind].add(path[:height], count, due_on)
    return {
        (unit, kind): (found, max(records[unit], found.count))
        for (unit, kind), found in struck.items()
        if records[unit] >= terms["records"] and found.count * 100 >= records[unit] * terms["share"]
    }


def _read_values(row: Finding) -> list[Any]:
    return [getattr(row, name) for name in UPDATED]


def _build_row(row: Finding | None, key: Key, struck: StruckUnit, records: int, day: date, every: int) -> Finding:
    unit, kind = key
    row = row or Finding(unit_id=unit, kind=kind, raised_on=day, climbed_on=day)
    row.struck_count, row.record_count, row.due_on = struck.count, records, struck.due_on
    row.is_wide = bool(struck.units - {unit})
    climbed = (day - row.raised_on).days // every if every else 0
    if climbed > row.escalated:
        row.escalated, row.climbed_on = climbed, day
    return row


def _write_units(units: Mapping[Key, set[int]]) -> None:
    """For which units each finding stands; only what changed."""
    link = Finding.units.through
    kept = set(link.objects.values_list("finding_id", "unit_id"))
    wanted = {
        (pk, unit)
        for pk, own, kind in Finding.objects.values_list("pk", "unit_id", "kind")
        for unit in units[own, kind] | {own}
    }
    if gone := kept - wanted:
        keys = {pk for pk, _ in gone}
        link.objects.filter(finding_id__in=keys).delete()
        kept = {pair for pair in kept if pair[0] not in keys}
    link.objects.bulk_create((link(finding_id=pk, unit_id=unit) for pk, unit in wanted - kept), batch_size=1000)
