"""What copies, programmes and handbooks contribute."""

from lantoa.initiatives.models import Initiative
from lantoa.kit.extension_points import Destination, Extension, RecordTab
from lantoa.spreading.consequences import UNIT_ENDS
from lantoa.spreading.history_words import HISTORY_WORDS

EXTENSION = Extension(
    dossier_tabs=(RecordTab(50, Initiative.audit_name, "Nhân rộng", "initiative_spread"),),
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    navigation=(Destination(70, "Nhân rộng", "suggestions", "ripple", ("/nhan-rong", "/so-tay")),),
)
