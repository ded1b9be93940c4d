"""Who sits in a council on a day, and how many make it able to decide."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil

from django.db.models import Q, QuerySet

from lantoa.councils.enums import CouncilRole
from lantoa.councils.models import Council, Member, Sitting
from lantoa.rulebook.models import rule_value

ORDER = {role: place for place, role in enumerate(CouncilRole.values)}


def roster(sitting: Sitting) -> list[Member]:
    """Members in force on the day of the sitting: the chair first, then by role and seniority."""
    members = sitting.council.members.on(sitting.held_on).select_related("person")
    return sorted(members, key=lambda member: (ORDER[member.role], member.valid_from, member.pk))


def quorum_needed(members: int, on: date) -> int:
    """How many of so many members must be present, by the rule of the day."""
    return ceil(members * Fraction(rule_value("councils.quorum", on)))


def find_overlapping(council: Council, valid_from: date, valid_to: date | None) -> QuerySet[Member]:
    """Seats of the council that share a day with the period."""
    ends_later = Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from)
    begins_earlier = Q(valid_from__lte=valid_to) if valid_to else Q()
    return council.members.filter(ends_later & begins_earlier)
