"""What a person was told of: alerts and findings that are theirs to see to, and those that are good to know.

Follow-ups, appraisals and re-checks are work of their own kind already, so that their alerts are never a duty again.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.kit.breaches import SUPERIOR, UNIT
from lantoa.units.models import Person
from lantoa.watch.known import kinds_done_by, rules_by_kind
from lantoa.watch.models import Alert, Finding
from lantoa.watch.queries.alerts import open_alerts
from lantoa.watch.queries.watchers import (
    find_acting_units,
    find_guided_units,
    find_told_findings,
    is_covered,
    is_covered_of_kind,
    is_duty,
    is_duty_of_kind,
    is_known,
)


def find_alert_duties(user: Person, on: date, kind: str | None = None) -> QuerySet[Alert]:
    """Open alerts that this person or their unit must act on, of one kind or of all; without those told of a whole unit."""
    if kind is None:
        return open_alerts(user, on).filter(is_duty(user), ~is_covered(user))
    return open_alerts(user, on).filter(is_duty_of_kind(user, kind), ~is_covered_of_kind(user, kind))


def find_alert_notices(user: Person, on: date) -> QuerySet[Alert]:
    """Open alerts that came up the tree to this person, or that another must act on; without those told of a whole unit."""
    rows = open_alerts(user, on).filter(is_known(user), ~is_covered(user))
    return rows.exclude(is_duty(user)).exclude(_is_seen_elsewhere(user, on))


def _is_seen_elsewhere(user: Person, on: date) -> Q:
    """Alerts whose matter waits for the person as work of another kind."""
    found = Q(pk__in=())
    for kind, rule in rules_by_kind().items():
        if rule.is_seen_elsewhere:
            found |= Q(kind=kind) & rule.is_seen_elsewhere(user, on)
    return found


def find_finding_duties(user: Person, on: date) -> QuerySet[Finding]:
    """Findings about units whose work is this person's, the widest only."""
    return _widest(user).filter(_is_finding_duty(user))


def find_finding_notices(user: Person, on: date) -> QuerySet[Finding]:
    """Findings that came up the tree to this person, or that another must act on, the widest only."""
    return _widest(user).exclude(_is_finding_duty(user))


def _widest(user: Person) -> QuerySet[Finding]:
    """Without findings at units for which another finding of the person stands."""
    rows = find_told_findings(user)
    wider = rows.filter(kind=OuterRef("kind"), units=OuterRef("unit_id")).exclude(unit_id=OuterRef("unit_id"))
    return rows.filter(~Exists(wider)).select_related("unit")


def _is_finding_duty(user: Person) -> Q:
    """What units do themselves is their officers'; guidance is the superior's, who sits at the unit if it is of those below."""
    guided = Q(kind__in=kinds_done_by(SUPERIOR))
    return (
        Q(kind__in=kinds_done_by(UNIT), unit_id__in=find_acting_units(user))
        | (guided & Q(unit_id__in=find_guided_units(user)))
        | (guided & Q(is_wide=True, unit_id__in=find_acting_units(user)))
    )
