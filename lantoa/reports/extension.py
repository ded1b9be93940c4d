"""What the reports contribute."""

from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    navigation=(Destination(40, "Báo cáo", "summary", "report", ("/bao-cao",)),),
)
