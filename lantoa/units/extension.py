"""What units, places and people contribute."""

from lantoa.kit.extension_points import Destination, Extension, SearchSource
from lantoa.units.checks import CHECKS
from lantoa.units.consequences import UNIT_ENDS
from lantoa.units.enums import RoleKind
from lantoa.units.finding import find_places, find_units
from lantoa.units.history_words import HISTORY_WORDS
from lantoa.units.imports import UNITS
from lantoa.units.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    checks=CHECKS,
    consequences=(UNIT_ENDS,),
    import_kinds=(UNITS,),
    search=(SearchSource(20, find_units), SearchSource(30, find_places)),
    navigation=(
        Destination(120, "Đơn vị", "units", "tree", ("/don-vi",)),
        Destination(130, "Người dùng", "people", "person", ("/nguoi-dung",), frozenset({RoleKind.OFFICE})),
    ),
)
