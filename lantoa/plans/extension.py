"""What plans and progress reports contribute."""

from lantoa.kit.extension_points import Extension
from lantoa.kit.work_items import WorkItems
from lantoa.plans.checks import CHECKS
from lantoa.plans.consequences import UNIT_ENDS
from lantoa.plans.needs import reports
from lantoa.plans.workflow import PROGRESS

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=(WorkItems("bao-cao-cho-nhan", 33, reports),),
    history_words=PROGRESS.history_words,
)
