"""Made-up pictures whose likeness is known: each case is a picture, and the picture that it was made from or none."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

SCENES = 60
SIZES = ((960, 720), (720, 960), (1000, 600), (800, 800))


@dataclass(frozen=True)
class PhotoCase:
    """`kind`: what was done; `source`: place in `sources` of the picture it was made from, None for another picture."""

    kind: str
    source: int | None
    image: Image.Image


def sources(part: int) -> Iterator[Image.Image]:
    """Pictures of earlier years. Part 0 to tune on, part 1 held out."""
    return (_scene(part, number, take=0) for number in range(SCENES))


def cases(part: int) -> Iterator[PhotoCase]:
    for number in range(SCENES):
        dice = Random(f"photo cases {part} {number}")  # noqa: S311 - made-up pictures, the same at each run
        image = _scene(part, number, take=0)
        names = list(CHANGES)
        for name in (names[number % len(names)], names[(number + 3) % len(names)], "crop_then_jpeg"):
            yield PhotoCase(name, number, CHANGES[name](dice, image))
        # The same place a year later: same sky, ground and colours, other things in it.
        yield PhotoCase("same_place", None, _scene(part, number, take=1))
        yield PhotoCase("other_place", None, _scene(part, 10_000 + number, take=0))


def _jpeg(image: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return Image.open(io.BytesIO(out.getvalue()))


def _resize_image(dice: Random, image: Image.Image) -> Image.Image:
    scale = dice.uniform(0.3, 1.5)
    return image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BILINEAR)


def _bright(dice: Random, image: Image.Image) -> Image.Image:
    brighter = ImageEnhance.Brightness(image).enhance(dice.uniform(0.8, 1.25))
    return ImageEnhance.Contrast(brighter).enhance(dice.uniform(0.85, 1.2))


def _one_edge(dice: Random, image: Image.Image) -> Image.Image:
    return _crop_image(image, edge=dice.randrange(4), shares=[dice.uniform(0.05, 0.25)])


def _two_edges(dice: Random, image: Image.Image) -> Image.Image:
    return _crop_image(image, edge=dice.randrange(4), shares=[dice.uniform(0.03, 0.2), dice.uniform(0.03, 0.2)])


def _all_edges(dice: Random, image: Image.Image) -> Image.Image:
    return _crop_image(image, edge=0, shares=[dice.uniform(0.02, 0.12) for _ in range(4)])


def _crop_image(image: Image.Image, *, edge: int, shares: list[float]) -> Image.Image:
    cut = [0.0] * 4
    for step, share in enumerate(shares):
        cut[(edge + step) % 4] = share
    width, height = image.size
    return image.crop(
        (int(cut[0] * width), int(cut[1] * height), int((1 - cut[2]) * width), int((1 - cut[3]) * height))
    )


def _add_caption(dice: Random, image: Image.Image) -> Image.Image:
    """A line of text over the lower edge, as telephones and newspapers put it."""
    marked = image.copy()
    top = round(image.height * 0.92)
    pen = ImageDraw.Draw(marked)
    pen.rectangle((0, top, image.width, image.height), fill=(20, 20, 20))
    pen.text((12, top + 6), f"Ngày {dice.randrange(1, 28)}/{dice.randrange(1, 12)}/2025", fill="white", font_size=28)
    return marked


CHANGES: dict[str, Callable[[Random, Image.Image], Image.Image]] = {
    "jpeg": lambda dice, image: _jpeg(image, dice.randint(40, 95)),
    "resized": _resize_image,
    "brightness": _bright,
    "crop_one_edge": _one_edge,
    "crop_two_edges": _two_edges,
    "crop_all_edges": _all_edges,
    "caption": _add_caption,
    "crop_then_jpeg": lambda dice, image: _jpeg(_resize_image(dice, _one_edge(dice, image)), dice.randint(40, 80)),
}


# --- scenes ---


def _scene(part: int, number: int, *, take: int) -> Image.Image:
    """A field under a sky with houses, trees and people as blocks; the place is drawn by its number, the things by the take."""
    place = Random(f"place {part} {number}")  # noqa: S311 - as above
    things = Random(f"things {part} {number} {take}")  # noqa: S311 - as above
    size = place.choice(SIZES)
    horizon = place.uniform(0.25, 0.6)
    image = _sky_and_ground(place, size, horizon)
    pen = ImageDraw.Draw(image)
    _hills(place, pen, size, horizon)
    for _ in range(things.randint(3, 7)):
        _draw_house(things, pen, size, horizon)
    for _ in range(things.randint(4, 14)):
        _person(things, pen, size, horizon)
    if things.random() < 0.4:
        _banner(things, pen, size)
    return _add_grain(things, image)


def _colour(dice: Random, low: int = 20, high: int = 235) -> tuple[int, int, int]:
    return dice.randint(low, high), dice.randint(low, high), dice.randint(low, high)


def _sky_and_ground(dice: Random, size: tuple[int, int], horizon: float) -> Image.Image:
    slope = Image.linear_gradient("L").resize(size)
    sky = ImageOps.colorize(slope, _colour(dice, 90, 220), _colour(dice, 150, 250))
    ground = ImageOps.colorize(slope.rotate(180), _colour(dice, 30, 140), _colour(dice, 60, 190))
    sky.paste(ground.crop((0, 0, size[0], size[1])), (0, round(horizon * size[1])))
    return sky


def _hills(dice: Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], horizon: float) -> None:
    for _ in range(dice.randint(1, 3)):
        phase, high, waves = dice.uniform(0, 6), dice.uniform(0.03, 0.14), dice.uniform(0.7, 2.5)
        line = [
            (x, (horizon - high * (1 + math.sin(phase + waves * 6.28 * x / size[0])) / 2) * size[1])
            for x in range(0, size[0] + 20, 20)
        ]
        pen.polygon([*line, (size[0], horizon * size[1]), (0, horizon * size[1])], fill=_colour(dice, 40, 160))


def _draw_house(dice: Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], horizon: float) -> None:
    wide, high = dice.uniform(0.08, 0.3) * size[0], dice.uniform(0.08, 0.3) * size[1]
    left, foot = dice.uniform(-0.05, 0.9) * size[0], dice.uniform(horizon, 0.95) * size[1]
    pen.rectangle((left, foot - high, left + wide, foot), fill=_colour(dice))
    pen.polygon(
        [(left - 8, foot - high), (left + wide / 2, foot - 1.5 * high), (left + wide + 8, foot - high)],
        fill=_colour(dice),
    )
    pen.rectangle((left + wide * 0.4, foot - high * 0.5, left + wide * 0.6, foot), fill=_colour(dice, 10, 90))


def _person(dice: Random, pen: ImageDraw.ImageDraw, size: tuple[int, int], horizon: float) -> None:
    high = dice.uniform(0.08, 0.28) * size[1]
    middle, foot = dice.uniform(0, 1) * size[0], dice.uniform(min(horizon + 0.15, 0.9), 1.0) * size[1]
    pen.ellipse(
        (middle - high * 0.1, foot - high, middle + high * 0.1, foot - high * 0.8), fill=_colour(dice, 120, 220)
    )
    pen.rectangle(
        (middle - high * 0.15, foot - high * 0.8, middle + high * 0.15, foot - high * 0.35), fill=_colour(dice)
    )
    pen.rectangle((middle - high * 0.12, foot - high * 0.35, middle + high * 0.12, foot), fill=_colour(dice, 10, 90))


def _banner(dice: Random, pen: ImageDraw.ImageDraw, size: tuple[int, int]) -> None:
    top = dice.uniform(0.02, 0.2) * size[1]
    pen.rectangle((size[0] * 0.1, top, size[0] * 0.9, top + size[1] * 0.1), fill=(200, 20, 20))
    pen.text((size[0] * 0.14, top + 8), "DÂN VẬN KHÉO - LÀM THEO BÁC", fill="yellow", font_size=size[0] // 28)


def _add_grain(dice: Random, image: Image.Image) -> Image.Image:
    """With the unevenness of a real surface and the blur of a telephone."""
    small = Image.frombytes("L", (48, 48), dice.randbytes(48 * 48)).resize(image.size, Image.Resampling.BICUBIC)
    fine = Image.frombytes("L", (256, 256), dice.randbytes(256 * 256)).resize(image.size)
    grain = Image.blend(small, fine, 0.3).point(lambda level: 108 + level // 6)
    mixed = ImageChops.overlay(image, Image.merge("RGB", (grain, grain, grain)))
    return mixed.filter(ImageFilter.GaussianBlur(dice.uniform(0.4, 1.4)))
