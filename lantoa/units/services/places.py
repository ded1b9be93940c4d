"""Bringing the fixture of places into the database."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from lantoa.units.models import Place, PlaceMapping
from lantoa.units.place_data import NEW_SINCE, PlaceRow, parent_of, read_mappings, read_places


@transaction.atomic
def ensure_places() -> int:
    """Load the shipped places and mappings if there are none. Returns how many places were added."""
    if Place.objects.exists():
        return 0
    rows = read_places()
    by_code: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    made: dict[PlaceRow, Place] = {}
    for level in _levels(rows, by_code):
        places = [_place(row, by_code, made) for row in level]
        made.update(zip(level, Place.objects.bulk_create(places, batch_size=1000), strict=True))
    PlaceMapping.objects.bulk_create(_mappings(made), batch_size=1000)
    return len(made)


def _levels(rows: list[PlaceRow], by_code) -> list[list[PlaceRow]]:
    """Superiors before what lies in them: provinces, then districts, then communes."""
    levels: dict[int, list[PlaceRow]] = defaultdict(list)
    for row in rows:
        depth, above = 0, parent_of(row, by_code)
        while above:
            depth, above = depth + 1, parent_of(above, by_code)
        levels[depth].append(row)
    return [levels[depth] for depth in sorted(levels)]


def _place(row: PlaceRow, by_code, made: dict[PlaceRow, Place]) -> Place:
    superior = parent_of(row, by_code)
    place = Place(
        code=row.code,
        name=row.name,
        kind=row.kind,
        parent=made[superior] if superior else None,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        latitude=row.lat,
        longitude=row.lon,
        note=row.note,
    )
    names, above = [row.number], superior
    while above:
        names.append(above.name)
        above = parent_of(above, by_code)
    place.index(" ".join(names))
    return place


def _mappings(made: dict[PlaceRow, Place]) -> list[PlaceMapping]:
    old = {row.code: place for row, place in made.items() if row.valid_from < NEW_SINCE}
    new = {row.code: place for row, place in made.items() if row.valid_from == NEW_SINCE}
    return [
        PlaceMapping(old=old[row.old_code], new=new[row.new_code], is_partial=row.is_partial) for row in read_mappings()
    ]
