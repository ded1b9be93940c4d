"""What the floor of figures contributes for the units below it."""

from lantoa.figures.units import FIGURES, MemberCountRecords, UnitRecords
from lantoa.kit.extension_points import Extension

EXTENSION = Extension(
    figures=FIGURES,
    record_kinds={"unit": UnitRecords(), "member_count": MemberCountRecords()},
)
