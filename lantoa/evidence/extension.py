"""What evidence contributes."""

from lantoa.evidence.alerts import ALERTS
from lantoa.evidence.checks import CHECKS
from lantoa.evidence.figures import FIGURES
from lantoa.evidence.history_words import HISTORY_WORDS
from lantoa.evidence.needs import evidence
from lantoa.kit.extension_points import Extension
from lantoa.kit.work_items import WorkItems

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    figures=FIGURES,
    alerts=ALERTS,
    checks=CHECKS,
    work_items=(WorkItems("minh-chung-cho-chap-nhan", 34, evidence),),
)
