"""What candidacies and recognitions contribute."""

from lantoa.kit.extension_points import Consequence, Destination, Extension
from lantoa.recognition.alerts import ALERTS
from lantoa.recognition.checks import CHECKS
from lantoa.recognition.consequences import UNIT_ENDS, end_what_was_withdrawn, preview_withdrawal
from lantoa.recognition.figures import FIGURES
from lantoa.recognition.history_words import HISTORY_WORDS
from lantoa.recognition.imports.initiatives import INITIATIVES
from lantoa.recognition.needs import WORK_ITEMS
from lantoa.recognition.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    figures=FIGURES,
    alerts=ALERTS,
    checks=CHECKS,
    import_kinds=(INITIATIVES,),
    work_items=WORK_ITEMS,
    navigation=(Destination(60, "Công nhận", "recognitions", "seal", ("/cong-nhan", "/de-nghi-cong-nhan")),),
    consequences=(Consequence("initiatives.withdraw", 10, preview_withdrawal, end_what_was_withdrawn), UNIT_ENDS),
)
