"""Whence an initiative was copied and where its copies went, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, QuerySet

from lantoa.initiatives.enums import CopyStanding
from lantoa.initiatives.models import Initiative, Replication
from lantoa.initiatives.models.initiatives import InitiativeQuerySet
from lantoa.units.models import Person, Unit


@dataclass(frozen=True)
class CopyRow:
    """A copy in a lineage. `generation` from 1; `is_known`: it stands in the reader's province and may be named."""

    generation: int
    replication: Replication
    standing: CopyStanding
    is_known: bool


@dataclass(frozen=True)
class Lineage:
    """All that descends from an initiative, and what it came from (nearest first), as one person may see it."""

    initiative: Initiative
    ancestors: list[Initiative]
    rows: list[CopyRow]
    open_ids: set[int] = field(default_factory=set)

    @property
    def known_rows(self) -> list[CopyRow]:
        return [row for row in self.rows if row.is_known]

    @property
    def copies(self) -> dict[int, Initiative]:
        """The registrations of the copies that may be named and were accepted, by key."""
        found = [row.replication.copy for row in self.known_rows if row.replication.copy_id]
        return {copy.pk: copy for copy in found if copy.accepted_on is not None}

    def find_copies(self, standing: CopyStanding) -> list[CopyRow]:
        """The copies of that standing, named or not: credit does not hang on who reads."""
        return [row for row in self.rows if row.standing == standing]


class ProvinceUnits(InitiativeQuerySet):
    """The narrow door `known_to`, for units themselves."""

    unit_path = "pk"


def province_units(user: Person) -> QuerySet[Unit]:
    """Units of the person's own province: their names may be told in lineages and programmes."""
    return ProvinceUnits(Unit).known_to(user)


def lineage_of(initiative: Initiative, user: Person, on: date) -> Lineage:
    """The lineage as it stands on the day. Queries grow with the generations, not with the copies."""
    found, line = descendants(initiative), ancestors(initiative)
    unit_ids = {row.unit_id for _, row in found} | {row.unit_id for row in line}
    known = set(province_units(user).filter(pk__in=unit_ids).values_list("pk", flat=True)) if unit_ids else set()
    rows = [CopyRow(step, row, row.standing_on(on), row.unit_id in known) for step, row in found]
    keys = {row.copy_id for _, row in found if row.copy_id} | {row.pk for row in line}
    openable = Initiative.objects.open_to_copy(user).filter(pk__in=keys) if keys else Initiative.objects.none()
    above = [row for row in line if row.unit_id in known]
    return Lineage(initiative, above, rows, set(openable.values_list("pk", flat=True)))


def ancestors(initiative: Initiative) -> list[Initiative]:
    """What it was copied from, nearest first. Copies of a copy have one line each; a line that came together is named once."""
    found: dict[int, Initiative] = {}
    step = [initiative.pk]
    while step:
        rows = Replication.objects.filter(copy_id__in=step).select_related("source__unit").order_by("pk")
        step = []
        for row in rows:
            if row.source_id not in found and row.source_id != initiative.pk:
                found[row.source_id] = row.source
                step.append(row.source_id)
    return list(found.values())


def descendants(initiative: Initiative) -> list[tuple[int, Replication]]:
    """Its copies and theirs: (generation from 1, replication), failed and pending ones too, nearest first."""
    found: list[tuple[int, Replication]] = []
    seen, step, generation = {initiative.pk}, [initiative.pk], 0
    while step:
        generation += 1
        rows = (
            Replication.objects.filter(source_id__in=step)
            .select_related("unit", "copy__unit", "source__unit")
            .order_by("source_id", F("adopted_on").asc(nulls_last=True), "pk")
        )
        step = []
        for row in rows:
            found.append((generation, row))
            if row.copy_id and row.copy_id not in seen:
                seen.add(row.copy_id)
                step.append(row.copy_id)
    return found


def families(source_ids: Iterable[int]) -> dict[int, set[int]]:
    """Each source with all copies of it and of its copies: key of the source → keys. A query a generation for all together."""
    found = {source: {source} for source in source_ids}
    step = {source: {source} for source in found}  # key of an initiative → the sources it descends from
    while step:
        links = Replication.objects.filter(source_id__in=step, copy__isnull=False).values_list("source_id", "copy_id")
        below: dict[int, set[int]] = {}
        for source, copy in links.order_by("pk"):
            for root in step[source]:
                if copy not in found[root]:
                    found[root].add(copy)
                    below.setdefault(copy, set()).add(root)
        step = below
    return found
