"""What prospects contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.prospects.checks import CHECKS
from lantoa.prospects.needs import WORK_ITEMS

EXTENSION = Extension(
    checks=CHECKS,
    work_items=WORK_ITEMS,
    navigation=(Destination(50, "Triển vọng", "prospects", "search", ("/trien-vong",)),),
)
