"""What the watch contributes."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.watch.alerts import ALERTS
from lantoa.watch.checks import CHECKS
from lantoa.watch.consequences import UNIT_ENDS
from lantoa.watch.history_words import HISTORY_WORDS
from lantoa.watch.needs import WORK_ITEMS
from lantoa.watch.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    alerts=ALERTS,
    checks=CHECKS,
    work_items=WORK_ITEMS,
    navigation=(Destination(30, "Theo dõi", "watch", "warning", ("/theo-doi", "/ban-tin")),),
)
