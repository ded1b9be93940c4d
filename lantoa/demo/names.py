"""Made-up people and hamlets of three regions, the same ones at every load."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from random import Random
from typing import Any

from lantoa.demo.tables import document, places_by_code, rows
from lantoa.units.models import Place

TRIES = 400


def build_generator(seed: str) -> Random:
    """A generator of its own for each table: adding to one leaves the others as they were."""
    return Random(seed)  # noqa: S311 - made-up data, not secrets; two loads must be the same


class People:
    """Names of one region: "tay_bac", "muong", "nam_bo". A name that stands twice in the list is twice as common."""

    def __init__(self, region: str, rng: Random) -> None:
        self._parts = document("names.json")[region]
        self._rng = rng

    def any(self, taken: Collection[str] = (), *, of: str = "") -> str:
        """A full name that is not among those taken. `of`: the body that the person stands for, a women's union say."""
        women = any(word in of for word in ("Phụ nữ", "Nữ công"))
        for _ in range(TRIES):
            parts = self._parts["women" if women else self._rng.choice(("men", "women"))]
            words = (self._parts["families"], parts["middles"], parts["givens"])
            name = " ".join(self._rng.choice(choices) for choices in words)
            if name not in taken:
                return name
        raise LookupError("the region has too few names for so many people")


@dataclass(frozen=True)
class DemoPlace:
    """Where something is done: a made-up hamlet in a real commune of the old two-tier districts."""

    hamlet: str
    commune: str
    district: str
    place: Place | None = None

    @property
    def address(self) -> str:
        parts = [part for part in (self.hamlet, self.commune, self.district) if part]
        return (parts[0][0].upper() + parts[0][1:] + ", " + ", ".join(parts[1:])).removesuffix(", ")

    @property
    def where(self) -> dict[str, Any]:
        """The fields of a registration that say where it is done."""
        return {"address": self.address, "place": self.place}

    @property
    def slots(self) -> dict[str, str]:
        return {"xa": self.commune, "ban": self.hamlet, "xom": self.hamlet, "dia_ban": self.commune}


def hamlets(region: str, word: str = "") -> list[str]:
    """Names of hamlets, each after the region's word for one ("bản", "xóm", "ấp")."""
    return [f"{word} {name}" if word else name[0].lower() + name[1:] for name in document("hamlets.json")[region]]


def communes(province: str, hamlet_names: list[str], rng: Random) -> dict[str, DemoPlace]:
    """The communes of a province that initiatives may name, by code of the place, each with one hamlet of its own name."""
    table = [row for row in rows("communes.csv") if row["province"] == province]
    places = places_by_code(row["place"] for row in table)
    chosen = rng.sample(hamlet_names, len(table))
    return {
        row["place"]: DemoPlace(hamlet, row["name"], row["district"], places.get(row["place"]))
        for row, hamlet in zip(table, chosen, strict=True)
    }
