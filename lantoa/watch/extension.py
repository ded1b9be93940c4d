"""What the watch contributes."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.kit.work_items import WorkItems
from lantoa.watch.checks import CHECKS
from lantoa.watch.consequences import UNIT_ENDS
from lantoa.watch.needs import follow_ups, milestones

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    checks=CHECKS,
    work_items=(WorkItems("viec-sau-kiem-tra", 30, follow_ups), WorkItems("moc-sap-den-han", 31, milestones)),
    navigation=(Destination(30, "Theo dõi", "watch", "warning", ("/theo-doi", "/ban-tin")),),
)
