"""What the database says on a day of the random walk, to be held against the naive book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from lantoa.councils.models import Item, Sitting
from lantoa.evidence.models import Evidence
from lantoa.figures.figures import ReportScope
from lantoa.initiatives.models import Initiative, Replication
from lantoa.recognition.enums import Standing
from lantoa.recognition.models import Candidacy, Recognition
from lantoa.recognition.queries.standing import by_standing, spans
from lantoa.reports.records import cell
from tests.dossiers.walking_book import IN_FORCE, TIERS

GOING_ON = ("standing", "due", "lapsed")


def given_so_far() -> list[Recognition]:
    """With their windows, for the functions below."""
    return list(Recognition.objects.prefetch_related("renewals"))


def stored_facts(given: list[Recognition]) -> dict[str, dict]:
    """As `Book.facts`."""

    def rows(model, *fields: str) -> dict:
        return {pk: tuple(told) for pk, *told in model.objects.order_by().values_list("pk", *fields)}

    return {
        "initiatives": rows(Initiative, "state", "accepted_on", "ended_on"),
        "candidacies": dict(Candidacy.objects.order_by().values_list("pk", "state")),
        "recognitions": {
            row.pk: (row.tier, row.recognised_on, row.outstanding_on, row.ended_on, row.ending) for row in given
        },
        "renewals": {row.pk: sorted(check.renewed_on for check in row.renewals.all()) for row in given},
        "evidence": rows(Evidence, "accepted_on", "rejected_on"),
        "copies": rows(Replication, "adopted_on", "ended_on"),
        "sittings": rows(Sitting, "state", "concluded_on"),
        "items": {key: (verdict, bool(off)) for key, (verdict, off) in rows(Item, "verdict", "taken_off_on").items()},
    }


def stored_standings(lives: Iterable[int], given: list[Recognition], on: date) -> dict[tuple[int, str], str]:
    """As `Book.standings`: exactly one for each initiative and tier."""
    found = {(pk, tier): [] for pk in lives for tier in TIERS}
    for row in given:
        if standing := row.standing_on(on):
            found[row.initiative_id, row.tier].append((row.ended_on or date.max, row.recognised_on, standing.value))
    for key, held in found.items():
        assert sum(standing in GOING_ON for _, _, standing in held) <= 1, (key, on, held)
    return {key: _latest(held) for key, held in found.items()}


def _latest(held: list[tuple[date, date, str]]) -> str:
    going_on = [standing for _, _, standing in held if standing in GOING_ON]
    return going_on[0] if going_on else max(held)[2] if held else "none"


def check_lists(recognitions: list[Recognition], on: date) -> None:
    """The lists by standing part the recognitions given so far; those in force are those of the figures, and only of what
    stands."""
    lists = {
        standing: {row.pk for row in by_standing(Recognition.objects.all(), standing, on)} for standing in Standing
    }
    given = {row.pk: row.standing_on(on) for row in recognitions}
    assert lists == {s: {pk for pk, held in given.items() if held == s} for s in Standing}, on
    in_force = Recognition.objects.standing(on)
    assert {row.pk for row in in_force} == {pk for standing in IN_FORCE for pk in lists[standing]}, on
    assert not in_force.exclude(initiative__in=Initiative.objects.standing(on)), on


def check_spans(given: list[Recognition]) -> None:
    """The days of a recognition, as its page shows them, follow each other without a gap."""
    for row in given:
        told = spans(row)
        assert told[0][1] == row.recognised_on or row.ended_on == row.recognised_on
        for (_, _, last), (_, first, _) in pairwise(told):
            assert (first - last).days == 1, (row.pk, told)
        for standing, first, last in told:
            assert {row.standing_on(first), row.standing_on(last or first)} == {standing}, (row.pk, told)


def stored_totals(cast, start: date, on: date) -> dict[str, int]:
    """As `Book.totals`, each figure with as many records as it says."""
    scope = ReportScope(cast.unit("lt"), start, on)
    keys = ("registered", "identified", "evidenced", "replicated")
    asked = {f"initiatives.{key}": (f"initiatives.{key}", {}) for key in keys}
    asked |= {key: (key, {}) for key in ("replications.copies", "recognitions.standing")}
    asked |= {f"recognitions.standing {tier}": ("recognitions.standing", {"tier": tier}) for tier in TIERS}
    return {name: _figure(key, dims, scope) for name, (key, dims) in asked.items()}


def _figure(key: str, dims: dict[str, str], scope: ReportScope) -> int:
    made = cell(key, dims, scope)
    assert made.total() == made.figure.value, (key, scope.end)
    return made.figure.value
