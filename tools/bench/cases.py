"""The benchmarks. Each first proves that ours and the baseline give the same, then times both."""

from __future__ import annotations

import re
from datetime import date

from django.db import connection
from django.http import HttpResponse
from django.test import Client, override_settings

from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative
from lantoa.kit.sql import name_tables
from lantoa.kit.text import search_key
from lantoa.reports.summary import summary
from lantoa.units.models import Unit
from tools.bench.alerts import daily_alerts
from tools.bench.evidence import evidence
from tools.bench.evidence_speed import copies_among_twenty_thousand
from tools.bench.ground import reader
from tools.bench.timing import TimingResult, in_turn

HB_PERIOD = (date(2024, 1, 1), date(2024, 6, 30))

# The counts that the summary of Hòa Bình prints, by hand: registered, identified, by sector, sources and copies.
BY_HAND = """
WITH RECURSIVE below(id) AS (
  SELECT id FROM units_unit WHERE code = 'hb'
  UNION SELECT e.unit_id FROM units_parentedge e JOIN below b ON e.parent_id = b.id
  WHERE e.is_managing AND e.valid_from <= '2024-06-30' AND (e.valid_to IS NULL OR e.valid_to >= '2024-06-30')
), mine AS (
  SELECT i.*, s.national FROM <initiatives.Initiative> i JOIN movement_sector s ON s.id = i.sector_id
  WHERE i.unit_id IN (SELECT id FROM below)
), standing AS (
  SELECT * FROM mine WHERE accepted_on <= '2024-06-30' AND (ended_on IS NULL OR ended_on > '2024-06-30')
    AND name <> '' AND (responsible <> '' OR holder <> '')
)
SELECT 'registered', national, subject, tier, kind, COUNT(*) FROM mine
  WHERE accepted_on BETWEEN '2024-01-01' AND '2024-06-30' GROUP BY national, subject, tier, kind
UNION ALL SELECT 'identified', national, subject, '', kind, COUNT(*) FROM standing GROUP BY national, subject, kind
UNION ALL SELECT 'declared', '', '', '', '', SUM(d.count) FROM <declarations.Declaration> d
  WHERE d.unit_id IN (SELECT id FROM below) AND d.sector_id IS NULL AND d.as_of = (
    SELECT MAX(l.as_of) FROM <declarations.Declaration> l WHERE l.unit_id = d.unit_id AND l.as_of <= '2024-06-30')
UNION ALL SELECT 'replicated', '', '', '', '', COUNT(DISTINCT r.source_id) FROM <initiatives.Replication> r
  JOIN mine ON mine.id = r.source_id WHERE r.adopted_on <= '2024-06-30' AND (r.ended_on IS NULL OR r.ended_on > '2024-06-30')
"""

LIST, BARE = "/mo-hinh/", "/do/tran-dem/"


def summary_of_a_province() -> TimingResult:
    """`summary` of Hòa Bình against one hand-written statement that gives the same counts. Aim: 3."""
    unit = Unit.objects.get(code="hb")

    def ours() -> dict[str, int]:
        found = summary(ReportScope(unit, *HB_PERIOD))
        keys = ("initiatives.registered", "initiatives.identified", "initiatives.declared", "initiatives.replicated")
        return {key.partition(".")[2]: found.figure(key).value for key in keys}

    def baseline() -> dict[str, int]:
        totals: dict[str, int] = {}
        with connection.cursor() as cursor:
            cursor.execute(name_tables(BY_HAND))
            for what, *_, count in cursor.fetchall():
                totals[what] = totals.get(what, 0) + int(count)
        return totals

    _require_same(ours(), baseline())
    return in_turn(ours, baseline)


def list_of_fifty() -> TimingResult:
    """The first page of 50 among 20,000 against a bare view that pages and counts the same rows behind the same door and
    handler. Aim: 2."""
    client = Client(headers={"host": "localhost"})
    client.force_login(reader(), backend="django.contrib.auth.backends.ModelBackend")
    first = Initiative.objects.filter(unit__code__startswith="bench").order_by("name_sort", "pk")[0].name

    def read(address: str) -> HttpResponse:
        return client.get(address)

    with override_settings(ROOT_URLCONF="tools.bench.bare_urls"):
        for address in (LIST, BARE):
            answer = read(address)
            _require_same(
                (first in answer.content.decode(), "20000" in re.sub(r"\.", "", answer.content.decode())), (True, True)
            )
        return in_turn(lambda: read(LIST), lambda: read(BARE))


def accent_free_search() -> TimingResult:
    """Twenty keys found by accent-free words in one's scope against the raw query on the folded column. Aim: 2."""
    person, words = reader(), "duong hoa nong dan"

    def ours() -> list[int]:
        rows = Initiative.objects.visible_to(person).search(words).order_by("name_sort", "pk")
        return list(rows.values_list("pk", flat=True)[:20])

    def baseline() -> list[int]:
        likes = " AND ".join(["search LIKE %s"] * len(words.split()))
        values = [f"% {word}%" for word in search_key(words).split()]
        statement = f"SELECT id FROM <initiatives.Initiative> WHERE {likes} ORDER BY name_sort, id LIMIT 20"  # noqa: S608 - placeholders only
        with connection.cursor() as cursor:
            cursor.execute(name_tables(statement), values)
            return [row[0] for row in cursor.fetchall()]

    _require_same(set(ours()) <= set(Initiative.objects.search(words).values_list("pk", flat=True)), True)
    return in_turn(ours, baseline)


def _require_same(ours: object, baseline: object) -> None:
    if ours != baseline:
        raise SystemExit(f"the benchmark compares unlike things: {ours!r} against {baseline!r}")


CASES = {
    "summary": (summary_of_a_province, 3),
    "list": (list_of_fifty, 2),
    "search": (accent_free_search, 2),
    "alerts": (daily_alerts, 4),
    "copies": (copies_among_twenty_thousand, 10),
    "evidence": (evidence, {"texts": {"precision": 0.95, "recall": 0.9}}),
}
