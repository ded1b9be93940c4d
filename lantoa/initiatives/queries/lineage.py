"""Whence an initiative was copied and where its copies went, both ways."""

from __future__ import annotations

from lantoa.initiatives.models import Initiative, Replication


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
            .select_related("unit", "copy", "source__unit")
            .order_by("source_id", "adopted_on", "pk")
        )
        step = []
        for row in rows:
            found.append((generation, row))
            if row.copy_id and row.copy_id not in seen:
                seen.add(row.copy_id)
                step.append(row.copy_id)
    return found
