"""What plans and progress reports contribute."""

from lantoa.kit.extension_points import Extension
from lantoa.plans.checks import CHECKS
from lantoa.plans.consequences import UNIT_ENDS
from lantoa.plans.needs import WORK_ITEMS
from lantoa.plans.workflow import PROGRESS

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    history_words=PROGRESS.history_words,
    work_items=WORK_ITEMS,
)
