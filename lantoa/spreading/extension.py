"""What copies, programmes and handbooks contribute."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.spreading.consequences import UNIT_ENDS
from lantoa.spreading.history_words import HISTORY_WORDS

EXTENSION = Extension(
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    navigation=(Destination(70, "Nhân rộng", "suggestions", "ripple", ("/nhan-rong", "/so-tay")),),
)
