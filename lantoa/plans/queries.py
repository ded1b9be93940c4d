"""Questions about plans, progress reports and the effect that they show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from lantoa.initiatives.enums import State
from lantoa.initiatives.models import Initiative
from lantoa.initiatives.queries.rights import by_another, decidable_units
from lantoa.kit.models import Event
from lantoa.plans.enums import ProgressState
from lantoa.plans.models import Measurement, Milestone, Plan, PlanIndicator, ProgressReport
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Person, Role, Unit
from lantoa.units.queries import children
from lantoa.units.scope import in_force
from lantoa.units.tree import tree_of_rights

PLAN_VERBS = ("make_plan", "edit_plan")  # each adds one to the plan's revision


@dataclass(frozen=True)
class Effect:
    """What an indicator reached: its latest value in an accepted report, at the end of that report's period."""

    indicator: PlanIndicator
    value: Decimal
    measured_on: date
    report: ProgressReport


@dataclass(frozen=True)
class Period:
    """A period of reporting, both days inside."""

    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class EarlierPlan:
    """Last year's plan as a start for this year's: its dates moved by whole years, what was reached as where one stands."""

    plan: Plan
    years: int
    starts_on: date
    ends_on: date
    milestones: list[tuple[Milestone, date]]
    indicators: list[tuple[PlanIndicator, Decimal | None]]


def plan_of(initiative: Initiative) -> Plan | None:
    """The plan, with what its page shows around it."""
    return Plan.objects.select_related("lead_unit", "initiative").filter(initiative=initiative).first()


def indicators_of(initiative: Initiative) -> list[PlanIndicator]:
    """The plan's indicators in its order; none while there is no plan."""
    return list(PlanIndicator.objects.filter(plan__initiative=initiative).select_related("plan"))


def effects_of(initiatives: Iterable[Initiative], on: date) -> dict[int, list[Effect]]:
    """Latest accepted value of each indicator by the day, by key of the initiative. One query; plan order is kept."""
    rows = (
        Measurement.objects.filter(report__initiative__in=initiatives, report__accepted_on__lte=on)
        .select_related("indicator", "report")
        .order_by("indicator__position", "indicator_id", "-report__period_to", "-report_id")
    )
    found: dict[int, list[Effect]] = {}
    seen: set[int] = set()
    for row in rows:
        if row.indicator_id not in seen:
            seen.add(row.indicator_id)
            effect = Effect(row.indicator, row.value, row.report.period_to, row.report)
            found.setdefault(row.report.initiative_id, []).append(effect)
    return found


def effect_of(initiative: Initiative, on: date) -> list[Effect]:
    """Latest accepted value of each indicator that has one by the day, in the plan's order."""
    return effects_of([initiative], on).get(initiative.pk, [])


def with_effect_data(on: date) -> QuerySet:
    """Keys of the initiatives with a measured indicator in a report accepted by the day; for `pk__in` of a set."""
    return Measurement.objects.filter(report__accepted_on__lte=on).order_by().values("report__initiative_id")


def has_effect_data(initiative: Initiative, on: date) -> bool:
    return with_effect_data(on).filter(report__initiative=initiative).exists()


def latest_values(plan: Plan) -> dict[int, Measurement]:
    """Latest value of each indicator in any report, accepted or not, by key of the indicator."""
    rows = Measurement.objects.filter(indicator__plan=plan).select_related("report")
    return {row.indicator_id: row for row in rows.order_by("report__period_to", "report_id")}


def periods_of(initiative: Initiative, on: date) -> list[Period]:
    """The periods of the calendar year that are over by the day, from the one in which the work began; newest first.

    Their length is the rule `progress.period_months`; the first starts with the work.
    """
    months = int(rule_value("progress.period_months", on))
    plan = Plan.objects.filter(initiative=initiative).first()
    begun = max(filter(None, [initiative.accepted_on, plan.starts_on if plan else None]), default=None)
    if begun is None:
        return []
    start = date(begun.year, (begun.month - 1) // months * months + 1, 1)
    periods = []
    while (after := _months_later(start, months)) <= on + (date.resolution):
        periods.append(Period(max(start, begun), after - date.resolution))
        start = after
    return periods[::-1]


def open_periods(initiative: Initiative, on: date) -> list[Period]:
    """Periods that are over and that no report touches yet, newest first."""
    held = list(initiative.progress_reports.values_list("period_from", "period_to"))
    return [
        period
        for period in periods_of(initiative, on)
        if not any(start <= period.ends_on and end >= period.starts_on for start, end in held)
    ]


def waiting_progress(user: Person) -> QuerySet[ProgressReport]:
    """Reports that this person may take in or send back now: handed in by somebody else, at a unit they decide for."""
    handed_in = ProgressReport.objects.visible_to(user).filter(
        state=ProgressState.SUBMITTED, initiative__unit__in=decidable_units(user)
    )
    return handed_in.filter(by_another(user, "submitted_by"))


def waiting_milestones(user: Person) -> QuerySet[Milestone]:
    """Milestones that this person owns by account and that are not done, of initiatives that go on; the next due first."""
    own = Milestone.objects.visible_to(user).filter(owner_person=user, done_on__isnull=True)
    return own.exclude(plan__initiative__state=State.WITHDRAWN).order_by("due_on", "pk")


def plan_units(unit: Unit, on: date, kept: Iterable[int] = ()) -> QuerySet[Unit]:
    """Units that may lead or coordinate a plan of this unit: itself, all above it, those directly below, those kept."""
    near = Q(pk__in=tree_of_rights(on).above(unit.pk)) | Q(pk__in=children(unit, on).order_by().values("pk"))
    return Unit.objects.filter(near | Q(pk__in=list(kept))).in_order()


def milestone_people(unit: Unit, on: date, kept: Iterable[int] = ()) -> QuerySet[Person]:
    """Accounts that may own a milestone: those with a role at the unit or above it, who see the file; those kept."""
    roles = Role.objects.filter(in_force(on), unit__in=tree_of_rights(on).above(unit.pk))
    able = Q(pk__in=roles.values("person_id"), is_active=True) | Q(pk__in=list(kept))
    return Person.objects.filter(able).order_by("full_name", "pk")


def earlier_plan(initiative: Initiative, user: Person, on: date) -> EarlierPlan | None:
    """The plan of the registration that this one continues, as far as the person may see it."""
    if initiative.continues_id is None:
        return None
    rows = Plan.objects.visible_to(user).select_related("initiative")
    plan = rows.filter(initiative_id=initiative.continues_id).first()
    if plan is None:
        return None
    year = (initiative.starts_on or initiative.registered_on or on).year
    years = max(year - plan.starts_on.year, 0)
    reached = {effect.indicator.pk: effect.value for effect in effect_of(plan.initiative, on)}
    return EarlierPlan(
        plan=plan,
        years=years,
        starts_on=years_later(plan.starts_on, years),
        ends_on=years_later(plan.ends_on, years),
        milestones=[(row, years_later(row.due_on, years)) for row in plan.milestones.all()],
        indicators=[(row, reached.get(row.pk, row.baseline)) for row in plan.indicators.all()],
    )


def years_later(day: date, years: int) -> date:
    """The same day of a later year; 29 February falls back to the 28th."""
    if (day.month, day.day) == (2, 29):
        day = day.replace(day=28)
    return day.replace(year=day.year + years)


def changed_in_plan_since(plan: Plan, revision: int, person: Person) -> list[str]:
    """Names of what somebody else changed in the plan after it had been opened as `revision`."""
    events = Event.objects.about(plan.initiative).filter(verb__in=PLAN_VERBS).order_by("-sequence")
    newer = events[: max(0, plan.revision - revision)]
    return sorted({name for event in newer if event.actor_id != person.pk for name in event.after} - {"note"})


def _months_later(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)
