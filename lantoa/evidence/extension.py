"""What evidence contributes."""

from lantoa.evidence.checks import CHECKS
from lantoa.evidence.consequences import UNIT_ENDS
from lantoa.evidence.figures import FIGURES
from lantoa.evidence.needs import evidence
from lantoa.kit.extension_points import Extension
from lantoa.kit.work_items import WorkItems

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    checks=CHECKS,
    work_items=(WorkItems("minh-chung-cho-chap-nhan", 34, evidence),),
)
