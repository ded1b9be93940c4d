"""Sittings that wait for a decision, and dossiers that wait for a sitting."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from lantoa.councils.enums import SittingState
from lantoa.councils.models import Sitting
from lantoa.recognition.enums import CandidacyState
from lantoa.recognition.models import Candidacy
from lantoa.recognition.queries.standing import candidacies_to_decide, of_others
from lantoa.units.models import Person


def sittings_to_decide(user: Person, on: date) -> QuerySet[Sitting]:
    """Concluded sittings with dossiers that wait for this person's decision; adds `waiting`, how many."""
    waiting = candidacies_to_decide(user, on).filter(item__taken_off_on__isnull=True).order_by()
    counts = Count("items", filter=Q(items__in=waiting.values("item_id")))
    rows = Sitting.objects.visible_to(user).filter(state=SittingState.CONCLUDED).annotate(waiting=counts)
    return rows.filter(waiting__gt=0).order_by("held_on", "pk")


def sittings_to_fill(user: Person) -> QuerySet[Sitting]:
    """Sittings that still take dossiers, at units to which some were put forward that lie with no council and are not the
    person's own; adds `waiting`, how many."""
    proposed = Candidacy.objects.filter(state=CandidacyState.PROPOSED, unit=OuterRef("council__unit"))
    counts = of_others(proposed, user).order_by().values("unit").annotate(n=Count("pk")).values("n")
    rows = Sitting.objects.visible_to(user).filter(state__in=(SittingState.PLANNED, SittingState.SCORING))
    return rows.annotate(waiting=Subquery(counts)).filter(waiting__gt=0).order_by("held_on", "pk")


def candidacies_for(sitting: Sitting, user: Person, on: date) -> QuerySet[Candidacy]:
    """Dossiers put forward to the council's unit that lie with no sitting and are not the person's own."""
    rows = candidacies_to_decide(user, on) | _prepared_by(user)
    rows = rows.filter(unit=sitting.council.unit_id, state=CandidacyState.PROPOSED)
    return rows.distinct().select_related("initiative__unit", "unit").order_by("proposed_on", "pk")


def _prepared_by(user: Person) -> QuerySet[Candidacy]:
    """Those of units at which the person works: they bring dossiers before the council without deciding themselves."""
    rows = Candidacy.objects.visible_to(user).waiting().filter(unit_id__in=user.root_ids)
    return of_others(rows, user)
