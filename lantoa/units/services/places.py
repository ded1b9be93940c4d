"""Bringing the fixture of places into the database."""

from __future__ import annotations

from django.db import transaction

from lantoa.units.models import Place, PlaceMapping
from lantoa.units.place_data import read_mappings, read_places


@transaction.atomic
def ensure_places() -> int:
    """Load the shipped places and mappings if there are none. Returns how many places were added."""
    if Place.objects.exists():
        return 0
    rows = read_places()
    made: dict[tuple[str, object], Place] = {}
    waiting = rows
    names = {(row.code, row.valid_from): row for row in rows}
    while waiting:
        ready = [row for row in waiting if not row.parent_code or (row.parent_code, row.valid_from) in made]
        batch = [_place(row, made.get((row.parent_code, row.valid_from)), names) for row in ready]
        for row, place in zip(ready, Place.objects.bulk_create(batch, batch_size=1000), strict=True):
            made[row.code, row.valid_from] = place
        done = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in done]
    old = {code: place for (code, _), place in made.items() if place.valid_to is not None}
    new = {code: place for (code, _), place in made.items() if place.valid_to is None}
    PlaceMapping.objects.bulk_create(
        (
            PlaceMapping(old=old[row.old_code], new=new[row.new_code], is_partial=row.is_partial)
            for row in read_mappings()
        ),
        batch_size=1000,
    )
    return len(made)


def _place(row, parent: Place | None, names) -> Place:
    superior, above = [], names.get((row.parent_code, row.valid_from))
    while above:
        superior.append(above.name)
        above = names.get((above.parent_code, above.valid_from))
    place = Place(
        code=row.code, name=row.name, kind=row.kind, parent=parent, valid_from=row.valid_from, valid_to=row.valid_to,
        latitude=row.lat, longitude=row.lon, note=row.note,
    )  # fmt: skip
    place.index(" ".join(superior))
    return place
