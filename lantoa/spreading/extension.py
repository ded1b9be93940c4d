"""What copies, programmes and handbooks contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.spreading.consequences import UNIT_ENDS

EXTENSION = Extension(
    consequences=(UNIT_ENDS,),
    navigation=(Destination(70, "Nhân rộng", "suggestions", "ripple", ("/nhan-rong", "/so-tay")),),
)
