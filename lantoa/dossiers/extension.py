"""What the initiative as a whole contributes."""

from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    navigation=(Destination(20, "Mô hình", "initiatives", "sprout", ("/mo-hinh",)),),
)
