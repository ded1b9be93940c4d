"""What prospects contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.prospects.checks import CHECKS
from lantoa.prospects.consequences import UNIT_ENDS
from lantoa.prospects.history_words import HISTORY_WORDS
from lantoa.prospects.needs import WORK_ITEMS

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=WORK_ITEMS,
    navigation=(Destination(50, "Triển vọng", "prospects", "search", ("/trien-vong",)),),
)
