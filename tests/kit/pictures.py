"""Pictures with enough in them to be told apart, the same at each run."""

from __future__ import annotations

import io
from random import Random

from PIL import Image, ImageDraw


def pictures(count: int) -> list[Image.Image]:
    return [_picture(Random(number)) for number in range(count)]


def as_file(image: Image.Image, *, quality: int = 90) -> io.BytesIO:
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    out.seek(0)
    return out


def _picture(dice: Random) -> Image.Image:
    image = Image.linear_gradient("L").resize((640, 480)).convert("RGB")
    pen = ImageDraw.Draw(image)
    for _ in range(14):
        left, top = dice.randrange(-40, 600), dice.randrange(-40, 440)
        box = (left, top, left + dice.randrange(40, 200), top + dice.randrange(40, 200))
        shape = dice.choice((pen.rectangle, pen.ellipse))
        shape(box, fill=tuple(dice.randrange(256) for _ in range(3)))
    return image
