"""What copies, programmes and handbooks contribute."""

from lantoa.kit.extension_points import Destination, Extension

EXTENSION = Extension(
    navigation=(Destination(70, "Nhân rộng", "suggestions", "ripple", ("/nhan-rong", "/so-tay")),),
)
