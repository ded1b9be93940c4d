"""What the desk itself contributes."""

from lantoa.desk.consequences import UNIT_ENDS
from lantoa.kit.extension_points import Destination, Extension
from lantoa.units.enums import RoleKind

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    navigation=(
        Destination(10, "Trang chủ", "home", "home", ("/",), is_for_guests=True),
        Destination(
            110,
            "Nhập từ Excel",
            "imports",
            "import",
            ("/nhap-so-lieu",),
            frozenset({RoleKind.OFFICE, RoleKind.OFFICER}),
        ),
    ),
)
