"""Units at the base that need attention: rules as dated data, asked anew each time, so that a reason comes and goes by itself.

What a rule asks, in days, comes from the rulebook as of the day; a rule that is absent or empty there is off. Each reason costs
the same few queries however many units there are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.kit.calendar import add_months
from lantoa.kit.kept import keep
from lantoa.kit.numbers import format_date
from lantoa.movement.enums import CampaignKind
from lantoa.movement.models import Campaign
from lantoa.recognition.models import Recognition
from lantoa.units.enums import BASE_ORGANISATION_KINDS, RoleKind, UnitKind
from lantoa.units.models import Person, Role, Unit
from lantoa.units.queries import WayUp, superiors_on
from lantoa.units.scope import in_force
from lantoa.units.tree import Tree
from lantoa.watch.models import Inspection
from lantoa.watch.queries.breaches import watch_rules

# Where the work is done: base organisations, and the committees of communes and wards, which register as they do.
KINDS = (*BASE_ORGANISATION_KINDS, UnitKind.COMMUNE_COMMITTEE, UnitKind.WARD_COMMITTEE)


@dataclass(frozen=True)
class Reason:
    """Why a unit needs attention. `slug`: in addresses; `remedy`: what a superior can do, as on a button."""

    slug: str
    title: str
    lead: str
    remedy: str


NO_REGISTRATION = Reason(
    "chua-dang-ky",
    "Chưa có mô hình đăng ký trong năm",
    "Đợt thi đua năm đã bắt đầu quá thời hạn mà đơn vị chưa nộp đăng ký nào.",
    "Gợi ý mô hình",
)
NO_VISIT = Reason(
    "khong-ai-den",
    "Lâu không ai đến hướng dẫn, kiểm tra",
    "Đơn vị có mô hình đang thực hiện mà cấp trên đã lâu không đến mô hình nào.",
    "Hướng dẫn, kiểm tra",
)
REASONS = {reason.slug: reason for reason in (NO_REGISTRATION, NO_VISIT)}


@dataclass(frozen=True)
class Lack:
    """A unit and why it needs attention since `due_on`, the first day on which the rule was broken. `note`: of what."""

    unit: Unit
    reason: Reason
    due_on: date
    note: str


@dataclass(frozen=True)
class Line:
    """A lack as it is listed: with the unit's superior on the day, and the names of its own officers."""

    lack: Lack
    superior: Unit | None
    officers: list[str]


def lacks(user: Person, on: date, *, below: Unit | None = None, reason: Reason | None = None) -> list[Lack]:
    """What the units at the base lack that stand on the day in the person's scope, the longest first; narrowed to the unit and
    all below it, and to a reason. At most seven queries."""
    rows = Unit.objects.visible_to(user).filter(kind__in=KINDS).standing(on)
    if below is not None:
        rows = rows.within(Tree(on), [below.pk])
    watched = _WatchContext(user, on, {unit.pk: unit for unit in rows}, watch_rules(on))
    found = [lack for asked, find in FINDERS.items() if reason in (None, REASONS[asked]) for lack in find(watched)]
    return sorted(found, key=lambda lack: (lack.due_on, lack.unit.name_sort, lack.unit.pk, lack.reason.slug))


def lack_counts(user: Person, unit: Unit, on: date) -> list[tuple[Reason, int, date | None]]:
    """Of each reason how many units at and below the given one have it, and since when the first; kept until something has
    happened."""
    return keep(f"lacks-{user.pk}-{unit.pk}", on, lambda: _count_lacks(user, unit, on))


def _count_lacks(user: Person, unit: Unit, on: date) -> list[tuple[Reason, int, date | None]]:
    found = lacks(user, on, below=unit)
    counts = Counter(lack.reason for lack in found)
    oldest = {lack.reason: lack.due_on for lack in reversed(found)}
    return [(reason, counts[reason], oldest.get(reason)) for reason in REASONS.values()]


def lines_of(found: Iterable[Lack], on: date) -> list[Line]:
    """With superiors and officers. Two queries."""
    found = list(found)
    keys = {lack.unit.pk for lack in found}
    superiors, officers = superiors_on(keys, on), defaultdict(list)
    roles = Role.objects.filter(in_force(on), unit_id__in=keys, kind=RoleKind.OFFICER, person__is_active=True)
    for role in roles.select_related("person").order_by("person__full_name", "pk"):
        officers[role.unit_id].append(str(role.person))
    return [Line(lack, superiors.get(lack.unit.pk), officers[lack.unit.pk]) for lack in found]


def watched_on(rows: QuerySet[Initiative], on: date, rules: Mapping[str, Any]) -> QuerySet[Initiative]:
    """Registrations that the watch looks at on the day, as `breaches` does: old ones only while they are recognised."""
    years = rules.get("watch_years")
    if not years:
        return rows.standing(on)
    recognised = Recognition.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), recognised_on__lte=on)
    is_recent = Q(accepted_on__gte=add_months(on, -12 * years))
    return rows.standing(on).filter(is_recent | Exists(recognised.filter(initiative=OuterRef("pk"))))


class _WatchContext:
    """What the reasons share: the units asked about by key, the way up from any unit, the days of the rules."""

    def __init__(self, user: Person, on: date, units: dict[int, Unit], rules: Mapping[str, Any]) -> None:
        self.user, self.on, self.units, self.rules = user, on, units, rules
        self._way = WayUp(on)

    def up(self, key: int) -> list[int]:
        """The unit itself, then its superiors, the nearest first."""
        return [key, *self._way.of(key)]

    def gather_days(self, rows: Iterable[tuple[int, date]], pick: Callable[[date, date], date]) -> dict[int, date]:
        """Days by unit as the first or the last (`pick`) of each unit asked about and all below it."""
        found: dict[int, date] = {}
        for unit, day in rows:
            for key in self.up(unit):
                if key in self.units:
                    found[key] = pick(found.get(key, day), day)
        return found

    def days(self, rule: str) -> int | None:
        """What the rule asks; None when it is off."""
        value = self.rules.get(rule)
        return None if value is False else value

    def broken_since(self, start: date, days: int) -> date | None:
        """The first day on which more than so many days had gone by since the start; None while they have not."""
        due = start + timedelta(days=days + 1)
        return due if due <= self.on else None


def _without_registration(watched: _WatchContext) -> list[Lack]:
    days, on = watched.days("unit_no_registration"), watched.on
    years = Campaign.objects.standing(on).filter(kind=CampaignKind.YEAR).order_by("-valid_from", "-pk")
    # Of two that one unit runs at the same time, the one that began first.
    running = {campaign.unit_id: campaign for campaign in years} if days is not None else {}
    if not running:
        return []
    registered = _last_registered(watched, running.values())
    found = []
    for unit in watched.units.values():
        launched = next((running[key] for key in (*watched.up(unit.pk), None) if key in running), None)
        if launched is None or registered.get(unit.pk, date.min) >= launched.valid_from:
            continue
        due = watched.broken_since(max(launched.valid_from, unit.valid_from), days)
        if due:
            since = format_date(launched.valid_from)
            found.append(Lack(unit, NO_REGISTRATION, due, f"Đợt “{launched}”, bắt đầu {since}"))
    return found


def _last_registered(watched: _WatchContext, running: Iterable[Campaign]) -> dict[int, date]:
    """The last day on which something was registered at or below each unit for a running year: in the time of one, or for it
    by name. What is a draft or was sent back is not registered; what was accepted stays so."""
    starts = {campaign.pk: campaign.valid_from for campaign in running}
    is_timely = Q(registered_on__gte=min(starts.values()), registered_on__lte=watched.on)
    handed_in = Q(state=State.SUBMITTED) | Q(accepted_on__isnull=False)
    rows = Initiative.objects.visible_to(watched.user).filter(handed_in, is_timely | Q(campaign_id__in=starts))
    found = rows.order_by().values_list("unit_id", "campaign_id").annotate(Max("registered_on"))
    days = ((unit, max(last or date.min, starts.get(campaign, date.min))) for unit, campaign, last in found)
    return watched.gather_days(days, max)


def _without_visit(watched: _WatchContext) -> list[Lack]:
    days, on = watched.days("unit_no_visit"), watched.on
    if days is None:
        return []
    rows = watched_on(Initiative.objects.visible_to(watched.user), on, watched.rules).order_by().values_list("unit_id")
    first = watched.gather_days(rows.annotate(Min("accepted_on")), min)
    visits = Inspection.objects.visible_to(watched.user).filter(held_on__lte=on).order_by()
    last = watched.gather_days(visits.values_list("initiative__unit_id").annotate(Max("held_on")), max)
    found = []
    for key, accepted_on in first.items():
        visited_on = last.get(key)
        due = watched.broken_since(max(accepted_on, visited_on or date.min), days)
        if due:
            note = f"Lần gần nhất {format_date(visited_on)}" if visited_on else "Chưa ghi lần nào"
            found.append(Lack(watched.units[key], NO_VISIT, due, note))
    return found


FINDERS = {NO_REGISTRATION.slug: _without_registration, NO_VISIT.slug: _without_visit}
