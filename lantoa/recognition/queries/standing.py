"""Where recognitions stand: the spans of one over time, and the lists of those in force, due and lapsed."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Case, F, Q, QuerySet, Subquery, When

from lantoa.initiatives.queries.rights import decidable_units
from lantoa.recognition.enums import Standing
from lantoa.recognition.models import Candidacy, Recognition, windows_by
from lantoa.units.models import Person

Span = tuple[Standing, date, date | None]
DAY = timedelta(days=1)


def spans(recognition: Recognition) -> list[Span]:
    """(standing, first day, last day or None) without gaps from the decision on. Reads `renewals`."""
    checks = sorted(recognition.renewals.all(), key=lambda check: (check.renewed_on, check.pk))
    until = recognition.ended_on
    found: list[Span] = []
    for number, check in enumerate(checks):
        following = checks[number + 1].renewed_on if number + 1 < len(checks) else None
        stop = min(filter(None, (following, until)), default=None)
        marks = [
            (Standing.STANDING, check.renewed_on),
            (Standing.DUE, check.due_on),
            (Standing.LAPSED, check.lapses_on),
        ]
        dated = [(standing, day) for standing, day in marks if day is not None and (stop is None or day < stop)]
        for position, (standing, day) in enumerate(dated):
            last = dated[position + 1][1] if position + 1 < len(dated) else stop
            found.append((standing, day, last - DAY if last else None))
    if until is not None:
        found.append((Standing(recognition.ending), until, None))
    return found


def with_window(rows: QuerySet[Recognition], on: date) -> QuerySet[Recognition]:
    """Adds `due_on` and `lapses_on` of the window that was opened last by the day."""
    is_last = Q(window_on__lte=on)
    return rows.annotate(
        due_on=Case(When(is_last, then="window_due_on"), default=Subquery(windows_by(on).values("due_on")[:1])),
        lapses_on=Case(
            When(is_last, then="window_lapses_on"), default=Subquery(windows_by(on).values("lapses_on")[:1])
        ),
    )


def by_standing(rows: QuerySet[Recognition], standing: Standing, on: date) -> QuerySet[Recognition]:
    """Those of the rows that stand so on the day."""
    if standing in (Standing.REVOKED, Standing.RETIRED):
        return with_window(rows.filter(ending=standing, ended_on__lte=on), on)
    open_rows = with_window(rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), recognised_on__lte=on), on)
    lapsed = Q(lapses_on__lte=on)
    due = Q(due_on__lte=on)
    if standing == Standing.LAPSED:
        return open_rows.filter(lapsed)
    not_lapsed = open_rows.filter(Q(lapses_on__isnull=True) | Q(lapses_on__gt=on))
    return not_lapsed.filter(due) if standing == Standing.DUE else not_lapsed.exclude(due)


def candidacies_to_decide(user: Person, on: date) -> QuerySet[Candidacy]:
    """Those that wait for this person: at the units where they decide, put forward and handed in by others, and not lying
    with a council that has yet to conclude."""
    rows = Candidacy.objects.visible_to(user).waiting().filter(unit__in=decidable_units(user, on))
    with_a_council = Q(item__isnull=False, item__taken_off_on__isnull=True, item__sitting__concluded_on__isnull=True)
    rows = rows.exclude(pk__in=Candidacy.objects.filter(with_a_council).values("pk"))
    return of_others(rows, user).order_by("due_on", "pk")


def of_others(rows: QuerySet[Candidacy], user: Person) -> QuerySet[Candidacy]:
    """Two parties: those that the person neither put forward nor handed in."""
    return rows.exclude(proposed_by=user).exclude(initiative__submitted_by=user)


def due_for_check(user: Person, on: date) -> QuerySet[Recognition]:
    """Recognitions in the person's scope of which a re-check is due or overdue, the oldest first."""
    rows = Recognition.objects.visible_to(user).filter(ended_on__isnull=True)
    # Each part has an index of its own: those due today, and those of which a window opened only after the day.
    due = with_window(rows.filter(Q(window_due_on__lte=on) | Q(window_on__gt=on)), on).filter(due_on__lte=on)
    return due.select_related("initiative__unit").order_by(F("due_on").asc(), "pk")


def checks_to_make(user: Person, on: date) -> QuerySet[Recognition]:
    """Those due for a check that this person may make: given where they decide, put forward and handed in by others."""
    deciding = decidable_units(user, on)
    noted = Q(candidacy__isnull=True, initiative__unit__in=deciding)
    rows = due_for_check(user, on).filter(noted | Q(candidacy__unit__in=deciding))
    return rows.exclude(candidacy__proposed_by=user).exclude(initiative__submitted_by=user)
