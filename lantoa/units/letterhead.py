"""How a unit heads and signs a document: its layout, its superior, its place, who signs, by the rules of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from lantoa.kit.letters import Layout
from lantoa.rulebook.models import rule_value
from lantoa.units.models import Unit
from lantoa.units.queries import names_on, unit_as_of

BY_HAND = "…………"  # left to be written on paper


@dataclass(frozen=True)
class Letterhead:
    """`layout`: state or Party, as in force on the day. Names are those of the day."""

    layout: Layout
    issuer: str
    superior: str
    place: str
    authority: str
    signer_title: str
    archive: str


def letterhead(unit: Unit, on: date) -> Letterhead:
    """The head of a document that the unit issues on the day. Raises `NoRule` where the book has no layout for it."""
    as_of = unit_as_of(unit, on)
    kind = as_of.version.kind if as_of.version else unit.kind
    superior = as_of.parents.get(as_of.managing)
    names = names_on([superior.pk], on) if superior else {}
    signing = rule_value("signing.by_unit_kind", on)[kind]
    return Letterhead(
        layout=Layout.from_dict(rule_value("layout.party" if unit.is_party else "layout.state", on)),
        issuer=as_of.version.name if as_of.version else unit.name,
        superior=names.get(superior.pk, superior.name) if superior else "",
        place=unit.place.name if unit.place else BY_HAND,
        authority=signing["authority"],
        signer_title=signing["title"],
        archive="Lưu Văn phòng" if unit.is_party else "Lưu: VT",
    )
