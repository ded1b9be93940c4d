"""Progress while scores are given, and results once they may be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from lantoa.councils.enums import AppraisalState
from lantoa.councils.models import Appraisal, Item, Member, Sitting
from lantoa.councils.totals import Spread, mean, spread
from lantoa.units.models import Person


@dataclass(frozen=True)
class Progress:
    """`done` of `given` appraisals; declined ones are not counted."""

    done: int
    given: int


@dataclass(frozen=True)
class ItemResult:
    """One item with the appraisals that may be read. `mean`, `spread`: None when there are too few. `place`: from 1 by the
    mean, equal means sharing a place; None without a mean."""

    item: Item
    progress: Progress
    appraisals: tuple[Appraisal, ...]
    mean: Decimal | None
    spread: Spread | None
    place: int | None = None


@dataclass(frozen=True)
class Results:
    items: tuple[ItemResult, ...]
    by_member: dict[int, Progress]

    @property
    def progress(self) -> Progress:
        return Progress(sum(row.progress.done for row in self.items), sum(row.progress.given for row in self.items))


def may_see_scores(person: Person, item: Item) -> bool:
    """Whether others' scores of the item are open to the person: once scoring is over, or after giving one's own."""
    if item.sitting.is_closed:
        return True
    own = Appraisal.objects.scored().filter(item=item, member__person=person)
    return own.exists()


def progress(sitting: Sitting) -> Progress:
    given = Appraisal.objects.active().filter(item__sitting=sitting, item__taken_off_on__isnull=True)
    states = list(given.values_list("state", flat=True))
    return Progress(states.count(AppraisalState.SCORED), len(states))


def results(sitting: Sitting, viewer: Person, items: Iterable[Item] | None = None) -> Results:
    """Progress of every item and member; values only of the appraisals behind the viewer's door. Items in agenda order.

    `items`: those to show (all on the agenda).
    """
    shown = list(items if items is not None else sitting.items.on_agenda().order_by("position"))
    given: dict[int, list[Appraisal]] = defaultdict(list)
    by_member: dict[int, list[str]] = defaultdict(list)
    active = Appraisal.objects.active().filter(item__in=shown).select_related("member__person").order_by("pk")
    for appraisal in active:
        given[appraisal.item_id].append(appraisal)
        by_member[appraisal.member_id].append(appraisal.state)
    readable = set(Appraisal.objects.visible_to(viewer).filter(item__in=shown).scored().values_list("pk", flat=True))
    rows = [_result(sitting, item, given[item.pk], readable) for item in shown]
    return Results(tuple(_rank_results(rows)), {key: _count(states) for key, states in by_member.items()})


def _result(sitting: Sitting, item: Item, given: list[Appraisal], readable: set[int]) -> ItemResult:
    scored = [row for row in given if row.state == AppraisalState.SCORED]
    open_rows = tuple(row for row in scored if row.pk in readable)
    # A mean of some of the scores would be a different number for each reader: all of them, or none.
    totals = [row.total for row in open_rows] if len(open_rows) == len(scored) else []
    return ItemResult(
        item=item,
        progress=_count([row.state for row in given]),
        appraisals=open_rows,
        mean=mean(totals),
        spread=spread(totals, at_least=sitting.minimum_scores),
    )


def _rank_results(rows: list[ItemResult]) -> list[ItemResult]:
    means = sorted((row.mean for row in rows if row.mean is not None), reverse=True)
    return [
        ItemResult(
            row.item,
            row.progress,
            row.appraisals,
            row.mean,
            row.spread,
            means.index(row.mean) + 1 if row.mean is not None else None,
        )
        for row in rows
    ]


def _count(states: list[str]) -> Progress:
    return Progress(states.count(AppraisalState.SCORED), len(states))


def load_of(members: Iterable[Member], sitting: Sitting) -> dict[int, int]:
    """How many items of the sitting each member has been given, declined ones not counted."""
    held: dict[int, int] = {member.pk: 0 for member in members}
    rows = Appraisal.objects.active().filter(item__sitting=sitting, item__taken_off_on__isnull=True)
    for key in rows.values_list("member_id", flat=True):
        if key in held:
            held[key] += 1
    return held
