"""Pictures that are one photo: re-encoded, resized, made brighter or darker, or cropped. Pillow only.

Each view of a picture (the whole, or a part of it, as if the rest had been cropped away) has a hash of 64 bits: the signs of
its lowest frequencies. A cropped photo is like one of the views of the whole one. Views only find candidates, by the pieces of
their hashes; whether two pictures are one photo is judged by laying one onto the other.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import product
from operator import mul

from PIL import Image, ImageChops, ImageFilter, ImageStat

SIDE = 16
"""Pixels of a view that is hashed, across and down; from these the 8 x 8 lowest waves."""
FLAT = 6.0
"""Standard deviation of the grey levels below which a view shows nothing to be told by."""
EDGES = ((0, 0), (0.08, 0), (0, 0.08), (0.2, 0), (0, 0.2), (0.1, 0.1))
"""What a view leaves out, before and after, as parts of the width or height. Two pictures meet wherever a view of one shows
about what a view of the other shows, so few suffice for cuts up to a quarter."""
NEAR = 12
"""Of 64 bits: views that differ in more are not of one photo."""
LAID = 32
"""Pixels, across and down, in which two pictures are laid onto each other."""
STEPS = (0.04, 0.02, 0.01, 0.005)
ONE_PHOTO = 85
"""Of 100, laid onto each other. Made-up pictures of one place come to 71 at most, one photo to 97 at least."""

View = tuple[float, float, float, float]
"""The part of a picture that is shown: left, top, right, bottom, from 0 to 1."""

_SIGN, _MASK = 1 << 63, (1 << 64) - 1
_WAVES = [[math.cos(math.pi * wave * (2 * place + 1) / (2 * SIDE)) for place in range(SIDE)] for wave in range(8)]
_OUTLINES = ImageFilter.BoxBlur(3)
_PUSHES = ((0,), (1,), (2,), (3,), (0, 2), (1, 3))  # one edge of the view, or the view as a whole

VIEWS: list[View] = [(left, top, 1 - right, 1 - bottom) for (left, right), (top, bottom) in product(EDGES, EDGES)]
"""The first is the whole. Their places are stored with their hashes: never change or reorder them without new prints."""


def grey(image: Image.Image) -> Image.Image:
    """The picture as both steps want it: shades only, at most 256 pixels across."""
    shades = image.convert("L")
    shades.thumbnail((256, 256), reducing_gap=2)
    return shades


def prints_of(shades: Image.Image) -> list[tuple[int, int]]:
    """(part, value) of each view of a picture from `grey` that shows something; part: place in VIEWS, value: signed 64 bits."""
    values = ((part, _hash(_crop_view(shades, view, SIDE))) for part, view in enumerate(VIEWS))
    return [(part, value) for part, value in values if value is not None]


def bands(value: int) -> tuple[int, int, int, int]:
    """The four pieces of 16 bits of a print: two prints that differ in few bits have one of them in common."""
    bits = value & _MASK
    return bits & 0xFFFF, bits >> 16 & 0xFFFF, bits >> 32 & 0xFFFF, bits >> 48


def distance(value: int, other: int) -> int:
    """Bits in which two prints differ, 0 to 64."""
    return ((value ^ other) & _MASK).bit_count()


def compare_views(shades: Image.Image, other: Image.Image, part: int, other_part: int) -> int:
    """How well two pictures from `grey` cover each other, 0 to 100, beginning where the view `part` of the first meets
    `other_part` of the second; the first is moved and stretched until nothing fits better. Outlines count, not shades."""
    wanted = _outlines(_crop_view(other, VIEWS[other_part], LAID))
    view = VIEWS[part]
    best = _alike(_outlines(_crop_view(shades, view, LAID)), wanted)
    for step in STEPS:
        for _ in range(4):
            tried = [
                (_alike(_outlines(_crop_view(shades, moved, LAID)), wanted), moved) for moved in _shift_view(view, step)
            ]
            most, moved = max(tried, default=(best, view))
            if most <= best:
                break
            best, view = most, moved
    return round(100 * max(0.0, best))


def _shift_view(view: View, step: float) -> Iterator[View]:
    for edges, by in product(_PUSHES, (step, -step)):
        moved = [min(1.0, max(0.0, edge + by * (place in edges))) for place, edge in enumerate(view)]
        if tuple(moved) != view and moved[2] - moved[0] >= 0.5 and moved[3] - moved[1] >= 0.5:
            yield moved[0], moved[1], moved[2], moved[3]


def _outlines(view: Image.Image) -> list[float]:
    """The picture less its own blur, around its mean: what stands where, whatever the light."""
    levels = ImageChops.subtract(view, view.filter(_OUTLINES), offset=128).tobytes()
    mean = sum(levels) / len(levels)
    return [level - mean for level in levels]


def _alike(one: list[float], other: list[float]) -> float:
    """Their correlation, -1 to 1; 0 when one of them shows nothing."""
    weight = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / math.sqrt(weight) if weight else 0.0


def _crop_view(shades: Image.Image, view: View, side: int) -> Image.Image:
    left, top, right, bottom = view
    box = (left * shades.width, top * shades.height, right * shades.width, bottom * shades.height)
    return shades.resize((side, side), Image.Resampling.BOX, box=box)


def _hash(view: Image.Image) -> int | None:
    if ImageStat.Stat(view).stddev[0] < FLAT:
        return None
    pixels = view.tobytes()
    rows = [pixels[n * SIDE : (n + 1) * SIDE] for n in range(SIDE)]
    across = [[sum(map(mul, row, wave)) for row in rows] for wave in _WAVES]
    waves = [sum(map(mul, column, wave)) for wave in _WAVES for column in across]
    middle = sorted(waves[1:])[31]
    bits = sum(1 << place for place, height in enumerate(waves[1:]) if height > middle)
    return bits - (1 << 64) if bits & _SIGN else bits
