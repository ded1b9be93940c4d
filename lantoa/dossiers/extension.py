"""What the initiative as a whole contributes."""

from lantoa.initiatives.models import Initiative
from lantoa.kit.extension_points import Destination, Extension, RecordTab

EXTENSION = Extension(
    dossier_tabs=(RecordTab(10, Initiative.audit_name, "Hồ sơ", "initiative"),),
    navigation=(Destination(20, "Mô hình", "initiatives", "sprout", ("/mo-hinh",)),),
)
