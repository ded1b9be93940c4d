"""What the watch contributes."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.kit.work_items import WorkItems
from lantoa.watch.alerts import ALERTS
from lantoa.watch.checks import CHECKS
from lantoa.watch.history_words import HISTORY_WORDS
from lantoa.watch.needs import follow_ups, milestones

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    alerts=ALERTS,
    checks=CHECKS,
    work_items=(WorkItems("viec-sau-kiem-tra", 30, follow_ups), WorkItems("moc-sap-den-han", 31, milestones)),
    navigation=(Destination(30, "Theo dõi", "watch", "warning", ("/theo-doi", "/ban-tin")),),
)
