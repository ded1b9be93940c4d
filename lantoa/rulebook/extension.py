"""What the rulebook contributes."""

from lantoa.kit.extension_points import Destination, Extension
from lantoa.rulebook.rule_keys import RULE_KEYS

EXTENSION = Extension(
    rule_keys=RULE_KEYS,
    navigation=(Destination(150, "Quy định", "rules", "document", ("/so-quy-dinh",), is_for_guests=True),),
)
