"""What evidence contributes."""

from lantoa.evidence.alerts import ALERTS
from lantoa.evidence.checks import CHECKS
from lantoa.evidence.consequences import UNIT_ENDS
from lantoa.evidence.figures import FIGURES
from lantoa.evidence.history_words import HISTORY_WORDS
from lantoa.evidence.needs import WORK_ITEMS
from lantoa.evidence.rule_keys import RULE_KEYS
from lantoa.kit.extension_points import Extension

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    figures=FIGURES,
    alerts=ALERTS,
    checks=CHECKS,
    work_items=WORK_ITEMS,
)
