"""What evidence contributes."""

from lantoa.evidence.checks import CHECKS
from lantoa.evidence.consequences import UNIT_ENDS
from lantoa.evidence.figures import FIGURES
from lantoa.evidence.needs import WORK_ITEMS
from lantoa.kit.extension_points import Extension

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    checks=CHECKS,
    work_items=WORK_ITEMS,
)
