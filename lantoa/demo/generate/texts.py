"""The words of generated registrations: short, varied by place, with a few rare ones to search for."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any

from lantoa.demo.names import hamlets
from lantoa.demo.tables import document

RARE_EVERY = 997
"""Each so many registrations, one name bears a rare word."""
LONG_SHARE = 0.25
"""Of the registrations, those that tell their content at length: only such texts have prints."""
SECTORS = {"economy": 34, "culture_society": 31, "defence_security": 15, "political_system": 20}


class Texts:
    """Draws names and boxes."""

    def __init__(self, words: Mapping[str, Any], dice: Random) -> None:
        self._words, self._dice = words, dice
        self._boxes = document("short_boxes.json")
        self._hamlets = [name for region in ("muong", "tay_bac", "nam_bo") for name in hamlets(region, "thôn")]
        self._count = 0

    def sector(self) -> str:
        return self._dice.choices(list(SECTORS), SECTORS.values())[0]

    def name(self, sector: str) -> tuple[str, str]:
        """A name, and the hamlet that it speaks of."""
        choice, parts = self._dice.choice, self._words["names"][sector]
        hamlet = choice(self._hamlets)
        self._count += 1
        middle = choice(parts["objects"])
        if self._count % RARE_EVERY == RARE_EVERY // 2:
            middle = choice(self._words["rare"])
        return f"{choice(parts['opens'])} {middle} {choice(self._words['ends'])} {hamlet}", hamlet

    def boxes(self, sector: str, hamlet: str) -> dict[str, str]:
        """The eight boxes; a third of the registrations leave some empty, as the paper ones did."""
        dice, content = self._dice, self._words["content"]
        texts = {box: dice.choice(choices[sector]) for box, choices in self._boxes.items()}
        if dice.random() < 0.33:
            texts |= {"resources": "", "sustainability": ""}
        texts["audience"] = f"Người dân {hamlet}."
        texts["content"] = dice.choice(content["short"])
        if dice.random() < LONG_SHARE:
            texts["content"] = f"{dice.choice(content['firsts'])}; {dice.choice(content['seconds'])}, riêng {hamlet}."
        return texts
