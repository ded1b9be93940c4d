"""Small drawn pictures that stand for photos: a house, hills, people in a yard. The same seed gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 480, 360
QUALITY, WORSE = 82, 60


def photo(seed: str) -> Image.Image:
    """A drawn scene; scenes of different seeds differ in what stands where."""
    rng = Random(seed)  # noqa: S311 - made-up pictures; two loads must be the same
    horizon = rng.randint(120, 190)
    scene = Image.new("RGB", (WIDTH, HEIGHT), (168 + rng.randint(0, 40), 205, 232))
    draw = ImageDraw.Draw(scene)
    for _ in range(3):
        left, peak = rng.randint(-120, 300), rng.randint(40, horizon - 20)
        shade = rng.randint(70, 130)
        draw.polygon([(left, horizon), (left + rng.randint(90, 160), peak), (left + 320, horizon)], (40, shade, 60))
    draw.rectangle((0, horizon, WIDTH, HEIGHT), (150 + rng.randint(0, 40), 140, 96))
    for _ in range(2):
        _draw_house(draw, rng, horizon)
    for _ in range(rng.randint(6, 11)):
        _person(draw, rng, horizon)
    return scene


def _draw_house(draw: ImageDraw.ImageDraw, rng: Random, horizon: int) -> None:
    left, width, height = rng.randint(10, 330), rng.randint(90, 140), rng.randint(50, 80)
    top = horizon - height + rng.randint(10, 40)
    draw.rectangle((left, top, left + width, top + height), (214, 190, 150))
    draw.polygon([(left - 14, top), (left + width // 2, top - 46), (left + width + 14, top)], (142, 62, 44))
    draw.rectangle((left + width // 2 - 9, top + height - 38, left + width // 2 + 9, top + height), (84, 54, 34))


def _person(draw: ImageDraw.ImageDraw, rng: Random, horizon: int) -> None:
    x, y, size = rng.randint(20, WIDTH - 40), rng.randint(horizon + 30, HEIGHT - 70), rng.randint(10, 16)
    coat = tuple(rng.randint(20, 200) for _ in range(3))
    draw.ellipse((x - size // 2, y - size, x + size // 2, y), (96, 66, 50))
    draw.rectangle((x - size, y, x + size, y + 3 * size), coat)


def crop_photo(scene: Image.Image) -> Image.Image:
    """The same photo with its edges cut off."""
    return scene.crop((WIDTH // 20, HEIGHT // 16, WIDTH - WIDTH // 16, HEIGHT - HEIGHT // 20))


def as_jpeg(scene: Image.Image, quality: int = QUALITY) -> BytesIO:
    file = BytesIO()
    scene.save(file, "JPEG", quality=quality)
    file.seek(0)
    return file
