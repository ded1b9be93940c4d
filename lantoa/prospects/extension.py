"""What prospects contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.prospects.checks import CHECKS
from lantoa.prospects.consequences import UNIT_ENDS
from lantoa.prospects.needs import WORK_ITEMS
from lantoa.prospects.workflow import SCOUTING

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=WORK_ITEMS,
    navigation=(Destination(50, "Triển vọng", "prospects", "search", ("/trien-vong",)),),
    history_words=SCOUTING.history_words,
)
