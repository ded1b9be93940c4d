"""Which rules of the watch are broken on a day, as one SQL statement over all initiatives, on SQLite and PostgreSQL.

What a rule asks, in days, comes from the rulebook as of that day; a rule that is absent or empty there is off.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from lantoa.kit.breaches import PREFIX, Breaches
from lantoa.kit.calendar import add_months
from lantoa.rulebook.models import Rule
from lantoa.watch.known import rules_by_kind

# Registrations that stand on the day; old ones only while they are recognised.
WATCHED = """
SELECT i.id, i.accepted_on FROM <initiatives.Initiative> i
WHERE i.accepted_on <= %(on)s AND (i.ended_on IS NULL OR i.ended_on > %(on)s)
  AND (i.accepted_on >= %(watched_since)s OR EXISTS (
    SELECT 1 FROM <recognition.Recognition> r WHERE r.initiative_id = i.id AND r.recognised_on <= %(on)s
      AND (r.ended_on IS NULL OR r.ended_on > %(on)s)))
"""


def watch_rules(on: date) -> dict[str, Any]:
    """The values of all rules of the watch in force on the day, without the prefix of their keys. One query."""
    rules = Rule.objects.in_force(on).filter(key__startswith=PREFIX).order_by("valid_from")
    return {rule.key.removeprefix(PREFIX): rule.value for rule in rules}


def breaches(on: date, rules: Mapping[str, Any]) -> Breaches:
    """What is broken on the day under these rules (as `watch_rules` gives them)."""
    years = rules.get("watch_years")
    found = Breaches(on, WATCHED)
    found.params |= {"on": on, "watched_since": add_months(on, -12 * years) if years else date.min}
    for kind, rule in rules_by_kind().items():
        value = rules.get(kind)
        if value is not None and value is not False:
            rule.add_statement(found, value)
    return found
