"""What plans and progress reports contribute."""

from lantoa.kit.extension_points import Extension
from lantoa.plans.checks import CHECKS
from lantoa.plans.needs import WORK_ITEMS

EXTENSION = Extension(
    checks=CHECKS,
    work_items=WORK_ITEMS,
)
