"""What the floor of figures contributes for the units below it."""

from lantoa.figures.rule_keys import RULE_KEYS
from lantoa.figures.units import FIGURES, MemberCountRecords, UnitRecords
from lantoa.kit.extension_points import Extension

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    figures=FIGURES,
    record_kinds={"unit": UnitRecords(), "member_count": MemberCountRecords()},
)
