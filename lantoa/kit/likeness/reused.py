"""Stored photos that are one photo: their prints in the index, and the search for others like one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from PIL import Image

from lantoa.kit.file_models import PhotoPrint, StoredFile
from lantoa.kit.likeness.photos import NEAR, ONE_PHOTO, bands, compare_views, distance, grey, prints_of

LAID_AT_MOST = 8
"""Candidates laid onto the photo, nearest prints first; each takes some tens of milliseconds."""

HOPEFUL = 50
"""Of 100; what covers less is another photo whichever of the two is moved."""


@transaction.atomic
def index_photo(file: StoredFile) -> int:
    """Write the prints of a stored picture anew, from its thumbnail; how many. None for what is no picture."""
    shades = _shades(file)
    found = prints_of(shades) if shades else []
    file.prints.all().delete()
    rows = []
    for part, value in found:
        pieces = dict(zip(("band0", "band1", "band2", "band3"), bands(value), strict=True))
        rows.append(PhotoPrint(file=file, part=part, value=value, **pieces))
    PhotoPrint.objects.bulk_create(rows)
    return len(rows)


def like_photos(file: StoredFile) -> list[tuple[int, int]]:
    """(key of another stored file, likeness 0–100) of files that seem to be the same photo, likest first: re-encoded,
    resized, brighter or darker, or with up to a quarter cut off. A hint. Files whose thumbnail is lost are not found."""
    shades = _shades(file)
    if shades is None:
        return []
    near = _nearest(file)
    files = StoredFile.objects.in_bulk([key for key, *_ in near])
    found = []
    for key, part, other_part in near:
        other = _shades(files[key])
        score = 0
        if other is not None:
            score = compare_views(shades, other, part, other_part)
            if HOPEFUL <= score < ONE_PHOTO:  # the other may be the smaller cut: then it is the one to be moved
                score = max(score, compare_views(other, shades, other_part, part))
        if score >= ONE_PHOTO:
            found.append((key, score))
    return sorted(found, key=lambda like: (-like[1], like[0]))


def _nearest(file: StoredFile) -> list[tuple[int, int, int]]:
    """(key, view of this file, view of the other) where the prints are nearest, a row a file."""
    own = list(file.prints.values_list("part", "value"))
    best: dict[int, tuple[int, int, int]] = {}
    for key, other_part, other_value in _sharing_a_band(file, (value for _, value in own)):
        bits, part = min((distance(value, other_value), part) for part, value in own)
        if bits <= NEAR:
            best[key] = min(best.get(key, (bits, part, other_part)), (bits, part, other_part))
    nearest = sorted(best, key=lambda key: (best[key], key))[:LAID_AT_MOST]
    return [(key, *best[key][1:]) for key in nearest]


def _sharing_a_band(file: StoredFile, values: Iterable[int]) -> Iterator[tuple[int, int, int]]:
    pieces: dict[str, set[int]] = defaultdict(set)
    for value in values:
        for place, piece in enumerate(bands(value)):
            pieces[f"band{place}__in"].add(piece)
    if not pieces:
        return iter(())
    anywhere = Q()
    for name, several in pieces.items():
        anywhere |= Q(**{name: several})
    rows = PhotoPrint.objects.filter(anywhere).exclude(file=file)
    return rows.values_list("file_id", "part", "value").iterator(chunk_size=2000)


def _shades(file: StoredFile) -> Image.Image | None:
    path = Path(settings.MEDIA_ROOT) / file.thumbnail
    if not file.thumbnail or not path.is_file():
        return None
    with Image.open(path) as image:
        return grey(image)
