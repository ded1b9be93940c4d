"""Who hears of what at which unit: found once a day from roles and tree, so that a page need not walk the tree up."""

from __future__ import annotations

from datetime import date

from lantoa.units.queries import WayUp
from lantoa.units.telling import RecipientFinder
from lantoa.watch.models import Alert, Finding, Watcher

Terms = tuple[int, bool, bool]  # steps, is_acting, is_guide


def refresh_watchers(day: date) -> None:
    """Write who hears of the alerts and findings that stand. Part of the daily run, in its transaction: at most one row for a
    person and a unit, however many alerts there are, and only what changed since the last run is written."""
    alerts = Alert.objects.filter(cleared_on__isnull=True)
    units = {*alerts.order_by().values_list("unit_id", flat=True).distinct()}
    units |= {*Finding.objects.values_list("unit_id", flat=True)}
    told, way = RecipientFinder(day), WayUp(day)
    wanted = {
        (person, unit): terms
        for unit in units
        for person, terms in find_watchers(told, unit, tuple(way.of(unit))).items()
    }
    rows = Watcher.objects.values_list("pk", "person_id", "unit_id", "steps", "is_acting", "is_guide")
    kept = {(person, unit): (pk, (steps, acts, guides)) for pk, person, unit, steps, acts, guides in rows}
    stale = [pk for key, (pk, terms) in kept.items() if wanted.get(key) != terms]
    for start in range(0, len(stale), 500):
        Watcher.objects.filter(pk__in=stale[start : start + 500]).delete()
    new = [(key, terms) for key, terms in wanted.items() if key not in kept or kept[key][1] != terms]
    Watcher.objects.bulk_create(
        (
            Watcher(person_id=person, unit_id=unit, steps=steps, is_acting=acts, is_guide=guides)
            for (person, unit), (steps, acts, guides) in new
        ),
        batch_size=1000,
    )


def find_watchers(told: RecipientFinder, unit: int, above: tuple[int, ...]) -> dict[int, Terms]:
    """Key of a person → after how many steps they hear of what is wrong at the unit, whether its work is theirs, and whether
    they guide it. `above`: its superiors, the nearest first."""
    guides, found = told.above(unit), {}
    for steps in range(len(above) + 1):
        for person in told.at(unit, steps):
            found.setdefault(person, steps)
    for person in guides:
        found.setdefault(person, len(above) + 1)
    writers = set().union(*(told.officers.get(level, set()) for level in (unit, *above)))
    if not above:
        writers |= told.offices.get(unit, set()) | told.everywhere
    return {person: (steps, steps == 0 and person in writers, person in guides) for person, steps in found.items()}
