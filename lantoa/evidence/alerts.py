"""The rule of the watch about data of effect: accepted evidence, or an accepted report that measures an indicator."""

from __future__ import annotations

from collections.abc import Mapping

from lantoa.kit.breaches import UNIT, AlertRule, AlertWork, Breaches, Remedy

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


def add_no_effect_data(breaches: Breaches, days: Mapping[str, int]) -> None:
    """`days`: {"first": days after acceptance, "repeat": days after the last accepted data}."""
    breaches.set_days_ago("effect_before", days["first"])
    breaches.set_days_ago("effect_again_before", days["repeat"])
    first = breaches.days_later("w.accepted_on", days["first"] + 1)
    again = breaches.days_later("last.accepted_on", days["repeat"] + 1)
    due = f"CASE WHEN last.accepted_on IS NULL THEN {first} ELSE {again} END"
    breaches.selects.append(NO_EFFECT_DATA.format(due=due))


ALERTS = (
    AlertRule(
        "no_effect_data",
        60,
        "Chưa có số liệu hiệu quả",
        add_no_effect_data,
        Remedy("Báo cáo kết quả", "progress_new", seen_at="initiative_plan"),
        list_slug="hieu-qua-thap",
        done_by=UNIT,
        work=AlertWork("bao-cao-ket-qua", 36, "Mô hình chưa có số liệu hiệu quả"),
    ),
)
