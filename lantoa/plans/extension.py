"""What plans and progress reports contribute."""

from lantoa.kit.extension_points import Extension
from lantoa.kit.work_items import WorkItems
from lantoa.plans.alerts import ALERTS
from lantoa.plans.checks import CHECKS
from lantoa.plans.history_words import HISTORY_WORDS
from lantoa.plans.needs import reports

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    alerts=ALERTS,
    checks=CHECKS,
    work_items=(WorkItems("bao-cao-cho-nhan", 33, reports),),
)
