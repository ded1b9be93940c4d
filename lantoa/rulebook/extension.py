"""What the rulebook contributes."""

from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    navigation=(Destination(150, "Quy định", "rules", "document", ("/so-quy-dinh",), is_for_guests=True),),
)
