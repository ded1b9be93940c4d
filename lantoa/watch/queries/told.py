"""What a person was told of: alerts and findings that are theirs to see to, and those that are good to know.

Follow-ups, appraisals and re-checks are work of their own kind already, so that their alerts are never a duty again.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantoa.recognition.queries.standing import candidacies_to_decide, checks_to_make
from lantoa.units.models import Person
from lantoa.watch.enums import AlertKind
from lantoa.watch.models import Alert, Finding
from lantoa.watch.queries.alerts import open_alerts
from lantoa.watch.queries.watchers import (
    DONE_BY_UNIT,
    find_acting_units,
    find_guided_units,
    find_told_findings,
    is_covered,
    is_duty,
    is_known,
)


def find_alert_duties(user: Person, on: date, kind: str | None = None) -> QuerySet[Alert]:
    """Open alerts that this person or their unit must act on, of one kind or of all; without those told of a whole unit."""
    rows = open_alerts(user, on)
    if kind is not None:
        rows = rows.filter(kind=kind)
    return rows.filter(is_duty(user), ~is_covered(user))


def find_alert_notices(user: Person, on: date) -> QuerySet[Alert]:
    """Open alerts that came up the tree to this person, or that another must act on; without those told of a whole unit."""
    seen_elsewhere = (
        Q(kind=AlertKind.FOLLOW_UP_OVERDUE, initiative__unit_id__in=find_acting_units(user))
        | Q(kind=AlertKind.APPRAISAL_OVERDUE, subject_id__in=candidacies_to_decide(user, on).order_by().values("pk"))
        | Q(kind=AlertKind.RENEWAL_DUE, subject_id__in=checks_to_make(user, on).order_by().values("pk"))
    )
    rows = open_alerts(user, on).filter(is_known(user), ~is_covered(user))
    return rows.exclude(is_duty(user)).exclude(seen_elsewhere)


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
    guided = Q(kind=AlertKind.NO_GUIDANCE)
    return (
        Q(kind__in=DONE_BY_UNIT, unit_id__in=find_acting_units(user))
        | (guided & Q(unit_id__in=find_guided_units(user)))
        | (guided & Q(is_wide=True, unit_id__in=find_acting_units(user)))
    )
