"""Units with dated names and parents, places, people and their roles."""

from lantoa.units.models.ending import ChangedRow, Succession
from lantoa.units.models.people import Person, Role
from lantoa.units.models.places import Place, PlaceMapping
from lantoa.units.models.units import ChangePart, MemberCount, ParentEdge, Unit, UnitChange, UnitVersion

__all__ = [
    "ChangePart",
    "ChangedRow",
    "MemberCount",
    "ParentEdge",
    "Person",
    "Place",
    "PlaceMapping",
    "Role",
    "Succession",
    "Unit",
    "UnitChange",
    "UnitVersion",
]
