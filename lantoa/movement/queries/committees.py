"""Steering committees over the tree, and what they lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from lantoa.movement.enums import CommitteeRole, GapKind
from lantoa.movement.models import CommitteeMember, SteeringCommittee
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Role, Unit
from lantoa.units.scope import in_force

EXPECTED_AT = "committees.expected_unit_kinds"


@dataclass(frozen=True)
class Gap:
    """Something that a committee lacks. `since`: the first day of the lack where it is known."""

    kind: GapKind
    unit: Unit
    committee: SteeringCommittee | None = None
    member: CommitteeMember | None = None
    since: date | None = None


@dataclass
class CommitteeRow:
    """A unit with its committees in force on a day and their gaps; `is_expected`: a unit of its kind should have one."""

    unit: Unit
    is_expected: bool
    committees: list[SteeringCommittee] = field(default_factory=list)
    members: dict[int, list[CommitteeMember]] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)


def committee_rows(units: QuerySet[Unit], on: date) -> list[CommitteeRow]:
    """The standing units that have a committee on the day or should have one. At most five queries, however many rows."""
    expected = set(rule_value(EXPECTED_AT, on))
    standing = SteeringCommittee.objects.filter(in_force(on), unit__in=units).order_by("name", "pk")
    by_unit: dict[int, list[SteeringCommittee]] = defaultdict(list)
    for committee in standing:
        by_unit[committee.unit_id].append(committee)
    chosen = units.standing(on).filter(Q(kind__in=expected) | Q(pk__in=by_unit))
    rows = [CommitteeRow(unit, unit.kind in expected, by_unit[unit.pk]) for unit in chosen.in_order()]
    members = _members_by_committee([c.pk for row in rows for c in row.committees])
    lapsed = _lapsed_accounts((m.person_id for held in members.values() for m in held), on)
    for row in rows:
        row.members = {c.pk: [m for m in members[c.pk] if _sits(m, on)] for c in row.committees}
        row.gaps = _gaps_of(row, members, lapsed, on)
    return rows


def gaps(units: QuerySet[Unit], on: date) -> list[Gap]:
    """All that lacks in the committees of these units on the day."""
    return [gap for row in committee_rows(units, on) for gap in row.gaps]


def gaps_of(committee: SteeringCommittee, on: date) -> list[Gap]:
    """What one committee lacks on the day."""
    found = gaps(Unit.objects.filter(pk=committee.unit_id), on)
    return [gap for gap in found if gap.committee == committee]


def accounts_at(unit: Unit) -> QuerySet[Person]:
    """Accounts of those who have, or had, a role at the unit itself: who may sit in its committee under an account."""
    return Person.objects.filter(roles__unit=unit).distinct().order_by("full_name")


def _gaps_of(
    row: CommitteeRow, members: dict[int, list[CommitteeMember]], lapsed: dict[int, date | None], on: date
) -> list[Gap]:
    if not row.committees:
        return [Gap(GapKind.NO_COMMITTEE, row.unit)] if row.is_expected else []
    found = []
    for committee in row.committees:
        committee.unit = row.unit
        if not any(m.role == CommitteeRole.HEAD for m in row.members[committee.pk]):
            found.append(Gap(GapKind.NO_HEAD, row.unit, committee))
        found += _empty_places(committee, members[committee.pk], lapsed, on)
    return found


def _empty_places(
    committee: SteeringCommittee, held: list[CommitteeMember], lapsed: dict[int, date | None], on: date
) -> list[Gap]:
    """Members who can no longer sit, each unless somebody of the same role has joined since: one newcomer for one place."""
    found: list[Gap] = []
    newcomers = [m for m in held if _sits(m, on)]
    for member in sorted(filter(lambda m: _sits(m, on), held), key=lambda m: m.left_office_on or on):
        if member.left_office_on is not None and member.left_office_on <= on:
            kind, since = GapKind.LEFT_OFFICE, member.left_office_on
        elif member.person_id in lapsed:
            kind, since = GapKind.NO_ACCOUNT, lapsed[member.person_id]
        else:
            continue
        taken = next((m for m in newcomers if since and m.role == member.role and m.valid_from >= since), None)
        if taken:
            newcomers.remove(taken)
        else:
            found.append(Gap(kind, committee.unit, committee, member, since))
    return found


def _sits(member: CommitteeMember, on: date) -> bool:
    return member.valid_from <= on and (member.valid_to is None or member.valid_to >= on)


def _members_by_committee(keys: list[int]) -> dict[int, list[CommitteeMember]]:
    found: dict[int, list[CommitteeMember]] = defaultdict(list)
    for member in CommitteeMember.objects.filter(committee_id__in=keys).select_related("person").order_by("pk"):
        found[member.committee_id].append(member)
    for held in found.values():
        held.sort(key=lambda member: CommitteeRole(member.role).rank)
    return found


def _lapsed_accounts(person_ids: Iterable[int | None], on: date) -> dict[int, date | None]:
    """Accounts that are closed, or without a role on the day: key → first day without one, None where no role ever ended."""
    keys = {key for key in person_ids if key}
    roles: dict[int, list[Role]] = defaultdict(list)
    for role in Role.objects.filter(person_id__in=keys).select_related("person"):
        roles[role.person_id].append(role)
    found: dict[int, date | None] = {}
    for key in keys:
        held = roles[key]
        is_open = any(role.valid_from <= on and (role.valid_to is None or role.valid_to >= on) for role in held)
        if is_open and held[0].person.is_active:
            continue
        ends = [role.valid_to for role in held if role.valid_to and role.valid_to < on]
        found[key] = max(ends) + timedelta(days=1) if ends and not is_open else None
    return found
