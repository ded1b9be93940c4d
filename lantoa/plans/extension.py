"""What plans and progress reports contribute."""

from lantoa.kit.extension_points import Extension
from lantoa.plans.alerts import ALERTS
from lantoa.plans.checks import CHECKS
from lantoa.plans.consequences import UNIT_ENDS
from lantoa.plans.history_words import HISTORY_WORDS
from lantoa.plans.needs import WORK_ITEMS
from lantoa.plans.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    alerts=ALERTS,
    checks=CHECKS,
    work_items=WORK_ITEMS,
)
