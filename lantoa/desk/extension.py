"""What the desk itself contributes."""

from django.urls import reverse

from lantoa.desk.consequences import UNIT_ENDS
from lantoa.desk.history_words import HISTORY_WORDS
from lantoa.desk.rule_keys import RULE_KEYS
from lantoa.kit.extension_points import Beginning, Destination, Extension
from lantoa.units.enums import RoleKind
from lantoa.units.models import Person, Unit

IMPORTERS = frozenset({RoleKind.OFFICE, RoleKind.OFFICER})


def _import_url(user: Person, unit: Unit) -> str:
    return reverse("imports") if user.holds(IMPORTERS) else ""


EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    history_words=HISTORY_WORDS,
    consequences=(UNIT_ENDS,),
    beginnings=(Beginning(20, "Nhập từ Excel", "import", _import_url),),
    navigation=(
        Destination(10, "Trang chủ", "home", "home", ("/",), is_for_guests=True),
        Destination(
            110,
            "Nhập từ Excel",
            "imports",
            "import",
            ("/nhap-so-lieu",),
            IMPORTERS,
        ),
    ),
)
